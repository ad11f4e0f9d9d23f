/**
 * Every field of POST /v3/med-ins/orders, one by one: name, type, length, and whether each kind of order
 * has it. The table below is transcribed from the field list of 移动医保支付 2.0, apart from the one that
 * the code is built on.
 */
import { checkOrder } from '../../cloudfunctions/channels/medins/check-order';
import type { MedInsConfig } from '../../cloudfunctions/channels/medins/config';
import { orderBody } from '../../cloudfunctions/channels/medins/order-body';
import { ORDER_FIELDS } from '../../cloudfunctions/channels/medins/order-fields';
import type { MixPayType } from '../../cloudfunctions/channels/medins/order-amounts';
import type { PlaceRequest } from '../../cloudfunctions/ports/payment-channel';
import {
  CASH_REQUEST,
  cashAmounts,
  INSURANCE_REQUEST,
  insuredAmounts,
  MERCHANT,
  MIXED_REQUEST,
  PROVIDER,
} from './medins-calls-bench';

/** In the order CASH_ONLY, INSURANCE_ONLY, CASH_AND_INSURANCE: m must, y may, n must not. */
type Presence = 'mmm' | 'yyy' | 'nmm' | 'nyy' | 'mnm';
type Kind = 'text' | 'fen' | 'flag' | 'record' | 'list' | 'cipher';
type Row = readonly [
  name: string,
  kind: Kind,
  most: number | null,
  presence: Presence,
  mode?: MedInsConfig['mode'],
];

const DOCUMENT: readonly Row[] = [
  ['mix_pay_type', 'text', null, 'mmm'],
  ['order_type', 'text', null, 'mmm'],
  ['appid', 'text', 32, 'mmm'],
  ['sub_appid', 'text', 32, 'mmm', 'service-provider'],
  ['sub_mchid', 'text', 32, 'mmm', 'service-provider'],
  ['openid', 'text', 128, 'mmm', 'merchant'],
  ['sub_openid', 'text', 128, 'mmm', 'service-provider'],
  ['payer', 'record', null, 'mmm'],
  ['payer.name', 'cipher', null, 'mmm'],
  ['payer.id_digest', 'cipher', null, 'mmm'],
  ['payer.card_type', 'text', null, 'mmm'],
  ['pay_for_relatives', 'flag', null, 'mmm'],
  ['relative', 'record', null, 'yyy'],
  ['relative.name', 'cipher', null, 'mmm'],
  ['relative.id_digest', 'cipher', null, 'mmm'],
  ['relative.card_type', 'text', null, 'mmm'],
  ['out_trade_no', 'text', 64, 'mmm'],
  ['serial_no', 'text', 20, 'mmm'],
  ['pay_order_id', 'text', 64, 'nmm'],
  ['pay_auth_no', 'text', 40, 'nmm'],
  ['geo_location', 'text', 40, 'nmm'],
  ['city_id', 'text', 8, 'mmm'],
  ['med_inst_name', 'text', 128, 'mmm'],
  ['med_inst_no', 'text', 32, 'mmm'],
  ['med_ins_order_create_time', 'text', null, 'nmm'],
  ['total_fee', 'fen', null, 'mmm'],
  ['med_ins_gov_fee', 'fen', null, 'nmm'],
  ['med_ins_self_fee', 'fen', null, 'nmm'],
  ['med_ins_other_fee', 'fen', null, 'nmm'],
  ['med_ins_cash_fee', 'fen', null, 'nmm'],
  ['wechat_pay_cash_fee', 'fen', null, 'mnm'],
  ['cash_add_detail', 'list', null, 'yyy'],
  ['cash_add_detail.cash_add_fee', 'fen', null, 'mmm'],
  ['cash_add_detail.cash_add_type', 'text', null, 'mmm'],
  ['cash_reduce_detail', 'list', null, 'yyy'],
  ['cash_reduce_detail.cash_reduce_fee', 'fen', null, 'mmm'],
  ['cash_reduce_detail.cash_reduce_type', 'text', null, 'mmm'],
  ['callback_url', 'text', 256, 'mmm'],
  ['prepay_id', 'text', 64, 'mnm'],
  ['passthrough_request_content', 'text', 2048, 'nyy'],
  ['channel_no', 'text', 32, 'yyy'],
  ['med_ins_test_env', 'flag', null, 'yyy'],
];

/** Of the document, and never sent. */
const NEVER_SENT = ['extends', 'attach'];

type Body = Record<string, unknown>;

const relative = { name: '张大国', idType: 1, idDigest: 'f'.repeat(32) } as const;
const REQUESTS: Readonly<Record<MixPayType, PlaceRequest>> = {
  CASH_ONLY: { ...CASH_REQUEST, amounts: cashAmounts(12000, { add: 500, reduce: 300 }) },
  INSURANCE_ONLY: {
    ...INSURANCE_REQUEST,
    amounts: insuredAmounts({ gov: 10000, self: 1, other: 2, add: 100, reduce: 300 }),
  },
  CASH_AND_INSURANCE: {
    ...MIXED_REQUEST,
    amounts: insuredAmounts({ cash: 5000, gov: 10000, self: 1, other: 2, add: 100, reduce: 300 }),
  },
};
const TYPES = ['CASH_ONLY', 'INSURANCE_ONLY', 'CASH_AND_INSURANCE'] as const;
const CONFIGS: readonly MedInsConfig[] = [MERCHANT, PROVIDER];

/** An order with everything that its kind may have. */
function full(config: MedInsConfig, type: MixPayType): Body {
  const rich = { ...config, channelNo: 'CH1', passthrough: true, testEnv: true };
  const request = { ...REQUESTS[type], payerPerson: relative };
  const order = orderBody(rich, request, type === 'INSURANCE_ONLY' ? undefined : 'wx20prepay');
  return structuredClone<Body>({ ...order });
}

function holderOf(body: Body, name: string): { holder: Body; key: string } {
  const [parent = '', child] = name.split('.');
  if (child === undefined) return { holder: body, key: parent };
  const found: unknown = body[parent];
  const holder: unknown = Array.isArray(found) ? (found as readonly unknown[])[0] : found;
  if (typeof holder !== 'object' || holder === null) throw new Error(`${parent} is not there`);
  return { holder: holder as Body, key: child };
}

function changed(body: Body, name: string, value: unknown): Body {
  const copy = structuredClone(body);
  const { holder, key } = holderOf(copy, name);
  if (value === undefined) Reflect.deleteProperty(holder, key);
  else holder[key] = value;
  return copy;
}

const presenceIn = (presence: Presence, type: MixPayType) => presence.charAt(TYPES.indexOf(type));

const OF_OTHER_TYPE: Readonly<Record<Kind, readonly unknown[]>> = {
  text: [1, true, null, {}, ['x']],
  fen: ['100', 1.5, null, true],
  flag: ['true', 1, null],
  record: ['x', null, []],
  list: ['x', null, {}, []],
  cipher: [1, null, '张小国', 'c2hvcnQ='],
};

const cases = DOCUMENT.flatMap((row) =>
  CONFIGS.flatMap((config) =>
    TYPES.map((type) => [row[0], config.mode, type, row, config] as const),
  ),
);

describe('the fields of the mixed order', () => {
  test('are those of the document, neither more nor fewer', () => {
    const built = ORDER_FIELDS.map(({ path }) => path);
    expect([...built].sort()).toEqual(DOCUMENT.map(([name]) => name).sort());
    expect(built.filter((name) => NEVER_SENT.includes(name))).toEqual([]);
  });

  test.each(CONFIGS.flatMap((config) => TYPES.map((type) => [config.mode, type, config] as const)))(
    'an order with everything fits: %s, %s',
    (mode, type, config) => {
      const body = full(config, type);
      expect(checkOrder(mode, type, body)).toBeUndefined();
      const wanted = DOCUMENT.filter(
        ([, , , presence, only]) =>
          presenceIn(presence, type) !== 'n' && (only === undefined || only === mode),
      ).map(([name]) => name);
      const there = Object.entries(body).flatMap(([name, value]) => {
        const holder: unknown = Array.isArray(value) ? (value as readonly unknown[])[0] : value;
        const children = typeof holder === 'object' && holder !== null ? Object.keys(holder) : [];
        return [name, ...children.map((child) => `${name}.${child}`)];
      });
      expect(there.sort()).toEqual([...wanted].sort());
    },
  );

  test.each(cases)('%s: %s, %s', (name, mode, type, row, config) => {
    const [, kind, most, presence, only] = row;
    const body = full(config, type);
    const verdict = (value: unknown) => checkOrder(mode, type, changed(body, name, value));
    const isHere = presenceIn(presence, type) !== 'n' && (only === undefined || only === mode);
    if (!isHere) {
      expect(body).not.toHaveProperty([name]);
      const value = kind === 'fen' ? 100 : 'x';
      expect(verdict(value)).toEqual({ field: name, rule: 'must-be-absent' });
      return;
    }
    if (name !== 'mix_pay_type') {
      for (const value of OF_OTHER_TYPE[kind]) {
        expect(verdict(value)).toEqual({ field: name, rule: 'type' });
      }
      const missing = presenceIn(presence, type) === 'm';
      if (missing) expect(verdict(undefined)).toEqual({ field: name, rule: 'missing' });
      else if (name !== 'relative') expect(verdict(undefined)).toBeUndefined();
    }
    // absent means left out
    if (kind === 'text') expect(verdict('')).toEqual({ field: name, rule: 'value' });
    if (kind === 'fen') expect(verdict(-1)).toEqual({ field: name, rule: 'value' });
    if (most !== null) {
      const longest = fill(name, most);
      expect(verdict(longest)).toBeUndefined();
      expect(verdict(fill(name, most + 1))).toEqual({ field: name, rule: 'length' });
    }
  });

  test('trap 37: names count characters, contents bytes', () => {
    const body = full(PROVIDER, 'CASH_AND_INSURANCE');
    const verdict = (name: string, value: string) =>
      checkOrder('service-provider', 'CASH_AND_INSURANCE', changed(body, name, value));
    expect(verdict('med_inst_name', '院'.repeat(128))).toBeUndefined();
    expect(verdict('med_inst_name', '𠮷'.repeat(128))).toBeUndefined();
    expect(verdict('med_inst_name', '院'.repeat(129))?.rule).toBe('length');
    expect(verdict('passthrough_request_content', '院'.repeat(682))).toBeUndefined();
    expect(verdict('passthrough_request_content', '院'.repeat(683))?.rule).toBe('length');
  });

  test.each([
    ['med_ins_order_create_time', '2026-03-02T02:00:00Z'],
    ['med_ins_order_create_time', '2026-03-02T02:00:00.000Z'],
    ['geo_location', '23.1'],
    ['geo_location', '113.2,23.1,0'],
    ['callback_url', 'https://hospital.example/notify?x=1'],
    ['callback_url', 'https://hospital.example/not ify'],
    ['order_type', 'RegPay'],
    ['payer.card_type', 'PASSPORT'],
    ['cash_add_detail.cash_add_type', 'POSTAGE'],
    ['cash_reduce_detail.cash_reduce_type', 'COUPON'],
    ['cash_add_detail.cash_add_fee', 0],
    ['wechat_pay_cash_fee', 0],
    ['total_fee', 0],
  ] as const)('%s: not %s', (name, value) => {
    const body = changed(full(PROVIDER, 'CASH_AND_INSURANCE'), name, value);
    const verdict = checkOrder('service-provider', 'CASH_AND_INSURANCE', body);
    expect(verdict).toEqual({ field: name, rule: 'value' });
  });

  test.each(['extends', 'attach', 'sub_openId', 'payer.phone', 'relative.phone'])(
    'a field that nobody asked for: %s',
    (name) => {
      const body = changed(full(PROVIDER, 'CASH_ONLY'), name, 'x');
      const verdict = checkOrder('service-provider', 'CASH_ONLY', body);
      expect(verdict).toEqual({ field: name, rule: 'unknown-field' });
    },
  );

  test('relative and pay_for_relatives go together', () => {
    const body = full(PROVIDER, 'CASH_ONLY');
    const wrong = { field: 'relative', rule: 'must-be-absent' };
    const check = (order: Body) => checkOrder('service-provider', 'CASH_ONLY', order);
    expect(check(changed(body, 'pay_for_relatives', false))).toEqual(wrong);
    expect(check(changed(body, 'relative', undefined))).toEqual(wrong);
  });

  test('another kind of order than it says', () => {
    const body = full(PROVIDER, 'CASH_ONLY');
    const wrong = { field: 'mix_pay_type', rule: 'value' };
    expect(checkOrder('service-provider', 'INSURANCE_ONLY', body)).toEqual(wrong);
  });
});

/** A value of that field, so many characters long. */
function fill(name: string, length: number): string {
  if (name === 'geo_location') return `113.264385,23.${'1'.repeat(length - 14)}`;
  if (name === 'callback_url') return `https://h.example/${'a'.repeat(length - 18)}`;
  return '1'.repeat(length);
}
