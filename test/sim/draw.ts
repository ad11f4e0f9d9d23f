/** From a seed to a schedule: several payments, each with a plot, woven into one another, with misfortune. */
import { diceOf, type Dice } from './dice';
import { tried } from './draw-faults';
import { PHONES, phonesOf } from './people';
import { plotOf, type Cast } from './plots';
import { insuredPlotOf } from './plots-insured';
import {
  BALKS,
  BILL_KINDS,
  HOLD_REFUSALS,
  INTRUSIONS,
  NOTICE_WAYS,
  REFUND_MODES,
  REFUSALS,
  type Action,
  type BillDraw,
  type BillKind,
  type Schedule,
} from './schedule';

/** Of the seeds, those that are of 2.0. */
const INSURED_SHARE = 1 / 3;
const SOCKETS_EVERY = 50;
const NOT_AGAIN = 0.4;
const NO_LOOK = 0.6;
const SIZE = { stories: 4, leastActions: 63 };
/** An exchange over sockets takes as long as ten others: one story, or two. */
const SOCKETS_ACTIONS = 40;
const socketsSize = (dice: Dice) => ({ stories: 1 + dice.below(2), leastActions: SOCKETS_ACTIONS });
const FIRST_DAY = Date.UTC(2026, 2, 2, 0) - 8 * 3_600_000;
const HOUR_MS = 3_600_000;
function drawWait(dice: Dice): Action {
  const kind = dice.weighted({ seconds: 12, minutes: 5, deadline: 2, hours: 1 });
  const spans = { seconds: 60_000, minutes: 300_000, deadline: 1_200_000, hours: 4 * HOUR_MS };
  return { do: 'wait', ms: 1 + dice.below(spans[kind]) };
}

function drawFate(dice: Dice): Action {
  const cash = dice.chance(0.3) ? 'CHANGE' : 'SUCCESS';
  const insurance = dice.chance(0.3) ? 'FAIL' : 'SUCCESS';
  return { do: 'fate', cash, insurance, ms: dice.below(dice.chance(0.9) ? 300_000 : 2 * HOUR_MS) };
}

const FILLERS = {
  ...{ tick: 1, wait: 65, confirm: 1, notice: 6, ticks: 1, intrude: 3, close: 1 },
  ...{ token: 2, down: 2, refuse: 2, change: 1, window: 1, withdraw: 1, expire: 1 },
  ...{ bureau: 1, until: 3, refund: 2, clerk: 1, decide: 2, serve: 2, hold: 2, fate: 3 },
};
/** What 2.0 has instead of a token. */
const INSURED_FILLERS = { ...FILLERS, bureau: 3, token: 0, balk: 5, shift: 2, permit: 2 };

/** Something that belongs to no plot. */
function drawFiller(
  dice: Dice,
  channel: Schedule['channel'],
  stories: number,
  bills: number,
): Action {
  const story = dice.below(stories);
  const bill = dice.below(bills);
  const kind = channel === 'medins' ? dice.weighted(INSURED_FILLERS) : dice.weighted(FILLERS);
  switch (kind) {
    case 'tick':
      return { do: 'tick' };
    case 'wait':
      return drawWait(dice);
    case 'confirm':
    case 'close':
    case 'refund':
      return { do: kind, story };
    case 'clerk':
      return { do: 'clerk', story, mode: dice.pick(REFUND_MODES), perMille: dice.below(1_001) };
    case 'decide':
      return { do: 'decide', nth: dice.below(4), choice: dice.pick(['booked-by-hand', 'refund']) };
    case 'hold':
      return { do: 'refuse-hold', code: dice.pick(HOLD_REFUSALS) };
    case 'fate':
      return drawFate(dice);
    case 'notice':
      return { do: 'notice', way: dice.pick(NOTICE_WAYS), nth: dice.below(6) };
    case 'ticks':
      return { do: 'together', parts: [{ do: 'tick' }, { do: 'tick' }], picks: dice.below(1e9) };
    case 'intrude':
      return { do: 'intrude', story, who: dice.below(PHONES.length), verb: dice.pick(INTRUSIONS) };
    case 'token':
      return { do: 'token' };
    case 'permit':
      return { do: 'permit', story, lagMs: dice.below(60_000) };
    case 'balk':
      return { do: 'balk', nth: dice.below(BALKS.length) };
    case 'shift':
      return { do: 'shift', fen: dice.below(4_000) - 1_000 };
    case 'down': {
      const party = dice.chance(0.6) ? 'his' : 'platform';
      return {
        do: 'down',
        party,
        ms: 1_000 + dice.below(dice.chance(0.9) ? 120_000 : 8 * HOUR_MS),
      };
    }
    case 'refuse':
      return { do: 'refuse', code: dice.pick(REFUSALS) };
    case 'change':
      return { do: 'change', bill, fen: 500 + dice.below(30_000) };
    case 'window':
    case 'withdraw':
    case 'expire':
    case 'serve':
      return { do: kind, bill };
    case 'bureau':
      return { do: 'bureau', down: dice.chance(channel === 'medins' ? 0.3 : 0.5) };
    case 'until':
      return { do: 'until', time: dice.pick(['23:29:50', '23:47:30', '23:59:55', '00:00:01']) };
  }
}

/** Takes from the plots at random, each in its own order. */
function woven(dice: Dice, plots: readonly (readonly Action[])[]): Action[] {
  const left = plots.map((plot) => [...plot]).filter((plot) => plot.length > 0);
  const all: Action[] = [];
  while (left.length > 0) {
    const at = dice.below(left.length);
    const next = left[at]?.shift();
    if (next !== undefined) all.push(next);
    if (left[at]?.length === 0) left.splice(at, 1);
  }
  return all;
}

/** In 2.0 insurance pays for relatives, too; where it would not, that is worth a try. */
function mayBeInsured(dice: Dice, channel: Schedule['channel'], own: boolean): boolean {
  return own || dice.chance(channel === 'medins' ? 0.7 : 0.2);
}

/** People forget: what only repeats a wish, or takes a look, is not always done. */
function thinned(dice: Dice, plot: readonly Action[]): readonly Action[] {
  return plot.filter((action, at) => {
    const again = action.do === 'place' && at > 0;
    const look = action.do === 'confirm' || action.do === 'tick';
    const heard = action.do === 'notice' && action.way === 'sent';
    return !((again && dice.chance(NOT_AGAIN)) || ((look || heard) && dice.chance(NO_LOOK)));
  });
}

function drawCast(
  dice: Dice,
  channel: Schedule['channel'],
  story: number,
  bills: readonly BillDraw[],
): Cast {
  const bill = story < bills.length ? story : dice.below(bills.length);
  const patient = bills[bill]?.patient ?? 0;
  const [first = 0, ...others] = phonesOf(patient);
  const who = others.length > 0 && dice.chance(0.25) ? (others[0] ?? first) : first;
  const more = bills.findIndex((one, n) => n !== bill && one.patient === patient);
  const both = more >= 0 && dice.chance(0.12) ? [bill, more] : [bill];
  const insured = patient !== 3 && mayBeInsured(dice, channel, who === first);
  const wanted = channel === 'medins' ? 0.9 : 0.75;
  const payWith = insured && dice.chance(wanted) ? 'insurance' : 'cash';
  return { story, who, other: others[0] ?? first, bills: both, payWith };
}

/** In 2.0 what is insured and partly cash is what has most to go wrong. */
const INSURED_BILLS: Readonly<Record<BillKind, number>> = {
  ...{ mixed: 5, insured: 2, online: 2, added: 2, discount: 2 },
  ...{ 'zero-insurance': 1, 'self-pay': 1, free: 1 },
};

function drawBills(dice: Dice, channel: Schedule['channel'], count: number): readonly BillDraw[] {
  return Array.from({ length: count }, () => ({
    patient: dice.weighted({ 0: 5, 1: 4, 2: 3, 3: 1 }),
    kind: channel === 'medins' ? dice.weighted(INSURED_BILLS) : dice.pick(BILL_KINDS),
    fen: 1_000 + dice.below(50_000),
  })).map(({ patient, ...bill }) => ({ patient: Number(patient), ...bill }));
}

/** Seeds of a kind have most of what they run in common. */
export type SeedKind = 'plain' | 'insured' | 'sockets';

const isOverSockets = (seed: number): boolean => seed % SOCKETS_EVERY === SOCKETS_EVERY - 1;

/** The first thing that is drawn. */
function drawChannel(dice: Dice): Schedule['channel'] {
  return dice.chance(INSURED_SHARE) ? 'medins' : 'payinsurance';
}

export function kindOf(seed: number): SeedKind {
  if (isOverSockets(seed)) return 'sockets';
  return drawChannel(diceOf(seed)) === 'medins' ? 'insured' : 'plain';
}

export function drawSchedule(seed: number): Schedule {
  const dice = diceOf(seed);
  const channel = drawChannel(dice);
  const plot = channel === 'medins' ? insuredPlotOf : plotOf;
  const bills = drawBills(dice, channel, 4 + dice.below(2));
  const { stories, leastActions } = isOverSockets(seed) ? socketsSize(dice) : SIZE;
  const plots = Array.from({ length: stories }, (_, story) =>
    thinned(dice, plot(dice, drawCast(dice, channel, story, bills))),
  );
  const actions = woven(dice, plots);
  while (actions.length < leastActions) {
    const at = 2 + dice.below(actions.length);
    actions.splice(at, 0, drawFiller(dice, channel, stories, bills.length));
  }
  const late = dice.chance(0.15);
  const hour = late ? 23 * HOUR_MS + dice.below(HOUR_MS) : dice.below(22 * HOUR_MS);
  return {
    seed,
    channel,
    startsAt: FIRST_DAY + hour,
    mode: dice.chance(0.6) ? 'service-provider' : 'independent',
    cityId: dice.chance(0.3) ? '440300' : '449900',
    refundVia: dice.chance(0.08) ? 'manual' : 'api',
    sockets: isOverSockets(seed),
    bills,
    actions: actions.map((action) => tried(dice, channel, action)),
  };
}
