/**
 * The first shape of an order: stored before anybody hears of it (money rule 1).
 */
import type { Amounts } from './amounts';
import { ORDER_SCHEMA, type Order } from './order';
import type { Rules } from './rules';
import { lastMoment, queryWait } from './schedule';

export type OrderDraft = Pick<
  Order,
  | 'orderNo'
  | 'hospital'
  | 'channel'
  | 'kind'
  | 'visit'
  | 'admissionId'
  | 'entry'
  | 'owner'
  | 'patientId'
  | 'patientName'
  | 'billIds'
  | 'title'
  | 'payWith'
  | 'insuranceUnavailable'
  | 'amounts'
  | 'cashAddWording'
  | 'serialNo'
  | 'billNo'
  | 'orgNo'
  | 'counter'
> & {
  /** The patient must permit the use of their insurance before anybody hears of it. */
  readonly authorise?: true;
};

/** The legs of an unpaid order of these sums. */
export function unpaidLegs(amounts: Amounts): Order['legs'] {
  if (amounts.mode === 'open') return { cash: 'unpaid', insurance: 'unpaid' };
  return {
    cash: amounts.cash > 0 ? 'unpaid' : 'none',
    insurance: amounts.payType === 'cash' ? 'none' : 'unpaid',
  };
}

/** A new order at `at` (ms), in state placing or authorising, version 1. */
export function newOrder({ authorise, ...draft }: OrderDraft, at: number, rules: Rules): Order {
  const { counter, amounts } = draft;
  const within = counter === undefined ? rules.payDeadlineMs : rules.counterDeadlineMs;
  const deadlineAt = lastMoment(draft.payWith, at, at + within, rules);
  // paid first at a counter, insurance is arranged behind the cash: withdrawn or settled, never forgotten
  const later = counter?.first === 'cash' && amounts.payType !== 'cash';
  return {
    ...draft,
    ...(later ? { upload: { state: 'asked', quoted: amounts } as const } : {}),
    schemaVersion: ORDER_SCHEMA,
    version: 1,
    createdAt: at,
    deadlineAt,
    payment: authorise === true ? 'authorising' : 'placing',
    since: at,
    legs: unpaidLegs(amounts),
    settlement: { state: 'none', attempts: 0 },
    asked: 0,
    dueAt: authorise === true ? deadlineAt : at + queryWait(0, rules),
    history: [{ at, event: 'created', outcome: 'created', times: 1 }],
  };
}
