import type { PayInsuranceConfig } from '../../cloudfunctions/channels/payinsurance';
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
    ['10.193.0.1', '10.193.0.1'],
    ['::ffff:10.193.0.1', '10.193.0.1'],
    ['2001:db8::1', '127.0.0.1'],
    ['', '127.0.0.1'],
  ])('the address %j is sent as %s', async (clientIp, sent) => {
    expect((await placeAndSee({ ...REQUEST, clientIp })).fields.spbill_create_ip).toBe(sent);
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
      'an attach of 43 characters in 129 bytes',
      {},
      { attach: '药'.repeat(43) },
      'field-attach-length',
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
    [
      'legs above the total',
      { amounts: { ...REQUEST.amounts, total: REQUEST.amounts.cash } },
      {},
      'field-total_fee-value',
    ],
    [
      'cash in an all-insurance order',
      { amounts: { ...REQUEST.amounts, payType: 'insurance' } },
      {},
      'field-pay_type-value',
    ],
    [
      'insurance in a cash order',
      { amounts: { ...REQUEST.amounts, payType: 'cash' } },
      {},
      'field-insurance_fee-value',
    ],
    [
      'an open split with cash',
      { amounts: { ...REQUEST.amounts, mode: 'open' } },
      {},
      'field-pay_type-value',
    ],
    [
      'an open split that is not whole',
      { amounts: { ...amountsOf('insurance-online', 90, 0, 90), total: REQUEST.amounts.total } },
      {},
      'field-insurance_fee-value',
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
