/**
 * Carries the notices of the queue to their notify_url (interface document v2.4 §3.5): one POST each,
 * answer judged by the engine, faults of `payinsurance.notice` acted out per attempt. With
 * `autoDeliver` it watches the sandbox clock by itself; otherwise a test calls `flush`.
 */

import type { SandboxClock } from '../../control/clock';
import type { Fault, FaultBook } from '../../control/faults';
import { GARBAGE } from '../../control/http-faults';
import type { WireLog } from '../../control/wire-log';
import type { PayinsuranceEngine } from './engine';
import type { Notice } from './model';
import type { NoticeReply } from './notices';
import { redacted } from './redact';
import { withSign, withWrongSign } from './signing';
import { readXml, writeXml } from './xml';

/** WeChat takes a notice for failed when the answer takes longer than 5 s. */
export const NOTICE_TIMEOUT_MS = 5000;
const LOOK_AGAIN_MS = 1000;
const REPLY_LIMIT = 64 * 1024;

/** Posts XML; throws when there is no answer. */
export type NoticePost = (url: string, body: string) => Promise<NoticeReply>;

export interface CourierOptions {
  readonly engine: PayinsuranceEngine;
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
  /** What the receiver answered last, if anything went out and came back. */
  readonly reply?: NoticeReply;
}

export interface Alteration {
  readonly set?: Readonly<Record<string, string>> | undefined;
  readonly remove?: readonly string[] | undefined;
  /** `keep` the old signature, sign `right`ly anew, sign `wrong`ly, or send `none`. */
  readonly sign: 'keep' | 'right' | 'wrong' | 'none';
}

export interface NoticeCourier {
  /** Delivers what is due now; resolves when every attempt has been judged and stored. */
  flush(): Promise<readonly Delivery[]>;
  /** Sends a notice again, byte for byte, whatever became of it; undefined: no such notice. */
  replay(id: string): Promise<Delivery | undefined>;
  /** Sends an altered copy; the queue does not change. */
  tamper(id: string, alteration: Alteration): Promise<Delivery | undefined>;
  /** Looks at the queue now: something was paid, or the clock was moved. */
  wake(): void;
  stop(): void;
}

export function noticeCourier(options: CourierOptions): NoticeCourier {
  const { engine, durable } = options;
  const carrier = new Carrier(options);
  const sending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const flush = async () => {
    const due = engine.notices.due().filter(({ id }) => !sending.has(id));
    for (const { id } of due) sending.add(id);
    try {
      await durable();
      const deliveries = await Promise.all(due.map((notice) => carrier.attempt(notice)));
      await durable();
      return deliveries;
    } finally {
      for (const { id } of due) sending.delete(id);
    }
  };
  const look = () => {
    flush()
      .catch((error: unknown) => carrier.log('error', `delivery broke: ${String(error)}`, {}))
      .finally(arm);
  };
  const arm = () => {
    clearTimeout(timer);
    const next = engine.notices.nextAt();
    if (stopped || options.autoDeliver !== true || next === undefined) return;
    const wait = Math.min(Math.max(0, next - options.clock.now()), LOOK_AGAIN_MS);
    timer = setTimeout(look, wait);
    timer.unref();
  };
  arm();
  return {
    flush,
    async replay(id) {
      const notice = engine.notices.get(id);
      if (notice === undefined) return undefined;
      const delivery = await carrier.send(notice, notice.body);
      if (delivery.outcome === 'accepted') engine.notices.record(id, undefined);
      await durable();
      return delivery;
    },
    async tamper(id, alteration) {
      const notice = engine.notices.get(id);
      if (notice === undefined) return undefined;
      return carrier.send(notice, altered(notice, engine.notices.keyOf(notice), alteration));
    },
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

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#post = options.post ?? postByFetch;
  }

  /** One attempt of a due notice, with at most one planted fault, recorded in the queue. */
  async attempt(notice: Notice): Promise<Delivery> {
    const { engine, faults } = this.#options;
    const fault = faults.take('payinsurance.notice');
    if (fault?.kind === 'lost') {
      engine.notices.lose(notice.id);
      this.log(notice.id, 'lost (planted)', {});
      return { id: notice.id, outcome: 'lost' };
    }
    if (fault?.kind === 'late' || fault?.kind === 'slow') {
      engine.notices.postpone(notice.id, fault.ms);
      this.log(notice.id, `${fault.ms} ms late (planted)`, {});
      return { id: notice.id, outcome: 'postponed' };
    }
    const delivery = await this.#sendFaulty(notice, fault);
    const accepted = delivery.outcome === 'accepted';
    engine.notices.record(notice.id, accepted ? undefined : (delivery.reason ?? 'failed'));
    return delivery;
  }

  /** Sends `body` as the notice and judges the answer; never throws. */
  async send(notice: Notice, body: string): Promise<Delivery> {
    const { id, url } = notice;
    const delivery = await this.#judged(notice, body);
    const outcome = delivery.reason ?? 'accepted';
    this.log(id, `${outcome} (${new URL(url).host})`, fieldsIn(body));
    return delivery;
  }

  log(id: string, summary: string, fields: Readonly<Record<string, string>>): void {
    this.#options.wire.record({
      at: this.#options.clock.now(),
      call: 'payinsurance.notice',
      direction: 'out',
      summary: `${id}: ${summary}`,
      fields: redacted(fields),
    });
  }

  async #judged(notice: Notice, body: string): Promise<Delivery> {
    const { id, url } = notice;
    try {
      const reply = await this.#post(url, body);
      const reason = this.#options.engine.notices.replyFault(notice, reply);
      if (reason === undefined) return { id, outcome: 'accepted', reply };
      return { id, outcome: 'failed', reason, reply };
    } catch (error) {
      const reason = `no answer: ${error instanceof Error ? error.message : String(error)}`;
      return { id, outcome: 'failed', reason };
    }
  }

  async #sendFaulty(notice: Notice, fault: Fault | undefined): Promise<Delivery> {
    const failed = { id: notice.id, outcome: 'failed' as const };
    switch (fault?.kind) {
      case 'timeout-before':
      case 'cut-before':
      case 'error':
        this.log(notice.id, `${fault.kind} (planted)`, {});
        return { ...failed, reason: `${fault.kind} (planted)` };
      case 'timeout-after':
      case 'cut-after':
        await this.send(notice, notice.body);
        return { ...failed, reason: `${fault.kind} (planted): the answer was not heard` };
      case 'garbage':
        return this.send(notice, GARBAGE);
      case 'bad-signature':
        return this.send(notice, altered(notice, this.#key(notice), { sign: 'wrong' }));
      case 'doubled': {
        const copies = Array.from({ length: fault.times }, () => this.send(notice, notice.body));
        const deliveries = await Promise.all(copies);
        return deliveries.find(({ outcome }) => outcome === 'accepted') ?? deliveries[0] ?? failed;
      }
      default:
        return this.send(notice, notice.body);
    }
  }

  #key(notice: Notice): string {
    return this.#options.engine.notices.keyOf(notice);
  }
}

function altered(notice: Notice, key: string, { set, remove = [], sign }: Alteration): string {
  const kept = Object.entries(readXml(notice.body)).filter(([name]) => !remove.includes(name));
  const fields = { ...Object.fromEntries(kept), ...set };
  switch (sign) {
    case 'keep':
      return writeXml(fields);
    case 'right':
      return writeXml(withSign(fields, key));
    case 'wrong':
      return writeXml(withWrongSign(fields, key));
    case 'none': {
      const { sign: _sign, ...unsigned } = fields;
      return writeXml(unsigned);
    }
  }
}

function fieldsIn(body: string): Readonly<Record<string, string>> {
  return body === GARBAGE ? {} : readXml(body);
}

async function postByFetch(url: string, body: string): Promise<NoticeReply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(NOTICE_TIMEOUT_MS),
  });
  const text = await response.text();
  return { status: response.status, body: text.slice(0, REPLY_LIMIT) };
}
