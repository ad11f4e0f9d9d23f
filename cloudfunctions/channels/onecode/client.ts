/**
 * The two calls of 一码付 to the regional centre (one-code specification V1.0 §1.5) behind the port OneCode.
 * genPayCert leaves once per number, whatever happens to it; signedQuery once more where no connection was
 * made. One log line per attempt: call, code, duration, and nothing of any message (money rule 14).
 */
import type * as z from 'zod';
import type { Clock } from '../../ports/clock';
import type { Deadline } from '../../ports/deadline';
import type { Http } from '../../ports/http';
import type { Log } from '../../ports/log';
import type { CertificateAsk, CertificateOutcome, CodeAsk, OneCode } from '../../ports/one-code';
import { certificateAnswer, issuedOf, statusAnswer, statusOf } from './answers';
import type { OneCodeConfig } from './config';
import { unwrap, wrap, type Unwrapped } from './envelope';
import { givenBefore } from './given-before';
import { failureOf, ownFault, type Ended } from './own-faults';
import {
  CERTIFICATE_LENGTHS,
  certificateBody,
  faultIn,
  STATUS_LENGTHS,
  statusBody,
} from './requests';
import { SUCCESS } from './return-codes';

export interface OneCodeDeps {
  readonly http: Http;
  readonly log: Log;
  /** For timestamps. */
  readonly clock: Clock;
  /** For durations, ms. */
  readonly monotonicMs: () => number;
}

type CallName = 'signedQuery' | 'genPayCert';

interface Asked<T> {
  readonly call: CallName;
  readonly content: object;
  readonly schema: z.ZodType<T>;
}

type Send = <T>(asked: Asked<T>, deadline: Deadline) => Promise<Unwrapped<T>>;

const NOT_SENT = ownFault('not-sent').code;

export function createOneCode(config: OneCodeConfig, deps: OneCodeDeps): OneCode {
  const send = sender(config, deps);
  const note = (call: CallName, end: Ended): Ended => {
    logEnd(deps.log, call, end);
    return end;
  };
  const before = givenBefore();

  async function status(ask: CodeAsk, deadline: Deadline) {
    const content = statusBody(config, ask);
    const fault = faultIn(STATUS_LENGTHS, content);
    if (fault !== undefined) return failureOf(note('signedQuery', fault));
    const asked = { call: 'signedQuery', content, schema: statusAnswer } as const;
    let answer = await send(asked, deadline);
    if (!answer.ok && answer.end.code === NOT_SENT && deadline.leftMs() > 0) {
      answer = await send(asked, deadline);
    }
    return answer.ok ? statusOf(answer.value) : failureOf(answer.end);
  }

  async function certificate(ask: CertificateAsk, deadline: Deadline): Promise<CertificateOutcome> {
    const call = 'genPayCert';
    const content = certificateBody(config, ask);
    const fault = faultIn(CERTIFICATE_LENGTHS, content);
    if (fault !== undefined) return failureOf(note(call, fault));
    if (!before.take(ask.orderNo)) return failureOf(note(call, ownFault('number-used')));
    const answer = await send({ call, content, schema: certificateAnswer }, deadline);
    if (!answer.ok) {
      if (answer.end.code === NOT_SENT) before.giveBack(ask.orderNo);
      return failureOf(answer.end);
    }
    const { payCert } = answer.value;
    if (payCert === ask.token || !before.belongs(payCert, ask.token)) {
      return failureOf(note(call, ownFault('certificate-of-another')));
    }
    return issuedOf(answer.value);
  }

  return { status, certificate };
}

function sender(config: OneCodeConfig, { http, log, clock, monotonicMs }: OneCodeDeps): Send {
  return async ({ call, content, schema }, deadline) => {
    const started = monotonicMs();
    const outcome = await http.send(
      {
        method: 'POST',
        url: `${config.localUrl}/cfc/api/${call}`,
        headers: { 'content-type': 'application/json; charset=utf-8', accept: 'application/json' },
        body: wrap(config, content, clock.now()),
        timeoutMs: config.timeoutMs,
      },
      deadline,
    );
    const answer = unwrap(config, outcome, schema);
    const durationMs = monotonicMs() - started;
    if (answer.ok) log.info(EVENT, { call, code: String(SUCCESS), durationMs });
    else logEnd(log, call, answer.end, durationMs);
    return answer;
  };
}

const EVENT = 'onecode.call';

/** What every call will end like until a person repairs it, and what looks like an attack, is an alarm. */
function logEnd(log: Log, call: CallName, { code, kind, reason }: Ended, durationMs = 0): void {
  const fields = { call, code, durationMs };
  const alarming =
    reason === 'one-code-misconfigured' || code === ownFault('certificate-of-another').code;
  if (alarming) log.alarm(EVENT, fields);
  else if (kind === 'unknown') log.warn(EVENT, fields);
  else log.info(EVENT, fields);
}
