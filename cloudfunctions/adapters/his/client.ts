/**
 * One call to the hospital: sent, timed, logged, and its answer believed only as far as the contract
 * says (HIS contract, "What an answer proves"): a well-formed 2xx happened, a refusal that the contract
 * lists for the operation changed nothing, everything else is not known.
 */
import type { Deadline } from '../../ports/deadline';
import type { HisAnswer } from '../../ports/his';
import type { Http, HttpOutcome, HttpRequest } from '../../ports/http';
import type { Log } from '../../ports/log';
import type { Reason } from '../../../miniprogram/shared/reasons';
import { refusalOf, uncertainReason, type HisOperation } from './errors';
import { fits, type SchemaName, type Schemas } from './schemas';

export interface HisConfig {
  /** …/his/v1, without a slash at the end. */
  readonly baseUrl: string;
  readonly token: string;
  readonly timeoutMs: number;
}

export interface HisDeps {
  readonly http: Http;
  readonly log: Log;
  /** Milliseconds for durations. */
  readonly monotonicMs: () => number;
}

export interface HisCall<N extends SchemaName, T> {
  readonly operation: HisOperation;
  readonly method: HttpRequest['method'];
  /** Below the base URL; path parts already encoded. */
  readonly path: string;
  readonly body?: object;
  readonly orderNo?: string;
  readonly answer: N;
  /** The answer in our words; undefined or a RangeError when it contradicts the question. */
  readonly read: (value: Schemas[N]) => T | undefined;
}

export type SendCall = <N extends SchemaName, T>(
  call: HisCall<N, T>,
  deadline: Deadline,
) => Promise<HisAnswer<T>>;

function unclear<T>(reason: Reason, code: string): HisAnswer<T> {
  return { ok: false, certain: false, reason, code };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function refused<T>(operation: HisOperation, status: number, body: unknown): HisAnswer<T> {
  if (!fits('Error', body)) return unclear(uncertainReason(status), `HTTP_${status}`);
  const { code } = body;
  const reason = refusalOf(operation, status, code);
  if (reason === undefined) return unclear(uncertainReason(status, code), code);
  return { ok: false, certain: true, reason, code };
}

function readAnswer<N extends SchemaName, T>(call: HisCall<N, T>, body: unknown): HisAnswer<T> {
  if (!fits(call.answer, body)) return unclear('hospital-answer-unreadable', 'MISSHAPEN');
  try {
    const value = call.read(body);
    if (value !== undefined) return { ok: true, value };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return unclear('hospital-answer-unreadable', 'CONTRADICTS');
}

function judge<N extends SchemaName, T>(call: HisCall<N, T>, outcome: HttpOutcome): HisAnswer<T> {
  if (!outcome.ok) {
    const code = outcome.failure === 'not-sent' ? 'NOT_SENT' : 'NO_ANSWER';
    return unclear('hospital-unreachable', code);
  }
  const { status } = outcome;
  const body = parsed(outcome.body);
  return status >= 200 && status < 300
    ? readAnswer(call, body)
    : refused(call.operation, status, body);
}

function wordFor(answer: HisAnswer<unknown>): string {
  if (answer.ok) return 'ok';
  return answer.certain ? 'refused' : 'unclear';
}

export function hisClient(config: HisConfig, { http, log, monotonicMs }: HisDeps): SendCall {
  return async (call, deadline) => {
    const started = monotonicMs();
    const outcome = await http.send(
      {
        method: call.method,
        url: `${config.baseUrl}${call.path}`,
        headers: {
          authorization: `Bearer ${config.token}`,
          accept: 'application/json',
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        timeoutMs: config.timeoutMs,
      },
      deadline,
    );
    const answer = judge(call, outcome);
    log.info('his.call', {
      call: call.operation,
      outcome: wordFor(answer),
      durationMs: monotonicMs() - started,
      ...(call.orderNo === undefined ? {} : { orderNo: call.orderNo }),
      ...(answer.ok ? {} : { code: answer.code }),
    });
    return answer;
  };
}
