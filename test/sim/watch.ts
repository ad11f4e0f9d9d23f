/**
 * Everything that a run remembers in order to judge: versions of orders, words that were sent, answers
 * that were heard, what was logged.
 */
import type { Order } from '../../cloudfunctions/domain/order';
import type { HttpRequest } from '../../cloudfunctions/ports/http';
import type { Order as PlatformOrder } from '../../sandbox/platform/payinsurance/model';
import type { Refund as PlatformRefund } from '../../sandbox/platform/payinsurance/refund-model';
import type {
  RefundRecord as HospitalRefund,
  SettlementRecord,
} from '../../sandbox/hospital/records';
import type { Reply, Target } from './transport';
import { Judge } from './violation';
import { watchWrite } from './watch-orders';
import { refundedRightly } from './watch-refunds';
import {
  Memory,
  numberIn,
  placedRightly,
  settledRightly,
  wording,
  type WireWatchDeps,
} from './watch-wire';

/** What a watcher needs to see of the world. */
export interface Sights {
  readonly platformOrder: (orderNo: string) => PlatformOrder | undefined;
  /** MD5 of the identity number behind an openid. */
  readonly identityOf: (openid: string) => string | undefined;
  readonly platformRefund: (refundNo: string) => PlatformRefund | undefined;
  readonly hospitalRefund: (refundNo: string) => HospitalRefund | undefined;
  readonly settlement: (orderNo: string) => SettlementRecord | undefined;
}

const REPEATED = new Set(['unifiedorder', 'his.settle']);

export class Watch {
  readonly judge = new Judge();
  readonly log: string[] = [];
  readonly #sights: Sights;
  readonly #versions = new Map<string, Order[]>();
  readonly #onBill = new Map<string, string[]>();
  readonly #said = new Map<string, string>();
  readonly #memory = new Memory();
  readonly #deps: WireWatchDeps;
  #lastRequest: HttpRequest | undefined;

  constructor(sights: Sights) {
    this.#sights = sights;
    this.#deps = {
      judge: this.judge,
      stored: (orderNo) => this.latest(orderNo),
      onBill: (billId) => (this.#onBill.get(billId) ?? []).flatMap((no) => this.latest(no) ?? []),
      platformOrder: sights.platformOrder,
      identityOf: sights.identityOf,
      settlement: sights.settlement,
    };
  }

  /** Every version of an order that was ever stored, oldest first. */
  versions(orderNo: string): readonly Order[] {
    return this.#versions.get(orderNo) ?? [];
  }
  latest(orderNo: string): Order | undefined {
    return this.#versions.get(orderNo)?.at(-1);
  }

  write(before: Order | undefined, after: Order): void {
    const { judge } = this;
    watchWrite({ judge, platformOrder: this.#sights.platformOrder }, before, after);
    const versions = this.#versions.get(after.orderNo);
    if (versions !== undefined) {
      versions.push(after);
      return;
    }
    this.#versions.set(after.orderNo, [after]);
    for (const billId of after.billIds) {
      this.#onBill.set(billId, [...(this.#onBill.get(billId) ?? []), after.orderNo]);
    }
  }

  /** A message is about to be read by the other side. */
  request(target: Target, request: HttpRequest, caller: string): void {
    if (request === this.#lastRequest) return;
    if (target.call === 'refund') {
      this.#lastRequest = request;
      refundedRightly(
        this.#deps,
        this.#sights,
        numberIn(target, request),
        request.body ?? '',
        caller,
      );
    }
    if (!REPEATED.has(target.call)) return;
    this.#lastRequest = request;
    const number = numberIn(target, request);
    if (target.call === 'unifiedorder') placedRightly(this.#deps, number, request.body ?? '');
    else settledRightly(this.#deps, number);
    const key = `${target.call} ${number}`;
    const words = wording(target, request);
    const before = this.#said.get(key);
    this.judge.must(
      before === undefined || before === words,
      1,
      () => `${target.call} of ${number.slice(0, 14)} was said before with other words`,
    );
    this.#said.set(key, words);
  }

  reply(target: Target, request: HttpRequest, reply: Reply): void {
    this.#memory.keep(target, numberIn(target, request), reply);
  }

  /** An answer of before: to the same question, or about another order. */
  remembered(target: Target, request: HttpRequest, same: boolean): Reply | undefined {
    const number = numberIn(target, request);
    return same ? this.#memory.earlier(target, number) : this.#memory.other(target, number);
  }
}
