/**
 * What the three books say about one order (money rule 11), and what an order of ours says about itself.
 */
import { fen, ZERO, type Fen } from '../../miniprogram/shared/fen';
import type { ChannelName, Order, PaidProof } from './order';
import { recordText, type Mark, type ReconRecord } from './recon-records';
import { movesNothing, type Refund } from './refund';
import { shanghaiDay } from './shanghai';

export type HandLeg = 'cash' | 'insurance';

export interface Entry {
  readonly mark: Mark;
  readonly total: Fen;
  readonly cash: Fen;
  readonly insurance: Fen;
  /** ms; absent where the book says no time. */
  readonly at?: number;
  /** Of ours how it was paid, of the platform's in which book it stands (recon-platform). */
  readonly channel?: ChannelName;
  /** In the bill. */
  readonly line?: number;
  /** From the day before: what it lacks now it really lacks. */
  readonly carried?: true;
  /** Of ours: belongs to another day's books. */
  readonly otherDay?: true;
  /** Of ours: a person brought it back, or found it back, so no bill of the platform need list it. */
  readonly byHand?: true;
  /** Of ours: the legs that a person brought back, so that no bill may list them as back. */
  readonly handLegs?: readonly HandLeg[];
  /** Of ours: cash alone, whose insurance failed; the hospital never heard of it. */
  readonly halfPaid?: true;
  /** Of ours: asked for on an earlier day, in whose book of cash it stands. */
  readonly askedEarlier?: true;
  /** Of ours: a clerk took the cash otherwise, so that it stands in the hospital's book alone. */
  readonly tendered?: true;
}

export interface OrderFacts {
  readonly platform: { readonly payments: readonly Entry[]; readonly refunds: readonly Entry[] };
  readonly ours: {
    /** Whether the number is one of ours at all. */
    readonly exists: boolean;
    readonly payment?: Entry;
    readonly refund?: Entry;
  };
  readonly his: { readonly payments: readonly Entry[]; readonly refunds: readonly Entry[] };
  /** Bills of it that were settled at a window on the same day. */
  readonly windowBills: readonly string[];
}

const BY_HAND = 'by-hand';
const HALF_PAID = 'half-paid';
const ASKED_EARLIER = 'asked-earlier';
const TENDERED = 'tendered';
const HAND_LEGS = ['cash', 'insurance'] as const satisfies readonly HandLeg[];

export const NO_FACTS: OrderFacts = {
  platform: { payments: [], refunds: [] },
  ours: { exists: false },
  his: { payments: [], refunds: [] },
  windowBills: [],
};

/** Whether the hospital is to have booked the payment under the order's number. */
function bookedMark(order: Order): Mark {
  const { settlement } = order;
  if (settlement.byHand === true) return 'by-hand';
  if (settlement.state === 'settled') return 'settled';
  return settlement.state === 'due' ? 'due' : 'never';
}

function refundMark(order: Order): Mark {
  const { refund } = order;
  if (refund === undefined || refund.hold === 'not-needed') return 'never';
  return refund.hold === 'confirmed' ? 'confirmed' : 'due';
}

/** When the order's money was back, ms; a visit that cost nothing stands in no book of money. */
export function returnedAt({ refund }: Order): number | undefined {
  return refund === undefined || movesNothing(refund) ? undefined : refund.returnedAt;
}

/** What was proven to be paid, or the cash alone of an order whose insurance failed (money rule 9). */
function takenOf(
  order: Order,
): Pick<PaidProof, 'total' | 'cash' | 'insurance' | 'paidAt'> | undefined {
  const { halfPaid, payment, proof } = order;
  if (payment === 'paid') return proof;
  if (halfPaid === undefined) return undefined;
  const { cash, paidAt } = halfPaid;
  return { total: cash, cash, insurance: ZERO, paidAt };
}

/** The day (yyyyMMdd) in whose books its payment stands; null when it was not paid at a platform. */
export function paidDayOf(order: Order): string | null {
  const at = takenOf(order)?.paidAt;
  return at === undefined ? null : shanghaiDay(at);
}

/** The day (yyyyMMdd) in whose books its refund stands; null when nothing is back. */
export function refundDayOf(order: Order): string | null {
  const at = returnedAt(order);
  return at === undefined ? null : shanghaiDay(at);
}

/**
 * Found to be back by who concluded a case (money rule 12): reserved and back in one act, and never sent
 * by us. It was made outside our interface, so the platform may list it.
 */
function isFoundBack(refund: Refund): boolean {
  const { cause, via, sends, askedAt, returnedAt: at } = refund;
  return cause === 'review' && via === 'manual' && sends === 0 && askedAt === at;
}

/** Which legs a person brought back. */
function handLegsOf(refund: Refund): readonly HandLeg[] {
  if (isFoundBack(refund)) return [];
  const isByHand = (leg: HandLeg): boolean =>
    refund.legs[leg] === 'by-hand' || (refund.via === 'manual' && refund[leg] > 0);
  return HAND_LEGS.filter(isByHand);
}

/** Whether no bill need list it, and which legs none may list: by-hand, by-hand:cash+insurance. */
function handRef(refund: Refund): string {
  const legs = handLegsOf(refund);
  if (legs.length > 0) return `${BY_HAND}:${legs.join('+')}`;
  return isFoundBack(refund) || refund.receipt !== undefined ? BY_HAND : '';
}

/** The trade bill of 2.0 lists a refund on the day it was asked for, the bill of 1.0 when it was back. */
function earlierRef({ channel }: Order, askedAt: number, backAt: number): string {
  const isEarlier = channel !== 'payinsurance' && shanghaiDay(askedAt) < shanghaiDay(backAt);
  return isEarlier ? ASKED_EARLIER : '';
}

function handOf(ref: string): Pick<Entry, 'byHand' | 'handLegs'> {
  const [head, legs = ''] = ref.split(':', 2);
  if (head !== BY_HAND) return {};
  const handLegs = HAND_LEGS.filter((leg) => legs.split('+').includes(leg));
  return { byHand: true, ...(handLegs.length === 0 ? {} : { handLegs }) };
}

/** The way of paying; none of an order that nothing was paid for. */
function channelOf({ channel }: Order): Pick<ReconRecord, 'channel'> {
  return channel === 'none' ? {} : { channel };
}

/** Whether no book of the platform lists all of it. */
function paymentRef({ counter, payment }: Order): string {
  if (payment !== 'paid') return HALF_PAID;
  return counter?.tender?.state === 'taken' ? TENDERED : '';
}

/** The record of the order's payment for its own day. */
export function paymentRecord(order: Order): ReconRecord | undefined {
  const taken = takenOf(order);
  if (taken === undefined) return undefined;
  const { total, cash, insurance, paidAt } = taken;
  const isPaid = order.payment === 'paid';
  return {
    kind: 'payment',
    key: order.orderNo,
    mark: isPaid ? bookedMark(order) : 'never',
    total,
    cash,
    insurance,
    at: paidAt,
    ref: paymentRef(order),
    ...channelOf(order),
  };
}

/** The record of the order's refund for the day on which it was back. */
export function refundRecord(order: Order): ReconRecord | undefined {
  const { refund } = order;
  const at = returnedAt(order);
  if (refund === undefined || at === undefined) return undefined;
  return {
    kind: 'refund',
    key: order.orderNo,
    mark: refundMark(order),
    total: fen(refund.cash + refund.insurance),
    cash: refund.cash,
    insurance: refund.insurance,
    at,
    ref: handRef(refund) || earlierRef(order, refund.askedAt, at),
    ...channelOf(order),
  };
}

/** Which bills the order paid; none where a person booked it at a window on our behalf. */
export function billRecords(order: Order): readonly ReconRecord[] {
  if (order.payment !== 'paid' || order.settlement.byHand === true) return [];
  const sums = { mark: 'paid', total: ZERO, cash: ZERO, insurance: ZERO } as const;
  return order.billIds.map((key) => ({ kind: 'bill', key, ...sums, ref: order.orderNo }));
}

/** What reconciliation reads of the order: the lines of its payment's day, and of its refund's. */
export function dayLines(order: Order, what: 'paid' | 'refunded'): readonly string[] {
  const record = what === 'paid' ? paymentRecord(order) : refundRecord(order);
  const bills = what === 'paid' ? billRecords(order) : [];
  return [...(record === undefined ? [] : [record]), ...bills].map(recordText);
}

/** As the record says; `more` where it comes from. */
export function entryOf(record: ReconRecord, more: Pick<Entry, 'carried'> = {}): Entry {
  const { mark, total, cash, insurance, at, ref, channel } = record;
  return {
    mark,
    total,
    cash,
    insurance,
    ...(at === undefined ? {} : { at }),
    ...(channel === undefined ? {} : { channel }),
    ...(/^\d{1,9}$/.test(ref) ? { line: Number(ref) } : {}),
    ...handOf(ref),
    ...(ref === HALF_PAID ? { halfPaid: true } : {}),
    ...(ref === ASKED_EARLIER ? { askedEarlier: true } : {}),
    ...(ref === TENDERED ? { tendered: true } : {}),
    ...more,
  };
}

/** What a loaded order says about itself, seen from `day` (yyyyMMdd). */
export function ownFacts(order: Order, day: string): OrderFacts['ours'] {
  const payment = paymentRecord(order);
  const refund = refundRecord(order);
  const seen = (record: ReconRecord, its: string | null): Entry => ({
    ...entryOf(record),
    ...(its === day ? {} : { otherDay: true }),
  });
  return {
    exists: true,
    ...(payment === undefined ? {} : { payment: seen(payment, paidDayOf(order)) }),
    ...(refund === undefined ? {} : { refund: seen(refund, refundDayOf(order)) }),
  };
}

/** What the hospital's book says, less the rows of 0 yuan where nothing was to be paid: nobody else has them. */
export function hisFacts(order: Order, his: OrderFacts['his']): OrderFacts['his'] {
  if (order.payment !== 'not-needed') return his;
  const moved = ({ cash, insurance }: Entry): boolean => cash > 0 || insurance > 0;
  return { payments: his.payments.filter(moved), refunds: his.refunds.filter(moved) };
}

/** Whether the day's own list does not tell enough: then the order itself is looked up. */
export function needsOrder(facts: OrderFacts): boolean {
  const { platform, ours, his } = facts;
  const paid = platform.payments.some(({ mark }) => mark === 'paid') || his.payments.length > 0;
  if (paid && ours.payment === undefined) return true;
  const back =
    platform.refunds.some(({ mark }) => mark === 'refunded' || mark === 'refunding') ||
    his.refunds.length > 0;
  return back && ours.refund === undefined;
}
