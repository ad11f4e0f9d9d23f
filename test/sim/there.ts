/**
 * What the payment platform, and in 2.0 the bureau with it, really holds of an order: not what anybody
 * has heard of it. Amounts in fen.
 */
import type { Order } from '../../cloudfunctions/domain/order';
import type { Refund } from '../../cloudfunctions/domain/refund';

export interface There {
  /** For whoever reads of a violation. */
  readonly word: string;
  /** The payment went through, whatever has gone back since. */
  readonly paid: boolean;
  /** It went through, and nothing is back or on its way back. */
  readonly held: boolean;
  /** Holds nothing, and nobody can pay it any more. */
  readonly over: boolean;
  /** Could be paid, but for the way into it, which nobody has: a cash order of 2.0 on its own. */
  readonly idle?: true;
  /** Could still be paid, or holds money that nobody brought back. */
  readonly takable: boolean;
  /** As it was, or is to be, paid. */
  readonly total: number;
  readonly cash: number;
  readonly insurance: number;
}

export interface RefundThere {
  /** All of the money is back. */
  readonly back: boolean;
  /** What the bureau brought back has been told to the platform, if that is wanted (2.0). */
  readonly told: boolean;
  /** What went out are the reserved sums, leg by leg. */
  readonly agrees: boolean;
}

/** What a run needs to see of all parties in order to judge. */
export interface PlatformSights {
  readonly there: (orderNo: string) => There | undefined;
  /** Undefined: it has heard of no part of it. */
  readonly refund: (orderNo: string, refund: Refund) => RefundThere | undefined;
}

/** Whether an order holds nothing any more that anybody could be owed; what a person brought back counts. */
export function isOver(there: There | undefined, { refund }: Order): boolean {
  if (there === undefined || there.over) return true;
  return refund?.state === 'done' && refund.receipt !== undefined && !there.paid;
}
