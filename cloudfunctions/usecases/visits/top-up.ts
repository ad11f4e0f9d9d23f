/**
 * A top-up of an inpatient deposit: the hospital opens a bill for it, which is paid like any other. How
 * much it may be is the hospital's to say.
 */
import type { BillView } from '../../contract/types';
import { patientId, type OpenId } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import type { Fen } from '../../../miniprogram/shared/fen';
import { ownLink } from '../own-link';
import { readBill } from '../read-clinic';
import { given } from '../refusal';
import { countOpened } from './bounded';
import type { WardPayer } from './deps';

/**
 * The same `requestId` answers the same bill. Refusals: `patient-not-yours`, `too-many-attempts`,
 * `not-in-hospital`, `top-up-amount`.
 */
export async function topUp(
  deps: WardPayer,
  owner: OpenId,
  ask: {
    readonly requestId: string;
    readonly patientId: string;
    readonly admissionId: string;
    readonly amount: Fen;
  },
  deadline: Deadline,
): Promise<{ bill: BillView }> {
  const link = await ownLink(deps, owner, patientId(ask.patientId));
  await countOpened(deps, owner, 'top-up');
  const { admissionId, amount, requestId } = ask;
  const wanted = { requestId, patientId: link.patientId, admissionId, amount };
  const { billId } = given(await deps.wards.topUp(wanted, deadline));
  return readBill(deps, owner, { patientId: link.patientId, billId }, deadline);
}
