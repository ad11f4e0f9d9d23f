import { Hash } from 'wechatpay-axios-plugin';
import { readXml } from '../../cloudfunctions/channels/payinsurance/xml';
import {
  answer,
  bench,
  IDENTITY,
  KEY,
  ORDER,
  sealed,
  xml,
  type Message,
} from '../support/payinsurance-bench';

const PAID: Message = {
  return_code: 'SUCCESS',
  ...IDENTITY,
  nonce_str: 'n0nce',
  result_code: 'SUCCESS',
  err_code: '0',
  sub_openid: 'oPatientOfTheHospital',
  med_trans_id: 'M1',
  hosp_out_trade_no: ORDER,
  time_end: '20260302100501',
  pay_type: '3',
  total_fee: '20000',
  cash_fee: '5000',
  insurance_fee: '15000',
  insurance_order_id: 'I1',
  cash_order_id: 'C1',
};
const { channel } = bench();
const asNotice = (body: string) => ({ body, header: () => undefined });
const read = (message: Message, key = KEY) => channel.read(asNotice(sealed(message, key)));

function fingerprint(message: Message): string {
  const reading = read(message);
  if (reading.kind !== 'notice') throw new Error(reading.why);
  return reading.fingerprint;
}

describe('reading a notice (§3.5)', () => {
  test('a signed one is a hint with everything it states', () => {
    expect(read(PAID)).toEqual({
      kind: 'notice',
      subject: 'payment',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      hint: {
        orderNo: ORDER,
        ours: true,
        state: 'paid',
        legs: { cash: 'unstated', insurance: 'unstated' },
        payWith: 'mixed',
        amounts: { total: 20000, cash: 5000, insurance: 15000 },
        platformTradeNo: 'M1',
        insuranceTradeNo: 'I1',
        cashTradeNo: 'C1',
        paidAt: Date.UTC(2026, 2, 2, 2, 5, 1),
      },
    });
  });

  test('trap 8: fields that nobody knows are signed and tolerated', () => {
    expect(read({ ...PAID, brand_new: '1' }).kind).toBe('notice');
  });

  test('result_code FAIL says nothing final', () => {
    expect(read({ ...PAID, result_code: 'FAIL' })).toMatchObject({ hint: { state: 'failing' } });
  });

  test('another merchant is a hint that is not ours', () => {
    expect(read({ ...PAID, mch_id: '1' })).toMatchObject({ hint: { ours: false } });
  });
});

describe('what is refused, and why (for the log)', () => {
  const signed = sealed(PAID);
  const sign = Hash.sign(Hash.ALGO_MD5, PAID, KEY);
  test.each([
    ['forged with another key', sealed(PAID, 'f'.repeat(32)), 'signature-wrong'],
    ['an altered amount', signed.replace('20000', '20001'), 'signature-wrong'],
    [
      'an altered order number',
      signed.replace(ORDER, ORDER.replace('01', '09')),
      'signature-wrong',
    ],
    ['an added field', signed.replace('</xml>', '<attach>x</attach></xml>'), 'signature-wrong'],
    [
      'a removed field',
      signed.replace('<pay_type><![CDATA[3]]></pay_type>', ''),
      'signature-wrong',
    ],
    ['unsigned', xml(PAID), 'signature-absent'],
    ['an empty sign', xml({ ...PAID, sign: '' }), 'signature-absent'],
    ['a doubled sign', signed.replace('</xml>', `<sign>${sign}</sign></xml>`), 'xml-repeated'],
    ['a sign in lower case', xml({ ...PAID, sign: sign.toLowerCase() }), 'signature-wrong'],
    [
      'sign_type HMAC with the right HMAC',
      xml({
        ...PAID,
        sign_type: 'HMAC-SHA256',
        sign: Hash.sign(Hash.ALGO_HMAC_SHA256, { ...PAID, sign_type: 'HMAC-SHA256' }, KEY),
      }),
      'signature-wrong',
    ],
    [
      'a doubled amount',
      signed.replace('</xml>', '<total_fee>1</total_fee></xml>'),
      'xml-repeated',
    ],
    ['a doctype', `<!DOCTYPE x>${signed}`, 'xml-markup-forbidden'],
    ['return_code FAIL', sealed({ ...PAID, return_code: 'FAIL' }), 'return-code'],
    ['no return_code', sealed({ ...PAID, return_code: '' }), 'return-code'],
    ['no result_code', sealed({ ...PAID, result_code: '' }), 'result-code'],
    ['no order number', sealed({ ...PAID, hosp_out_trade_no: '' }), 'order-no-unreadable'],
    [
      'an order number that is none of ours',
      sealed({ ...PAID, hosp_out_trade_no: 'a b/../c$' }),
      'order-no-unreadable',
    ],
    ['nothing', '', 'xml-root'],
    ['JSON', '{}', 'xml-root'],
    ['garbage', '<<<garbage', 'xml-root'],
    ['a megabyte', `<xml>${' '.repeat(1 << 20)}</xml>`, 'xml-too-large'],
  ])('%s', (_what, body, why) => {
    expect(channel.read(asNotice(body))).toEqual({ kind: 'refused', why });
  });

  test('an answer of the gateway to us cannot be replayed as a notice without an order number', () => {
    expect(channel.read(asNotice(answer({ result_code: 'SUCCESS' }))).kind).toBe('refused');
  });
});

describe('the fingerprint tells the same notice from another (money rule 10)', () => {
  test('nonce, order of fields and empty fields do not matter', () => {
    const again = Object.fromEntries(Object.entries(PAID).reverse());
    expect(fingerprint({ ...again, nonce_str: 'another', attach: '' })).toBe(fingerprint(PAID));
  });

  test.each(['total_fee', 'cash_fee', 'time_end', 'med_trans_id', 'result_code', 'err_code'])(
    'another %s is another notice',
    (name) => {
      const changed = name === 'result_code' ? 'FAIL' : '12345';
      expect(fingerprint({ ...PAID, [name]: changed })).not.toBe(fingerprint(PAID));
    },
  );

  test('a value cannot be moved into another field', () => {
    const left = fingerprint({ ...PAID, attach: 'a', extends: 'b,c' });
    expect(fingerprint({ ...PAID, attach: 'a,b', extends: 'c' })).not.toBe(left);
  });
});

describe('answers (§3.5.2)', () => {
  test('accepted is signed, with a fresh nonce', () => {
    const [first, second] = [readXml(channel.accepted().body), readXml(channel.accepted().body)];
    const { sign, nonce_str: nonce, ...rest } = Object.fromEntries(first);
    expect(rest).toEqual({ return_code: 'SUCCESS', result_code: 'SUCCESS' });
    expect(nonce).toMatch(/^[0-9a-f]{32}$/);
    expect(second.get('nonce_str')).not.toBe(nonce);
    expect(sign).toBe(Hash.sign(Hash.ALGO_MD5, Object.fromEntries(first), KEY));
  });

  test('refused is one and the same for everybody, and unsigned', () => {
    expect(Object.fromEntries(readXml(channel.refused().body))).toEqual({ return_code: 'FAIL' });
    expect(channel.refused()).toEqual(channel.refused());
  });
});
