/**
 * What happens in one simulated run, as plain JSON: a hospital's bills, and one action after the other.
 * A schedule replays by itself, whatever its seed means in a later version; each action carries its own
 * chance, so that leaving one out does not change what the others mean.
 */

/** What the network or the other side does to one call. `before`: no effect · `after`: effect. */
export const CALL_FAULTS = [
  'not-sent',
  'timeout-before',
  'timeout-after',
  'cut-before',
  'cut-after',
  'garbage',
  'truncated',
  'bad-signature',
  'http-502-before',
  'http-502-after',
  /** Refused by the other side's own technical error. */
  'error-before',
  'error-after',
  'slow',
  /** Timed out here, takes effect there a while later. */
  'stray',
  /** Arrives twice; the second answer is heard. */
  'doubled-call',
  /** An answer to an earlier question about the same order. */
  'stale-answer',
  /** An answer about another order. */
  'other-answer',
  'token-refused',
  /** Whoever calls dies with it, before the other side hears of it or behind that. */
  'killed-before',
  'killed-after',
  /** 2.0: every permission that is not spent ends just before. */
  'lapse',
] as const;
export type CallFault = (typeof CALL_FAULTS)[number];

/** The `at`-th call (from 0) that an invocation makes meets this fault. */
export interface Hit {
  readonly at: number;
  readonly kind: CallFault;
  /** How long a slow answer takes, or a stray request; ms. */
  readonly ms?: number;
}

/** The invocation dies before or after its `write`-th write (from 0). */
export interface Crash {
  readonly write: number;
  readonly when: 'before' | 'after';
}

interface Fate {
  readonly hits?: readonly Hit[];
  readonly crash?: Crash;
}

export interface Ordeal extends Fate {
  /** What befalls the function `refund`, if this invocation wakes it. */
  readonly desk?: Fate & { readonly unreached?: true };
}

/** What becomes of one notice; `due` ones wait to be sent, any may be sent again. */
export const NOTICE_WAYS = [
  'sent',
  'unheard',
  'lost',
  /** Unheard until the platform gives up: in 2.0 that is half a minute. */
  'stopped',
  'late',
  'doubled',
  'last-first',
  'garbage',
  'wrong-sign',
  'altered',
  'unsigned',
  'replayed',
] as const;
export type NoticeWay = (typeof NOTICE_WAYS)[number];

export const BILL_KINDS = [
  'mixed',
  'insured',
  'zero-insurance',
  'online',
  'added',
  'discount',
  'self-pay',
  'free',
] as const;
export type BillKind = (typeof BILL_KINDS)[number];

/** A bill of the patient with that index. */
export interface BillDraw {
  readonly patient: number;
  readonly kind: BillKind;
  readonly fen: number;
}

export const REFUSALS = [
  'BILL_CHANGED',
  'BILL_SETTLED_ELSEWHERE',
  'BILL_EXPIRED',
  'BILL_CANCELLED',
  'BUSY',
  'INTERNAL',
] as const;

export const HOLD_REFUSALS = ['SERVED', 'HOSPITAL_REFUSED', 'BUSY', 'INTERNAL'] as const;

/** Parts are thousandths of the cash that was paid. */
export const REFUND_MODES = ['whole', 'cash-only', 'cash-part', 'insurance-and-cash-part'] as const;

export const PAY_OUTCOMES = ['paid', 'insufficient', 'failed', 'failing', 'processing'] as const;

/** Where the bureau says no next (2.0), and how; `settle` is what leaves an order half-paid. */
export const BALKS = [
  { at: 'upload', why: 'IN_HOSPITAL' },
  { at: 'upload', why: 'BUSY' },
  { at: 'price', why: 'AMOUNT_MISMATCH' },
  { at: 'price', why: 'AUTHORISATION_EXPIRED' },
  { at: 'accept', why: 'settlement-check-failed' },
  { at: 'accept', why: 'authorisation-rejected' },
  { at: 'settle', why: '医保结算失败：参保人待遇已暂停' },
  { at: 'refund', why: 'HOSPITAL_REFUSED' },
  { at: 'refund', why: 'BUSY' },
] as const;

/** `story` names a payment: the latest order that its own places made. */
export type Action =
  | ({
      readonly do: 'place';
      readonly story: number;
      readonly who: number;
      readonly bills: readonly number[];
      readonly payWith: 'insurance' | 'cash';
    } & Ordeal)
  | ({ readonly do: 'confirm' | 'close' | 'refund'; readonly story: number } & Ordeal)
  /** The patient permits the use of their insurance, and is back after so many ms (2.0). */
  | ({ readonly do: 'permit'; readonly story: number; readonly lagMs: number } & Ordeal)
  /** A clerk brings money back. */
  | ({
      readonly do: 'clerk';
      readonly story: number;
      readonly mode: (typeof REFUND_MODES)[number];
      readonly perMille: number;
    } & Ordeal)
  /** A clerk acts on the `nth` case that waits, if one does. */
  | ({
      readonly do: 'decide';
      readonly nth: number;
      readonly choice: 'booked-by-hand' | 'refund';
    } & Ordeal)
  | ({ readonly do: 'tick' } & Ordeal)
  | ({ readonly do: 'notice'; readonly way: NoticeWay; readonly nth: number } & Ordeal)
  | { readonly do: 'open' | 'leave'; readonly story: number }
  | { readonly do: 'bind'; readonly story: number }
  | {
      readonly do: 'pay';
      readonly story: number;
      readonly outcome: (typeof PAY_OUTCOMES)[number];
    }
  | { readonly do: 'wait'; readonly ms: number }
  /** The clock jumps on to the next such time of day, Asia/Shanghai. */
  | { readonly do: 'until'; readonly time: string }
  | { readonly do: 'window' | 'withdraw' | 'expire' | 'serve'; readonly bill: number }
  | { readonly do: 'change'; readonly bill: number; readonly fen: number }
  | { readonly do: 'refuse'; readonly code: (typeof REFUSALS)[number] }
  | { readonly do: 'refuse-hold'; readonly code: (typeof HOLD_REFUSALS)[number] }
  /** How the next refund ends at the platform, and after how long. */
  | {
      readonly do: 'fate';
      readonly cash: 'SUCCESS' | 'CHANGE';
      readonly insurance: 'SUCCESS' | 'FAIL';
      readonly ms: number;
    }
  | { readonly do: 'bureau'; readonly down: boolean }
  /** The `nth` of BALKS (2.0). */
  | { readonly do: 'balk'; readonly nth: number }
  /** The bureau's next split asks so much more cash than the hospital reckons (2.0). */
  | { readonly do: 'shift'; readonly fen: number }
  | { readonly do: 'down'; readonly party: 'his' | 'platform'; readonly ms: number }
  /** Another system of the hospital fetches a token: ours is stale now. */
  | { readonly do: 'token' }
  | {
      readonly do: 'intrude';
      readonly story: number;
      readonly who: number;
      readonly verb: Intrusion;
    }
  | { readonly do: 'together'; readonly parts: readonly Action[]; readonly picks: number };

export const INTRUSIONS = [
  'confirm',
  'close',
  'place',
  'bill',
  'refund',
  'clerk',
  'permit',
] as const;
export type Intrusion = (typeof INTRUSIONS)[number];

export interface Schedule {
  /** Where it came from; decides numbers, nonces and keys. */
  readonly seed: number;
  /** 1.0 or 2.0. */
  readonly channel: 'payinsurance' | 'medins';
  /** ms since the epoch. */
  readonly startsAt: number;
  readonly mode: 'service-provider' | 'independent';
  /** Of a city with a rule about the day of a refund (trap 13), or of one without. */
  readonly cityId: '440300' | '449900';
  readonly refundVia: 'api' | 'manual';
  /** Whether calls go over real sockets. */
  readonly sockets: boolean;
  readonly bills: readonly BillDraw[];
  readonly actions: readonly Action[];
}
