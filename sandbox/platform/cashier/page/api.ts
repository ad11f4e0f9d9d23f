/**
 * The cashier page's side of /cashier/api: JSON in, the order's view or a refusal out, and the way
 * back to whoever opened the page.
 */

import type { CashierView } from '../../payinsurance/cashier-view';

export type View = CashierView;

/** A refusal with words for the patient. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export async function call(name: string, body: Readonly<Record<string, string>>): Promise<View> {
  const response = await fetch(`/cashier/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (response === undefined) throw new Refusal('offline', '网络异常，请稍后再试');
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && isView(answer)) return answer;
  throw refusalIn(answer);
}

/** Tells the platform that the patient left, also while the page is being torn down. */
export function leaveBeacon(payKey: string): void {
  const body = new Blob([JSON.stringify({ payKey })], { type: 'application/json' });
  navigator.sendBeacon('/cashier/api/leave', body);
}

export interface Leave {
  readonly how: 'done' | 'killed';
  readonly appId: string;
  /** Absent when the patient left by the back arrow. */
  readonly extraData?: Readonly<Record<string, string>>;
}

/** Returns to the hospital's mini program; false when nobody is there to return to. */
export function leaveTo(message: Leave): boolean {
  if (window.parent === window) return false;
  const leave = { source: 'yibao-sandbox', type: 'leave', ...message };
  window.parent.postMessage(leave, window.location.origin);
  return true;
}

function isView(value: unknown): value is View {
  return typeof value === 'object' && value !== null && 'medTransId' in value;
}

function refusalIn(value: unknown): Refusal {
  if (typeof value === 'object' && value !== null && 'error' in value) {
    const { error } = value;
    if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error) {
      return new Refusal(String(error.code), String(error.message));
    }
  }
  return new Refusal('unexpected', '系统繁忙，请稍后再试');
}
