/**
 * The insurance bureau over the HIS contract ("Insurance of 2.0"): the hospital uploads, has priced, asks,
 * refunds and revokes for us, each under our order's number. The pay_auth_no goes into the body of two
 * calls and nowhere else (money rule 14).
 */
import type { PreSettledAmounts } from '../../domain/amounts';
import type {
  InsuranceBureau,
  PricedUpload,
  UploadAsk,
  UploadState,
} from '../../ports/insurance-bureau';
import type { SendCall } from './client';
import { insuredAmounts } from './insured-amounts';
import type { Schemas } from './schemas';
import { msOf, textAs } from './values';

const pathOf = (orderNo: string): string => `/insurance/uploads/${encodeURIComponent(orderNo)}`;

/** RangeError when the parts do not make the sums: the platform would refuse such an order. */
function amountsOf(from: Schemas['InsurancePrice']): PreSettledAmounts {
  const { totalFen, cashFen, insuranceFen, cashReducedFen } = from;
  if (cashFen + insuranceFen + cashReducedFen !== totalFen) {
    throw new RangeError('the legs do not make the total');
  }
  return insuredAmounts(from);
}

function pricedOf(from: Schemas['InsurancePrice'], orderNo: string): PricedUpload | undefined {
  if (from.orderNo !== orderNo) return undefined;
  const { payOrderId, createdAt } = from;
  return { payOrderId, amounts: amountsOf(from), createdAt: msOf(createdAt) };
}

/** What a status must come with, or the answer contradicts itself. */
function isWhole({ status, payOrderId, refundNo, refundedAt }: UploadState): boolean {
  switch (status) {
    case 'none':
    case 'uploaded':
    case 'revoked':
      return true;
    case 'priced':
    case 'settled':
      return payOrderId !== undefined;
    case 'refunded':
      return payOrderId !== undefined && refundNo !== undefined && refundedAt !== undefined;
  }
}

function stateOf(from: Schemas['InsuranceUploadState'], orderNo: string): UploadState | undefined {
  if (from.orderNo !== orderNo) return undefined;
  const state: UploadState = {
    status: from.status,
    ...textAs('payOrderId', from.payOrderId),
    ...textAs('refundNo', from.refundNo),
    ...(from.refundedAt === undefined ? {} : { refundedAt: msOf(from.refundedAt) }),
  };
  return isWhole(state) ? state : undefined;
}

function fees(send: SendCall): Pick<InsuranceBureau, 'upload' | 'price'> {
  return {
    upload: ({ orderNo, patientId, billIds, serialNo, payAuthNo }: UploadAsk, deadline) =>
      send(
        {
          operation: 'uploadFees',
          method: 'PUT',
          path: pathOf(orderNo),
          body: {
            ...{ patientId, billIds, serialNo, payAuthNo },
          } satisfies Schemas['UploadFeesRequest'],
          orderNo,
          answer: 'InsuranceUpload',
          read: ({ status, orderNo: of }) => (of === orderNo ? { status } : undefined),
        },
        deadline,
      ),
    price: ({ orderNo, payAuthNo }, deadline) =>
      send(
        {
          operation: 'preSettleUpload',
          method: 'POST',
          path: `${pathOf(orderNo)}/pre-settlement`,
          body: { payAuthNo } satisfies Schemas['PreSettleUploadRequest'],
          orderNo,
          answer: 'InsurancePrice',
          read: (from) => pricedOf(from, orderNo),
        },
        deadline,
      ),
  };
}

export function hisInsurance(send: SendCall): InsuranceBureau {
  return {
    ...fees(send),
    state: (orderNo, deadline) =>
      send(
        {
          operation: 'queryUpload',
          method: 'GET',
          path: pathOf(orderNo),
          orderNo,
          answer: 'InsuranceUploadState',
          read: (from) => stateOf(from, orderNo),
        },
        deadline,
      ),
    refund: ({ orderNo, refundNo, fund, self, other }, deadline) =>
      send(
        {
          operation: 'refundUpload',
          method: 'POST',
          path: `${pathOf(orderNo)}/refund`,
          body: {
            refundNo,
            insuranceFundFen: fund,
            insuranceSelfFen: self,
            insuranceOtherFen: other,
          } satisfies Schemas['RefundUploadRequest'],
          orderNo,
          answer: 'InsuranceRefund',
          read: (from) =>
            from.orderNo === orderNo && from.refundNo === refundNo
              ? { refundedAt: msOf(from.refundedAt) }
              : undefined,
        },
        deadline,
      ),
    revoke: (orderNo, deadline) =>
      send(
        {
          operation: 'revokeUpload',
          method: 'POST',
          path: `${pathOf(orderNo)}/revocation`,
          orderNo,
          answer: 'InsuranceRevocation',
          read: ({ status, orderNo: of }) => (of === orderNo ? { status } : undefined),
        },
        deadline,
      ),
  };
}
