/**
 * What a prescription's code stands for, and whether it is for one of the caller's own patients (money
 * rule 15). Whoever holds the paper may pay it; what is on it is shown only to who may act for the
 * patient. Guessing codes is bounded.
 */
import type { BillView } from '../../contract/types';
import type { PrescriptionView } from '../../contract/visit-types';
import { maskName } from '../../domain/identity';
import type { OpenId } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import type { HisBill } from '../../ports/his-values';
import { readBill } from '../read-clinic';
import { given } from '../refusal';
import { ownOrderOn } from './appointment-view';
import { countCode } from './bounded';
import type { CodeReader } from './deps';

/** Department and sum are enough to compare with the paper; what was prescribed is the patient's own. */
function strangersBill(bill: HisBill, liveOrderNo: string | undefined): BillView {
  const { billId, department, doctor, expiresAt, issuedAt, kind } = bill;
  const { status, title, total, visitAt, visitId } = bill;
  return {
    ...{ billId, kind, visitId, visitAt, title, department, doctor, issuedAt, expiresAt },
    ...{ status, total, items: [] },
    ...(liveOrderNo === undefined ? {} : { liveOrderNo }),
  };
}

/** Refusals: `code-unknown`, `code-expired`, `too-many-attempts`, what the hospital says. */
export async function readPrescription(
  deps: CodeReader,
  owner: OpenId,
  ask: { readonly code: string },
  deadline: Deadline,
): Promise<{ prescription: PrescriptionView }> {
  await countCode(deps, owner);
  const found = given(await deps.lookups.prescription(ask.code, deadline));
  const { billId, patientId } = found;
  const link = await deps.links.find(deps.hospital.id, owner, patientId);
  if (link !== undefined) {
    const { bill } = await readBill(deps, owner, { patientId, billId }, deadline);
    return { prescription: { bill, patientName: link.nameMasked, patientId } };
  }
  const { name } = given(await deps.his.patient(patientId, deadline));
  const bill = strangersBill(found, await ownOrderOn(deps, owner, billId));
  return { prescription: { bill, patientName: maskName(name) } };
}
