/**
 * Asking how an order stands (移动医保支付 2.0, both queries by number; cash order; 6301). By the
 * platform's own number once it is known, before that by ours.
 */
import type { Deadline } from '../../ports/deadline';
import type { InsuranceBureau } from '../../ports/insurance-bureau';
import type { AskedOrder, QueryOutcome } from '../../ports/payment-channel';
import type { MedInsApi } from './api';
import type { MedInsConfig } from './config';
import { judged, wantsMore, type Seen } from './evidence';
import { lookAtCash, lookAtMixed, lookAtUpload, type Unclear } from './look';

export interface Parties {
  readonly config: MedInsConfig;
  readonly api: MedInsApi;
  readonly bureau: InsuranceBureau;
}

export interface Look {
  readonly outcome: QueryOutcome;
  /** Absent where the mixed order itself could not be seen. */
  readonly seen?: Seen;
}

export async function queryOrder(
  parties: Parties,
  order: AskedOrder,
  deadline: Deadline,
): Promise<QueryOutcome> {
  const leftovers = order.payment !== 'payable' && order.payment !== 'paid';
  return (await look(parties, order, leftovers, deadline)).outcome;
}

/** `leftovers`: cash order and upload count also where the mixed order is merely unpaid. */
export async function look(
  parties: Parties,
  order: AskedOrder,
  leftovers: boolean,
  deadline: Deadline,
): Promise<Look> {
  const mixed = await lookAtMixed(parties.config, parties.api, order, deadline);
  if (mixed.kind === 'unknown') return { outcome: mixed };
  const seen = await further(parties, order, mixed, leftovers, deadline);
  return { outcome: judged({ order, leftovers }, seen), seen };
}

async function further(
  { config, api, bureau }: Parties,
  order: AskedOrder,
  mixed: Exclude<Seen['mixed'], Unclear>,
  leftovers: boolean,
  deadline: Deadline,
): Promise<Seen> {
  if (!wantsMore(mixed, leftovers)) return { mixed, cash: { kind: 'none' }, upload: 'not-asked' };
  const isPaid = mixed.kind === 'found' && mixed.mix === 'success';
  const [cash, upload] = await Promise.all([
    hasCash(order, mixed)
      ? lookAtCash(config, api, order.orderNo, deadline)
      : ({ kind: 'none' } as const),
    isPaid ? ('not-asked' as const) : lookAtUpload(bureau, order, deadline),
  ]);
  return { mixed, cash, upload };
}

/** By our book or by theirs. */
function hasCash(order: AskedOrder, mixed: Seen['mixed']): boolean {
  const stated = mixed.kind === 'found' ? mixed.amounts.cash : undefined;
  return order.amounts.cash > 0 || (stated ?? 0) > 0;
}
