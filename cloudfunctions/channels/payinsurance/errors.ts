/**
 * Looking failures up in the catalogue. What it does not list, or lists for other calls only, can have
 * had an effect: only a documented `none` may ever free a bill (money rule 2).
 */
import type { Effect } from '../../domain/evidence';
import type { Reason } from '../../../miniprogram/shared/reasons';
import { ERROR_CATALOGUE } from './error-catalogue';
import type { PlatformError } from './platform-error';
import type { Call } from './signature-policy';

const BY_CODE = new Map(ERROR_CATALOGUE.map((entry) => [entry.code, entry]));
/** An access token that is wrong, not the latest, or over (trap 27). */
const TOKEN_REFUSALS = new Set(['40001', '40014', '42001']);

export interface JudgedFailure {
  /** Fit for the log: a catalogued code, or a short one of letters and digits. */
  readonly code: string;
  readonly reason: Reason;
  readonly effect: Effect;
}

export function platformError(code: string): PlatformError | undefined {
  return BY_CODE.get(code);
}

export function isTokenRefusal(code: string): boolean {
  return TOKEN_REFUSALS.has(code);
}

export function isGatewayError(code: string): boolean {
  return BY_CODE.get(code)?.source === 'gateway';
}

/** What a failure with that number means for that call. */
export function judgeFailure(call: Call, code: string): JudgedFailure {
  const entry = BY_CODE.get(code);
  if (entry === undefined) {
    return { code: loggable(code), reason: 'payment-refused', effect: 'maybe' };
  }
  const listed = entry.scope.includes('any') || entry.scope.some((scope) => scope === call);
  return { code, reason: entry.reason, effect: listed ? entry.effect : 'maybe' };
}

/** Words of the other side never reach the log unless they look like a code (money rule 14). */
function loggable(code: string): string {
  return /^-?\d{1,9}$|^[A-Z][A-Z_]{1,31}$/.test(code) ? code : 'unlisted';
}
