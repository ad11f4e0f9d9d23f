/**
 * Cash that is taken otherwise at a counter although insurance has been settled: first the code is
 * proven to pay nothing any more, then a clerk takes the money and says so; if nobody does in time, the
 * insurance part is reversed like any other (money rules 4, 7 and 12). Never both, never neither.
 */
import type { OrderEvent, Verdict } from './events';
import type { Order, PaidProof } from './order';
import { legsPaid } from './proof';
import type { Rules } from './rules';

type Of<T extends OrderEvent['type']> = Extract<OrderEvent, { type: T }>;

const IMPOSSIBLE: Verdict = { name: 'tender-not-possible' };

/** Insurance pays a part of it, the code was to pay the rest. */
function hasBothParts({ amounts, upload, counter }: Order): boolean {
  const { cash, insurance, mode } = amounts;
  const settledFirst = counter?.first === 'insurance' && upload?.state === 'priced';
  return settledFirst && mode === 'fixed' && cash > 0 && insurance > 0;
}

/** The code shall pay nothing any more; whether it has paid all the same is asked next. */
export function onTenderAsked(
  order: Order,
  { by }: Of<'tender-asked'>,
  at: number,
  rules: Rules,
): Verdict {
  const { counter, payment } = order;
  if (counter === undefined || !hasBothParts(order)) return IMPOSSIBLE;
  if (counter.tender !== undefined) return { name: 'stale' };
  if (payment !== 'placing' && payment !== 'unknown' && payment !== 'payable') return IMPOSSIBLE;
  const tender = { state: 'asked', at, until: at + rules.tenderWaitMs, by } as const;
  return {
    name: 'tender-asked',
    change: { payment: 'closing', asked: 0, counter: { ...counter, tender } },
    by,
  };
}

/** The code will pay nothing any more for certain, and insurance stands. */
export function onCashClosed(order: Order, at: number): Verdict {
  const { counter, payment } = order;
  if (counter === undefined || payment === 'failing') return { name: 'stale' };
  const asked = payment === 'closing' ? order.asked + 1 : 0;
  const tender = counter.tender;
  if (tender?.state !== 'asked') {
    // nobody takes the cash: the insurance part is still to be reversed
    return { name: 'leftovers', change: { payment: 'closing', asked } };
  }
  if (at < tender.until) {
    const legs = { cash: 'closed', insurance: 'paid' } as const;
    return { name: 'tender-awaited', change: { payment: 'closing', asked, legs } };
  }
  const { tender: _over, ...without } = counter;
  const legs = { cash: 'closed', insurance: 'unpaid' } as const;
  return { name: 'tender-over', change: { payment: 'closing', asked: 0, counter: without, legs } };
}

/** The clerk has it: as good as proven, and said by a person. */
export function onTenderTaken(
  order: Order,
  { kind, receipt, by }: Of<'tender-taken'>,
  at: number,
): Verdict {
  const { amounts, counter, legs, payment, upload } = order;
  const tender = counter?.tender;
  if (counter === undefined || tender === undefined) return IMPOSSIBLE;
  if (tender.state === 'taken') return { name: 'stale' };
  const proven = payment === 'closing' && legs.cash === 'closed' && legs.insurance === 'paid';
  if (!proven || at >= tender.until) return IMPOSSIBLE;
  const { total, cash, insurance, insuranceFund, insuranceSelf, insuranceOther } = amounts;
  const proof: PaidProof = {
    ...{ total, cash, insurance, paidAt: at, byHand: true },
    ...(insuranceFund === undefined ? {} : { insuranceFund }),
    ...(insuranceSelf === undefined ? {} : { insuranceSelf }),
    ...(insuranceOther === undefined ? {} : { insuranceOther }),
    ...(upload?.payOrderId === undefined ? {} : { insuranceTradeNo: upload.payOrderId }),
  };
  return {
    name: 'tender-taken',
    change: {
      payment: 'paid',
      proof,
      legs: legsPaid(proof),
      settlement: { ...order.settlement, state: 'due', since: at },
      counter: { ...counter, tender: { state: 'taken', at, kind, receipt, by } },
    },
    note: `${kind} ${receipt}`,
    by,
  };
}
