/**
 * One invocation of a function as the cloud runs it: it may die before or after any write, it is killed
 * when its time is up, and a dead one does nothing more. What it had written stays.
 */
import type { Deadline } from '../../cloudfunctions/ports/deadline';
import type { SimClock } from './clock';
import type { Crash, Hit, Ordeal } from './schedule';
import type { SimStores } from './stores';
import { NO_GATE, type Gate } from './turnstile';

/** The invocation is no more. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

export interface ProcessPlan {
  /** The function's name. */
  readonly name: string;
  readonly timeoutMs: number;
  readonly hits: readonly Hit[];
  readonly crash: Crash | undefined;
  readonly gate: Gate;
  readonly desk: Ordeal['desk'];
}

const NOBODY: ProcessPlan = {
  ...{ name: '', timeoutMs: 0, hits: [], crash: undefined, gate: NO_GATE, desk: undefined },
};
const PASSED = Promise.resolve();

export class Process {
  readonly deadline: Deadline;
  readonly #clock: SimClock;
  #plan = NOBODY;
  #endsAt = 0;
  #dead = false;
  #writes = 0;
  #calls = 0;

  constructor(clock: SimClock) {
    this.#clock = clock;
    this.deadline = { leftMs: () => Math.max(0, this.#endsAt - clock.now()) };
  }

  begin(plan: ProcessPlan): void {
    this.#plan = plan;
    this.#endsAt = this.#clock.now() + plan.timeoutMs;
    this.#dead = false;
    this.#writes = 0;
    this.#calls = 0;
  }

  get name(): string {
    return this.#plan.name;
  }
  get gate(): Gate {
    return this.#plan.gate;
  }
  /** What is in store for the function `refund`, should this one wake it. */
  get desk(): Ordeal['desk'] {
    return this.#plan.desk;
  }
  get dead(): boolean {
    return this.#dead;
  }
  get writes(): number {
    return this.#writes;
  }

  /** Before anything that others can see. Rejects with Killed. */
  turn(): Promise<void> {
    const { gate } = this.#plan;
    if (gate !== NO_GATE) return gate().then(() => this.#live());
    return this.#isOver() ? Promise.reject(new Killed()) : PASSED;
  }

  #isOver(): boolean {
    if (!this.#dead && this.#clock.now() > this.#endsAt) this.#dead = true;
    return this.#dead;
  }
  #live(): void {
    if (this.#isOver()) throw new Killed();
  }

  /** The fault that the next call meets, if any. */
  nextHit(): Hit | undefined {
    const at = this.#calls;
    this.#calls += 1;
    return this.#plan.hits.find((hit) => hit.at === at);
  }

  read<T>(act: () => Promise<T>): Promise<T> {
    if (this.#plan.gate !== NO_GATE) return this.turn().then(act);
    return this.#isOver() ? Promise.reject(new Killed()) : act();
  }

  write<T>(act: () => Promise<T>): Promise<T> {
    if (this.#plan.gate !== NO_GATE) return this.turn().then(() => this.#written(act));
    return this.#isOver() ? Promise.reject(new Killed()) : this.#written(act);
  }

  #written<T>(act: () => Promise<T>): Promise<T> {
    const { crash } = this.#plan;
    const fatal = crash?.write === this.#writes;
    this.#writes += 1;
    if (!fatal) return act();
    if (crash.when === 'before') return Promise.reject(this.#end());
    return act().then(() => this.kill());
  }

  /** It ends here. Throws Killed. */
  kill(): never {
    throw this.#end();
  }
  #end(): Killed {
    this.#dead = true;
    return new Killed();
  }
}

/** The stores as one process reaches them. */
export function storesOf(process: Process, stores: SimStores): SimStores {
  const { orders, claims, links, notices, lease, tokens, attempts } = stores;
  return {
    orders: {
      ...orders,
      insert: (order) => process.write(() => orders.insert(order)),
      load: (hospital, no) => process.read(() => orders.load(hospital, no)),
      save: (order) => process.write(() => orders.save(order)),
      ofOwner: (hospital, owner, limit) =>
        process.read(() => orders.ofOwner(hospital, owner, limit)),
      due: (hospital, now, limit, skip) =>
        process.read(() => orders.due(hospital, now, limit, skip)),
    },
    claims: {
      ...claims,
      claim: (hospital, claim) => process.write(() => claims.claim(hospital, claim)),
      takeOver: (hospital, from, to) => process.write(() => claims.takeOver(hospital, from, to)),
      release: (hospital, bill, holder) =>
        process.write(() => claims.release(hospital, bill, holder)),
      holder: (hospital, bill) => process.read(() => claims.holder(hospital, bill)),
    },
    links: {
      ...links,
      find: (hospital, owner, id) => process.read(() => links.find(hospital, owner, id)),
      of: (hospital, owner) => process.read(() => links.of(hospital, owner)),
      replace: (hospital, link) => process.write(() => links.replace(hospital, link)),
    },
    notices: {
      ...notices,
      keep: (hospital, notice) => process.write(() => notices.keep(hospital, notice)),
    },
    lease: {
      take: (name, holder, now, forMs) => process.write(() => lease.take(name, holder, now, forMs)),
      release: (name, holder) => process.write(() => lease.release(name, holder)),
    },
    tokens: {
      load: (name) => process.read(() => tokens.load(name)),
      save: (name, token, instead) => process.write(() => tokens.save(name, token, instead)),
    },
    attempts: {
      take: (key, most, windowMs, now) =>
        process.write(() => attempts.take(key, most, windowMs, now)),
    },
  };
}
