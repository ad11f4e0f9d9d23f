/**
 * What may go over the wires (money rules 1, 2, 6, 8, 15 and 16), judged when the other side is about to
 * read it: the order is stored, its sums are the stored ones, nothing else on its bills can be paid,
 * and whatever is said twice is said in the same words.
 */
import { isGivenBack, type Order } from '../../cloudfunctions/domain/order';
import type { HttpRequest } from '../../cloudfunctions/ports/http';
import type { Order as PlatformOrder } from '../../sandbox/platform/payinsurance/model';
import { readXml, type Fields } from '../../sandbox/platform/payinsurance/xml';
import type { Reply, Target } from './transport';
import type { Judge } from './violation';

export interface WireWatchDeps {
  readonly judge: Judge;
  readonly stored: (orderNo: string) => Order | undefined;
  /** Our orders that stand on the bill. */
  readonly onBill: (billId: string) => readonly Order[];
  readonly platformOrder: (orderNo: string) => PlatformOrder | undefined;
  readonly identityOf: (openid: string) => string | undefined;
  readonly settlement: (orderNo: string) => { readonly kind: string } | undefined;
}

const SHANGHAI_MS = 8 * 3_600_000;
const NUMBER = /hosp_out_trade_no>(?:<!\[CDATA\[)?([A-Za-z0-9_-]{1,64})/;

/** Whether the platform could still take money for it, or holds some that nobody brought back. */
function isTakable(deps: WireWatchDeps, order: Order): boolean {
  const there = deps.platformOrder(order.orderNo);
  if (there === undefined || isGivenBack(order)) return false;
  return !['CLOSED', 'SYS_REFUNDED', 'REFUND'].includes(there.state);
}

/** The order number that a message is about; '' when it names none. */
export function numberIn(target: Target, request: HttpRequest): string {
  if (target.party === 'his') return decodeURIComponent(target.path.split('/')[2] ?? '');
  return NUMBER.exec(request.body ?? '')?.[1] ?? '';
}

function sumsAgree(order: Order, fields: Fields): boolean {
  const { amounts } = order;
  const sent = (name: string) => Number(fields[name] ?? 0);
  return (
    sent('total_fee') === amounts.total &&
    sent('cash_fee') === amounts.cash &&
    sent('insurance_fee') === amounts.insurance &&
    sent('cash_add_fee') === amounts.cashAdd &&
    sent('cash_reduced_fee') === amounts.cashReduced
  );
}

function lateForInsurance(at: number): boolean {
  return new Date(at + SHANGHAI_MS).toISOString().slice(11, 16) >= '23:30';
}

export function placedRightly(deps: WireWatchDeps, number: string, body: string): void {
  const { judge } = deps;
  const order = deps.stored(number);
  const who = `order ${number.slice(0, 14)}`;
  if (order === undefined) {
    judge.fail(1, `${who} reaches the platform and is not stored`);
    return;
  }
  const fields = readXml(body);
  judge.must(sumsAgree(order, fields), 1, () => `${who} is sent with other sums than stored`);
  for (const billId of order.billIds) {
    const rival = deps.onBill(billId).find((one) => one.orderNo !== number && isTakable(deps, one));
    judge.must(
      rival === undefined,
      6,
      () => `${who} and ${rival?.orderNo.slice(0, 14) ?? ''} on ${billId}`,
    );
  }
  if (fields.pay_type === '1') return;
  judge.must(!lateForInsurance(order.createdAt), 16, () => `${who}: insurance behind the cut-off`);
  const payer = fields.sub_openid ?? fields.openid ?? '';
  const own = deps.identityOf(payer) === fields.user_card_no;
  judge.must(own, 15, () => `${who}: insurance of somebody else than the payer`);
}

export function settledRightly(deps: WireWatchDeps, number: string): void {
  const { judge } = deps;
  const order = deps.stored(number);
  const who = `order ${number.slice(0, 14)}`;
  const there = deps.platformOrder(number)?.state;
  const free = order?.channel === 'none';
  // late, and harmless: the tombstone refuses it
  if (deps.settlement(number)?.kind === 'cancelled') return;
  judge.must(free || there === 'SUCCESS', 8, () => `${who} is booked while ${there ?? 'absent'}`);
}

/** Everything that a repeat must say again: all but nonce, signature and what they cover. */
export function wording(target: Target, request: HttpRequest): string {
  const body = request.body ?? '';
  if (target.party === 'his') return body;
  const { nonce_str: _nonce, sign: _sign, ...said } = readXml(body);
  return JSON.stringify(said);
}

/** Answers as they were heard, so that an old one can come again. */
export class Memory {
  readonly #same = new Map<string, Reply>();
  readonly #last = new Map<string, { readonly number: string; readonly reply: Reply }>();

  keep(target: Target, number: string, reply: Reply): void {
    if (!REMEMBERED.has(target.call)) return;
    if (target.party === 'platform' && !reply.body.includes('med_trade_state')) return;
    if (reply.status !== 200) return;
    const key = `${target.call} ${number}`;
    if (!this.#same.has(key)) this.#same.set(key, reply);
    this.#last.set(target.call, { number, reply });
  }
  earlier(target: Target, number: string): Reply | undefined {
    return this.#same.get(`${target.call} ${number}`);
  }
  other(target: Target, number: string): Reply | undefined {
    const last = this.#last.get(target.call);
    return last?.number === number ? undefined : last?.reply;
  }
}

const REMEMBERED = new Set([
  'queryorder',
  'his.settle',
  'his.querySettlement',
  'his.cancelSettlement',
  'his.getBill',
  'his.getPatient',
]);
