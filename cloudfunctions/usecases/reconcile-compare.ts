/**
 * Compares one partition after the other (money rule 11). Doing one again finds and writes the same: its
 * differences have names that say what they are.
 */
import { orderNo as asOrderNo, type OrderNo } from '../domain/ids';
import { isGivenBack } from '../domain/order';
import {
  comparedAnew,
  dayAfter,
  dayBegins,
  dayEnds,
  isComparing,
  MOST_KEPT,
  type Carried,
  type ReconDay,
} from '../domain/recon-day';
import { agree } from '../domain/recon-agree';
import type { Difference, Finding } from '../domain/recon-differences';
import { hisFacts, needsOrder, NO_FACTS, ownFacts, type OrderFacts } from '../domain/recon-facts';
import { judge, type DayView } from '../domain/recon-judge';
import type { Deadline } from '../ports/deadline';
import {
  advanced,
  anew,
  eachOf,
  FLUSH_MS,
  keptOnce,
  saved,
  type ReconDeps,
} from './reconcile-deps';
import { carriedEnded, linesOf, waitsInVain, withoutEnded, type Judged } from './reconcile-carried';
import {
  BookIncomplete,
  carriedInto,
  factsOf,
  fetched,
  gathered,
  type Gathered,
  type Kept,
} from './reconcile-gather';
import { ownOrder, UNREADABLE, type Unreadable } from './reconcile-order';

/** Orders that may wait for the next day; more than these are differences at once. */
const MOST_CARRIED = 1_000;

function numberOf(text: string): OrderNo | undefined {
  try {
    return asOrderNo(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

export function newDifference(
  day: ReconDay,
  orderNo: string,
  finding: Finding,
  facts: OrderFacts,
  now: number,
): Difference {
  const { run } = day;
  const where = { day: day.day, run, orderNo };
  return { ...finding, ...where, state: 'open', tries: 0, facts, foundAt: now, changedAt: now };
}

/** With the order itself where the day's list does not tell enough. */
async function completed(
  deps: ReconDeps,
  day: ReconDay,
  orderNo: string,
  facts: OrderFacts,
): Promise<OrderFacts | Unreadable> {
  const number = needsOrder(facts) ? numberOf(orderNo) : undefined;
  if (number === undefined) return facts;
  const order = await ownOrder(deps, day, number);
  if (order === undefined) return facts;
  if (order === UNREADABLE) return UNREADABLE;
  const own = ownFacts(order, day.day);
  // what the lists say belongs to this day, or was carried into it
  const his = hisFacts(order, facts.his);
  return { ...facts, his, ours: { ...own, ...facts.ours, exists: true } };
}

const ORDER_UNREADABLE: Finding = { type: 'unreadable-row', leg: 'our-order' };

interface Unsure {
  readonly orderNo: string;
  readonly facts: OrderFacts;
  readonly kept: readonly Kept[];
}

/** Judges what the lists tell enough of; the rest needs the order itself. */
function judgedAtOnce(orders: Gathered['orders'], view: DayView) {
  const judged: Judged[] = [];
  const unsure: Unsure[] = [];
  for (const [orderNo, kept] of orders) {
    if (agree(kept, view.books)) continue;
    const facts = factsOf(kept);
    if (needsOrder(facts)) {
      unsure.push({ orderNo, facts, kept });
      continue;
    }
    const findings = judge(facts, view);
    if (findings.length > 0) judged.push({ orderNo, facts, findings, kept });
  }
  return { judged, unsure };
}

async function judgedLater(
  deps: ReconDeps,
  day: ReconDay,
  unsure: readonly Unsure[],
  view: DayView,
): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  await eachOf(unsure, async ({ orderNo, facts, kept }) => {
    const known = await completed(deps, day, orderNo, facts);
    // nothing is concluded from what is missing while the order itself cannot be read
    const all = known === UNREADABLE ? { ...facts, ours: { ...facts.ours, exists: true } } : known;
    const findings = known === UNREADABLE ? [ORDER_UNREADABLE] : judge(all, view);
    if (findings.length > 0) judged.push({ orderNo, facts: all, findings, kept });
  });
  return judged;
}

/** Judges a whole partition, in the order of its numbers. */
async function judgedPartition(deps: ReconDeps, day: ReconDay, left: Carried, view: DayView) {
  const texts = await fetched(deps, day, day.step, left);
  const { orders, twice, carried } = gathered(day, day.step, texts);
  const { judged, unsure } = judgedAtOnce(orders, view);
  orders.clear();
  const all = [...judged, ...(await judgedLater(deps, day, unsure, view))];
  all.sort((left, right) => (left.orderNo < right.orderNo ? -1 : 1));
  return { judged: all, twice, carried };
}

/**
 * Our order paid a bill that was settled at a window, too, unless its money is back already; or that a
 * window gave back: then it is back twice, or will be.
 */
async function paidTwice(
  deps: ReconDeps,
  day: ReconDay,
  twice: Gathered['twice'],
): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  for (const { orderNo, billId, type } of twice) {
    const number = numberOf(orderNo);
    const order = number === undefined ? undefined : await ownOrder(deps, day, number);
    if (order === undefined) continue;
    const isRefund = type === 'refunded-at-window-too';
    if (order !== UNREADABLE && !isRefund && isGivenBack(order)) continue;
    const ours = order === UNREADABLE ? { exists: true } : ownFacts(order, day.day);
    const facts = { ...NO_FACTS, ours, windowBills: [billId] };
    const found: Finding = { type, leg: isRefund ? 'his-refund' : 'his-payment' };
    const finding = order === UNREADABLE ? ORDER_UNREADABLE : found;
    differences.push(newDifference(day, orderNo, finding, facts, deps.clock.now()));
  }
  return differences;
}

const isCutOff = ({ findings }: Judged): boolean => findings.some(({ type }) => type === 'cut-off');

function countedBeyond(day: ReconDay, rest: readonly Difference[]): ReconDay['beyond'] {
  const beyond = { ...day.beyond };
  for (const { type } of rest) {
    beyond[type] = { open: (beyond[type]?.open ?? 0) + 1, resolved: 0 };
  }
  return beyond;
}

/** What the days beside this one have to say; they stand still while this one is compared. */
interface Neighbours {
  /** From the day before. */
  readonly left: Carried;
  /** The next day no longer looks at what this one leaves to it. */
  readonly final: boolean;
}

async function comparePartition(deps: ReconDeps, day: ReconDay, beside: Neighbours) {
  const { final } = beside;
  const { bills: books } = deps;
  const view: DayView = { from: dayBegins(day.day), to: dayEnds(day.day), final, books };
  let { judged, twice, carried } = await judgedPartition(deps, day, beside.left, view);
  let left = linesOf(judged.filter(isCutOff));
  if (day.carried.length + left.length > MOST_CARRIED) {
    const decided = { ...view, final: true };
    ({ judged, twice, carried } = await judgedPartition(deps, day, beside.left, decided));
    left = [];
  }
  if (final) {
    const rest = await withoutEnded(deps, day, judged, view);
    judged = rest.judged;
    left = linesOf(rest.ended);
  }
  const now = deps.clock.now();
  const found = judged.flatMap(({ orderNo, facts, findings }) =>
    findings.map((finding) => newDifference(day, orderNo, finding, facts, now)),
  );
  const all = [...found, ...(await paidTwice(deps, day, twice))];
  const keep = all.slice(0, Math.max(0, MOST_KEPT - day.kept));
  await eachOf(keep, (one) => keptOnce(deps, day.hospital, one));
  await carriedEnded(deps, day, carried, judged);
  return {
    kept: day.kept + keep.length,
    beyond: countedBeyond(day, all.slice(keep.length)),
    carried: [...day.carried, ...left],
  };
}

async function nextIsComparing(deps: ReconDeps, day: ReconDay): Promise<boolean> {
  const next = await deps.recon.loadDay(day.hospital, dayAfter(day.day));
  return next !== undefined && isComparing(next);
}

/** Compares as many partitions as time allows. */
export async function compareBooks(
  deps: ReconDeps,
  begun: ReconDay,
  deadline: Deadline,
): Promise<ReconDay> {
  let day = begun;
  try {
    const final = await nextIsComparing(deps, day);
    const beside: Neighbours = { left: await carriedInto(deps, day), final };
    while (day.step < day.partitions && deadline.leftMs() >= 2 * FLUSH_MS) {
      const change = await comparePartition(deps, day, beside);
      day = await saved(deps, advanced(day, { ...change, step: day.step + 1 }), day.step + 1);
    }
  } catch (error) {
    if (!(error instanceof BookIncomplete)) throw error;
    deps.log.alarm('recon.book-incomplete', { state: day.day, code: error.source });
    return anew(deps, day, error.source);
  }
  if (day.step < day.partitions) return day;
  if ((await nextIsComparing(deps, day)) && (await waitsInVain(deps, day))) {
    // too late to leave anything to the next day: judged again without
    return saved(deps, advanced(comparedAnew(day), {}), 0);
  }
  return saved(deps, advanced(day, { stage: 'repair', step: 0 }), day.kept);
}
