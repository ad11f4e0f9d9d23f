/**
 * The names that the interface document v2.4 spells in several ways (trap 6). The platform writes the
 * first one, until a lever tells it to answer as other documents and cities do.
 */

import { leversOf, type World } from './model';
import type { Fields } from './xml';

/** As first spelled in the document → every spelling that was ever seen. */
export const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  Insurance_self_fee: ['Insurance_self_fee', 'insurance_self_fee'],
  err_code_des: ['err_code_des', 'err_code_desc'],
  err_code_desc: ['err_code_desc', 'err_code_des'],
  cash_refund_statuses: ['cash_refund_statuses', 'cash_refund_status', 'cash_refund_stauts'],
};

/** An answer's fields under the names that the levers demand. */
export function respelled(world: World, fields: Fields): Fields {
  const { spellings } = leversOf(world);
  const changes = Object.entries(spellings).filter(([first]) => fields[first] !== undefined);
  if (changes.length === 0) return fields;
  const others = Object.fromEntries(changes);
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [others[name] ?? name, value]),
  );
}

/** Answers with these spellings from now on; a name that is not given goes back to its first one. */
export function setSpellings(world: World, spellings: Readonly<Record<string, string>>): void {
  const stray = Object.entries(spellings).find(
    ([first, other]) => SPELLINGS[first]?.includes(other) !== true,
  );
  if (stray !== undefined) throw new RangeError(`no spelling of ${stray[0]}: ${stray[1]}`);
  world.levers.put('levers', { ...leversOf(world), spellings });
}
