/**
 * The counters of the hospital, and reading a patient's 医保码 at one (one-code specification V1.0
 * §1.4.3.2 (2), (3)): whose it is, what there is to pay, and what is being paid already. The token stays at
 * the hospital.
 */
import type { CounterActions, CounterView, ScanView } from '../../contract/counter-types';
import type { OpenId } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import type { HisBill } from '../../ports/his-values';
import { billView } from '../bill-view';
import { given, Refusal } from '../refusal';
import { staffOf } from '../staff/staff-of';
import { billsTaken } from './bills-taken';
import { partsOf, type CounterDeps } from './deps';

/** Where people may choose; nothing where the hospital takes no 一码付. */
export async function readCounters(
  deps: CounterDeps,
  who: OpenId,
  deadline: Deadline,
): Promise<CounterActions['counters']['out']> {
  await staffOf(deps, who);
  const { counter } = deps;
  if (counter === undefined) return { enabled: false, first: 'insurance', counters: [] };
  const terminals = given(await counter.desk.terminals(deadline));
  const counters = terminals.map(({ counterNo, name }): CounterView => ({ counterNo, name }));
  return { enabled: true, first: counter.first, counters };
}

const HOUR = 60 * 60 * 1000;
/** A busy window reads a code a minute. */
const PER_CLERK_HOUR = 240;

/** A stolen phone of a clerk does not look up the whole town. */
async function countReading(
  { attempts, clock, hospital }: CounterDeps,
  who: OpenId,
): Promise<void> {
  const name = `counter:${hospital.id}:${who}`;
  const taken = await attempts.take(name, PER_CLERK_HOUR, HOUR, clock.now());
  if (taken === 'over') throw new Refusal('too-many-attempts', true);
}

/** A stay's deposit is no business of insurance nor of this counter. */
function isForCounter({ kind, status }: HisBill): boolean {
  return status === 'unpaid' && kind !== 'deposit';
}

/** Refusals: `too-many-attempts`, `counter-unknown`, `code-unknown`, `code-expired`, the hospital's own. */
export async function readCode(
  deps: CounterDeps,
  who: OpenId,
  input: CounterActions['scan']['in'],
  deadline: Deadline,
): Promise<{ scan: ScanView }> {
  const { desk } = partsOf(deps);
  await countReading(deps, who);
  const read = given(await desk.read(input, deadline));
  const found = given(await deps.his.bills(read.patientId, deadline));
  const newest = found.filter(isForCounter).sort((left, right) => right.issuedAt - left.issuedAt);
  const { scanId, patientId, patientName, byRelative, expiresAt } = read;
  const taken = await billsTaken(
    deps,
    newest.map(({ billId }) => billId),
  );
  const bills = newest.map((bill) => billView(bill, taken.get(bill.billId)));
  return { scan: { scanId, patientId, patientName, byRelative, expiresAt, bills } };
}
