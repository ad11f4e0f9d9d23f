/** Answers of the 1.0 platform, right ones and wrong ones, and the calls to try them on. */
import type { PayInsuranceConfig } from '../../cloudfunctions/channels/payinsurance';
import type { HttpOutcome } from '../../cloudfunctions/ports/http';
import type { PlaceRequest } from '../../cloudfunctions/ports/payment-channel';
import { NUMBERS, REFUND } from './payinsurance-refunds';
import {
  answer,
  bench,
  FOREVER,
  IDENTITY,
  ok,
  ORDER,
  PROVIDER,
  REQUEST,
  xml,
  type Message,
} from './payinsurance-bench';

export const PLACED = {
  result_code: 'SUCCESS',
  err_code: '0',
  med_trans_id: 'M1',
  pay_url: 'pages/index/index?pay_key=abc',
  pay_appid: 'wxcashier',
};

export const STATE = {
  result_code: 'SUCCESS',
  hosp_out_trade_no: ORDER,
  med_trade_state: 'NOTPAY',
  total_fee: '100',
  cash_fee: '100',
  pay_type: '1',
};

export const failing = (code: string) => ({
  result_code: 'FAIL',
  err_code: code,
  err_code_des: '说明',
});
export const refusing = (code: string) => ok(answer(failing(code)));
export const unsigned = (message: Message) =>
  ok(xml({ return_code: 'SUCCESS', nonce_str: 'n', ...IDENTITY, ...message }));
export const returnFail = (more: Message) => ok(xml({ return_code: 'FAIL', ...more }));
export const gateway = (errcode: number) => ok(JSON.stringify({ errcode, errmsg: 'x' }));

export const run = {
  place: (outcome: HttpOutcome) => bench(undefined, () => outcome).channel.place(REQUEST, FOREVER),
  query: (outcome: HttpOutcome) =>
    bench(undefined, () => outcome).channel.query({ orderNo: ORDER }, FOREVER),
  close: (outcome: HttpOutcome) =>
    bench(undefined, () => outcome).channel.close({ orderNo: ORDER }, FOREVER),
  refund: (outcome: HttpOutcome) => bench(undefined, () => outcome).sender.refund(REFUND, FOREVER),
  queryRefund: (outcome: HttpOutcome) =>
    bench(undefined, () => outcome).channel.queryRefund(NUMBERS, FOREVER),
};

type Row = readonly [what: string, outcome: HttpOutcome, kind: string, code?: string];

/** Rows for `test.each`: what was answered, and what must come of it. */
export function cases(
  ...rows: readonly Row[]
): [string, HttpOutcome, { kind: string; code?: string }][] {
  return rows.map(([what, outcome, kind, code]) => [
    what,
    outcome,
    code === undefined ? { kind } : { kind, code },
  ]);
}

/** Places against a platform that accepts: what went out, and what came of it. */
export async function placeAndSee(request: PlaceRequest, config: PayInsuranceConfig = PROVIDER) {
  const rig = bench(config, () => ok(answer(PLACED)));
  const outcome = await rig.channel.place(request, FOREVER);
  const order = rig.sent.find(({ url }) => url.pathname === '/payinsurance/unifiedorder');
  return { ...rig, outcome, fields: Object.fromEntries(order?.fields ?? []), order };
}
