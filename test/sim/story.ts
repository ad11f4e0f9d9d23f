/** What a run knows beside the world: which order belongs to which story, and what people have done. */
import type { Order } from '../../cloudfunctions/domain/order';
import type { SimWorld } from './world';

export interface Story {
  orderNo?: string;
  /** The patient has been in the cashier with this order. */
  opened?: string;
}

export interface Run {
  readonly world: SimWorld;
  readonly stories: Map<number, Story>;
  /** By their number in the schedule. */
  readonly billIds: readonly string[];
  /** What the hospital did to bills, so that a refusal of it is no wonder. */
  readonly touched: Set<string>;
  /** The hospital was told to refuse bookings as a business matter. */
  refusing: boolean;
  /** The same for holding back what is to be refunded. */
  refusingHold: boolean;
  /** The bureau was told to refuse to take insurance back (2.0). */
  balked: boolean;
  /** Up to which change the world has been judged; undefined: it must be judged anew. */
  judged: { readonly changes: number; readonly writes: number } | undefined;
  /** A refund was decided at the platform to end otherwise than by itself. */
  fated: boolean;
}

export function storyOf(run: Run, n: number): Story {
  let story = run.stories.get(n);
  if (story === undefined) {
    story = {};
    run.stories.set(n, story);
  }
  return story;
}

/** The story's order as it is stored; undefined while there is none. */
export function orderOf(run: Run, n: number): Order | undefined {
  const { orderNo } = storyOf(run, n);
  return orderNo === undefined ? undefined : run.world.stores.orders.get(orderNo);
}

/** The story's order, or any other one, so that little of a schedule is idle. */
export function someOrder(run: Run, n: number): Order | undefined {
  const own = orderOf(run, n);
  if (own !== undefined) return own;
  const all = [...run.world.stores.orders.all()];
  return all.length === 0 ? undefined : all[n % all.length];
}
