/**
 * Taking a settlement back over the HIS contract ("Refunds"): each call is repeated with the same number
 * until the hospital has answered it (money rule 9).
 */
import type { HisRefund, HisRefundAsk, HisRefunds } from '../../ports/his-refunds';
import type { SendCall } from './client';
import type { Schemas } from './schemas';
import { sessionOf, textAs, timeOf } from './values';

type State = Schemas['RefundState'];

const part = encodeURIComponent;

function bodyOf({ orderNo, cash, insurance }: HisRefundAsk): Schemas['HoldRefundRequest'] {
  return { orderNo, cashFen: cash, insuranceFen: insurance };
}

/** The answer, if it is one to this question. */
function stateOf(
  state: State,
  ask: HisRefundAsk,
  possible: readonly State['status'][],
): HisRefund | undefined {
  const ours =
    state.refundNo === ask.refundNo &&
    state.orderNo === ask.orderNo &&
    state.cashFen === ask.cash &&
    state.insuranceFen === ask.insurance;
  return ours && possible.includes(state.status) ? { status: state.status } : undefined;
}

type Saga = Pick<HisRefunds, 'holdRefund' | 'confirmRefund' | 'releaseRefund'>;

function saga(send: SendCall): Saga {
  return {
    holdRefund: (ask, deadline) =>
      send(
        {
          operation: 'holdRefund',
          method: 'PUT',
          path: `/refunds/${part(ask.refundNo)}`,
          body: bodyOf(ask),
          orderNo: ask.orderNo,
          answer: 'RefundState',
          read: (from) => stateOf(from, ask, ['held', 'confirmed']),
        },
        deadline,
      ),
    confirmRefund: (done, deadline) =>
      send(
        {
          operation: 'confirmRefund',
          method: 'POST',
          path: `/refunds/${part(done.refundNo)}/confirm`,
          body: {
            ...bodyOf(done),
            refundedAt: timeOf(done.refundedAt),
            ...textAs('platformRefundNo', done.platformRefundNo),
          } satisfies Schemas['ConfirmRefundRequest'],
          orderNo: done.orderNo,
          answer: 'RefundState',
          read: (from) => stateOf(from, done, ['confirmed']),
        },
        deadline,
      ),
    releaseRefund: (refundNo, deadline) =>
      send(
        {
          operation: 'releaseRefund',
          method: 'POST',
          path: `/refunds/${part(refundNo)}/release`,
          answer: 'RefundState',
          read: ({ refundNo: of, status }) =>
            of === refundNo && (status === 'released' || status === 'none')
              ? { status }
              : undefined,
        },
        deadline,
      ),
  };
}

export function hisRefunds(send: SendCall): HisRefunds {
  return {
    ...saga(send),
    openSession: ({ orderNo }, deadline) =>
      send(
        {
          operation: 'openSession',
          method: 'POST',
          path: '/sessions',
          body: { orderNo } satisfies Schemas['OpenSessionRequest'],
          orderNo,
          answer: 'Session',
          read: (from) => sessionOf(from.requestContent),
        },
        deadline,
      ),
  };
}
