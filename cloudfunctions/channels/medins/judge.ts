/**
 * What one answer of the gateway is worth: only a verified one says anything for certain, and a verified
 * failure says what the catalogue knows of it (money rules 2 and 4). Neither status nor Request-Id is
 * part of what is signed: they may make an answer worth less, or name the error; success needs both.
 */
import type { HttpOutcome } from '../../ports/http';
import type { ApiVerdict, CallName } from './api';
import type { MedInsConfig } from './config';
import { apiError, judgeError } from './errors';
import { readRecord } from './json';
import { signedMessage, verifySigned, type Forged } from './verify';

type Answer = Extract<HttpOutcome, { ok: true }>;

/** A verdict, and what is worth a person's look besides. */
export interface Judged {
  readonly verdict: ApiVerdict;
  /** Fit for the log: one word. */
  readonly code?: string;
  readonly requestId?: string;
  /** Every call will end like this until a person repairs it. */
  readonly ours?: true;
}

/** `nowMs`: when the answer was there. */
export function judge(
  call: CallName,
  outcome: HttpOutcome,
  config: Pick<MedInsConfig, 'platformKeys'>,
  nowMs: number,
): Judged {
  if (!outcome.ok) return outcome.failure === 'not-sent' ? NOT_SENT : unknown('no-answer');
  const requestId = requestIdOf(outcome);
  const message = signedMessage(outcome.header, outcome.body);
  const verification = verifySigned(config.platformKeys, message, nowMs);
  if (!verification.ok) return unverified(verification.why, outcome, requestId);
  if (outcome.status >= 200 && outcome.status < 300) return success(outcome, requestId);
  if (outcome.status >= 400 && outcome.status < 600) return failure(call, outcome, requestId);
  return unknown(`http-${outcome.status}`, requestId);
}

const NOT_SENT: Judged = {
  verdict: { kind: 'not-sent', code: 'not-sent', reason: 'payment-unreachable' },
  code: 'not-sent',
};

function success(answer: Answer, requestId: string | undefined): Judged {
  const body = answer.body === '' ? {} : readRecord(answer.body);
  if (body === undefined) return unknown('unreadable', requestId);
  return { verdict: { kind: 'success', body }, ...identified(requestId) };
}

function failure(call: CallName, answer: Answer, requestId: string | undefined): Judged {
  const { status } = answer;
  const body = readRecord(answer.body);
  const word = body?.code;
  if (typeof word !== 'string') return unknown(`http-${status}-unreadable`, requestId);
  const judged = judgeError(call, {
    status,
    word,
    ...identified(requestId),
    ...(typeof body?.message === 'string' ? { message: body.message } : {}),
  });
  return {
    verdict: { kind: 'failure', status, ...judged, ...identified(requestId) },
    code: judged.number ?? judged.error,
    ...identified(requestId),
    ...(judged.reason === 'payment-misconfigured' ? { ours: true } : {}),
  };
}

/** Worth nothing; that our own signature or clock is wrong is told by such answers, too. */
function unverified(why: Forged, answer: Answer, requestId: string | undefined): Judged {
  const code = `unverified-${why}-${answer.status}`;
  const word = readRecord(answer.body)?.code;
  const hint = typeof word === 'string' && apiError(word)?.source === 'word' ? word : undefined;
  const ours = why === 'unknown-key' || why === 'stale' || answer.status === 401;
  const judged = unknown(code, requestId, hint);
  return ours ? { ...judged, ours } : judged;
}

function unknown(code: string, requestId?: string, hint?: string): Judged {
  const words = [code, hint, requestId].filter((word) => word !== undefined);
  return {
    verdict: {
      kind: 'unknown',
      code: words.join(' '),
      reason: 'payment-unreachable',
      ...identified(requestId),
    },
    code,
    ...identified(requestId),
  };
}

function identified(requestId: string | undefined) {
  return requestId === undefined ? {} : { requestId };
}

function requestIdOf(answer: Answer): string | undefined {
  const text = answer.header?.('request-id');
  return text !== undefined && /^[0-9A-Za-z_-]{1,128}$/.test(text) ? text : undefined;
}
