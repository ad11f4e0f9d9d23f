/**
 * Stays in hospital over the HIS contract ("Deposits"): what was paid in and spent, bills for topping
 * up, and what each top-up may give back once the stay is reckoned up.
 */
import { orderNo } from '../../domain/ids';
import type { HisAdmission, HisWards } from '../../ports/his-visits';
import { fen } from '../../../miniprogram/shared/fen';
import type { SendCall } from './client';
import type { Schemas } from './schemas';
import { billOf, msOf } from './values';

const part = encodeURIComponent;

/** RangeError for one that could give back before it is reckoned up. */
function admissionOf(from: Schemas['Admission']): HisAdmission {
  const { dischargedAt } = from;
  if (dischargedAt === undefined && from.refundable.length > 0) {
    throw new RangeError('gives back before discharge');
  }
  return {
    admissionId: from.admissionId,
    ward: from.ward,
    bed: from.bed,
    admittedAt: msOf(from.admittedAt),
    ...(dischargedAt === undefined ? {} : { dischargedAt: msOf(dischargedAt) }),
    paidIn: fen(from.paidInFen),
    spent: fen(from.spentFen),
    minTopUp: fen(from.minTopUpFen),
    maxTopUp: fen(from.maxTopUpFen),
    refundable: from.refundable.map((one) => ({
      orderNo: orderNo(one.orderNo),
      amount: fen(one.amountFen),
    })),
  };
}

export function hisWards(send: SendCall): HisWards {
  return {
    admission: (id, deadline) =>
      send(
        {
          operation: 'getAdmission',
          method: 'GET',
          path: `/patients/${part(id)}/admission`,
          answer: 'AdmissionState',
          read: ({ admission }) => {
            if (admission === undefined) return {};
            return admission.patientId === id ? { admission: admissionOf(admission) } : undefined;
          },
        },
        deadline,
      ),
    topUp: ({ requestId, patientId, admissionId, amount }, deadline) =>
      send(
        {
          operation: 'openTopUp',
          method: 'POST',
          path: `/admissions/${part(admissionId)}/top-ups`,
          body: { requestId, patientId, amountFen: amount } satisfies Schemas['TopUpRequest'],
          answer: 'Bill',
          read: (from) =>
            from.kind === 'deposit' &&
            from.admissionId === admissionId &&
            from.patientId === patientId &&
            from.totalFen === amount
              ? billOf(from)
              : undefined,
        },
        deadline,
      ),
  };
}
