/**
 * A registration that cost nothing: no money can go back, but the place can (退号). It is said in the same
 * places as a refund, in words of its own.
 */
import type { OrderView } from '../../../cloudfunctions/contract/types';
import type { Texts } from '../../i18n/texts';
import { isFree } from './split-rows';

export function isFreeVisit({ kind, split }: Pick<OrderView, 'kind' | 'split'>): boolean {
  return kind === 'registration' && isFree(split);
}

/** The texts in which this order speaks of what goes back. */
export function wordsFor(order: OrderView, t: Texts): Texts {
  if (!isFreeVisit(order)) return t;
  const { orders, refund, timeline } = t.freeVisit;
  return {
    ...t,
    orders: { ...t.orders, ...orders },
    refund: { ...t.refund, ...refund },
    timeline: { ...t.timeline, ...timeline },
  };
}
