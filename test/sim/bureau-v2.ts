/** The insurance bureau of a 2.0 world, and whose phone is whose there. */
import { Bureau, type BureauPeople } from '../../sandbox/bureau';
import type { LeverRecord } from '../../sandbox/bureau/records';
import { identityDigest } from '../../sandbox/hospital/identity';
import type { Tables } from '../../sandbox/shared/tables';
import type { Dice } from './dice';
import { PATIENTS, PHONES } from './people';

/** Of everybody's patients the bureau does not know this one as a relative. */
const UNRELATED = 2;

function peopleThere(): BureauPeople {
  const insured = PATIENTS.flatMap(({ patientId, name, idType, idNo }) =>
    idType === 1 ? [{ patientId, name, idNo, idDigest: identityDigest(idType, idNo) }] : [],
  );
  const holders = PHONES.flatMap(({ openid, self, bound, relatives }) => {
    const person = insured.find(({ patientId }) => patientId === PATIENTS[self]?.patientId);
    if (person === undefined) return [];
    const known = relatives.filter((n) => n !== UNRELATED);
    const related = known.flatMap((n) => PATIENTS[n]?.patientId ?? []);
    return [{ ...person, openid, label: openid, boundCard: bound, relatives: related }];
  });
  return { insured, holders };
}

const PEOPLE = peopleThere();

export function simBureau(clock: { now(): number }, tables: Tables, chance: Dice): Bureau {
  const random = () => chance.below(0x1_0000_0000) / 0x1_0000_0000;
  return new Bureau({ clock, tables, random, people: PEOPLE });
}

/** Nothing that was planted stands any more. */
export function calmBureau(bureau: Bureau, tables: Tables): void {
  const { authorisationLifeMs } = bureau.levers();
  const table = tables.table<LeverRecord>('bureau.levers');
  table.put('levers', { failures: [], priceShifts: [], authorisationLifeMs });
}
