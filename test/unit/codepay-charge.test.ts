/**
 * Charging a certificate (APIv3 付款码支付; money rules 1 and 2): its fields in both ways of access, and
 * what each answer is worth. Only what proves that nothing was charged is a refusal.
 */
import { Formatter, Rsa } from 'wechatpay-axios-plugin';
import type { CodepayConfig } from '../../cloudfunctions/channels/codepay';
import type { ChargeAsk } from '../../cloudfunctions/ports/counter-payment';
import { orderNo } from '../../cloudfunctions/domain/ids';
import { ZERO } from '../../miniprogram/shared/fen';
import { FOREVER } from '../support/doubles';
import {
  bodyOf,
  CERTIFICATE,
  CHARGE,
  chargeSaid,
  error,
  gateway,
  MERCHANT,
  NO_ANSWER,
  NOT_SENT,
  ORDER,
  OTHER_ORDER,
  OURS,
  PLAIN_PROVIDER,
  PROVIDER,
  signed,
  TRADE_NO,
  type Answer,
} from './codepay-bench';

const REVERSED = signed(200, { out_trade_no: ORDER, recall: 'N' });

async function charge(
  config: CodepayConfig,
  script: readonly Answer[],
  change: Partial<ChargeAsk> = {},
) {
  const bench = gateway(config, ...script);
  const outcome = await bench.payment.charge({ ...CHARGE, ...change }, FOREVER);
  expect(bench.left).toEqual([]);
  return { ...bench, outcome };
}

describe('what is sent', () => {
  const order = {
    description: '门诊缴费',
    out_trade_no: ORDER,
    payer: { auth_code: CERTIFICATE },
    amount: { total: 4000, currency: 'CNY' },
    scene_info: {
      device_id: '00-16-3E-00-00-01',
      device_ip: '10.1.2.3',
      store_info: { out_id: 'C01' },
    },
  };

  test.each<[string, CodepayConfig, string, object]>([
    [
      'a merchant',
      MERCHANT,
      '/v3/pay/transactions/codepay',
      { appid: 'wxhospital', mchid: '1900000202' },
    ],
    [
      'a service provider',
      PROVIDER,
      '/v3/pay/partner/transactions/codepay',
      {
        sp_appid: 'wxprovider',
        sp_mchid: '1900000101',
        sub_appid: 'wxhospital',
        sub_mchid: '1900000202',
      },
    ],
    [
      'a service provider, the hospital without an appid',
      PLAIN_PROVIDER,
      '/v3/pay/partner/transactions/codepay',
      { sp_appid: 'wxprovider', sp_mchid: '1900000101', sub_mchid: '1900000202' },
    ],
  ])('%s', async (_who, config, path, accounts) => {
    const { sent } = await charge(config, [signed(200, chargeSaid(config, 'SUCCESS'))]);
    const [request] = sent;
    if (request === undefined) throw new Error('nothing was sent');
    expect(request.method).toBe('POST');
    expect(request.url).toBe(`https://api.mch.weixin.qq.com${path}`);
    expect(bodyOf(request)).toEqual({ ...accounts, ...order });
    const header = request.headers?.Authorization ?? '';
    const part = (name: string) => new RegExp(`[ ,]${name}="([^"]+)"`).exec(header)?.[1] ?? '';
    expect(part('mchid')).toBe(config.mchid);
    const text = Formatter.request(
      'POST',
      path,
      part('timestamp'),
      part('nonce_str'),
      request.body,
    );
    expect(Rsa.verify(text, part('signature'), OURS.publicPem)).toBe(true);
    expect(Object.keys(request.headers ?? {})).not.toContain('Wechatpay-Serial');
  });

  test('what is too long is cut between characters', async () => {
    const { terminal } = CHARGE;
    const { sent } = await charge(MERCHANT, [signed(200, chargeSaid(MERCHANT, 'SUCCESS'))], {
      title: '𠮷'.repeat(200),
      terminal: { ...terminal, devId: 'D'.repeat(40), counterNo: 'C'.repeat(40) },
    });
    expect(sent.map(bodyOf)).toMatchObject([
      {
        description: '𠮷'.repeat(127),
        scene_info: { device_id: 'D'.repeat(32), store_info: { out_id: 'C'.repeat(32) } },
      },
    ]);
  });

  test.each<[string, Partial<ChargeAsk>, string, string]>([
    ['no certificate', { payCert: '' }, 'charge-certificate', 'payment-code-refused'],
    ['blanks', { payCert: '13 4' }, 'charge-certificate', 'payment-code-refused'],
    ['too long', { payCert: '1'.repeat(201) }, 'charge-certificate', 'payment-code-refused'],
    ['nothing to pay', { cash: ZERO }, 'charge-nothing', 'payment-misconfigured'],
    [
      'a number that is too long',
      { orderNo: orderNo(`${ORDER}000`) },
      'charge-number',
      'payment-misconfigured',
    ],
  ])('%s: nothing goes out', async (_what, change, code, reason) => {
    const { outcome, sent } = await charge(MERCHANT, [], change);
    expect(outcome).toEqual({ kind: 'refused', code, reason });
    expect(sent).toEqual([]);
  });
});

describe.each([
  ['merchant', MERCHANT],
  ['provider', PROVIDER],
  ['provider, no sub_appid', PLAIN_PROVIDER],
] as const)('%s: an answer of success', (_mode, config) => {
  test.each(['SUCCESS', 'USERPAYING'])('%s: taken', async (state) => {
    const { outcome } = await charge(config, [signed(200, chargeSaid(config, state))]);
    expect(outcome).toEqual({ kind: 'taken', tradeNo: TRADE_NO });
  });

  test('no number of the platform yet', async () => {
    const said = chargeSaid(config, 'USERPAYING', { transaction_id: '' });
    expect((await charge(config, [signed(200, said)])).outcome).toEqual({ kind: 'taken' });
  });

  test.each(['NOTPAY', 'PAYERROR', 'CLOSED', 'REVOKED', 'REFUND', 'WHATEVER', ''])(
    '%j: unknown, the query tells',
    async (state) => {
      const { outcome } = await charge(config, [signed(200, chargeSaid(config, state))]);
      expect(outcome).toMatchObject({ kind: 'unknown', code: 'charge-not-taken' });
    },
  );

  test('about another number: unknown', async () => {
    const said = chargeSaid(config, 'SUCCESS', { out_trade_no: OTHER_ORDER });
    expect((await charge(config, [signed(200, said)])).outcome).toMatchObject({
      kind: 'unknown',
      code: 'other-order',
    });
  });

  test.each(['appid', 'mchid', 'sp_appid', 'sp_mchid', 'sub_mchid'])(
    'another %s: unknown',
    async (name) => {
      const said = chargeSaid(config, 'SUCCESS', { [name]: 'wxsomebody' });
      expect((await charge(config, [signed(200, said)])).outcome).toMatchObject({
        kind: 'unknown',
        code: 'not-ours',
      });
    },
  );
});

describe('an error', () => {
  test('USERPAYING is taken: the patient types the password', async () => {
    for (const status of [202, 400, 403]) {
      const { outcome } = await charge(MERCHANT, [error('USERPAYING', status)]);
      expect(outcome).toEqual({ kind: 'taken' });
    }
  });

  test.each([
    ['AUTH_CODE_EXPIRED', 'payment-code-refused'],
    ['AUTH_CODE_ERROR', 'payment-code-refused'],
    ['AUTH_CODE_INVALID', 'payment-code-refused'],
    ['NOT_ENOUGH', 'cash-not-enough'],
    ['ACCOUNT_ERROR', 'payment-refused'],
    ['ACCOUNTERROR', 'payment-refused'],
    ['RULE_LIMIT', 'payment-refused'],
    ['REQUEST_BLOCKED', 'payment-refused'],
  ])('%s: refused, and the number closed behind it', async (word, reason) => {
    const { outcome, sent } = await charge(MERCHANT, [error(word), REVERSED]);
    expect(outcome).toMatchObject({ kind: 'refused', reason });
    expect(outcome).toHaveProperty('code', expect.stringMatching(new RegExp(`^${word} 08F7`)));
    expect(sent[1]?.url).toMatch(new RegExp(`/v3/pay/transactions/out-trade-no/${ORDER}/reverse$`));
  });

  test('that the number could not be closed does not make it anything else', async () => {
    const { outcome } = await charge(MERCHANT, [error('NOT_ENOUGH'), NO_ANSWER]);
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'cash-not-enough' });
  });

  test.each([
    ['PARAM_ERROR', 'payment-misconfigured'],
    ['SIGN_ERROR', 'payment-misconfigured'],
    ['NO_AUTH', 'payment-misconfigured'],
    ['APPID_MCHID_NOT_MATCH', 'payment-misconfigured'],
    ['MCH_NOT_EXISTS', 'payment-misconfigured'],
    ['RATELIMIT_EXCEEDED', 'busy'],
    ['FREQUENCY_LIMITED', 'busy'],
  ])('%s: refused, there never was an order', async (word, reason) => {
    const { outcome, sent } = await charge(MERCHANT, [error(word)]);
    expect(outcome).toMatchObject({ kind: 'refused', reason });
    expect(sent).toHaveLength(1);
  });

  test.each([
    'ORDER_PAID',
    'ORDERPAID',
    'OUT_TRADE_NO_USED',
    'ALREADY_EXISTS',
    'ORDER_CLOSED',
    'ORDERCLOSED',
    'ORDER_REVERSED',
    'TRADE_ERROR',
    'INVALID_REQUEST',
    'SYSTEM_ERROR',
    'BANK_ERROR',
    'ORDER_NOT_EXIST',
    'NEW_WORD',
  ])('%s: unknown', async (word) => {
    expect((await charge(MERCHANT, [error(word)])).outcome.kind).toBe('unknown');
  });

  test.each(['AUTH_CODE_EXPIRED', 'NOT_ENOUGH', 'PARAM_ERROR'])(
    '%s with 5xx, or unsigned: unknown',
    async (word) => {
      expect((await charge(MERCHANT, [error(word, 500)])).outcome.kind).toBe('unknown');
      const forged = signed(400, { code: word }, OURS.privatePem);
      expect((await charge(MERCHANT, [forged])).outcome.kind).toBe('unknown');
    },
  );
});

test('no answer is unknown, and never sent again; no connection at all is a refusal', async () => {
  expect((await charge(MERCHANT, [NO_ANSWER])).outcome.kind).toBe('unknown');
  expect((await charge(MERCHANT, [signed(200, '<<<garbage')])).outcome.kind).toBe('unknown');
  expect((await charge(MERCHANT, [NOT_SENT, NOT_SENT])).outcome).toMatchObject({
    kind: 'refused',
    code: 'not-sent',
  });
  const second = await charge(MERCHANT, [NOT_SENT, signed(200, chargeSaid(MERCHANT, 'SUCCESS'))]);
  expect(second.outcome.kind).toBe('taken');
  expect((await charge(MERCHANT, [NOT_SENT, NO_ANSWER])).outcome.kind).toBe('unknown');
});

test('the certificate is in the charge and nowhere else', async () => {
  const heard: unknown[] = [];
  const words = ['USERPAYING', 'NOT_ENOUGH', 'SYSTEM_ERROR', 'PARAM_ERROR', CERTIFICATE];
  for (const word of words) {
    const bench = gateway(MERCHANT, error(word), NO_ANSWER);
    heard.push(await bench.payment.charge(CHARGE, FOREVER), bench.lines, bench.alarms);
    heard.push(
      bench.sent.slice(1),
      bench.sent.map(({ url, headers }) => [url, headers]),
    );
  }
  const echo = signed(200, chargeSaid(MERCHANT, 'SUCCESS', { transaction_id: `${CERTIFICATE} ` }));
  const echoed = await charge(MERCHANT, [echo]);
  heard.push(echoed.outcome, echoed.lines);
  const bad = await charge(MERCHANT, [], { payCert: `${CERTIFICATE} ` });
  heard.push(bad.outcome, bad.lines);
  expect(JSON.stringify(heard)).not.toContain('canary');
  expect(echoed.lines).toEqual([expect.stringMatching(/^codepay\.call .*"call":"charge"/)]);
});
