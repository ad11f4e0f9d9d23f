/** What is sent for an order of each kind, in both ways of access (移动医保支付 2.0; traps 19, 20, 36). */
import { privateDecrypt, constants } from 'node:crypto';
import type { MedInsConfig } from '../../cloudfunctions/channels/medins/config';
import {
  orderBody,
  type CashOnlyOrder,
  type InsuranceOnlyOrder,
  type MedInsOrder,
  type OrderAccount,
  type OrderPeople,
} from '../../cloudfunctions/channels/medins/order-body';
import { OrderInvalid } from '../../cloudfunctions/channels/medins/order-invalid';
import { CARD_TYPES, ORDER_TYPES } from '../../cloudfunctions/channels/medins/order-fields';
import { cardTypeOf } from '../../cloudfunctions/channels/medins/person';
import { shanghaiTime } from '../../cloudfunctions/channels/medins/rfc3339';
import type { PlaceRequest } from '../../cloudfunctions/ports/payment-channel';
import { fen } from '../../miniprogram/shared/fen';
import { IDENTITY_KINDS } from '../../miniprogram/shared/identity-number';
import {
  CASH_REQUEST,
  DIGEST,
  INSURANCE_REQUEST,
  insuredAmounts,
  MERCHANT,
  MIXED_REQUEST,
  ORDER,
  PAY_AUTH_NO,
  PLATFORM,
  PROVIDER,
} from './medins-calls-bench';

const PREPAY = 'wx201410272009395522657a690389285100';

function opened(sealed: string): string {
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const key = { key: PLATFORM.privateKey, padding, oaepHash: 'sha1' };
  return privateDecrypt(key, Buffer.from(sealed, 'base64')).toString('utf8');
}

/** The order with its sealed fields opened. */
function plain(order: MedInsOrder): Record<string, unknown> {
  const { payer, relative, ...rest } = order;
  const open = (person: typeof payer) => ({
    ...person,
    name: opened(person.name),
    id_digest: opened(person.id_digest),
  });
  return {
    ...rest,
    payer: open(payer),
    ...(relative === undefined ? {} : { relative: open(relative) }),
  };
}

const sent = (config: MedInsConfig, request: PlaceRequest, prepayId?: string) =>
  plain(orderBody(config, request, prepayId));

const COMMON = {
  order_type: 'DIAG_PAY',
  out_trade_no: ORDER,
  serial_no: 'S20260302000001',
  city_id: '440100',
  med_inst_name: '示例市第一人民医院',
  med_inst_no: 'H44010000001',
  callback_url: 'https://hospital.example/notify/medins',
  payer: { name: '张小国', id_digest: DIGEST, card_type: 'ID_CARD' },
  pay_for_relatives: false,
};
const BEHIND_PROVIDER = {
  appid: 'wxprovider',
  sub_appid: 'wxhospital',
  sub_mchid: '1900000202',
  sub_openid: 'oPatientOfTheHospital',
};
const INSURANCE = {
  pay_order_id: 'ORD440100202603021000000021',
  pay_auth_no: PAY_AUTH_NO,
  geo_location: '113.264385,23.129112',
  med_ins_order_create_time: '2026-03-02T10:00:00+08:00',
  med_ins_gov_fee: 10000,
  med_ins_self_fee: 4000,
  med_ins_other_fee: 1000,
};

describe('the mixed order', () => {
  test('CASH_AND_INSURANCE behind a service provider', () => {
    expect(sent(PROVIDER, MIXED_REQUEST, PREPAY)).toEqual({
      mix_pay_type: 'CASH_AND_INSURANCE',
      ...COMMON,
      ...BEHIND_PROVIDER,
      ...INSURANCE,
      total_fee: 20000,
      med_ins_cash_fee: 5000,
      wechat_pay_cash_fee: 5000,
      prepay_id: PREPAY,
    });
  });

  test('trap 20: INSURANCE_ONLY of a hospital on its own has no field of cash', () => {
    expect(sent(MERCHANT, INSURANCE_REQUEST)).toEqual({
      mix_pay_type: 'INSURANCE_ONLY',
      ...COMMON,
      ...INSURANCE,
      appid: 'wxhospital',
      openid: 'oPatientOfTheHospital',
      total_fee: 15000,
      med_ins_cash_fee: 0,
    });
  });

  test('trap 36: CASH_ONLY has no field of insurance, 0-yuan ones neither', () => {
    expect(sent(PROVIDER, CASH_REQUEST, PREPAY)).toEqual({
      mix_pay_type: 'CASH_ONLY',
      ...COMMON,
      ...BEHIND_PROVIDER,
      total_fee: 12000,
      wechat_pay_cash_fee: 12000,
      prepay_id: PREPAY,
    });
  });

  test('additions and reductions, by what they are for', () => {
    const amounts = insuredAmounts({ cash: 5000, gov: 10000, add: 800, reduce: 300 });
    const order = sent(PROVIDER, { ...MIXED_REQUEST, amounts, cashAddWording: '快递费' }, PREPAY);
    expect(order).toMatchObject({
      total_fee: 15300,
      med_ins_cash_fee: 4500,
      wechat_pay_cash_fee: 5000,
      cash_add_detail: [{ cash_add_fee: 800, cash_add_type: 'FREIGHT' }],
      cash_reduce_detail: [{ cash_reduce_fee: 300, cash_reduce_type: 'DEFAULT_REDUCE_TYPE' }],
    });
    const other = sent(PROVIDER, { ...MIXED_REQUEST, amounts, cashAddWording: '代煎费' }, PREPAY);
    expect(other).toMatchObject({
      cash_add_detail: [{ cash_add_fee: 800, cash_add_type: 'DEFAULT_ADD_TYPE' }],
    });
  });

  test('a relative: the payer is whose WeChat it is, the relative the patient', () => {
    const payerPerson = { name: '张大国', idType: 9, idDigest: 'f'.repeat(32) } as const;
    expect(sent(PROVIDER, { ...MIXED_REQUEST, payerPerson }, PREPAY)).toMatchObject({
      payer: {
        name: '张大国',
        id_digest: 'f'.repeat(32),
        card_type: 'HOUSEHOLD_REGISTRATION',
      },
      pay_for_relatives: true,
      relative: { name: '张小国', id_digest: DIGEST, card_type: 'ID_CARD' },
    });
  });

  test('names and digests are sealed, each time anew', () => {
    const [one, two] = [1, 2].map(() => orderBody(PROVIDER, MIXED_REQUEST, PREPAY));
    expect(one?.payer.name).not.toBe(two?.payer.name);
    expect(JSON.stringify(one)).not.toContain('张小国');
    expect(JSON.stringify(one)).not.toContain(DIGEST);
  });

  test.each([
    ['clinic', 'DIAG_PAY'],
    ['registration', 'REG_PAY'],
    ['deposit', 'IN_HOSP_PAY'],
  ] as const)('%s is %s', (kind, type) => {
    expect(orderBody(PROVIDER, { ...CASH_REQUEST, kind }, PREPAY).order_type).toBe(type);
  });

  test('all eleven kinds of order are known', () => {
    expect([...ORDER_TYPES].sort()).toEqual(
      'COVID_ANTIGEN_PAY COVID_EXAM_PAY DIAG_PAY IN_HOSP_PAY INSURANCE_PAY INT_REG_PAY INT_RE_DIAG_PAY INT_RX_PAY MED_PAY PHARMACY_PAY REG_PAY'
        .split(' ')
        .sort(),
    );
  });

  test('the seven kinds of paper are all there, each by a name of its own', () => {
    const names = IDENTITY_KINDS.map(cardTypeOf);
    expect(new Set(names)).toEqual(new Set(CARD_TYPES));
    expect(
      [1, 8, 5, 4, 6, 7, 9].map((kind) => cardTypeOf(IDENTITY_KINDS.find((k) => k === kind) ?? 1)),
    ).toEqual([
      'ID_CARD',
      'FOREIGNER_PASSPORT',
      'MAINLAND_TRAVEL_PERMIT_FOR_TW',
      'MAINLAND_TRAVEL_PERMIT_FOR_MO',
      'MAINLAND_TRAVEL_PERMIT_FOR_HK',
      'FOREIGN_PERMANENT_RESIDENT',
      'HOUSEHOLD_REGISTRATION',
    ]);
  });

  test('trap 19: the permission is repeated only where the city wants it', () => {
    const quiet = sent(PROVIDER, MIXED_REQUEST, PREPAY);
    expect(quiet).not.toHaveProperty('passthrough_request_content');
    const order = sent({ ...PROVIDER, passthrough: true }, MIXED_REQUEST, PREPAY);
    expect(JSON.parse(String(order['passthrough_request_content']))).toEqual({
      payAuthNo: PAY_AUTH_NO,
      payOrdId: 'ORD440100202603021000000021',
      setlLatlnt: '113.264385,23.129112',
    });
    const cash = sent({ ...PROVIDER, passthrough: true }, CASH_REQUEST, PREPAY);
    expect(cash).not.toHaveProperty('passthrough_request_content');
  });

  test('test environment and channel number are there only where set', () => {
    const order = sent({ ...PROVIDER, testEnv: true, channelNo: 'CH1' }, CASH_REQUEST, PREPAY);
    expect(order).toMatchObject({ med_ins_test_env: true, channel_no: 'CH1' });
    const quiet = sent(PROVIDER, CASH_REQUEST, PREPAY);
    expect(quiet).not.toHaveProperty('med_ins_test_env');
    expect(quiet).not.toHaveProperty('channel_no');
  });

  const somewhere = MIXED_REQUEST.insured;
  const at = (place?: { latitude: number; longitude: number }): unknown => {
    if (somewhere === undefined) throw new Error('an insured request has a permission');
    const { place: _known, ...rest } = somewhere;
    const insured = { ...rest, ...(place === undefined ? {} : { place }) };
    return sent(PROVIDER, { ...MIXED_REQUEST, insured }, PREPAY)['geo_location'];
  };

  test.each([
    [{ latitude: -33.8688, longitude: 151.2093 }, '151.209300,-33.868800'],
    [{ latitude: 0, longitude: 0 }, PROVIDER.hospitalPlace],
    [{ latitude: Number.NaN, longitude: 113 }, PROVIDER.hospitalPlace],
    [{ latitude: 91, longitude: 113 }, PROVIDER.hospitalPlace],
    [{ latitude: 23, longitude: 181 }, PROVIDER.hospitalPlace],
    [undefined, PROVIDER.hospitalPlace],
  ])('the place %j', (place, wanted) => {
    expect(at(place)).toBe(wanted);
  });

  test('times are in +08:00, never Z, whole seconds', () => {
    expect(shanghaiTime(Date.UTC(2026, 11, 31, 16, 0, 0, 999))).toBe('2027-01-01T00:00:00+08:00');
  });

  const wrong = (change: Partial<PlaceRequest>, prepayId: string | undefined = PREPAY): string => {
    try {
      orderBody(PROVIDER, { ...MIXED_REQUEST, ...change }, prepayId);
    } catch (error) {
      if (error instanceof OrderInvalid) return error.code;
      throw error;
    }
    return 'sent';
  };
  const { patient } = MIXED_REQUEST;

  test.each([
    [{ serialNo: 'S'.repeat(21) }, 'serial_no: length'],
    [{ serialNo: '' }, 'serial_no: value'],
    [{ patient: { ...patient, name: '' } }, 'payer.name'],
    [{ patient: { ...patient, name: '国'.repeat(72) } }, 'payer.name'],
    [{ patient: { ...patient, idDigest: DIGEST.toUpperCase() } }, 'payer.id_digest'],
    [{ payerPerson: { ...patient, idDigest: '' } }, 'payer.id_digest'],
    [{ amounts: { ...MIXED_REQUEST.amounts, total: fen(20001) } }, 'total_fee'],
  ])('is refused before it is sent: %#', (change, named) => {
    expect(wrong(change)).toContain(named);
    expect(wrong(change)).not.toContain('国');
  });

  test('is refused without permission, without the cash order', () => {
    const { insured: _none, ...request } = MIXED_REQUEST;
    expect(() => orderBody(PROVIDER, request, PREPAY)).toThrow('pay_auth_no');
    expect(() => orderBody(PROVIDER, MIXED_REQUEST, undefined)).toThrow('prepay_id');
  });
});

describe('types that make wrong orders impossible', () => {
  const insurance = orderBody(PROVIDER, INSURANCE_REQUEST, undefined);
  const cash = orderBody(PROVIDER, CASH_REQUEST, PREPAY);

  test('INSURANCE_ONLY with cash, CASH_ONLY with insurance do not compile', () => {
    if (insurance.mix_pay_type !== 'INSURANCE_ONLY' || cash.mix_pay_type !== 'CASH_ONLY') {
      throw new Error('another kind');
    }
    const built: readonly (InsuranceOnlyOrder | CashOnlyOrder)[] = [
      // @ts-expect-error trap 20: no wechat_pay_cash_fee, not even 0
      { ...insurance, wechat_pay_cash_fee: fen(0) },
      // @ts-expect-error nor the number of a cash order
      { ...insurance, prepay_id: PREPAY },
      // @ts-expect-error trap 36: no amount of insurance
      { ...cash, med_ins_gov_fee: fen(0) },
      // @ts-expect-error nor a permission
      { ...cash, pay_auth_no: PAY_AUTH_NO },
    ];
    expect(built).toHaveLength(4);
  });

  test('one way of access does not take the fields of the other', () => {
    // @ts-expect-error an order by openid has no sub_mchid
    const account: OrderAccount = { appid: 'wx1', openid: 'oSomebody', sub_mchid: '1900000202' };
    // @ts-expect-error never null
    const without: MedInsOrder = { ...cash, sub_mchid: null };
    // @ts-expect-error a relative must be there when it is paid for one
    const people: OrderPeople = { payer: cash.payer, pay_for_relatives: true };
    expect([account, without, people]).toHaveLength(3);
  });
});
