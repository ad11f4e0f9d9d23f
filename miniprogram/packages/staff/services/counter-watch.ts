/**
 * Asking on about a payment at a counter: ever more calmly, as long as somebody watches and the end is
 * open. A watcher asks one question at a time; only the server's word is passed on, never a guess of the
 * phone (money rule 2).
 */
import type {
  CounterOrderView,
  CounterStage,
} from '../../../../cloudfunctions/contract/counter-types';
import { after } from '../../../services/clock';
import type { Trouble } from '../../../services/trouble';
import { askCounter } from './counter';

export type CounterNews =
  | { readonly kind: 'order'; readonly order: CounterOrderView }
  | { readonly kind: 'trouble'; readonly reason: Trouble };

const GAPS_MS = [1_500, 2_000, 3_000, 5_000, 5_000, 8_000] as const;
const GAP_MS = 10_000;
/** A clerk takes the money, or a person looks at it: it changes by what they do. */
const CALM_MS = 30_000;
const CALM: readonly CounterStage[] = ['tender', 'review'];

/** Nothing more is to be expected. */
function isOver({ stage, hospital }: CounterOrderView): boolean {
  return stage === 'over' || (stage === 'paid' && hospital !== 'pending');
}

/** Whether asking again cannot help. */
function isFinal(reason: Trouble): boolean {
  return reason === 'not-allowed' || reason === 'order-not-found' || reason === 'bad-request';
}

/** What was heard last, so that the next page need not begin with nothing. */
let heard: CounterOrderView | undefined;

export function handOver(order: CounterOrderView): void {
  heard = order;
}

export function handedOver(orderNo: string): CounterOrderView | undefined {
  return heard?.orderNo === orderNo ? heard : undefined;
}

/**
 * Asks on, telling `hear` what the server says; at once, unless `known` says how it stands. The answer
 * stops it.
 */
export function watchCounterOrder(
  orderNo: string,
  known: CounterOrderView | undefined,
  hear: (news: CounterNews) => void,
): () => void {
  let stopped = false;
  let cancel = (): void => undefined;
  let asked = 0;
  let stage = known?.stage;
  const wait = (): void => {
    const calm = stage !== undefined && CALM.includes(stage);
    cancel = after(calm ? CALM_MS : (GAPS_MS[asked] ?? GAP_MS), () => void ask());
    asked += 1;
  };
  const ask = async (): Promise<void> => {
    const outcome = await askCounter('confirm', { orderNo });
    if (stopped) return;
    if (!outcome.ok) {
      if (!isFinal(outcome.reason)) wait();
      hear({ kind: 'trouble', reason: outcome.reason });
      return;
    }
    const { order } = outcome.value;
    // something is going on: what comes next may come soon
    if (order.stage !== stage) asked = 0;
    stage = order.stage;
    if (!isOver(order)) wait();
    hear({ kind: 'order', order });
  };
  if (known === undefined) void ask();
  else if (!isOver(known)) wait();
  return () => {
    stopped = true;
    cancel();
  };
}
