/**
 * Judging a failure by the catalogue. What it does not list, or lists for other calls only, can have had
 * an effect: only a documented `none` may ever free a bill (money rule 2). A number says more than the
 * word beside it, a text of the bureau more than 268510610.
 */
import type { Effect } from '../../domain/evidence';
import type { Reason } from '../../../miniprogram/shared/reasons';
import type { CallName } from './api';
import type { ApiError } from './api-error';
import { BUREAU_TEXTS } from './bureau-texts';
import { ERROR_CATALOGUE } from './error-catalogue';

const BY_CODE = new Map(ERROR_CATALOGUE.map((entry) => [entry.code, entry]));
const BUREAU_SAYS_NO = '268510610';

export interface StatedError {
  /** HTTP status. */
  readonly status: number;
  /** The platform's word. */
  readonly word: string;
  readonly requestId?: string;
  /** The platform's sentence, read for the bureau's words in it and never logged. */
  readonly message?: string;
}

export interface JudgedError {
  readonly error: string;
  readonly number?: string;
  readonly code: string;
  readonly effect: Effect;
  readonly reason: Reason;
}

/** The entry of a number, a word, or a code as verdicts carry it ("268512536 08F7…-268512536"). */
export function apiError(code: string): ApiError | undefined {
  return BY_CODE.get(code.split(' ')[0] ?? '');
}

/** What a text of the bureau means: behind 268510610, or as med_ins_fail_reason. */
export function bureauError(text: string): ApiError | undefined {
  const found = BUREAU_TEXTS.find(({ fragments }) => fragments.some((part) => text.includes(part)));
  return found === undefined ? undefined : BY_CODE.get(found.row[0]);
}

/** The number at the end of a Request-Id, if it is one of the catalogue. */
export function numberOf(requestId: string | undefined): string | undefined {
  const number = /-(\d{9})$/.exec(requestId ?? '')?.[1];
  return number !== undefined && BY_CODE.get(number)?.source === 'number' ? number : undefined;
}

/** What a verified failure means for that call; `code` is "<number or word> <Request-Id>". */
export function judgeError(call: CallName, stated: StatedError): JudgedError {
  const error = loggable(stated.word);
  const number = numberOf(stated.requestId);
  const entry = entryOf(number, error, stated.message);
  const words = [number ?? error, stated.requestId].filter((word) => word !== undefined);
  return {
    error,
    ...(number === undefined ? {} : { number }),
    code: words.join(' '),
    effect: effectOf(call, entry, BY_CODE.get(error), stated.status),
    reason: entry?.reason ?? 'payment-refused',
  };
}

function entryOf(
  number: string | undefined,
  error: string,
  message: string | undefined,
): ApiError | undefined {
  const bureaus = number === BUREAU_SAYS_NO ? bureauError(message ?? '') : undefined;
  return bureaus ?? BY_CODE.get(number ?? error);
}

/** 5xx, and a word for a failure half-way, outweigh whatever a number says: the platform itself failed. */
function effectOf(
  call: CallName,
  entry: ApiError | undefined,
  word: ApiError | undefined,
  status: number,
): Effect {
  if (status >= 500 || word?.whoActs === 'platform') return 'maybe';
  return entry?.effects[call] ?? 'maybe';
}

/** Words of the other side never reach the log unless they look like a code (money rule 14). */
function loggable(word: string): string {
  return /^[A-Z][A-Z_]{1,31}$/.test(word) ? word : 'unlisted';
}
