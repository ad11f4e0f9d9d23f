/** What one payment may go through, from its placing on; the schedule weaves several of them together. */
import type { Dice } from './dice';
import { REFUND_MODES, type Action, type Hit } from './schedule';

export interface Cast {
  readonly story: number;
  /** The phone that pays, and another one that could. */
  readonly who: number;
  readonly other: number;
  readonly bills: readonly number[];
  readonly payWith: 'insurance' | 'cash';
}

export type Plot = (cast: Cast, dice: Dice) => readonly Action[];

export const MINUTE = 60_000;

export function place({ story, who, bills, payWith }: Cast): Action {
  return { do: 'place', story, who, bills, payWith };
}
export const open = ({ story }: Cast): Action => ({ do: 'open', story });
export const confirm = ({ story }: Cast): Action => ({ do: 'confirm', story });
export const close = ({ story }: Cast): Action => ({ do: 'close', story });
export const bind = ({ story }: Cast): Action => ({ do: 'bind', story });
export const wait = (ms: number): Action => ({ do: 'wait', ms });
export const tick: Action = { do: 'tick' };

export function pay({ story }: Cast, outcome: Extract<Action, { do: 'pay' }>['outcome']): Action {
  return { do: 'pay', story, outcome };
}
export function notice(dice: Dice): Action {
  return { do: 'notice', way: 'sent', nth: dice.below(3) };
}
export const refund = ({ story }: Cast): Action => ({ do: 'refund', story });
function clerk({ story }: Cast, dice: Dice): Action {
  return { do: 'clerk', story, mode: dice.pick(REFUND_MODES), perMille: 1 + dice.below(1_000) };
}
export function race(dice: Dice, ...parts: readonly Action[]): Action {
  return { do: 'together', parts, picks: dice.below(1_000_000_000) };
}

const LATE = ['timeout-after', 'doubled-call', 'stray'] as const;

/** The order may be there, be there later, or be asked for twice. */
function lateHit(dice: Dice, at: number): Hit {
  const kind = dice.pick(LATE);
  return kind === 'stray' ? { at, kind, ms: 1_000 + dice.below(100_000) } : { at, kind };
}

/** Up to the moment at which somebody stands in the cashier. */
const begun = (cast: Cast): readonly Action[] => [place(cast), bind(cast), open(cast)];

export const PLOTS = {
  plain: (cast, dice) => [...begun(cast), pay(cast, 'paid'), notice(dice), confirm(cast)],
  silent: (cast) => [...begun(cast), pay(cast, 'paid'), wait(MINUTE), tick],
  processing: (cast, dice) => [
    ...begun(cast),
    pay(cast, 'processing'),
    confirm(cast),
    wait(35_000),
    notice(dice),
    confirm(cast),
  ],
  failing: (cast) => [
    ...begun(cast),
    pay(cast, 'failing'),
    confirm(cast),
    wait(20_000),
    tick,
    wait(105_000),
    confirm(cast),
    place(cast),
  ],
  failed: (cast) => [...begun(cast), pay(cast, 'failed'), confirm(cast), place(cast), open(cast)],
  insufficient: (cast, dice) => [
    ...begun(cast),
    pay(cast, 'insufficient'),
    confirm(cast),
    pay(cast, 'paid'),
    notice(dice),
  ],
  givenUp: (cast) => [...begun(cast), { do: 'leave', story: cast.story }, close(cast), place(cast)],
  forgotten: (cast) => [...begun(cast), wait(16 * MINUTE), tick, wait(11 * MINUTE), tick],
  closeRace: (cast, dice) => [
    ...begun(cast),
    race(dice, close(cast), pay(cast, 'paid')),
    confirm(cast),
  ],
  deadlineRace: (cast, dice) => [
    ...begun(cast),
    wait(15 * MINUTE + dice.below(MINUTE)),
    race(dice, tick, pay(cast, 'paid'), confirm(cast)),
    tick,
  ],
  noticeRace: (cast, dice) => [
    ...begun(cast),
    pay(cast, 'paid'),
    race(dice, notice(dice), confirm(cast), tick),
  ],
  doubleTap: (cast, dice) => [
    race(dice, place(cast), place(cast)),
    open(cast),
    pay(cast, 'paid'),
    confirm(cast),
  ],
  twoPhones: (cast, dice) => [
    race(dice, place(cast), place({ ...cast, who: cast.other, payWith: 'cash' })),
    open(cast),
    pay(cast, 'paid'),
    wait(16 * MINUTE),
    place({ ...cast, who: cast.other, payWith: 'cash' }),
    tick,
  ],
  changed: (cast, dice) => [
    ...begun(cast),
    { do: 'change', bill: cast.bills[0] ?? 0, fen: 800 + dice.below(20_000) },
    place(cast),
    open(cast),
    pay(cast, 'paid'),
    confirm(cast),
  ],
  otherWay: (cast, dice) => [
    ...begun(cast),
    place({ ...cast, payWith: cast.payWith === 'cash' ? 'insurance' : 'cash' }),
    open(cast),
    pay(cast, 'paid'),
    notice(dice),
  ],
  windowRace: (cast, dice) => [
    ...begun(cast),
    race(dice, pay(cast, 'paid'), { do: 'window', bill: cast.bills[0] ?? 0 }, confirm(cast)),
    confirm(cast),
  ],
  refused: (cast, dice) => [
    ...begun(cast),
    pay(cast, 'paid'),
    { do: 'refuse', code: dice.pick(['BILL_CHANGED', 'BUSY', 'BILL_CANCELLED', 'INTERNAL']) },
    confirm(cast),
    tick,
  ],
  refund: (cast, dice) => [
    ...begun(cast),
    pay(cast, 'paid'),
    notice(dice),
    confirm(cast),
    refund(cast),
    wait(10_000 + dice.below(50_000)),
    tick,
    place(cast),
  ],
  refundPart: (cast, dice) => [
    ...begun(cast),
    pay(cast, 'paid'),
    confirm(cast),
    clerk(cast, dice),
    tick,
    wait(20_000),
    confirm(cast),
    refund(cast),
  ],
  refundRace: (cast, dice) => [
    ...begun(cast),
    pay(cast, 'paid'),
    confirm(cast),
    race(dice, refund(cast), { do: 'serve', bill: cast.bills[0] ?? 0 }, tick),
    confirm(cast),
  ],
  refundTwice: (cast, dice) => [
    ...begun(cast),
    pay(cast, 'paid'),
    confirm(cast),
    race(dice, refund(cast), clerk(cast, dice), refund(cast)),
    wait(15_000),
    race(dice, tick, confirm(cast)),
    tick,
  ],
  silentHospital: (cast, dice) => [
    ...begun(cast),
    pay(cast, 'paid'),
    { do: 'down', party: 'his', ms: 26 * 60 * MINUTE },
    confirm(cast),
    wait(24 * 60 * MINUTE + dice.below(60 * MINUTE)),
    tick,
    { do: 'decide', nth: dice.below(3), choice: dice.pick(['booked-by-hand', 'refund', 'refund']) },
    tick,
  ],
  served: (cast) => [
    ...begun(cast),
    pay(cast, 'paid'),
    confirm(cast),
    { do: 'serve', bill: cast.bills[0] ?? 0 },
    refund(cast),
  ],
  lateAnswer: (cast, dice) => [
    { ...place(cast), hits: [lateHit(dice, 3 + (cast.story % 2))] },
    confirm(cast),
    wait(MINUTE),
    tick,
    place(cast),
    open(cast),
  ],
  hospitalAway: (cast) => [
    ...begun(cast),
    pay(cast, 'paid'),
    { do: 'down', party: 'his', ms: 90_000 },
    confirm(cast),
    tick,
  ],
  diesPlacing: (cast, dice) => [
    { ...place(cast), crash: { write: dice.below(6), when: dice.pick(['before', 'after']) } },
    place(cast),
    wait(70_000),
    place(cast),
    open(cast),
    pay(cast, 'paid'),
  ],
} as const satisfies Readonly<Record<string, Plot>>;

export const WEIGHTS: Readonly<Record<keyof typeof PLOTS, number>> = {
  ...{ plain: 5, silent: 3, processing: 3, failing: 5, failed: 3, insufficient: 2, givenUp: 4 },
  ...{ forgotten: 3, closeRace: 3, deadlineRace: 3, noticeRace: 3, doubleTap: 2, twoPhones: 3 },
  ...{ changed: 3, otherWay: 3, windowRace: 2, refused: 3, lateAnswer: 4, hospitalAway: 2 },
  ...{
    diesPlacing: 4,
    refund: 6,
    refundPart: 4,
    refundRace: 3,
    refundTwice: 3,
    served: 2,
    silentHospital: 1,
  },
};

export function plotOf(dice: Dice, cast: Cast): readonly Action[] {
  return PLOTS[dice.weighted(WEIGHTS)](cast, dice);
}
