/**
 * The port OneCode at the counter service in the hospital, which alone reaches the regional centre. Whatever
 * goes wrong on the way is an outcome: without a certificate in hand nothing can have been charged, so that
 * `unknown` and `refused` are equally safe. Asked once; whether to ask again is the caller's business.
 */
import * as z from 'zod';
import type { Deadline } from '../ports/deadline';
import type { Http, HttpOutcome } from '../ports/http';
import type { Log } from '../ports/log';
import type { CertificateOutcome, OneCode, OneCodeStatus } from '../ports/one-code';
import type { Failure } from '../ports/payment-channel';
import { REASONS } from '../../miniprogram/shared/reasons';

export interface CounterServiceConfig {
  /** https://…, without a slash at the end. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

export interface CounterServiceDeps {
  /** Over mutual TLS: adapters/mutual-tls. */
  readonly http: Http;
  readonly log: Log;
  readonly monotonicMs: () => number;
}

const shown = z.exactOptional(z.string().max(200));
const account = { channelName: shown, userName: shown };
const failure = {
  code: z.string().regex(/^onecode [A-Za-z0-9-]{1,40}$/),
  reason: z.enum(REASONS),
};
const failures = [
  z.strictObject({ kind: z.literal('refused'), ...failure }),
  z.strictObject({ kind: z.literal('unknown'), ...failure }),
] as const;

const statusOutcome: z.ZodType<OneCodeStatus> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('usable'), ...account }),
  z.strictObject({ kind: z.enum(['not-signed', 'suspended']), why: shown, ...account }),
  ...failures,
]);

const certificateOutcome: z.ZodType<CertificateOutcome> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('issued'),
    payCert: z.string().regex(/^[\x21-\x7e]{1,200}$/),
    ...account,
  }),
  ...failures,
]);

type Unknown = { readonly kind: 'unknown' } & Failure;

export function counterService(config: CounterServiceConfig, deps: CounterServiceDeps): OneCode {
  async function ask<T extends { readonly kind: string }>(
    call: 'status' | 'certificate',
    body: object,
    shape: z.ZodType<T>,
    deadline: Deadline,
  ): Promise<T | Unknown> {
    const started = deps.monotonicMs();
    const outcome = await deps.http.send(
      {
        method: 'POST',
        url: `${config.baseUrl}/v1/${call}`,
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(body),
        timeoutMs: config.timeoutMs,
      },
      deadline,
    );
    const answer = judged(outcome, shape);
    const fields = { call, durationMs: deps.monotonicMs() - started };
    if (isFault(answer)) deps.log.warn(EVENT, { ...fields, code: answer.fault });
    else deps.log.info(EVENT, { ...fields, outcome: answer.kind });
    return isFault(answer) ? unknown(answer) : answer;
  }
  return {
    status: ({ token, terminal }, deadline) =>
      ask('status', { token, terminal }, statusOutcome, deadline),
    certificate: ({ token, terminal, cash, orderNo }, deadline) =>
      ask('certificate', { token, terminal, cash, orderNo }, certificateOutcome, deadline),
  };
}

const EVENT = 'counter-service.call';

/** What went wrong between here and there. */
interface Fault {
  readonly fault: string;
  readonly reason: Failure['reason'];
}

function judged<T extends object>(outcome: HttpOutcome, shape: z.ZodType<T>): T | Fault {
  if (!outcome.ok) {
    return unreached(outcome.failure === 'not-sent' ? 'not-sent' : 'no-answer');
  }
  const { status } = outcome;
  if (status >= 500) return unreached(`http-${status}`);
  if (status !== 200) return { fault: `http-${status}`, reason: 'one-code-misconfigured' };
  return shape.safeParse(parsed(outcome.body)).data ?? unreached('unreadable');
}

function unreached(fault: string): Fault {
  return { fault, reason: 'counter-unreachable' };
}

function isFault(answer: object): answer is Fault {
  return 'fault' in answer;
}

function unknown({ fault, reason }: Fault): Unknown {
  return { kind: 'unknown', code: `counter ${fault}`, reason };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What JSON.parse would say repeats the text.
    return undefined;
  }
}
