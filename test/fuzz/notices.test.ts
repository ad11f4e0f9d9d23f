/** Notices and answers: nothing that is not signed and whole is ever believed, and nothing throws. */
import fc from 'fast-check';
import { payInsuranceKey } from '../../cloudfunctions/channels/payinsurance';
import { judge } from '../../cloudfunctions/channels/payinsurance/judge';
import { noticeReader } from '../../cloudfunctions/channels/payinsurance/notice';
import type { Call } from '../../cloudfunctions/channels/payinsurance/signature-policy';
import { withSignature } from '../../cloudfunctions/channels/payinsurance/sign';
import { isWritable, writeXml } from '../../cloudfunctions/channels/payinsurance/xml';
import { IDENTITY, KEY, ORDER, PROVIDER } from '../support/payinsurance-bench';
import { holds } from './cases';

const reader = noticeReader(PROVIDER, { hex: (bytes) => 'a'.repeat(bytes * 2) });
const key = payInsuranceKey(KEY);

const GOOD = new Map<string, string>([
  ['return_code', 'SUCCESS'],
  ['result_code', 'SUCCESS'],
  ...Object.entries(IDENTITY),
  ['nonce_str', 'n0nce'],
  ['hosp_out_trade_no', ORDER],
  ['med_trans_id', 'M26030200000000001'],
  ['time_end', '20260302100500'],
  ['pay_type', '3'],
  ['total_fee', '12000'],
  ['cash_fee', '4000'],
  ['insurance_fee', '8000'],
]);
const WHOLE = writeXml(withSignature(GOOD, key));

const read = (body: string) => reader.read({ body, header: () => undefined });
const amountText = fc.oneof(
  fc.constantFrom('0', '1', '007', '-1', '1.5', '1e3', '９', '', ' 1', '99999999999999999999'),
  fc.nat().map(String),
);
const odd = fc.oneof(amountText, fc.string({ unit: 'grapheme', maxLength: 12 }).filter(isWritable));
const field = fc.constantFrom(...GOOD.keys());

holds('an arbitrary body is refused', [fc.string({ unit: 'grapheme', maxLength: 400 })], (body) => {
  expect(read(body).kind).toBe('refused');
});

holds(
  'a notice of which one character differs is refused or says the same',
  [fc.nat({ max: WHOLE.length - 1 }), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })],
  (at, other) => {
    const altered = WHOLE.slice(0, at) + other + WHOLE.slice(at + 1);
    const reading = read(altered);
    if (reading.kind === 'notice') expect(reading).toEqual(read(WHOLE));
  },
);

holds('a cut notice is refused', [fc.nat({ max: WHOLE.length - 1 })], (at) => {
  expect(read(WHOLE.slice(0, at)).kind).toBe('refused');
});

holds(
  'of a signed notice with any contents, amounts are whole fen or left out',
  [fc.array(fc.tuple(field, odd), { maxLength: 6 })],
  (changes) => {
    const fields = new Map([...GOOD, ...changes]);
    const reading = read(writeXml(withSignature(fields, key)));
    if (reading.kind === 'refused') return;
    for (const amount of Object.values(reading.hint.amounts)) {
      expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true);
    }
    expect(reading.hint.orderNo).toBe(fields.get('hosp_out_trade_no'));
  },
);

const call = fc.constantFrom<Call>(
  'unifiedorder',
  'queryorder',
  'closeorder',
  'refund',
  'queryrefund',
);
const body = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.json(),
  fc
    .array(fc.tuple(fc.constantFrom(...GOOD.keys(), 'err_code', 'return_msg', 'sign'), odd))
    .map((changes) => writeXml(new Map([...GOOD, ...changes]))),
);

holds('no unsigned answer is a success, whatever it says', [call, body], (name, text) => {
  const verdict = judge(name, { ok: true, status: 200, body: text }, PROVIDER);
  expect(verdict.kind).not.toBe('success');
  if (verdict.kind === 'failure') expect(['none', 'done', 'maybe']).toContain(verdict.effect);
});

holds(
  'a status other than 200 says nothing',
  [call, fc.integer({ min: 201, max: 599 })],
  (name, status) => {
    expect(judge(name, { ok: true, status, body: WHOLE }, PROVIDER).kind).toBe('unknown');
  },
);
