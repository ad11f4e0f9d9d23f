/** The misfortune of one invocation, drawn: what its calls meet, where it dies. */
import type { Dice } from './dice';
import {
  CALL_FAULTS,
  type Action,
  type CallFault,
  type Crash,
  type Hit,
  type Ordeal,
} from './schedule';

/** A stray request is lost before an order that nobody knows may be given up (money rule 2). */
const LONGEST_STRAY_MS = 100_000;
/** So many calls from its first on may be hit: 2.0 makes more of them. */
const REACH = { payinsurance: 5, medins: 7 } as const;

type Channel = keyof typeof REACH;

/** Nothing lapses in 1.0; 2.0 has no token. */
const KINDS: Readonly<Record<Channel, readonly CallFault[]>> = {
  payinsurance: CALL_FAULTS.filter((kind) => kind !== 'lapse'),
  medins: CALL_FAULTS.filter((kind) => kind !== 'token-refused'),
};

/** Of 6203, the cash, the word to the platform: where the desk stops. */
export const LEG_FAULTS: readonly [Hit, ...Hit[]] = [
  { at: 0, kind: 'killed-after' },
  { at: 1, kind: 'killed-before' },
  { at: 1, kind: 'killed-after' },
  { at: 2, kind: 'killed-before' },
  { at: 0, kind: 'timeout-after' },
  { at: 1, kind: 'error-before' },
  { at: 2, kind: 'timeout-after' },
];

function drawHit(dice: Dice, channel: Channel): Hit {
  const kinds = KINDS[channel];
  const kind = kinds[dice.below(kinds.length)] ?? 'slow';
  const at = dice.below(REACH[channel]);
  if (kind === 'slow') return { at, kind, ms: 1_000 + dice.below(12_000) };
  if (kind === 'stray') return { at, kind, ms: 1_000 + dice.below(LONGEST_STRAY_MS) };
  return { at, kind };
}

/** What befalls the function `refund`, if this one wakes it. */
function drawDesk(dice: Dice, channel: Channel): NonNullable<Ordeal['desk']> {
  if (channel === 'medins' && dice.chance(0.6)) return { hits: [dice.pick(LEG_FAULTS)] };
  const kind = dice.weighted({ hit: 3, crash: 3, unreached: 2 });
  if (kind === 'unreached') return { unreached: true };
  // it writes little: about to send, and what came of it
  if (kind === 'crash') return { crash: { ...drawCrash(dice), write: dice.below(3) } };
  return { hits: [{ ...drawHit(dice, channel), at: dice.below(3) }] };
}

function drawCrash(dice: Dice): Crash {
  return { write: dice.below(7), when: dice.chance(0.5) ? 'before' : 'after' };
}

const NAMES = [
  ...(['place', 'confirm', 'close', 'refund', 'permit', 'clerk', 'decide', 'tick'] as const),
  'notice',
] as const;
type Invoked = Extract<Action, { do: (typeof NAMES)[number] }>;
const INVOCATIONS = new Set<string>(NAMES);
const isInvoked = (action: Action): action is Invoked => INVOCATIONS.has(action.do);
const WAKERS = new Set<string>(['confirm', 'refund', 'clerk', 'decide', 'tick']);

const isTried = (action: Invoked): boolean =>
  'hits' in action || 'crash' in action || 'desk' in action;

/** The action, perhaps with an ordeal of its own. */
export function tried(dice: Dice, channel: Channel, action: Action): Action {
  if (action.do === 'together') {
    return { ...action, parts: action.parts.map((part) => tried(dice, channel, part)) };
  }
  if (!isInvoked(action) || isTried(action)) return action;
  if (WAKERS.has(action.do) && dice.chance(0.25)) {
    return { ...action, desk: drawDesk(dice, channel) };
  }
  if (dice.chance(0.2)) {
    const hit = () => drawHit(dice, channel);
    return { ...action, hits: dice.chance(0.2) ? [hit(), hit()] : [hit()] };
  }
  return dice.chance(0.1) ? { ...action, crash: drawCrash(dice) } : action;
}
