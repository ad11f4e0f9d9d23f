/**
 * Carries the notices of the queue to their addresses: one POST each with fresh signature headers, taken
 * as heard when 200 or 204 comes within 5 seconds, faults of `wechatpay.notice` acted out per attempt. With
 * `autoDeliver` it watches the sandbox clock by itself; otherwise a test calls `flush`.
 */

import type { SandboxClock } from '../../control/clock';
import type { Fault, FaultBook } from '../../control/faults';
import { GARBAGE } from '../../control/http-faults';
import type { WireLog } from '../../control/wire-log';
import type { WechatPayEngine } from './engine';
import type { Notice } from './model';
import type { Alteration, Parcel } from './notice-parcel';
import { redactedJson } from './redact';

export const NOTICE_TIMEOUT_MS = 5000;
const LOOK_AGAIN_MS = 1000;
const REPLY_LIMIT = 64 * 1024;

export interface NoticeReply {
  readonly status: number;
  readonly body: string;
}

/** Throws when there is no answer. */
export type NoticePost = (url: string, parcel: Parcel) => Promise<NoticeReply>;

export interface CourierOptions {
  readonly engine: WechatPayEngine;
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly wire: WireLog;
  readonly durable: () => Promise<void>;
  readonly autoDeliver?: boolean;
  readonly post?: NoticePost;
}

export interface Delivery {
  readonly id: string;
  readonly outcome: 'accepted' | 'failed' | 'lost' | 'postponed';
  readonly reason?: string;
  readonly reply?: NoticeReply;
}

export interface NoticeCourier {
  /** Delivers what is due now; resolves when every attempt has been judged and stored. */
  flush(): Promise<readonly Delivery[]>;
  /**
   * Sends a notice again, whatever became of it: signed anew, or `caught`: headers and body as they went
   * out last. undefined: no such notice.
   */
  replay(id: string, how?: 'anew' | 'caught'): Promise<Delivery | undefined>;
  /** Lets held ones go and sends them one after the other. */
  release(order: 'born' | 'reverse', ids?: readonly string[]): Promise<readonly Delivery[]>;
  /** Sends an altered copy; the queue does not change. */
  tamper(id: string, alteration: Alteration): Promise<Delivery | undefined>;
  /** Looks at the queue now: something was paid, or the clock was moved. */
  wake(): void;
  stop(): void;
}

export function noticeCourier(options: CourierOptions): NoticeCourier {
  const { engine, durable } = options;
  const carrier = new Carrier(options);
  const flush = () => carrier.sendOff(engine.notices.due(), 'together');
  const watch = watchTheQueue(options, flush, (error) =>
    carrier.log('error', `delivery broke: ${String(error)}`, ''),
  );
  return {
    flush,
    release: (order, ids) => carrier.sendOff(engine.notices.release(order, ids), 'in-turn'),
    async replay(id, how = 'anew') {
      const notice = engine.notices.get(id);
      if (notice === undefined) return undefined;
      const parcel = engine.notices.parcel(notice, how === 'caught' ? { sign: 'keep' } : undefined);
      const delivery = await carrier.send(notice, parcel);
      if (delivery.outcome === 'accepted') engine.notices.record(id, undefined);
      await durable();
      return delivery;
    },
    async tamper(id, alteration) {
      const notice = engine.notices.get(id);
      if (notice === undefined) return undefined;
      return carrier.send(notice, engine.notices.parcel(notice, alteration));
    },
    ...watch,
  };
}

/** Looks at the queue whenever something may be due, on the sandbox clock. */
function watchTheQueue(
  { engine, clock, autoDeliver }: CourierOptions,
  flush: () => Promise<unknown>,
  broke: (error: unknown) => void,
): Pick<NoticeCourier, 'wake' | 'stop'> {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const look = () => {
    flush().catch(broke).finally(arm);
  };
  const arm = () => {
    clearTimeout(timer);
    const next = engine.notices.nextAt();
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

class Carrier {
  readonly #options: CourierOptions;
  readonly #post: NoticePost;
  /** Under way; nobody sends them a second time meanwhile. */
  readonly #sending = new Set<string>();

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#post = options.post ?? postByFetch;
  }

  /** One attempt each, recorded on disk; those under way already are left alone. */
  async sendOff(
    notices: readonly Notice[],
    how: 'together' | 'in-turn',
  ): Promise<readonly Delivery[]> {
    const free = notices.filter(({ id }) => !this.#sending.has(id));
    for (const { id } of free) this.#sending.add(id);
    try {
      await this.#options.durable();
      const deliveries =
        how === 'together'
          ? await Promise.all(free.map((notice) => this.attempt(notice)))
          : await this.#inTurn(free);
      await this.#options.durable();
      return deliveries;
    } finally {
      for (const { id } of free) this.#sending.delete(id);
    }
  }

  /** One attempt of a due notice, with at most one planted fault, recorded in the queue. */
  async attempt(notice: Notice): Promise<Delivery> {
    const { engine, faults } = this.#options;
    const fault = faults.take('wechatpay.notice');
    if (fault?.kind === 'lost') {
      engine.notices.lose(notice.id);
      this.log(notice.id, 'lost (planted)', '');
      return { id: notice.id, outcome: 'lost' };
    }
    if (fault?.kind === 'late' || fault?.kind === 'slow') {
      engine.notices.postpone(notice.id, fault.ms);
      this.log(notice.id, `${fault.ms} ms late (planted)`, '');
      return { id: notice.id, outcome: 'postponed' };
    }
    const delivery = await this.#sendFaulty(notice, fault);
    const accepted = delivery.outcome === 'accepted';
    engine.notices.record(notice.id, accepted ? undefined : (delivery.reason ?? 'failed'));
    return delivery;
  }

  /** Sends `parcel` as the notice and judges the answer; never throws. */
  async send(notice: Notice, parcel: Parcel): Promise<Delivery> {
    this.#options.engine.notices.sent(notice.id, parcel.headers);
    const delivery = await this.#judged(notice, parcel);
    const outcome = delivery.reason ?? 'accepted';
    this.log(notice.id, `${notice.event} ${outcome} (${hostOf(notice.url)})`, parcel.body);
    return delivery;
  }

  log(id: string, summary: string, body: string): void {
    this.#options.wire.record({
      at: this.#options.clock.now(),
      call: 'wechatpay.notice',
      direction: 'out',
      summary: `${id}: ${summary}`,
      fields: redactedJson(body),
    });
  }

  async #inTurn(notices: readonly Notice[]): Promise<readonly Delivery[]> {
    const deliveries: Delivery[] = [];
    for (const notice of notices) deliveries.push(await this.attempt(notice));
    return deliveries;
  }

  async #judged({ id, url }: Notice, parcel: Parcel): Promise<Delivery> {
    try {
      const reply = await this.#post(url, parcel);
      const reason = faultOfReply(reply);
      if (reason === undefined) return { id, outcome: 'accepted', reply };
      return { id, outcome: 'failed', reason, reply };
    } catch (error) {
      const reason = `no answer: ${error instanceof Error ? error.message : String(error)}`;
      return { id, outcome: 'failed', reason };
    }
  }

  async #sendFaulty(notice: Notice, fault: Fault | undefined): Promise<Delivery> {
    const { notices } = this.#options.engine;
    const failed = { id: notice.id, outcome: 'failed' as const };
    switch (fault?.kind) {
      case 'timeout-before':
      case 'cut-before':
      case 'error':
        this.log(notice.id, `${fault.kind} (planted)`, '');
        return { ...failed, reason: `${fault.kind} (planted)` };
      case 'timeout-after':
      case 'cut-after':
        await this.send(notice, notices.parcel(notice));
        return { ...failed, reason: `${fault.kind} (planted): the answer was not heard` };
      case 'garbage':
        return this.send(notice, { ...notices.parcel(notice), body: GARBAGE });
      case 'bad-signature':
        return this.send(notice, notices.parcel(notice, { sign: 'wrong' }));
      case 'doubled': {
        const copies = Array.from({ length: fault.times }, () =>
          this.send(notice, notices.parcel(notice)),
        );
        const deliveries = await Promise.all(copies);
        return deliveries.find(({ outcome }) => outcome === 'accepted') ?? deliveries[0] ?? failed;
      }
      default:
        return this.send(notice, notices.parcel(notice));
    }
  }
}

/** Why the answer is not one of success; a refusal has to be `{"code":"FAIL","message":"…"}`. */
export function faultOfReply({ status, body }: NoticeReply): string | undefined {
  if (status === 200 || status === 204) return undefined;
  return /"code"\s*:\s*"FAIL"/.test(body)
    ? `HTTP ${status}`
    : `HTTP ${status}, not {"code":"FAIL"}`;
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '?');

async function postByFetch(url: string, { body, headers }: Parcel): Promise<NoticeReply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'Mozilla/4.0' },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(NOTICE_TIMEOUT_MS),
  });
  const text = await response.text();
  return { status: response.status, body: text.slice(0, REPLY_LIMIT) };
}
