/**
 * What the three books together say about one order (money rule 11). Pure: each finding has a type of
 * the closed list. What may only be a matter of midnight, or is still on its way, is a cut-off once;
 * with the next day's books it is found or becomes a true difference.
 */
import type { Finding, Leg } from './recon-differences';
import type { Entry, OrderFacts } from './recon-facts';
import { coversOf, isSameBook, type Covers, type PlatformBook } from './recon-platform';
import { ZERO, type Fen } from '../../miniprogram/shared/fen';

/** So close to midnight two books may put the same thing on two days. */
export const EDGE_MS = 5 * 60_000;

export interface DayView {
  /** First and last millisecond of the day in Asia/Shanghai. */
  readonly from: number;
  readonly to: number;
  /** The next day's books were compared already: nothing can wait for them. */
  readonly final: boolean;
  readonly books: readonly PlatformBook[];
}

/** `cut-off` when it may still be found in the next day's books. */
type Lonely = (finding: Finding, entry: Entry) => Finding;

interface Look {
  readonly facts: OrderFacts;
  readonly books: readonly PlatformBook[];
  readonly lonely: Lonely;
  readonly mayWait: (entry: Entry) => boolean;
}

const CUT_OFF: Finding = { type: 'cut-off', leg: 'row' };
const find = (type: Finding['type'], leg: Leg): Finding => ({ type, leg });

function lookOf(facts: OrderFacts, view: DayView): Look {
  const mayWait = (entry: Entry): boolean => !view.final && entry.carried !== true;
  const atEdge = ({ at }: Entry): boolean =>
    at !== undefined && (at - view.from < EDGE_MS || view.to - at < EDGE_MS);
  return {
    facts,
    books: view.books,
    mayWait,
    lonely: (finding, entry) => (mayWait(entry) && atEdge(entry) ? CUT_OFF : finding),
  };
}

/** The hospital's book against the sums that are known; the leg says which one differs. */
const PAYMENT_LEGS = [
  ['total', 'his-total'],
  ['cash', 'his-cash'],
  ['insurance', 'his-insurance'],
] as const satisfies readonly (readonly [keyof Entry, Leg])[];
const REFUND_LEGS = [
  ['cash', 'refund-cash', 'his-refund-cash'],
  ['insurance', 'refund-insurance', 'his-refund-insurance'],
] as const satisfies readonly (readonly [keyof Entry, Leg, Leg])[];

/** The sums of which a book that covers so much says something. */
function told<T extends readonly [keyof Entry, ...Leg[]]>(
  legs: readonly T[],
  covers: Covers,
): readonly T[] {
  return covers === 'all' ? legs : legs.filter(([term]) => term === 'cash');
}

/** What of our payment a book is to list: not what a clerk took otherwise. */
function listedOf(mine: Entry, term: 'total' | 'cash' | 'insurance'): Fen {
  return term === 'cash' && mine.tendered === true ? ZERO : mine[term];
}

/** Whether the platform's book is to list our payment. */
function isInBook(mine: Entry, covers: Covers): boolean {
  return covers === 'all' || listedOf(mine, 'cash') > 0;
}

/** The same of our refund on its day: of what a person brought back no book need. */
function isBackInBook(mine: Entry, covers: Covers): boolean {
  if (mine.byHand !== true) return isInBook(mine, covers) && mine.askedEarlier !== true;
  // insurance by hand leaves the cash what it was
  return covers === 'cash' && mine.cash > 0 && mine.handLegs?.includes('cash') === false;
}

/** Of rows that say the same the one of the book that is to list ours: another book proves nothing. */
function ownRow(
  rows: readonly Entry[],
  mine: Entry | undefined,
  books: readonly PlatformBook[],
): Entry | undefined {
  if (mine === undefined) return rows[0];
  return rows.find(({ channel }) => isSameBook(books, channel, mine.channel));
}

/** What was paid with a code and reversed stands in the bill twice, as paid and as revoked: as nothing. */
function paidRows(rows: readonly Entry[]): readonly Entry[] {
  const revoked = rows.filter(({ mark, channel }) => mark === 'other' && channel === 'onecode');
  const isRevoked = ({ cash, channel }: Entry): boolean =>
    channel === 'onecode' && revoked.some((row) => row.cash === cash);
  return rows.filter((row) => row.mark === 'paid' && !isRevoked(row));
}

function platformPayment({ facts, books, lonely }: Look): readonly Finding[] {
  const { platform, ours } = facts;
  const paid = paidRows(platform.payments);
  const mine = ours.payment;
  const pay = ownRow(paid, mine, books);
  const covers = coversOf(books, mine?.channel);
  const isMissed =
    pay === undefined && mine !== undefined && mine.otherDay !== true && isInBook(mine, covers);
  const findings: Finding[] = isStray(paid, pay, isMissed)
    ? [find('duplicate-row', 'payment')]
    : [];
  if (pay !== undefined && mine !== undefined) {
    const differing = told(PAYMENT_LEGS, covers).filter(
      ([term]) => pay[term] !== listedOf(mine, term),
    );
    findings.push(...differing.map(([term]) => find('amount-differs', term)));
  } else if (pay !== undefined) {
    findings.push(find(ours.exists ? 'paid-not-known' : 'platform-only', 'payment'));
  } else if (isMissed) {
    const listed = platform.payments.some(({ mark }) => mark === 'other');
    const finding = find(listed ? 'state-differs' : 'ours-only', 'payment');
    findings.push(listed ? finding : lonely(finding, mine));
  }
  return findings;
}

/** Rows beside the one that is to be there; one in another book alone says so by what is missed. */
function isStray(rows: readonly Entry[], own: Entry | undefined, isMissed: boolean): boolean {
  return rows.length > 1 || (rows.length > 0 && own === undefined && !isMissed);
}

function hisPayment({ facts, books, lonely }: Look): readonly Finding[] {
  const { platform, ours, his } = facts;
  const [booked] = his.payments;
  const mine = ours.payment;
  const [pay] = paidRows(platform.payments);
  const known = mine ?? pay;
  const findings: Finding[] = his.payments.length > 1 ? [find('duplicate-row', 'his-payment')] : [];
  if (booked !== undefined && known === undefined) {
    findings.push(lonely(find('his-only', 'his-payment'), booked));
  } else if (booked !== undefined && mine?.halfPaid === true) {
    findings.push(find('his-only', 'his-payment'));
  } else if (booked !== undefined && known !== undefined) {
    const legs = told(PAYMENT_LEGS, mine === undefined ? coversOf(books, known.channel) : 'all');
    const differing = legs.filter(([term]) => booked[term] !== known[term]);
    findings.push(...differing.map(([, leg]) => find('his-amount-differs', leg)));
  } else if (mine !== undefined && mine.otherDay !== true && mustBeBooked(mine)) {
    findings.push(lonely(find('his-missing', 'his-payment'), mine));
  }
  return findings;
}

function mustBeBooked({ mark }: Entry): boolean {
  return mark === 'settled' || mark === 'due' || mark === 'confirmed';
}

function platformRefund({ facts, books, lonely, mayWait }: Look): readonly Finding[] {
  const { platform, ours } = facts;
  const back = platform.refunds.filter(({ mark }) => mark === 'refunded');
  const going = platform.refunds.find(({ mark }) => mark === 'refunding');
  const mine = ours.refund;
  const done = ownRow(back, mine, books);
  const covers = coversOf(books, mine?.channel);
  const isMissed = mine !== undefined && mine.otherDay !== true && isBackInBook(mine, covers);
  const findings: Finding[] = isStray(back, done, isMissed && going === undefined)
    ? [find('duplicate-row', 'refund')]
    : [];
  if (done !== undefined && mine !== undefined) {
    for (const [term, leg] of told(REFUND_LEGS, covers)) {
      if (mine.handLegs?.includes(term) === true) {
        if (done[term] > 0) findings.push(find('refunded-twice', leg));
      } else if (done[term] !== mine[term]) {
        findings.push(find('refund-amount-differs', leg));
      }
    }
  } else if (done !== undefined) {
    findings.push(find('refund-platform-only', 'refund'));
  } else if (going !== undefined && mine === undefined) {
    findings.push(mayWait(going) ? CUT_OFF : find('refund-unfinished', 'refund'));
  } else if (going === undefined && isMissed) {
    findings.push(lonely(find('refund-ours-only', 'refund'), mine));
  }
  return findings;
}

function hisRefund({ facts, books, lonely }: Look): readonly Finding[] {
  const { platform, ours, his } = facts;
  const [booked] = his.refunds;
  const mine = ours.refund;
  const known = mine ?? platform.refunds.find(({ mark }) => mark !== 'other' && mark !== 'foreign');
  const findings: Finding[] = his.refunds.length > 1 ? [find('duplicate-row', 'his-refund')] : [];
  if (booked !== undefined && known === undefined) {
    findings.push(lonely(find('his-only', 'his-refund'), booked));
  } else if (booked !== undefined && known !== undefined) {
    const legs = told(REFUND_LEGS, mine === undefined ? coversOf(books, known.channel) : 'all');
    const differing = legs.filter(([term]) => booked[term] !== known[term]);
    findings.push(...differing.map(([, , leg]) => find('his-amount-differs', leg)));
  } else if (mine !== undefined && mine.otherDay !== true && mustBeBooked(mine)) {
    findings.push(lonely(find('refund-his-missing', 'his-refund'), mine));
  }
  return findings;
}

function foreign({ platform }: OrderFacts): readonly Finding[] {
  const strange = (entries: readonly Entry[]) => entries.some(({ mark }) => mark === 'foreign');
  return [
    ...(strange(platform.payments) ? [find('not-ours', 'payment')] : []),
    ...(strange(platform.refunds) ? [find('not-ours', 'refund')] : []),
  ];
}

/** Everything that is found about one order; a cut-off comes alone: all of it waits for the next day. */
export function judge(facts: OrderFacts, view: DayView): readonly Finding[] {
  const look = lookOf(facts, view);
  const findings = [
    ...foreign(facts),
    ...platformPayment(look),
    ...hisPayment(look),
    ...platformRefund(look),
    ...hisRefund(look),
  ];
  return findings.includes(CUT_OFF) ? [CUT_OFF] : findings;
}

/** The day whose books lacked something is still the one that is judged. */
function sameDay(was: Entry | undefined, is: Entry | undefined): Entry | undefined {
  if (is === undefined || was === undefined || was.otherDay === true) return is;
  const { otherDay: _otherDay, ...rest } = is;
  return rest;
}

/**
 * The facts after somebody was asked: what the hospital has answered since to our booking counts as
 * booked, although the book of the day was read before.
 */
export function factsAfterAsking(before: OrderFacts, ours: OrderFacts['ours']): OrderFacts {
  const { payments, refunds } = before.his;
  const paid = sameDay(before.ours.payment, ours.payment);
  const back = sameDay(before.ours.refund, ours.refund);
  const since = (was: Entry | undefined, is: Entry | undefined, mark: Entry['mark']) =>
    is?.mark === mark && was?.mark !== mark ? [is] : [];
  const booked = since(before.ours.payment, paid, 'settled');
  const returned = since(before.ours.refund, back, 'confirmed');
  return {
    ...before,
    ours: {
      exists: ours.exists,
      ...(paid === undefined ? {} : { payment: paid }),
      ...(back === undefined ? {} : { refund: back }),
    },
    his: {
      payments: payments.length === 0 ? booked : payments,
      refunds: refunds.length === 0 ? returned : refunds,
    },
  };
}
