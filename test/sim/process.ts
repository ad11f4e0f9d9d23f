/**
 * One invocation of a function as the cloud runs it: it may die before or after any write, it is killed
 * when its time is up, and a dead one does nothing more. What it had written stays.
 */
import type { Deadline } from '../../cloudfunctions/ports/deadline';
import type { SimClock } from './clock';
import type { Crash, Hit, Ordeal } from './schedule';
import type { SimStores } from './stores';
import type { Gate } from './turnstile';

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

export class Process {
  readonly deadline: Deadline;
  readonly #plan: ProcessPlan;
  readonly #clock: SimClock;
  readonly #endsAt: number;
  #dead = false;
  #writes = 0;
  #calls = 0;

  constructor(clock: SimClock, plan: ProcessPlan) {
    this.#plan = plan;
    this.#clock = clock;
    this.#endsAt = clock.now() + plan.timeoutMs;
    this.deadline = { leftMs: () => Math.max(0, this.#endsAt - clock.now()) };
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

  /** Before anything that others can see. Throws Killed. */
  async turn(): Promise<void> {
    await this.#plan.gate();
    if (!this.#dead && this.#clock.now() > this.#endsAt) this.#dead = true;
    if (this.#dead) throw new Killed();
  }

  /** The fault that the next call meets, if any. */
  nextHit(): Hit | undefined {
    const at = this.#calls;
    this.#calls += 1;
    return this.#plan.hits.find((hit) => hit.at === at);
  }

  async read<T>(act: () => Promise<T>): Promise<T> {
    await this.turn();
    return act();
  }

  async write<T>(act: () => Promise<T>): Promise<T> {
    await this.turn();
    const { crash } = this.#plan;
    const fatal = crash?.write === this.#writes;
    this.#writes += 1;
    if (fatal && crash.when === 'before') this.kill();
    const result = await act();
    if (fatal) this.kill();
    return result;
  }

  /** It ends here. Throws Killed. */
  kill(): never {
    this.#dead = true;
    throw new Killed();
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
