import type { PayInsuranceConfig } from '../../cloudfunctions/channels/payinsurance';
import { checkFields } from '../../cloudfunctions/channels/payinsurance/fields';
import type { PlaceRequest } from '../../cloudfunctions/ports/payment-channel';
import { placeAndSee } from '../support/payinsurance-answers';
import { amountsOf, DIGEST, ORDER, PROVIDER, REQUEST } from '../support/payinsurance-bench';

describe('what fits into fields that are too short for it', () => {
  test('trap 37: body is cut to 128 bytes, between characters', async () => {
    const { fields } = await placeAndSee({ ...REQUEST, title: `ab${'药'.repeat(60)}` });
    expect(fields.body).toBe(`ab${'药'.repeat(42)}`);
  });

  test('a title of several lines becomes one', async () => {
    expect((await placeAndSee({ ...REQUEST, title: '处方费\r\n检查费' })).fields.body).toBe(
      '处方费 检查费',
    );
  });

  test.each([
    ['https://h.example/back', `https://h.example/back?order_no=${ORDER}`],
    ['https://h.example/back?a=1', `https://h.example/back?a=1&order_no=${ORDER}`],
    ['https://h.example/#/back', `https://h.example/?order_no=${ORDER}#/back`],
  ])('the order number joins %s', async (returnUrl, sent) => {
    expect((await placeAndSee(REQUEST, { ...PROVIDER, returnUrl })).fields.return_url).toBe(sent);
  });
});

describe('what breaks the table is not sent, and says so', () => {
  const { session } = REQUEST;
  const long = (of: number) => 'x'.repeat(of);
  const broken: readonly [string, Partial<PlaceRequest>, Partial<PayInsuranceConfig>, string][] = [
    ['a long HIS number', { serialNo: long(21) }, {}, 'field-serial_no-length'],
    ['no HIS number', { serialNo: '' }, {}, 'field-serial_no-missing'],
    ['a long bill number', { billNo: long(21) }, {}, 'field-bill_no-length'],
    ['a long org_no', { orgNo: long(33) }, {}, 'field-org_no-length'],
    ['no title', { title: ' ' }, {}, 'field-body-missing'],
    [
      'a name with a line in it',
      { patient: { ...REQUEST.patient, name: '张\n三' } },
      {},
      'field-user_name-kind',
    ],
    [
      'a long name',
      { patient: { ...REQUEST.patient, name: '张'.repeat(33) } },
      {},
      'field-user_name-length',
    ],
    [
      'a digest in upper case',
      { patient: { ...REQUEST.patient, idDigest: DIGEST.toUpperCase() } },
      {},
      'field-user_card_no-kind',
    ],
    [
      'a number instead of its digest',
      { patient: { ...REQUEST.patient, idDigest: '1'.repeat(18) } },
      {},
      'field-user_card_no-kind',
    ],
    [
      'a long return address',
      {},
      { returnUrl: `https://h.example/${long(100)}` },
      'field-return_url-length',
    ],
    [
      'an address that is no IPv4 one',
      { clientIp: '2001:db8::1' },
      {},
      'field-spbill_create_ip-kind',
    ],
    ['no notice address', {}, { notifyUrl: 'notify' }, 'field-notify_url-kind'],
    [
      'a total of nothing',
      { amounts: { ...REQUEST.amounts, ...amountsOf('cash', 0, 0, 0) } },
      {},
      'field-total_fee-kind',
    ],
    [
      'a long batch number',
      (session && { session: { ...session, batchNo: '1234' } }) || {},
      {},
      'field-request_content.bka001-length',
    ],
    [
      'no session id',
      (session && { session: { ...session, sessionId: ' ' } }) || {},
      {},
      'field-request_content.session_id-missing',
    ],
  ];
  test.each(broken)('%s', async (_what, change, config, code) => {
    const { outcome, sent, alarms, lines } = await placeAndSee({ ...REQUEST, ...change }, {
      ...PROVIDER,
      ...config,
    } as typeof PROVIDER);
    expect(outcome).toEqual({ kind: 'rejected', code, reason: 'payment-misconfigured' });
    expect(sent).toEqual([]);
    expect(alarms).toEqual(['payinsurance.not-sent']);
    expect(lines[0]).toContain(code);
  });
});

test('trap 37: content is counted in bytes, text in characters', () => {
  const rule = { name: 'x', presence: 'always', most: 128 } as const;
  const check = (kind: 'content' | 'text', value: string) =>
    checkFields([{ ...rule, kind }], new Map([['x', value]]));
  expect(check('content', '药'.repeat(42))).toBeUndefined();
  expect(check('content', '药'.repeat(43))).toEqual({ field: 'x', rule: 'length' });
  expect(check('text', '药'.repeat(128))).toBeUndefined();
});
