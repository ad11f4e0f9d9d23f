/**
 * The hospital tells of a new bill (docs/his-contract): whoever has that patient hears of it, if the
 * bill is one to be paid here. Telling twice changes nothing; what the hospital says of the bill is
 * asked of it, never taken from the telling.
 */
import type { BillId, PatientId } from '../../domain/ids';
import { billWords } from '../../domain/reminder-words';
import type { Deadline } from '../../ports/deadline';
import type { HisReader } from '../../ports/his';
import type { PatientLinks } from '../../ports/patient-links';
import { given } from '../refusal';
import { remember, type Reminding } from './remember';

export interface BillHearer extends Reminding {
  readonly links: Pick<PatientLinks, 'ownersOf'>;
  readonly his: Pick<HisReader, 'bill'>;
}

/** Refusal when the hospital does not answer: it may tell again. A bill that is none is nobody's. */
export async function hearOfBill(
  deps: BillHearer,
  told: { readonly patientId: PatientId; readonly billId: BillId },
  deadline: Deadline,
): Promise<void> {
  const { patientId, billId } = told;
  const owners = await deps.links.ownersOf(deps.hospital.id, patientId);
  if (owners.length === 0) return;
  const answer = await deps.his.bill(billId, deadline);
  if (!answer.ok && answer.certain) return;
  const bill = given(answer);
  const now = deps.clock.now();
  const payable = bill.status === 'unpaid' && bill.kind === 'clinic' && bill.expiresAt > now;
  if (bill.patientId !== patientId || !payable) return;
  const { department, total, expiresAt } = bill;
  const hospital = deps.hospital.name;
  const words = billWords({ department, amount: total, until: expiresAt, hospital });
  for (const owner of owners) {
    await remember(deps, {
      id: `bill-due:${billId}:${owner}`,
      owner,
      kind: 'bill-due',
      page: `pages/bill/bill?patientId=${patientId}&billId=${billId}&entry=message`,
      words,
      about: { billId, patientId },
      dueAt: now,
      until: expiresAt,
    });
  }
}
