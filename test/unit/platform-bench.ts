/**
 * The platform's engine without HTTP, with a clock that moves only when told, and orders that are
 * placed, paid and refunded by messages signed with the test's own arithmetic.
 */

import { payinsuranceEngine, type EngineOptions } from '../../sandbox/platform/payinsurance/engine';
import type { CallName } from '../../sandbox/platform/payinsurance/answers';
import type { GatewayRequest } from '../../sandbox/platform/payinsurance/gateway';
import { memoryTables, type Tables } from '../../sandbox/shared/tables';
import {
  fromXml,
  HOSPITAL,
  INDEPENDENT,
  NOW,
  orderMessage,
  OTHER_HOSPITAL,
  PROVIDER,
  signatureOf,
  signedXml,
  USERS,
  type Message,
} from '../wire/platform-support';
import { refundMessage } from '../wire/platform-refund-messages';

export const CASH_ONLY_ORDER: Message = {
  pay_type: '1',
  cash_fee: '200',
  insurance_fee: undefined,
  request_content: undefined,
  bill_no: undefined,
};
export const INSURANCE_ONLY_ORDER: Message = {
  pay_type: '2',
  cash_fee: '0',
  insurance_fee: '200',
};

export type Bench = ReturnType<typeof bench>;

export function bench(more: Partial<EngineOptions> = {}, tables: Tables = memoryTables()) {
  let now = NOW;
  const engine = payinsuranceEngine({
    tables,
    clock: { now: () => now },
    accounts: {
      provider: PROVIDER,
      hospitals: [HOSPITAL, OTHER_HOSPITAL],
      independent: INDEPENDENT,
    },
    users: USERS,
    ...more,
  });
  const tokenOf = (hospital = HOSPITAL) =>
    engine.gettoken({
      grant_type: 'client_credential',
      agentappid: PROVIDER.appid,
      agentsecret: PROVIDER.secret,
      appid: hospital.appid,
    }).fields.access_token;
  let accessToken = tokenOf();

  /** The answer's fields; its signature, where there is one, is right. */
  const ask = (call: CallName, message: Message, request: Partial<GatewayRequest> = {}) => {
    const body = signedXml(message);
    const { answer } = engine.call(call, { accessToken, body, ...request });
    if (answer.type === 'application/json') return answer.fields;
    const fields = fromXml(answer.body);
    if (fields.sign !== undefined) expect(fields.sign).toBe(signatureOf(fields, PROVIDER.key));
    return fields;
  };
  const placed = (order: Message = {}): Message => {
    const message = orderMessage(order);
    expect(ask('unifiedorder', message)).toMatchObject({ result_code: 'SUCCESS' });
    return message;
  };
  const paid = (order: Message = {}): Message => {
    const message = placed(order);
    engine.cashier.pay({ hospOutTradeNo: message.hosp_out_trade_no }, 'paid');
    return message;
  };
  return {
    engine,
    tables,
    ask,
    placed,
    paid,
    now: () => now,
    /** Tokens of two hours die on the way; a new one is fetched. */
    advance(ms: number) {
      now += ms;
      accessToken = tokenOf();
    },
    useTokenOf(hospital: typeof HOSPITAL) {
      accessToken = tokenOf(hospital);
    },
    refund: (order: Message, change: Message = {}, request: Partial<GatewayRequest> = {}) =>
      ask('refund', refundMessage(order, change), request),
    queryRefund: (numbers: Message) =>
      ask('queryrefund', {
        appid: PROVIDER.appid,
        mch_id: PROVIDER.mchId,
        sub_mch_id: HOSPITAL.mchId,
        nonce_str: 'n0nce',
        ...numbers,
      }),
    order: (message: Message) => {
      const order = engine.order(message.hosp_out_trade_no ?? '');
      if (order === undefined) throw new Error('no such order');
      return order;
    },
    accessToken: () => accessToken,
  };
}
