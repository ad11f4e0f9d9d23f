/**
 * `request_content` of an order or a refund: what the platform hands through to the bureau (interface
 * document v2.4 §3.3, §3.6; trap 32: aae011 as in the table, no blanks around names or values).
 */
import type { InsuranceSession } from '../../ports/payment-channel';
import { cutToBytes, type Violation } from './fields';

/** Items in the order of the document's sample, with their lengths (trap 37: characters for names). */
const ITEMS: readonly (readonly [name: string, of: keyof InsuranceSession, most: number])[] = [
  ['session_id', 'sessionId', 50],
  ['aae011', 'operatorNo', 20],
  ['bka015', 'operatorName', 50],
  ['bka001', 'batchNo', 3],
  ['bka964', 'place', 200],
];

/** `paytype`: of a refund only (§3.6). */
export function requestContent(session: InsuranceSession, paytype?: string): string {
  const items = ITEMS.map(([name, of]) => [name, valueOf(session, of)] as const);
  return JSON.stringify(
    Object.fromEntries(paytype === undefined ? items : [['paytype', paytype], ...items]),
  );
}

export function checkSession(session: InsuranceSession): Violation | undefined {
  for (const [name, of, most] of ITEMS) {
    const value = valueOf(session, of);
    const field = `request_content.${name}`;
    if (value === '') return { field, rule: 'missing' };
    if (of !== 'place' && Array.from(value).length > most) return { field, rule: 'length' };
  }
  return undefined;
}

/** A long address is cut rather than refused: it is where the patient stands, not what is paid. */
function valueOf(session: InsuranceSession, of: keyof InsuranceSession): string {
  const value = session[of].trim();
  return of === 'place' ? cutToBytes(value, 200) : value;
}
