import { Hash } from 'wechatpay-axios-plugin';
import { REQUEST_TABLES } from '../../cloudfunctions/channels/payinsurance/request-tables';
import type { PlaceRequest } from '../../cloudfunctions/ports/payment-channel';
import { IDENTITY_KINDS } from '../../miniprogram/shared/identity-number';
import { placeAndSee } from '../support/payinsurance-answers';
import {
  amountsOf,
  DIGEST,
  INDEPENDENT,
  KEY,
  ORDER,
  PROVIDER,
  REQUEST,
} from '../support/payinsurance-bench';

describe('unifiedorder (§3.3) in service-provider mode', () => {
  test('carries every field that is known', async () => {
    const { fields, order } = await placeAndSee(
      {
        ...REQUEST,
        amounts: amountsOf('insurance-offline', 25000, 12000, 10000, {
          cashAdd: 5000,
          cashReduced: 3000,
        }),
        cashAddWording: '快递费',
      },
      {
        ...PROVIDER,
        isDept: '4',
        channelNo: 'CH1',
        limitPay: 'no_credit',
      },
    );
    const { nonce_str: nonce, sign, ...rest } = fields;
    expect(rest).toEqual({
      order_type: 'DiagPay',
      appid: 'wxprovider',
      mch_id: '1900000101',
      sub_appid: 'wxhospital',
      sub_mch_id: '1900000202',
      sub_openid: 'oPatientOfTheHospital',
      hosp_out_trade_no: ORDER,
      hospital_name: '示例市第一人民医院',
      total_fee: '25000',
      cash_fee: '12000',
      cash_add_fee: '5000',
      cash_add_wording: '快递费',
      cash_reduced_fee: '3000',
      allow_fee_change: '0',
      spbill_create_ip: '10.193.0.1',
      notify_url: 'https://hospital.example/notify/payinsurance',
      limit_pay: 'no_credit',
      body: '内科门诊 处方费',
      return_url: `https://hospital.example/back?order_no=${ORDER}`,
      pay_type: '3',
      city_id: '449900',
      insurance_fee: '10000',
      user_card_type: '1',
      user_card_no: DIGEST,
      user_name: '张小国',
      serial_no: 'S20260302000001',
      org_no: 'H44010000001',
      gmt_out_create: '20260302100000',
      request_content:
        '{"session_id":"2f20f7ae-7bd0-4ea1-9722-89182b1817f8","aae011":"sys","bka015":"系统管理员","bka001":"1","bka964":"广州市某某区某某楼"}',
      bill_no: 'B20260302000001',
      is_dept: '4',
      channel_no: 'CH1',
    });
    const absent = REQUEST_TABLES.unifiedorder
      .map(({ name }) => name)
      .filter((name) => !(name in rest));
    expect(absent).toEqual(['openid', 'extends', 'attach']);
    expect(nonce).toMatch(/^[0-9a-f]{32}$/);
    expect(sign).toBe(Hash.sign(Hash.ALGO_MD5, fields, KEY));
    expect(order?.request).toMatchObject({
      method: 'POST',
      url: 'https://api.weixin.qq.com/payinsurance/unifiedorder?access_token=tok-current-0001',
      timeoutMs: 8000,
    });
  });

  test('hands on the way into the cashier', async () => {
    expect((await placeAndSee(REQUEST)).outcome).toEqual({
      kind: 'accepted',
      platformTradeNo: 'M1',
      launch: { appId: 'wxcashier', path: 'pages/index/index?pay_key=abc' },
    });
  });

  test('trap 31: is_dept is left out unless the settings name it', async () => {
    expect((await placeAndSee(REQUEST)).fields).not.toHaveProperty('is_dept');
  });
});

test('independent mode sends openid and no sub fields (§2.2)', async () => {
  const { fields } = await placeAndSee(REQUEST, INDEPENDENT);
  expect(fields).toMatchObject({
    appid: 'wxhospital',
    mch_id: '1900000202',
    openid: REQUEST.payer,
  });
  expect(Object.keys(fields).filter((name) => name.startsWith('sub_'))).toEqual([]);
});

describe('trap 17: pay_type and amounts, every case', () => {
  const cases: readonly [string, PlaceRequest['amounts'], Record<string, string>][] = [
    [
      'self-pay',
      amountsOf('cash', 100, 100, 0),
      { pay_type: '1', cash_fee: '100', insurance_fee: '0', allow_fee_change: '0' },
    ],
    [
      'all insurance',
      amountsOf('insurance-offline', 100, 0, 100),
      { pay_type: '2', cash_fee: '0', insurance_fee: '100', allow_fee_change: '0' },
    ],
    [
      'both',
      amountsOf('insurance-offline', 100, 40, 60),
      { pay_type: '3', cash_fee: '40', insurance_fee: '60', allow_fee_change: '0' },
    ],
    [
      '0-yuan insurance',
      amountsOf('insurance-offline', 100, 100, 0),
      { pay_type: '3', cash_fee: '100', insurance_fee: '0', allow_fee_change: '0' },
    ],
    [
      'trap 16: a total above the sum of the legs',
      amountsOf('insurance-offline', 100, 30, 60),
      { pay_type: '3', total_fee: '100', cash_fee: '30', insurance_fee: '60' },
    ],
    [
      'trap 15: online pre-settlement',
      amountsOf('insurance-online', 100, 0, 100),
      {
        pay_type: '2',
        cash_fee: '0',
        insurance_fee: '100',
        total_fee: '100',
        allow_fee_change: '1',
      },
    ],
  ];
  test.each(cases)('%s', async (_what, amounts, fields) => {
    const { fields: sent, outcome } = await placeAndSee({ ...REQUEST, amounts });
    expect(sent).toMatchObject(fields);
    expect(outcome.kind).toBe('accepted');
    expect(sent).not.toHaveProperty('cash_add_fee');
    expect(sent).not.toHaveProperty('cash_reduced_fee');
  });
});

describe('trap 33: what a cash order sends of the insurance', () => {
  const cash = { ...REQUEST, amounts: amountsOf('cash', 100, 100, 0) };

  test('what HIS gives', async () => {
    const { fields } = await placeAndSee(cash);
    expect(fields).toMatchObject({ bill_no: REQUEST.billNo });
    expect(fields).toHaveProperty('request_content');
  });

  test('nothing where HIS gives nothing', async () => {
    const { session: _session, billNo: _billNo, ...bare } = cash;
    const { fields, outcome } = await placeAndSee(bare);
    expect(fields).not.toHaveProperty('bill_no');
    expect(fields).not.toHaveProperty('request_content');
    expect(outcome.kind).toBe('accepted');
  });

  test.each(['session', 'billNo'] as const)(
    'an insurance order without %s is not sent',
    async (name) => {
      const { [name]: _left, ...bare } = REQUEST;
      const { outcome, sent } = await placeAndSee(bare);
      const field = name === 'session' ? 'request_content' : 'bill_no';
      expect(outcome).toEqual({
        kind: 'rejected',
        code: `field-${field}-missing`,
        reason: 'payment-misconfigured',
      });
      expect(sent).toEqual([]);
    },
  );
});

describe('trap 35: papers other than the resident identity card', () => {
  test.each(IDENTITY_KINDS.filter((kind) => kind !== 1))(
    'kind %d cannot pay by insurance',
    async (idType) => {
      const { outcome, sent } = await placeAndSee({
        ...REQUEST,
        patient: { ...REQUEST.patient, idType },
      });
      expect(outcome).toMatchObject({ kind: 'rejected', reason: 'insurance-identity-paper' });
      expect(sent).toEqual([]);
    },
  );

  test.each(IDENTITY_KINDS)('kind %d can pay cash', async (idType) => {
    const amounts = amountsOf('cash', 100, 100, 0);
    const { fields } = await placeAndSee({
      ...REQUEST,
      amounts,
      patient: { ...REQUEST.patient, idType },
    });
    expect(fields.user_card_type).toBe(String(idType));
  });
});

describe('trap 32: request_content', () => {
  const content = async (session: Partial<NonNullable<PlaceRequest['session']>>) => {
    const base = REQUEST.session ?? {
      sessionId: '',
      operatorNo: '',
      operatorName: '',
      batchNo: '',
      place: '',
    };
    const { fields } = await placeAndSee({ ...REQUEST, session: { ...base, ...session } });
    return JSON.parse(fields.request_content ?? '{}') as Record<string, string>;
  };

  test('is named aae011, without blanks around names or values', async () => {
    const items = await content({ operatorNo: ' sys ' });
    expect(Object.keys(items)).toEqual(['session_id', 'aae011', 'bka015', 'bka001', 'bka964']);
    expect(items.aae011).toBe('sys');
  });

  test('trap 37: a long place is cut to 200 bytes between characters', async () => {
    const items = await content({ place: '医'.repeat(100) });
    expect(items.bka964).toBe('医'.repeat(66));
  });
});
