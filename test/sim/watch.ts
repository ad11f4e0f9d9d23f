/**
 * Everything that a run remembers in order to judge: versions of orders, words that were sent, answers
 * that were heard, what was logged.
 */
import type { Order } from '../../cloudfunctions/domain/order';
import type { HttpRequest } from '../../cloudfunctions/ports/http';
import type { Platform } from './platform';
import type { Reply, Target } from './transport';
import { Judge } from './violation';
import { watchWrite } from './watch-orders';
import { hisNumber, Memory, type Sights, type WireWatch, type WireWatchDeps } from './watch-wire';

export class Watch {
  readonly judge = new Judge();
  readonly log: string[] = [];
  readonly #platform: Platform;
  readonly #wire: WireWatch;
  readonly #sights: Sights;
  readonly #versions = new Map<string, Order[]>();
  readonly #onBill = new Map<string, string[]>();
  readonly #said = new Map<string, string>();
  readonly #memory: Memory;
  readonly #deps: WireWatchDeps;
  #lastRequest: HttpRequest | undefined;
  #writes = 0;

  constructor(sights: Sights, platform: Platform, wire: WireWatch) {
    this.#sights = sights;
    this.#platform = platform;
    this.#wire = wire;
    this.#memory = new Memory(platform);
    this.#deps = {
      ...{ judge: this.judge, sights },
      stored: (orderNo) => this.latest(orderNo),
      onBill: (billId) => (this.#onBill.get(billId) ?? []).flatMap((no) => this.latest(no) ?? []),
    };
  }

  /** Every version of an order that was ever stored, oldest first. */
  versions(orderNo: string): readonly Order[] {
    return this.#versions.get(orderNo) ?? [];
  }
  latest(orderNo: string): Order | undefined {
    return this.#versions.get(orderNo)?.at(-1);
  }

  /** How often an order was written. */
  get writes(): number {
    return this.#writes;
  }

  write(before: Order | undefined, after: Order): void {
    this.#writes += 1;
    const { judge } = this;
    watchWrite({ judge, there: this.#sights.there }, before, after);
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
    const { judges, repeated } = this.#wire;
    const look = judges.get(target.call);
    const again = repeated.has(target.call);
    if (look === undefined && !again) return;
    this.#lastRequest = request;
    const number = this.numberIn(target, request);
    look?.(this.#deps, { number, body: request.body ?? '', caller });
    if (!again) return;
    const key = `${target.call} ${number}`;
    const words = target.party === 'his' ? (request.body ?? '') : this.#platform.wording(request);
    const before = this.#said.get(key);
    this.judge.must(
      before === undefined || before === words,
      1,
      () => `${target.call} of ${number.slice(0, 14)} was said before with other words`,
    );
    this.#said.set(key, words);
  }

  reply(target: Target, request: HttpRequest, reply: Reply): void {
    if (target.party === 'platform') this.#platform.heard(target, request, reply);
    this.#memory.keep(target, this.numberIn(target, request), reply);
  }

  /** The order, or refund, that a message is about; '' when it names none. */
  numberIn(target: Target, request: HttpRequest): string {
    return target.party === 'his' ? hisNumber(target) : this.#platform.numberIn(target, request);
  }

  /** An answer of before: to the same question, or about another order. */
  remembered(target: Target, request: HttpRequest, same: boolean): Reply | undefined {
    const number = this.numberIn(target, request);
    return same ? this.#memory.earlier(target, number) : this.#memory.other(target, number);
  }
}
