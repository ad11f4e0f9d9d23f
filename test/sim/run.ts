/** One schedule from its beginning to the end of everything in it, judged after every step. */
import { act } from './act';
import { endOf, judgeCases, judgeEnds, judgeOpenBills, judgeReplays, runOut } from './ending';
import { judgeTraces, judgeWorld } from './invariants';
import type { LeverRecord } from '../../sandbox/hospital/records';
import { useCheapCrypto } from './cheap-crypto';
import type { Schedule } from './schedule';
import type { Run } from './story';
import { directTransport, ORIGIN, type Transport } from './transport';
import { NO_GATE } from './turnstile';
import type { Violation } from './violation';
import { openWorld, parties, type SimWorld } from './world';

export interface Failure extends Violation {
  /** The number of the action, or undefined behind the last one. */
  readonly step?: number;
}

export interface Outcome {
  readonly failure?: Failure;
  /** Actions that found something to act on, and ticks until the end. */
  readonly steps: number;
  readonly orders: number;
  readonly faults: Readonly<Record<string, number>>;
  /** How each order ended, in the order of their making. */
  readonly ends: readonly string[];
  /** Log lines, for whoever looks closely. */
  readonly log: readonly string[];
}

/** How the calls of a run travel; closes behind itself. */
export interface Line {
  readonly transport: Transport;
  readonly origin: string;
  close(): Promise<void>;
}
export type OpenLine = (made: ReturnType<typeof parties>) => Promise<Line>;

const direct: OpenLine = ({ platform, hospital }) =>
  Promise.resolve({
    transport: directTransport(platform, hospital),
    origin: ORIGIN,
    close: () => Promise.resolve(),
  });

function begin(world: SimWorld): Run {
  const billIds = world.hospital.bills().map(({ billId }) => billId);
  return {
    world,
    stories: new Map(),
    billIds,
    touched: new Set(),
    refusing: false,
    refusingHold: false,
    balked: false,
    judged: undefined,
    fated: false,
  };
}

const NO_LEVERS: LeverRecord = {
  refusals: [],
  holdRefusals: [],
  bureauDown: false,
  invoicesAtCounter: false,
};

type Say = (line: string) => void;

/** Does the actions; the number of steps and where a rule was broken, if one was. */
async function live(run: Run, schedule: Schedule, say: Say | undefined) {
  const { judge } = run.world.watch;
  let steps = 0;
  for (const [step, action] of schedule.actions.entries()) {
    const worked = await act(run, action, NO_GATE);
    if (worked) steps += 1;
    judgeWorld(run);
    say?.(`${String(step)} ${worked ? '' : '(idle) '}${JSON.stringify(action)}`);
    if (judge.violation !== undefined) return { steps, step };
  }
  return { steps };
}

/** Faults stop; what was under way arrives; time runs out for everything that is open. */
async function end(run: Run): Promise<number> {
  const { world } = run;
  const { judge } = world.watch;
  world.down('his', 0);
  world.down('platform', 0);
  world.tables.table<LeverRecord>('his.levers').put('levers', NO_LEVERS);
  world.clock.flush();
  world.platform.calm();
  const ticks = await runOut(run);
  world.strayed.clear();
  run.judged = undefined;
  if (judge.violation === undefined) judgeEnds(run);
  if (judge.violation === undefined) await judgeReplays(run);
  if (judge.violation === undefined) await judgeCases(run);
  if (judge.violation === undefined) await judgeOpenBills(run);
  judgeTraces(run);
  return ticks;
}

export async function runSchedule(
  schedule: Schedule,
  open: OpenLine = direct,
  say?: Say,
): Promise<Outcome> {
  useCheapCrypto(!schedule.sockets);
  const made = parties(schedule);
  const line = await open(made);
  try {
    const world = await openWorld(schedule, made, line.transport, line.origin);
    const run = begin(world);
    const { steps, step } = { step: undefined, ...(await live(run, schedule, say)) };
    const ticks = step === undefined ? await end(run) : 0;
    const { violation } = world.watch.judge;
    const orders = [...world.stores.orders.all()];
    return {
      ...(violation === undefined
        ? {}
        : { failure: { ...violation, ...(step === undefined ? {} : { step }) } }),
      steps: steps + ticks,
      orders: orders.length,
      faults: Object.fromEntries(world.faults),
      ends: orders.map((order) => endOf(order) ?? `open:${order.payment}`),
      log: world.watch.log,
    };
  } finally {
    await line.close();
  }
}
