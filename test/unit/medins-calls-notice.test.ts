/**
 * Notices of 2.0: what is believed, what is said back, whose they are (money rule 10; traps 18 and 38).
 * Signed and sealed here by wechatpay-axios-plugin, which shares no code with ours.
 */
import { Aes, Rsa } from 'wechatpay-axios-plugin';
import type { MedInsConfig } from '../../cloudfunctions/channels/medins/config';
import { noticeReader } from '../../cloudfunctions/channels/medins/notice';
import { cashSaid, mixedSaid } from './medins-calls-answers';
import {
  APIV3_KEY,
  KEY_ID,
  MERCHANT,
  MIX_NO,
  NEIGHBOUR,
  NOW,
  ORDER,
  OTHER_ORDER,
  OURS,
  PLATFORM,
  PROVIDER,
} from './medins-calls-bench';

type Headers = Readonly<Record<string, string | undefined>>;

function sealed(event: string, resource: unknown, change: object = {}): string {
  const nonce = '0123456789ab';
  const text = typeof resource === 'string' ? resource : JSON.stringify(resource);
  const ciphertext = Aes.AesGcm.encrypt(text, APIV3_KEY, nonce, 'order');
  return JSON.stringify({
    id: 'EV-2026030210000000001',
    create_time: '2026-03-02T10:05:08+08:00',
    resource_type: 'encrypt-resource',
    event_type: event,
    summary: '支付成功',
    resource: { algorithm: 'AEAD_AES_256_GCM', ciphertext, nonce, associated_data: 'order' },
    ...change,
  });
}

function headersOf(body: string, at = NOW): Headers {
  const timestamp = String(Math.floor(at / 1000));
  const nonce = 'c5ac7061fccab6bf3e254dcf98995b8c';
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': KEY_ID,
    'wechatpay-signature': Rsa.sign(`${timestamp}\n${nonce}\n${body}\n`, PLATFORM.privateKey),
  };
}

function read(body: string, headers: Headers = headersOf(body), config: MedInsConfig = PROVIDER) {
  const reader = noticeReader(config, { clock: { now: () => NOW } });
  return reader.read({ body, header: (name) => headers[name] });
}

const SUCCESS = { cash: 'SELF_PAY_SUCCESS', insurance: 'MED_INS_PAY_SUCCESS' };
const PAID = mixedSaid('MIX_PAY_SUCCESS', SUCCESS, { paid_time: '2026-03-02T10:05:07+08:00' });
const paidBody = sealed('MEDICAL_INSURANCE.SUCCESS', PAID);

const REFUND = {
  sp_mchid: '1900000101',
  sub_mchid: '1900000202',
  transaction_id: '4200001111202603020000',
  out_trade_no: ORDER,
  refund_id: '50000000382019052709732678859',
  out_refund_no: `R${ORDER}`,
  refund_status: 'SUCCESS',
  success_time: '2026-03-02T11:00:00+08:00',
  amount: { total: 5000, refund: 5000, payer_total: 5000, payer_refund: 5000 },
};

describe('what a notice says', () => {
  test('MEDICAL_INSURANCE.SUCCESS', () => {
    const reading = read(paidBody);
    expect(reading).toEqual({
      kind: 'notice',
      subject: 'payment',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      hint: {
        orderNo: ORDER,
        ours: true,
        state: 'paid',
        legs: { cash: 'paid', insurance: 'paid' },
        payWith: 'mixed',
        amounts: {
          total: 20000,
          cash: 5000,
          insurance: 15000,
          insuranceFund: 10000,
          insuranceSelf: 4000,
          insuranceOther: 1000,
        },
        platformTradeNo: MIX_NO,
        paidAt: Date.UTC(2026, 2, 2, 2, 5, 7),
      },
    });
  });

  test('TRANSACTION.SUCCESS of the cash order says nothing of the insurance', () => {
    expect(read(sealed('TRANSACTION.SUCCESS', cashSaid('SUCCESS')))).toMatchObject({
      hint: {
        orderNo: ORDER,
        ours: true,
        state: 'paid',
        legs: { cash: 'paid', insurance: 'unstated' },
        amounts: { cash: 5000 },
        cashTradeNo: '4200001111202603020000',
      },
    });
  });

  test.each(['SUCCESS', 'CLOSED', 'ABNORMAL'])('REFUND.%s', (status) => {
    const resource = { ...REFUND, refund_status: status };
    expect(read(sealed(`REFUND.${status}`, resource))).toMatchObject({
      hint: { orderNo: ORDER, ours: true, state: 'refunded', amounts: { cash: 5000 } },
    });
  });

  test('the same said again has the same fingerprint, whatever is around it', () => {
    const again = sealed(
      'MEDICAL_INSURANCE.SUCCESS',
      Object.fromEntries(Object.entries(PAID).reverse()),
      {
        id: 'EV-2',
        create_time: '2026-03-02T10:06:00+08:00',
      },
    );
    const [one, two] = [read(paidBody), read(again)];
    if (one.kind !== 'notice' || two.kind !== 'notice') throw new Error('refused');
    expect(two.fingerprint).toBe(one.fingerprint);
    const other = read(sealed('MEDICAL_INSURANCE.SUCCESS', { ...PAID, total_fee: 20001 }));
    if (other.kind !== 'notice') throw new Error('refused');
    expect(other.fingerprint).not.toBe(one.fingerprint);
  });
});

describe('whose it is', () => {
  const oursOf = (body: string, config: MedInsConfig) => {
    const reading = read(body, headersOf(body), config);
    return reading.kind === 'notice' ? reading.hint.ours : reading.why;
  };

  test.each([
    ['MEDICAL_INSURANCE.SUCCESS', PAID],
    ['TRANSACTION.SUCCESS', cashSaid('SUCCESS')],
    ['REFUND.SUCCESS', REFUND],
  ])('cross-hospital: %s at the shared address is the one hospital’s', (event, resource) => {
    const body = sealed(event, resource);
    expect(oursOf(body, PROVIDER)).toBe(true);
    expect(oursOf(body, NEIGHBOUR)).toBe(false);
    expect(oursOf(body, MERCHANT)).toBe(false);
    // the same number of another hospital is another order
    const theirs = sealed(event, { ...resource, sub_mchid: NEIGHBOUR.subMchid });
    expect(oursOf(theirs, PROVIDER)).toBe(false);
    const nobodys = sealed(event, { ...resource, sub_mchid: undefined });
    expect(oursOf(nobodys, PROVIDER)).toBe(false);
  });

  test('of a hospital on its own', () => {
    const none = { sub_appid: undefined, sub_mchid: undefined };
    const mixed = sealed('MEDICAL_INSURANCE.SUCCESS', { ...PAID, ...none, appid: 'wxhospital' });
    expect(oursOf(mixed, MERCHANT)).toBe(true);
    const own = {
      appid: 'wxhospital',
      mchid: '1900000202',
      sp_appid: undefined,
      sp_mchid: undefined,
    };
    const cash = cashSaid('SUCCESS', { ...none, ...own });
    expect(oursOf(sealed('TRANSACTION.SUCCESS', cash), MERCHANT)).toBe(true);
    const refund = { ...REFUND, sp_mchid: undefined, sub_mchid: undefined, mchid: '1900000202' };
    expect(oursOf(sealed('REFUND.SUCCESS', refund), MERCHANT)).toBe(true);
    expect(oursOf(sealed('REFUND.SUCCESS', { ...refund, mchid: '1900000203' }), MERCHANT)).toBe(
      false,
    );
  });
});

describe('what is not believed', () => {
  const withHeader = (name: string, value: string | undefined): Headers => ({
    ...headersOf(paidBody),
    [name]: value,
  });

  test.each(['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-signature', 'wechatpay-serial'])(
    'without %s',
    (name) => {
      expect(read(paidBody, withHeader(name, undefined))).toEqual({
        kind: 'refused',
        why: 'missing-header',
      });
    },
  );

  test('a probe of WeChat Pay fails like any forgery', () => {
    const probe = withHeader('wechatpay-signature', 'WECHATPAY/SIGNTEST/abcdefgh');
    expect(read(paidBody, probe)).toEqual({ kind: 'refused', why: 'signature' });
  });

  test.each([
    [299_000, 'notice'],
    [-299_000, 'notice'],
    [302_000, 'refused'],
    [-302_000, 'refused'],
  ])('%i ms away from our clock: %s', (ms, kind) => {
    expect(read(paidBody, headersOf(paidBody, NOW + ms)).kind).toBe(kind);
  });

  test('one byte of the body changed', () => {
    const altered = paidBody.replace('支付成功', '支付失败');
    expect(read(altered, headersOf(paidBody))).toEqual({ kind: 'refused', why: 'signature' });
  });

  test('signed by us instead of the platform', () => {
    const { 'wechatpay-timestamp': at = '', 'wechatpay-nonce': nonce = '' } = headersOf(paidBody);
    const signature = Rsa.sign(`${at}\n${nonce}\n${paidBody}\n`, OURS.privateKey);
    expect(read(paidBody, withHeader('wechatpay-signature', signature)).kind).toBe('refused');
  });

  test.each([
    ['no JSON', 'hello', 'unreadable'],
    ['another event', sealed('PAYSCORE.USER_PAID', PAID), 'event-type'],
    [
      'no event',
      sealed('MEDICAL_INSURANCE.SUCCESS', PAID, { event_type: undefined }),
      'event-type',
    ],
    [
      'no resource',
      sealed('MEDICAL_INSURANCE.SUCCESS', PAID, { resource: undefined }),
      'resource-shape',
    ],
    [
      'text instead of an object',
      sealed('MEDICAL_INSURANCE.SUCCESS', 'hello'),
      'resource-unreadable',
    ],
    ['a list', sealed('MEDICAL_INSURANCE.SUCCESS', '[]'), 'resource-unreadable'],
    [
      'no number',
      sealed('MEDICAL_INSURANCE.SUCCESS', { ...PAID, out_trade_no: '' }),
      'order-no-unreadable',
    ],
    [
      'no number of cash',
      sealed('TRANSACTION.SUCCESS', { trade_state: 'SUCCESS' }),
      'order-no-unreadable',
    ],
    [
      'no number of a refund',
      sealed('REFUND.SUCCESS', { refund_status: 'SUCCESS' }),
      'order-no-unreadable',
    ],
    ['not paid after all', sealed('MEDICAL_INSURANCE.SUCCESS', mixedSaid('MIX_PAY_FAIL')), 'state'],
    [
      'a state that nobody knows',
      sealed('MEDICAL_INSURANCE.SUCCESS', mixedSaid('MIX_PAY_NEW')),
      'state',
    ],
    ['cash not paid', sealed('TRANSACTION.SUCCESS', cashSaid('NOTPAY')), 'state'],
    [
      'a refund in a state nobody knows',
      sealed('REFUND.SUCCESS', { ...REFUND, refund_status: 'X' }),
      'state',
    ],
  ])('%s', (_name, body, why) => {
    expect(read(body)).toEqual({ kind: 'refused', why });
  });

  test('sealed with another key', () => {
    const config = { ...PROVIDER, apiV3Key: Buffer.from('f'.repeat(32)) };
    const reading = read(paidBody, headersOf(paidBody), config);
    expect(reading).toEqual({ kind: 'refused', why: 'resource-key' });
  });
});

describe('what is said back', () => {
  const reader = noticeReader(PROVIDER, { clock: { now: () => NOW } });

  test('trap 18: taken is 204 without a word', () => {
    expect(reader.accepted()).toMatchObject({ statusCode: 204, body: '' });
  });

  test('a refusal is a 4xx that says nothing, and always the same', () => {
    const { statusCode, contentType, body } = reader.refused();
    expect([statusCode, contentType]).toEqual([401, 'application/json']);
    expect(JSON.parse(body)).toEqual({ code: 'FAIL', message: '失败' });
  });
});

test('numbers of different orders are kept apart', () => {
  const reading = read(
    sealed('TRANSACTION.SUCCESS', cashSaid('SUCCESS', { out_trade_no: OTHER_ORDER })),
  );
  expect(reading).toMatchObject({ hint: { orderNo: OTHER_ORDER } });
});
