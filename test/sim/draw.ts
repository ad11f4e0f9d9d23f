/** From a seed to a schedule: several payments, each with a plot, woven into one another, with misfortune. */
import { diceOf, type Dice } from './dice';
import { PHONES, phonesOf } from './people';
import { plotOf, type Cast } from './plots';
import {
  BILL_KINDS,
  CALL_FAULTS,
  HOLD_REFUSALS,
  INTRUSIONS,
  NOTICE_WAYS,
  REFUND_MODES,
  REFUSALS,
  type Action,
  type BillDraw,
  type Crash,
  type Hit,
  type Ordeal,
  type Schedule,
} from './schedule';

const SOCKETS_EVERY = 50;
const LEAST_ACTIONS = 64;
const FIRST_DAY = Date.UTC(2026, 2, 2, 0) - 8 * 3_600_000;
const HOUR_MS = 3_600_000;
/** A stray request is lost before an order that nobody knows may be given up (money rule 2). */
const LONGEST_STRAY_MS = 100_000;

function drawHit(dice: Dice): Hit {
  const kind = dice.pick(CALL_FAULTS);
  const at = dice.below(5);
  if (kind === 'slow') return { at, kind, ms: 1_000 + dice.below(12_000) };
  if (kind === 'stray') return { at, kind, ms: 1_000 + dice.below(LONGEST_STRAY_MS) };
  return { at, kind };
}

/** What befalls the function `refund`, if this one wakes it. */
function drawDesk(dice: Dice): NonNullable<Ordeal['desk']> {
  const kind = dice.weighted({ hit: 3, crash: 3, unreached: 2 });
  if (kind === 'unreached') return { unreached: true };
  // it writes little: about to send, and what came of it
  if (kind === 'crash') return { crash: { ...drawCrash(dice), write: dice.below(3) } };
  return { hits: [{ ...drawHit(dice), at: dice.below(3) }] };
}

function drawCrash(dice: Dice): Crash {
  return { write: dice.below(7), when: dice.chance(0.5) ? 'before' : 'after' };
}

const NAMES = ['place', 'confirm', 'close', 'refund', 'clerk', 'decide', 'tick', 'notice'] as const;
type Invoked = Extract<Action, { do: (typeof NAMES)[number] }>;
const INVOCATIONS = new Set<string>(NAMES);
const isInvoked = (action: Action): action is Invoked => INVOCATIONS.has(action.do);
const WAKERS = new Set<string>(['confirm', 'refund', 'clerk', 'decide', 'tick']);

/** The action, perhaps with an ordeal of its own. */
function tried(dice: Dice, action: Action): Action {
  if (action.do === 'together') {
    return { ...action, parts: action.parts.map((part) => tried(dice, part)) };
  }
  if (!isInvoked(action) || 'hits' in action || 'crash' in action) return action;
  if (WAKERS.has(action.do) && dice.chance(0.25)) return { ...action, desk: drawDesk(dice) };
  if (dice.chance(0.3)) {
    return { ...action, hits: dice.chance(0.2) ? [drawHit(dice), drawHit(dice)] : [drawHit(dice)] };
  }
  return dice.chance(0.12) ? { ...action, crash: drawCrash(dice) } : action;
}

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
  ...{ tick: 6, wait: 40, confirm: 2, notice: 12, ticks: 2, intrude: 4, close: 1 },
  ...{ token: 5, down: 4, refuse: 4, change: 6, window: 4, withdraw: 4, expire: 4 },
  ...{ bureau: 6, until: 3, refund: 3, clerk: 2, decide: 5, serve: 6, hold: 4, fate: 6 },
};

/** Something that belongs to no plot. */
function drawFiller(dice: Dice, stories: number, bills: number): Action {
  const story = dice.below(stories);
  const bill = dice.below(bills);
  const kind = dice.weighted(FILLERS);
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
      return { do: 'bureau', down: dice.chance(0.5) };
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

function drawCast(dice: Dice, story: number, bills: readonly BillDraw[]): Cast {
  const bill = story < bills.length ? story : dice.below(bills.length);
  const patient = bills[bill]?.patient ?? 0;
  const [first = 0, ...others] = phonesOf(patient);
  const who = others.length > 0 && dice.chance(0.25) ? (others[0] ?? first) : first;
  const more = bills.findIndex((one, n) => n !== bill && one.patient === patient);
  const both = more >= 0 && dice.chance(0.12) ? [bill, more] : [bill];
  const insured = patient !== 3 && (who === first || dice.chance(0.2));
  const payWith = insured && dice.chance(0.75) ? 'insurance' : 'cash';
  return { story, who, other: others[0] ?? first, bills: both, payWith };
}

function drawBills(dice: Dice, count: number): readonly BillDraw[] {
  return Array.from({ length: count }, () => ({
    patient: dice.weighted({ 0: 5, 1: 4, 2: 3, 3: 1 }),
    kind: dice.pick(BILL_KINDS),
    fen: 1_000 + dice.below(50_000),
  })).map(({ patient, ...bill }) => ({ patient: Number(patient), ...bill }));
}

export function drawSchedule(seed: number): Schedule {
  const dice = diceOf(seed);
  const bills = drawBills(dice, 4 + dice.below(2));
  const stories = 4 + dice.below(2);
  const plots = Array.from({ length: stories }, (_, story) =>
    plotOf(dice, drawCast(dice, story, bills)),
  );
  const actions = woven(dice, plots);
  while (actions.length < LEAST_ACTIONS) {
    const at = 2 + dice.below(actions.length);
    actions.splice(at, 0, drawFiller(dice, stories, bills.length));
  }
  const late = dice.chance(0.15);
  const hour = late ? 23 * HOUR_MS + dice.below(HOUR_MS) : dice.below(22 * HOUR_MS);
  return {
    seed,
    startsAt: FIRST_DAY + hour,
    mode: dice.chance(0.6) ? 'service-provider' : 'independent',
    cityId: dice.chance(0.3) ? '440300' : '449900',
    refundVia: dice.chance(0.08) ? 'manual' : 'api',
    sockets: seed % SOCKETS_EVERY === SOCKETS_EVERY - 1,
    bills,
    actions: actions.map((action) => tried(dice, action)),
  };
}
