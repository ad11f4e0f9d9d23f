/**
 * What an insured payment of 2.0 may go through besides: permissions that expire, uploads and orders whose
 * answer is lost, cash that was taken without insurance, refunds that stop between two legs, notices that
 * stop after half a minute. The plots of 1.0 are played as well, with the patient's permission in them.
 */
import type { Dice } from './dice';
import { LEG_FAULTS } from './draw-faults';
import {
  bind,
  close,
  confirm,
  MINUTE,
  notice,
  open,
  pay,
  place,
  PLOTS,
  race,
  refund,
  tick,
  wait,
  WEIGHTS,
  type Cast,
  type Plot,
} from './plots';
import type { Action, CallFault, Hit } from './schedule';

type Permit = Extract<Action, { do: 'permit' }>;

function permit({ story }: Cast, hits: readonly Hit[] = [], lagMs = 0): Permit {
  return { do: 'permit', story, lagMs, ...(hits.length === 0 ? {} : { hits }) };
}

/** Up to the moment at which somebody stands in the cashier. */
const begun = (cast: Cast): readonly Action[] => [
  place(cast),
  bind(cast),
  permit(cast),
  open(cast),
];
const again = (cast: Cast): readonly Action[] => [place(cast), permit(cast), open(cast)];

/** The calls of a permission: person, exchange, 6201, 6202, cash order, mixed order. */
const UPLOAD = 2;
const ORDER = 4;
const UNHEARD = [
  'timeout-before',
  'timeout-after',
  'cut-after',
  'stray',
  'killed-before',
  'killed-after',
  'garbage',
  'error-after',
] as const satisfies readonly CallFault[];

function unheard(dice: Dice, from: number): Hit {
  const kind = dice.pick(UNHEARD);
  const at = from + dice.below(2);
  return kind === 'stray' ? { at, kind, ms: 1_000 + dice.below(100_000) } : { at, kind };
}

const INSURED_PLOTS = {
  halfPaid: (cast, dice) => [
    ...begun(cast),
    pay(cast, dice.chance(0.5) ? 'failed' : 'failing'),
    confirm(cast),
    wait(10_000 + dice.below(MINUTE)),
    tick,
    ...again(cast),
    pay(cast, 'paid'),
    confirm(cast),
  ],
  halfPaidSilent: (cast, dice) => [
    ...begun(cast),
    pay(cast, 'failing'),
    wait(dice.below(20 * MINUTE)),
    race(dice, tick, confirm(cast), close(cast)),
    wait(MINUTE),
    tick,
  ],
  lapsed: (cast, dice) => [
    place(cast),
    bind(cast),
    permit(cast, [{ at: UPLOAD + dice.below(4), kind: 'lapse' }]),
    confirm(cast),
    wait(MINUTE),
    tick,
    ...again(cast),
    pay(cast, 'paid'),
    notice(dice),
  ],
  codeLate: (cast, dice) => [
    place(cast),
    bind(cast),
    permit(cast, [], 295_000 + dice.below(20_000)),
    permit(cast),
    open(cast),
    pay(cast, 'paid'),
    notice(dice),
    confirm(cast),
  ],
  uploadUnheard: (cast, dice) => [
    place(cast),
    bind(cast),
    permit(cast, [unheard(dice, UPLOAD)]),
    confirm(cast),
    wait(MINUTE),
    tick,
    ...again(cast),
    pay(cast, 'paid'),
  ],
  orderUnheard: (cast, dice) => [
    place(cast),
    bind(cast),
    permit(cast, [unheard(dice, ORDER)]),
    confirm(cast),
    wait(30_000),
    tick,
    ...again(cast),
    pay(cast, 'paid'),
    confirm(cast),
  ],
  neverPermitted: (cast) => [place(cast), wait(16 * MINUTE), tick, place(cast)],
  permitRace: (cast, dice) => [
    place(cast),
    bind(cast),
    race(dice, permit(cast), dice.chance(0.5) ? permit(cast) : close(cast)),
    confirm(cast),
    open(cast),
    pay(cast, 'paid'),
    wait(MINUTE),
    tick,
  ],
  payRace: (cast, dice) => [
    ...begun(cast),
    race(dice, close(cast), pay(cast, 'processing'), confirm(cast)),
    wait(35_000),
    race(dice, tick, confirm(cast)),
  ],
  refundLegs: (cast, dice) => [
    ...begun(cast),
    pay(cast, 'paid'),
    notice(dice),
    confirm(cast),
    { do: 'refund', story: cast.story, desk: { hits: [dice.pick(LEG_FAULTS)] } },
    wait(dice.below(130_000)),
    tick,
    confirm(cast),
    wait(130_000),
    tick,
    confirm(cast),
  ],
  noticesStop: (cast, dice) => [
    ...begun(cast),
    pay(cast, 'paid'),
    { do: 'notice', way: 'stopped', nth: 0 },
    { do: 'notice', way: 'stopped', nth: 0 },
    wait(31_000 + dice.below(MINUTE)),
    dice.chance(0.5) ? tick : confirm(cast),
  ],
  otherSplit: (cast, dice) => [
    place(cast),
    bind(cast),
    { do: 'shift', fen: dice.below(4_000) - 1_000 },
    permit(cast),
    open(cast),
    pay(cast, 'paid'),
    confirm(cast),
    refund(cast),
  ],
} as const satisfies Readonly<Record<string, Plot>>;

const INSURED_WEIGHTS: Readonly<Record<keyof typeof INSURED_PLOTS, number>> = {
  ...{ halfPaid: 7, halfPaidSilent: 5, lapsed: 4, codeLate: 6, uploadUnheard: 4 },
  ...{ orderUnheard: 6, neverPermitted: 1, permitRace: 4, payRace: 4, refundLegs: 36 },
  ...{ noticesStop: 6, otherSplit: 3 },
};
const OF_ITS_OWN = 0.6;

/** Nobody gets into a cashier without having permitted it; now and then they think better of it. */
function permitting(cast: Cast, dice: Dice, actions: readonly Action[]): readonly Action[] {
  const last = actions.at(-1);
  return actions.flatMap((action) => {
    if (action.do === 'open') return dice.chance(0.05) ? [action] : [permit(cast), action];
    const isEnd = action === last && action.do === 'place';
    return isEnd && dice.chance(0.5) ? [action, permit(cast)] : [action];
  });
}

export function insuredPlotOf(dice: Dice, cast: Cast): readonly Action[] {
  const own = cast.payWith === 'insurance' && dice.chance(OF_ITS_OWN);
  if (own) return INSURED_PLOTS[dice.weighted(INSURED_WEIGHTS)](cast, dice);
  return permitting(cast, dice, PLOTS[dice.weighted(WEIGHTS)](cast, dice));
}
