/** A patient's stay in hospital: what was paid in, what is left, what the caller may have back. */
import type { AdmissionView } from '../../contract/visit-types';
import { patientId, type OpenId } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import type { HisAdmission } from '../../ports/his-visits';
import { fen, ZERO } from '../../../miniprogram/shared/fen';
import { ownLink } from '../own-link';
import { given } from '../refusal';
import type { WardReader } from './deps';
import { leftOfOwnTopUps, type LeftOfTopUp } from './own-top-ups';

function admissionView(from: HisAdmission, left: readonly LeftOfTopUp[]): AdmissionView {
  const { admissionId, admittedAt, bed, dischargedAt, maxTopUp, minTopUp } = from;
  const { paidIn, spent, ward } = from;
  const sums = left.map(({ ask, order }) => ask.cash ?? order.proof?.cash ?? ZERO);
  return {
    ...{ admissionId, ward, bed, admittedAt },
    ...(dischargedAt === undefined ? {} : { dischargedAt }),
    ...{ paidIn, spent },
    // who has used up more than was paid in has nothing left
    balance: fen(Math.max(0, paidIn - spent)),
    refundable: fen(sums.reduce<number>((sum, one) => sum + one, 0)),
    ...{ minTopUp, maxTopUp },
  };
}

/** Null: not in hospital, and nothing left to give back. Refusals: `patient-not-yours`, the hospital's. */
export async function readAdmission(
  deps: WardReader,
  owner: OpenId,
  ask: { readonly patientId: string },
  deadline: Deadline,
): Promise<{ admission: AdmissionView | null }> {
  const link = await ownLink(deps, owner, patientId(ask.patientId));
  const { admission } = given(await deps.wards.admission(link.patientId, deadline));
  if (admission === undefined) return { admission: null };
  const { admissionId } = admission;
  const stay = { owner, patientId: link.patientId, admissionId };
  const left = await leftOfOwnTopUps(deps, stay, admission);
  return { admission: admissionView(admission, left) };
}
