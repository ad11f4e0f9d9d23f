/**
 * wx.requestMedicalInsurancePay, the cashier of protocol 2.0 (interface of 移动医保支付, "on the phone"): WeChat's own
 * sheet over the app, so no other mini program and no scene 1038. Success says only that the sheet closed after the
 * patient had paid in it; what became of the payment is the server's to say. Levers: `medins=absent`, `medins=denied`.
 */

import type { Client } from '../runtime/client';
import { textOf } from '../runtime/dom';
import { WECHAT_CASHIER } from '../runtime/mini-programs';
import { type Api, api, Failure, type Options } from './api';

const NAME = 'requestMedicalInsurancePay';
/** Where cash is to be paid all five are given, otherwise none. */
const CASH_FIELDS = ['timeStamp', 'nonceStr', 'package', 'signType', 'paySign'] as const;
/** The appid lacks permission bit 1295. */
const ACCESS_DENIED = 102;

/** Undefined in a WeChat that does not know it (iOS and Android below 8.0.44). */
export function medicalInsurancePay(client: Client): Api | undefined {
  if (client.levers.medins === 'absent') return undefined;
  return api(NAME, (options) => pay(client, options));
}

function pay(client: Client, options: Options): Promise<void> {
  const query = new URLSearchParams(parameters(options));
  if (client.levers.medins === 'denied') {
    throw new Failure('access denied', { errno: ACCESS_DENIED });
  }
  if (client.jumps.busy) throw new Failure('another payment is under way');
  query.set('openid', client.levers.openid);
  query.set('fontScale', String(client.levers.fontScale));
  return new Promise((resolve, reject) => {
    client.jumps.open(
      {
        appId: client.boot.appId,
        app: WECHAT_CASHIER,
        address: `${WECHAT_CASHIER.address}?${query.toString()}`,
        kind: 'sheet',
      },
      (how) => {
        if (how === 'done') resolve();
        else reject(new Failure('cancel'));
      },
    );
  });
}

/** The parameters that are given. Throws in WeChat's words when one is missing or no text. */
function parameters(options: Options): Record<string, string> {
  const hasCash = CASH_FIELDS.some((name) => options[name] !== undefined);
  const wanted = ['mixTradeNo', ...(hasCash ? CASH_FIELDS : [])];
  const wrong = wanted.flatMap((name) => wrongIn(name, options[name]));
  if (wrong.length > 0) throw new Failure(`parameter error: ${wrong.join('')}`);
  return Object.fromEntries(wanted.map((name) => [name, textOf(options[name])]));
}

function wrongIn(name: string, value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return value === '' ? [`parameter.${name} should not be empty;`] : [];
  }
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1);
  return [`parameter.${name} should be String instead of ${kind};`];
}
