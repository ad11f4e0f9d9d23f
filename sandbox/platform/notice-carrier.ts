/**
 * Carries the notices of a platform's queue: one POST each, the answer judged by the platform, planted
 * faults acted out per attempt. With `autoDeliver` it watches the sandbox clock by itself; otherwise a
 * test calls `flush`.
 */

import type { SandboxClock } from '../control/clock';
import type { Fault, FaultBook } from '../control/faults';
import type { WireLog } from '../control/wire-log';

/** WeChat takes a notice for failed when the answer takes longer than 5 s. */
const NOTICE_TIMEOUT_MS = 5000;
const LOOK_AGAIN_MS = 1000;
const REPLY_LIMIT = 64 * 1024;

export interface NoticeReply {
  readonly status: number;
  readonly body: string;
}

export interface Delivery {
  readonly id: string;
  readonly outcome: 'accepted' | 'failed' | 'lost' | 'postponed';
  readonly reason?: string;
  /** What the receiver answered last, if anything went out and came back. */
  readonly reply?: NoticeReply;
}

interface Queued {
  readonly id: string;
  readonly url: string;
}

export interface NoticeQueue<N extends Queued> {
  due(): readonly N[];
  nextAt(): number | undefined;
  get(id: string): N | undefined;
  record(id: string, failure: string | undefined): unknown;
  lose(id: string): unknown;
  postpone(id: string, ms: number): unknown;
  release(order: 'born' | 'reverse', ids?: readonly string[]): readonly N[];
}

export interface CarrierParts {
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly wire: WireLog;
  readonly durable: () => Promise<void>;
  readonly autoDeliver?: boolean;
}

/** What tells one platform's notices from another's; `P` is what goes out. */
export interface NoticeKind<N extends Queued, P> {
  /** Its name in the wire log and the fault book. */
  readonly call: string;
  readonly queue: NoticeQueue<N>;
  /** As it is, unreadable, or signed wrongly. */
  made(notice: N, how: 'right' | 'garbage' | 'forged'): P;
  /** Throws when there is no answer. */
  post(url: string, parcel: P): Promise<NoticeReply>;
  /** Why the answer is not one of success. */
  faultOf(notice: N, reply: NoticeReply): string | undefined;
  /** For the wire log, redacted. */
  fieldsOf(parcel: P): ReturnType<WireLog['since']>[number]['fields'];
  /** Heard of before it goes out. */
  sending?(notice: N, parcel: P): void;
  /** In front of the outcome in the wire log. */
  titleOf?(notice: N): string;
}

export interface CarriedNotices<N extends Queued, P> {
  /** Delivers what is due now; resolves when every attempt has been judged and stored. */
  flush(): Promise<readonly Delivery[]>;
  /** Lets held ones go and sends them one after the other, each when the former was answered. */
  release(order: 'born' | 'reverse', ids?: readonly string[]): Promise<readonly Delivery[]>;
  /** Sends that once more; the queue learns of it only when it is taken. */
  replay(notice: N, parcel: P): Promise<Delivery>;
  /** Sends that; the queue does not change. */
  send(notice: N, parcel: P): Promise<Delivery>;
  /** Looks at the queue now: something was paid, or the clock was moved. */
  wake(): void;
  stop(): void;
}

export function carryNotices<N extends Queued, P>(
  kind: NoticeKind<N, P>,
  parts: CarrierParts,
): CarriedNotices<N, P> {
  const carrier = new Carrier(kind, parts);
  const flush = () => carrier.sendOff(kind.queue.due(), 'together');
  const watch = watchTheQueue(kind.queue, parts, flush, (error) =>
    carrier.log('error', `delivery broke: ${String(error)}`),
  );
  return {
    flush,
    release: (order, ids) => carrier.sendOff(kind.queue.release(order, ids), 'in-turn'),
    async replay(notice, parcel) {
      const delivery = await carrier.send(notice, parcel);
      if (delivery.outcome === 'accepted') kind.queue.record(notice.id, undefined);
      await parts.durable();
      return delivery;
    },
    send: (notice, parcel) => carrier.send(notice, parcel),
    ...watch,
  };
}

/** Looks at the queue whenever something may be due, on the sandbox clock. */
function watchTheQueue(
  queue: Pick<NoticeQueue<Queued>, 'nextAt'>,
  { clock, autoDeliver }: CarrierParts,
  flush: () => Promise<unknown>,
  broke: (error: unknown) => void,
): { wake(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const look = () => {
    flush().catch(broke).finally(arm);
  };
  const arm = () => {
    clearTimeout(timer);
    const next = queue.nextAt();
    if (stopped || autoDeliver !== true || next === undefined) return;
    const wait = Math.min(Math.max(0, next - clock.now()), LOOK_AGAIN_MS);
    timer = setTimeout(look, wait);
    timer.unref();
  };
  arm();
  return {
    wake: arm,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

class Carrier<N extends Queued, P> {
  readonly #kind: NoticeKind<N, P>;
  readonly #parts: CarrierParts;
  /** Under way; nobody sends them a second time meanwhile. */
  readonly #sending = new Set<string>();

  constructor(kind: NoticeKind<N, P>, parts: CarrierParts) {
    this.#kind = kind;
    this.#parts = parts;
  }

  /** One attempt each, recorded on disk; those under way already are left alone. */
  async sendOff(notices: readonly N[], how: 'together' | 'in-turn'): Promise<readonly Delivery[]> {
    const free = notices.filter(({ id }) => !this.#sending.has(id));
    for (const { id } of free) this.#sending.add(id);
    try {
      await this.#parts.durable();
      const deliveries =
        how === 'together'
          ? await Promise.all(free.map((notice) => this.#attempt(notice)))
          : await this.#inTurn(free);
      await this.#parts.durable();
      return deliveries;
    } finally {
      for (const { id } of free) this.#sending.delete(id);
    }
  }

  /** Sends `parcel` as the notice and judges the answer; never throws. */
  async send(notice: N, parcel: P): Promise<Delivery> {
    const kind = this.#kind;
    kind.sending?.(notice, parcel);
    const delivery = await this.#judged(notice, parcel);
    const said = [kind.titleOf?.(notice) ?? [], delivery.reason ?? 'accepted'].flat().join(' ');
    this.log(notice.id, `${said} (${hostOf(notice.url)})`, kind.fieldsOf(parcel));
    return delivery;
  }

  log(id: string, summary: string, fields: ReturnType<NoticeKind<N, P>['fieldsOf']> = {}): void {
    this.#parts.wire.record({
      at: this.#parts.clock.now(),
      call: this.#kind.call,
      direction: 'out',
      summary: `${id}: ${summary}`,
      fields,
    });
  }

  /** One attempt of a due notice, with at most one planted fault, recorded in the queue. */
  async #attempt(notice: N): Promise<Delivery> {
    const { call, queue } = this.#kind;
    const fault = this.#parts.faults.take(call);
    if (fault?.kind === 'lost') {
      queue.lose(notice.id);
      this.log(notice.id, 'lost (planted)');
      return { id: notice.id, outcome: 'lost' };
    }
    if (fault?.kind === 'late' || fault?.kind === 'slow') {
      queue.postpone(notice.id, fault.ms);
      this.log(notice.id, `${fault.ms} ms late (planted)`);
      return { id: notice.id, outcome: 'postponed' };
    }
    const delivery = await this.#sendFaulty(notice, fault);
    const accepted = delivery.outcome === 'accepted';
    queue.record(notice.id, accepted ? undefined : (delivery.reason ?? 'failed'));
    return delivery;
  }

  async #inTurn(notices: readonly N[]): Promise<readonly Delivery[]> {
    const deliveries: Delivery[] = [];
    for (const notice of notices) deliveries.push(await this.#attempt(notice));
    return deliveries;
  }

  async #judged(notice: N, parcel: P): Promise<Delivery> {
    const { id, url } = notice;
    try {
      const reply = await this.#kind.post(url, parcel);
      const reason = this.#kind.faultOf(notice, reply);
      if (reason === undefined) return { id, outcome: 'accepted', reply };
      return { id, outcome: 'failed', reason, reply };
    } catch (error) {
      const reason = `no answer: ${error instanceof Error ? error.message : String(error)}`;
      return { id, outcome: 'failed', reason };
    }
  }

  async #sendFaulty(notice: N, fault: Fault | undefined): Promise<Delivery> {
    const failed = { id: notice.id, outcome: 'failed' as const };
    const send = (how: 'right' | 'garbage' | 'forged') =>
      this.send(notice, this.#kind.made(notice, how));
    switch (fault?.kind) {
      case 'timeout-before':
      case 'cut-before':
      case 'error':
        this.log(notice.id, `${fault.kind} (planted)`);
        return { ...failed, reason: `${fault.kind} (planted)` };
      case 'timeout-after':
      case 'cut-after':
        await send('right');
        return { ...failed, reason: `${fault.kind} (planted): the answer was not heard` };
      case 'garbage':
        return send('garbage');
      case 'bad-signature':
        return send('forged');
      case 'doubled': {
        const deliveries = await Promise.all(
          Array.from({ length: fault.times }, () => send('right')),
        );
        return deliveries.find(({ outcome }) => outcome === 'accepted') ?? deliveries[0] ?? failed;
      }
      default:
        return send('right');
    }
  }
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '?');

/** One POST over the network, waited for as long as WeChat waits. */
export async function postNotice(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<NoticeReply> {
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(NOTICE_TIMEOUT_MS),
  });
  const text = await response.text();
  return { status: response.status, body: text.slice(0, REPLY_LIMIT) };
}
