/**
 * The cashier's side of /wechat-cashier/api: which order, paying it, and the way back to the mini program.
 * Amounts in fen.
 */

import type { WechatCashierView } from '../view';

export type View = WechatCashierView;
export type Action = 'pay' | 'insufficient' | 'leave' | 'insurance-fails';

/** What the mini program gave to wx.requestMedicalInsurancePay, and whose phone it is. */
export interface Asked {
  readonly openid: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A refusal with words for the patient. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const API = '/wechat-cashier/api';
const PARAMETERS = ['mixTradeNo', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign'];

export function askedIn(search: string): Asked {
  const query = new URLSearchParams(search);
  const given = PARAMETERS.flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return { openid: query.get('openid') ?? '', parameters: Object.fromEntries(given) };
}

export function order({ openid, parameters }: Asked): Promise<View> {
  const query = new URLSearchParams({ mixTradeNo: parameters['mixTradeNo'] ?? '', openid });
  return answer(fetch(`${API}/order?${query.toString()}`));
}

export function act(asked: Asked, action: Action, password?: string): Promise<View> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...asked, action, ...(password === undefined ? {} : { password }) }),
  };
  return answer(fetch(`${API}/pay`, init));
}

/** Tells the platform that the patient left while the page is being torn down. */
export function leaveBeacon(asked: Asked): void {
  const body = JSON.stringify({ ...asked, action: 'leave' });
  navigator.sendBeacon(`${API}/pay`, new Blob([body], { type: 'application/json' }));
}

async function answer(request: Promise<Response>): Promise<View> {
  const response = await request.catch(() => undefined);
  if (response === undefined) throw new Refusal('offline', '网络异常，请稍后再试');
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok && isView(body)) return body;
  throw refusalIn(body);
}

function isView(value: unknown): value is View {
  return typeof value === 'object' && value !== null && 'mixPayStatus' in value;
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

/** `finished`: nothing can be left any more, whichever way the sheet is closed. */
export function tell(what: { type: 'finished' } | { type: 'leave'; how: string }): boolean {
  if (window.parent === window) return false;
  window.parent.postMessage({ source: 'yibao-sandbox', ...what }, window.location.origin);
  return true;
}
