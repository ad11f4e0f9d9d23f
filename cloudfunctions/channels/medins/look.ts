/**
 * What there is of an order: the mixed order and its cash order at the platform, the upload at the
 * bureau. Questions only. "No such order" is believed of a verified answer alone, and a service provider
 * asks by (sub_mchid, number), never by the number alone.
 */
import type { Fen } from '../../../miniprogram/shared/fen';
import type { OrderNo } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import type { InsuranceBureau, UploadStatus } from '../../ports/insurance-bureau';
import type { AskedOrder, Failure } from '../../ports/payment-channel';
import type { ApiAsk, ApiVerdict, MedInsApi } from './api';
import type { Accounts, MedInsConfig } from './config';
import { isOurs } from './identity';
import { mixedFacts, type MixedFacts } from './mixed-facts';
import { TRADE_STATE, type TradeState } from './order-status';
import { queryCashAsk } from './prepay';
import { fenOf, orderNoOf, recordOf, referenceOf, stated, textOf, timeOf, type Said } from './said';

export type Unclear = { readonly kind: 'unknown' } & Failure;

export type MixedSeen =
  ({ readonly kind: 'found' } & MixedFacts) | { readonly kind: 'absent' } | Unclear;

export interface CashFacts {
  readonly ours: boolean;
  readonly state: TradeState;
  readonly amount?: Fen;
  /** transaction_id */
  readonly tradeNo?: string;
  readonly paidAt?: number;
}

/** none: the order has no cash in it. */
export type CashSeen =
  ({ readonly kind: 'found' } & CashFacts) | { readonly kind: 'absent' | 'none' } | Unclear;

/** not-asked: nothing of this order ever went to the bureau · silent: it did not say. */
export type UploadSeen = UploadStatus | 'not-asked' | 'silent';

const ORDER_ABSENT = '268529515';
const ABSENT_WORDS = ['ORDER_NOT_EXIST', 'ORDERNOTEXIST', 'RESOURCE_NOT_EXISTS'];

/** Whether a verified answer says that there is no such order. */
export function saysAbsent(verdict: ApiVerdict): boolean {
  if (verdict.kind !== 'failure') return false;
  return (
    verdict.number === ORDER_ABSENT ||
    (verdict.status === 404 && ABSENT_WORDS.includes(verdict.error))
  );
}

export function failureOf(verdict: Exclude<ApiVerdict, { kind: 'success' }>): Failure {
  const { code, reason } = verdict;
  const requestId = verdict.kind === 'not-sent' ? undefined : verdict.requestId;
  return { code, reason, ...(requestId === undefined ? {} : { requestId }) };
}

export function unclear(code: string): Unclear {
  return { kind: 'unknown', code, reason: 'payment-unreachable' };
}

export function queryMixedAsk(
  config: MedInsConfig,
  { orderNo, platformTradeNo }: Pick<AskedOrder, 'orderNo' | 'platformTradeNo'>,
): ApiAsk {
  const path =
    platformTradeNo === undefined
      ? `/v3/med-ins/orders/out-trade-no/${orderNo}`
      : `/v3/med-ins/orders/mix-trade-no/${encodeURIComponent(platformTradeNo)}`;
  // for a merchant of its own there is no sub_mchid, not even an empty one
  const query = config.mode === 'merchant' ? '' : `?sub_mchid=${config.subMchid}`;
  return { call: 'query-mixed', method: 'GET', path: `${path}${query}`, orderNo };
}

export async function lookAtMixed(
  config: MedInsConfig,
  api: MedInsApi,
  order: AskedOrder,
  deadline: Deadline,
): Promise<MixedSeen> {
  const verdict = await api.send(queryMixedAsk(config, order), deadline);
  if (verdict.kind !== 'success') {
    return saysAbsent(verdict) ? { kind: 'absent' } : { kind: 'unknown', ...failureOf(verdict) };
  }
  if (orderNoOf(verdict.body) !== order.orderNo) return unclear('other-order');
  const facts = mixedFacts(config, verdict.body);
  return facts === undefined ? unclear('state-unreadable') : { kind: 'found', ...facts };
}

export async function lookAtCash(
  config: MedInsConfig,
  api: MedInsApi,
  orderNo: OrderNo,
  deadline: Deadline,
): Promise<CashSeen> {
  const verdict = await api.send(queryCashAsk(config, orderNo), deadline);
  if (verdict.kind !== 'success') {
    return saysAbsent(verdict) ? { kind: 'absent' } : { kind: 'unknown', ...failureOf(verdict) };
  }
  if (orderNoOf(verdict.body) !== orderNo) return unclear('other-order');
  const facts = cashFacts(config, verdict.body);
  return facts === undefined ? unclear('state-unreadable') : { kind: 'found', ...facts };
}

/** A cash order or its notice; undefined when its state cannot be read. */
export function cashFacts(config: MedInsConfig, said: Said): CashFacts | undefined {
  const state = TRADE_STATE.get(textOf(said, 'trade_state') ?? '');
  return state === undefined ? undefined : { state, ...tradeFacts(config, said) };
}

/** What a cash order says beside its state. */
export function tradeFacts(config: Accounts, said: Said): Omit<CashFacts, 'state'> {
  const amount = recordOf(said, 'amount') ?? {};
  const inFen = (textOf(amount, 'currency') ?? 'CNY') === 'CNY';
  return {
    ours: isOurs(config, 'cash', said),
    ...stated('amount', inFen ? fenOf(amount, 'total') : undefined),
    ...stated('tradeNo', referenceOf(said, 'transaction_id')),
    ...stated('paidAt', timeOf(said, 'success_time')),
  };
}

export async function lookAtUpload(
  bureau: InsuranceBureau,
  order: Pick<AskedOrder, 'orderNo' | 'upload'>,
  deadline: Deadline,
): Promise<UploadSeen> {
  if (order.upload === undefined) return 'not-asked';
  const answer = await bureau.state(order.orderNo, deadline);
  return answer.ok ? answer.value.status : 'silent';
}
