/**
 * The closed list of what reconciliation can find, and the one act that each needs (money rule 11).
 */
import type { OrderFacts } from './recon-facts';

export const DIFFERENCE_TYPES = [
  /** The platform took money under a number that we do not know. */
  'platform-only',
  /** The platform took money for an order of ours that we do not know as paid. */
  'paid-not-known',
  /** We have proof of a payment that the bill does not list. */
  'ours-only',
  /** Bill and our proof name different sums; the leg says which. */
  'amount-differs',
  /** The bill lists our paid order as something that moved no money. */
  'state-differs',
  /** Paid, and the hospital has not booked it. */
  'his-missing',
  /** The hospital has booked under a number of ours what nobody paid or gave back. */
  'his-only',
  'his-amount-differs',
  /** The bill that our order paid was settled at a window on the same day, too. */
  'settled-at-window-too',
  /** A bill that our order paid was given back at a window on the same day. */
  'refunded-at-window-too',
  /** A person brought a leg back, and the platform did, too: the money is back twice. */
  'refunded-twice',
  'refund-platform-only',
  'refund-ours-only',
  'refund-amount-differs',
  'refund-his-missing',
  /** Still on its way a day later. */
  'refund-unfinished',
  /** The same payment or refund stands twice in one book. */
  'duplicate-row',
  /** A row of any book that cannot be read; the leg says of which, and its value is never named. */
  'unreadable-row',
  /** A row of another merchant in our bill. */
  'not-ours',
  /** At the edge of midnight or still on its way: looked for again in the next day's books. */
  'cut-off',
] as const;

export type DifferenceType = (typeof DIFFERENCE_TYPES)[number];

/** Which sum, which row, which line; with the type and the number it names a difference for ever. */
export type Leg =
  | 'payment'
  | 'refund'
  | 'total'
  | 'cash'
  | 'insurance'
  | 'his-payment'
  | 'his-refund'
  | 'his-total'
  | 'his-cash'
  | 'his-insurance'
  | 'his-refund-cash'
  | 'his-refund-insurance'
  | 'refund-cash'
  | 'refund-insurance'
  /** A line of the bill, or the order as a whole. */
  | 'row'
  /** What our list of the day says of an order, the order itself, a row of the hospital's. */
  | 'our-row'
  | 'our-order'
  | 'his-row';

/**
 * What ends it. The first five happen by themselves and are judged by what they bring; the others are a
 * person's.
 */
export type Act =
  | 'ask-platform-and-apply'
  | 'book-at-hospital'
  | 'book-refund-at-hospital'
  | 'ask-refund-and-apply'
  | 'wait-for-next-day'
  | 'find-payer-with-platform'
  | 'clarify-with-platform'
  | 'correct-amount-with-platform'
  | 'clarify-with-hospital'
  | 'correct-amount-at-hospital'
  | 'refund-one-of-two-payments'
  | 'recover-one-of-two-refunds'
  | 'finish-refund-by-hand'
  | 'look-at-the-bill'
  | 'tell-platform-of-other-merchant';

/** The act that a difference of that type needs. */
export function actFor(type: DifferenceType): Act {
  switch (type) {
    case 'platform-only':
      return 'find-payer-with-platform';
    case 'paid-not-known':
      return 'ask-platform-and-apply';
    case 'ours-only':
    case 'state-differs':
    case 'refund-ours-only':
      return 'clarify-with-platform';
    case 'amount-differs':
    case 'refund-amount-differs':
      return 'correct-amount-with-platform';
    case 'his-missing':
      return 'book-at-hospital';
    case 'his-only':
    case 'refunded-at-window-too':
      return 'clarify-with-hospital';
    case 'his-amount-differs':
      return 'correct-amount-at-hospital';
    case 'settled-at-window-too':
      return 'refund-one-of-two-payments';
    case 'refunded-twice':
      return 'recover-one-of-two-refunds';
    case 'refund-platform-only':
      return 'ask-refund-and-apply';
    case 'refund-his-missing':
      return 'book-refund-at-hospital';
    case 'refund-unfinished':
      return 'finish-refund-by-hand';
    case 'duplicate-row':
    case 'unreadable-row':
      return 'look-at-the-bill';
    case 'not-ours':
      return 'tell-platform-of-other-merchant';
    case 'cut-off':
      return 'wait-for-next-day';
  }
}

/** Whether asking and booking again can end it; it then ends only by what the answers prove. */
export function mayHeal(type: DifferenceType): boolean {
  switch (actFor(type)) {
    case 'ask-platform-and-apply':
    case 'book-at-hospital':
    case 'book-refund-at-hospital':
    case 'ask-refund-and-apply':
    case 'finish-refund-by-hand':
      return true;
    case 'wait-for-next-day':
    case 'find-payer-with-platform':
    case 'clarify-with-platform':
    case 'correct-amount-with-platform':
    case 'clarify-with-hospital':
    case 'correct-amount-at-hospital':
    case 'refund-one-of-two-payments':
    case 'recover-one-of-two-refunds':
    case 'look-at-the-bill':
    case 'tell-platform-of-other-merchant':
      return false;
  }
}

/** What was found, before it is kept. */
export interface Finding {
  readonly type: DifferenceType;
  readonly leg: Leg;
}

/** What the attempt to heal it brought. */
export type Healing =
  /** What was learnt ended it; a cut-off, what the next day's books say. */
  | 'healed'
  /** Everybody was asked, and it is still there. */
  | 'unchanged'
  /** Somebody could not be asked. */
  | 'failed';

/** open · resolved: gone, by healing or by the next day's books · moved: true, and kept on the next day. */
export type DifferenceState = 'open' | 'resolved' | 'moved';

export interface Difference extends Finding {
  /** The day in whose books it was found, yyyyMMdd. */
  readonly day: string;
  /** Which run of that day's comparison found it last. */
  readonly run: number;
  /** As the book writes it; of a line or row that names none `line-` or `row-` and its number. */
  readonly orderNo: string;
  /** The column that cannot be read; never its value. */
  readonly fault?: string;
  readonly state: DifferenceState;
  readonly healing?: Healing;
  /** How often healing was tried. */
  readonly tries: number;
  readonly facts: OrderFacts;
  /** ms. */
  readonly foundAt: number;
  readonly changedAt: number;
}

/** Its name within a hospital: the same difference always has the same one. */
export function differenceId(
  difference: Pick<Difference, 'day' | 'type' | 'orderNo' | 'leg'>,
): string {
  const { day, type, orderNo, leg } = difference;
  return `${day}:${type}:${orderNo}:${leg}`;
}
