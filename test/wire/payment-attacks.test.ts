/**
 * Bad input over real HTTP: forged, replayed and altered notices, other people's bills and orders, two
 * phones on one bill, wrong types, oversized bodies. Each is answered with a clear reason, and no
 * order, bill or refund has changed afterwards (money rules 6, 10, 13).
 */
import { CHANNELS, type Channel } from '../../sandbox/function-environment';
import { billStates, bindByPhone, confirm, pay, place, placed, REFUSED } from '../support/payer';
import { testSandbox, WANG, ZHANG, ZHANG_PATIENT, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

let sandbox: TestSandbox;

/** One sandbox for the tests of a describe. */
function inSandbox(channel: Channel): void {
  beforeAll(async () => {
    sandbox = await testSandbox({ channel });
  }, 60_000);
  afterAll(() => sandbox.close());
}

/** Everything that must not change: bills and orders as they are stored. */
async function everything(): Promise<string> {
  const { hospital, platform, wechat, bureau } = sandbox.world;
  const home = await sandbox.must(ZHANG, 'clinic', 'home', {});
  const theirs = [platform.engine.orders(), wechat.engine.mixedOrders(), bureau.uploads()];
  return JSON.stringify([hospital.bills(), hospital.ledger(), ...theirs, home]);
}

async function send(name: string, body: string, openid = ZHANG): Promise<unknown> {
  const response = await fetch(`${sandbox.world.origin}/functions/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-sandbox-openid': openid },
    body,
  });
  return ((await response.json()) as { result: unknown }).result;
}

async function notify(
  body: string,
  path = '/notify/payinsurance',
): Promise<{ status: number; text: string }> {
  const init = { method: 'POST', headers: { 'content-type': 'text/xml' }, body };
  const response = await fetch(`${sandbox.world.origin}${path}`, init);
  return { status: response.status, text: await response.text() };
}

describe('a notice', () => {
  inSandbox('payinsurance');

  it.each([
    ['with another amount and the old signature', { set: { total_fee: '1' }, sign: 'keep' }],
    ['signed with a wrong key', { set: { cash_fee: '0' }, sign: 'wrong' }],
    ['without a signature', { sign: 'none' }],
    ['for another merchant, signed', { set: { mch_id: '1900000000' }, sign: 'right' }],
    [
      'for an order that is not ours, signed',
      { set: { hosp_out_trade_no: 'Y20200101aaaaaaaaaa' }, sign: 'right' },
    ],
  ] as const)('%s changes nothing, and its sender learns nothing', async (_name, alteration) => {
    const order = await placed(sandbox, 'all-insurance');
    await pay(sandbox, order.orderNo);
    const before = await everything();
    const [notice] = sandbox.world.platform.engine.notices.list().slice(-1);
    if (notice === undefined) throw new Error('no notice');
    const delivery = await sandbox.world.platform.courier.tamper(notice.id, alteration);
    expect(delivery?.outcome).toBe('failed');
    const forged = delivery?.reply?.body ?? '';
    expect(forged).toBe('<xml><return_code><![CDATA[FAIL]]></return_code></xml>');
    expect((await notify('<xml><a>1</a></xml>')).text).toBe(forged);
    expect(await everything()).toBe(before);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'paid' });
  });

  it('that is replayed any number of times has one effect', async () => {
    const order = await placed(sandbox, 'all-insurance');
    await pay(sandbox, order.orderNo);
    const [notice] = sandbox.world.platform.engine.notices.list().slice(-1);
    if (notice === undefined) throw new Error('no notice');
    for (let time = 0; time < 3; time += 1) {
      const delivery = await sandbox.world.platform.courier.replay(notice.id);
      expect(delivery?.outcome).toBe('accepted');
    }
    const booked = sandbox.world.hospital
      .ledger()
      .filter(({ orderNo }) => orderNo === order.orderNo);
    expect(booked).toHaveLength(1);
  });

  it.each([
    ['an entity', '<!DOCTYPE xml [<!ENTITY a "b">]><xml><a>&a;</a></xml>'],
    ['a processing instruction', '<xml><?php 1 ?></xml>'],
    ['a prototype name', '<xml><__proto__>1</__proto__></xml>'],
    ['nested elements', '<xml><a><b>1</b></a></xml>'],
    ['nothing', ''],
    ['no XML', '{"return_code":"SUCCESS"}'],
    ['more than 256 KB', `<xml><a>${'x'.repeat(300_000)}</a></xml>`],
  ])('that holds %s is refused', async (_name, body) => {
    const before = await everything();
    const { status, text } = await notify(body);
    expect([status, text.includes('SUCCESS')]).toEqual([status, false]);
    expect(await everything()).toBe(before);
  });
});

describe.each(CHANNELS)('the phone, %s', (channel) => {
  inSandbox(channel);

  it('cannot set an amount: it is ignored', async () => {
    const { billId } = sandbox.world.hospital.issueStory('self-pay');
    const input = {
      patientId: ZHANG_PATIENT,
      billIds: [billId],
      payWith: 'cash',
      place: REFUSED,
      entry: 'menu',
      total: 1,
      cash: 1,
    };
    const answer = await send('pay', JSON.stringify({ action: 'placeOrder', input }));
    const { totalFen } = sandbox.world.hospital.getBill(billId);
    expect(answer).toMatchObject({
      ok: true,
      value: { order: { split: { total: totalFen, cash: totalFen } } },
    });
  });

  it.each([
    ['an unknown action', { action: 'refundEverything', input: {} }, 'unknown-action'],
    ['an inherited name', { action: 'constructor', input: {} }, 'unknown-action'],
    ['no action', {}, 'unknown-action'],
    ['wrong types', { action: 'confirmOrder', input: { orderNo: 7 } }, 'bad-request'],
    [
      'no bills',
      {
        action: 'placeOrder',
        input: {
          patientId: ZHANG_PATIENT,
          billIds: [],
          payWith: 'cash',
          place: REFUSED,
          entry: 'menu',
        },
      },
      'bad-request',
    ],
    [
      'eleven bills',
      {
        action: 'placeOrder',
        input: {
          patientId: ZHANG_PATIENT,
          billIds: Array.from({ length: 11 }, (_, i) => `B${String(i)}`),
          payWith: 'cash',
          place: REFUSED,
          entry: 'menu',
        },
      },
      'bad-request',
    ],
    [
      'an oversized body',
      { action: 'confirmOrder', input: { orderNo: 'x'.repeat(40_000) } },
      'too-large',
    ],
    [
      'an order number that is not ours',
      { action: 'confirmOrder', input: { orderNo: 'Y20200101aaaaaaaaaa' } },
      'order-not-found',
    ],
  ])('with %s gets a reason and changes nothing', async (_name, body, reason) => {
    const before = await everything();
    expect(await send('pay', JSON.stringify(body))).toMatchObject({ ok: false, reason });
    expect(await everything()).toBe(before);
  });

  it("cannot see or touch somebody else's order or bill", async () => {
    const order = await placed(sandbox, 'all-insurance');
    const before = await everything();
    const { orderNo, billIds } = order;
    const [billId = ''] = billIds;
    expect(await sandbox.call(WANG, 'pay', 'confirmOrder', { orderNo })).toMatchObject({
      reason: 'order-not-found',
    });
    expect(await sandbox.call(WANG, 'pay', 'closeOrder', { orderNo })).toMatchObject({
      reason: 'order-not-found',
    });
    const code = { orderNo, authCode: `AC${'0'.repeat(30)}`, place: REFUSED };
    expect(await sandbox.call(WANG, 'pay', 'authoriseOrder', code)).toMatchObject({
      reason: 'order-not-found',
    });
    const theirs = { patientId: ZHANG_PATIENT };
    expect(await sandbox.call(WANG, 'clinic', 'listBills', theirs)).toMatchObject({
      reason: 'patient-not-yours',
    });
    expect(await sandbox.call(WANG, 'clinic', 'bill', { ...theirs, billId })).toMatchObject({
      reason: 'patient-not-yours',
    });
    const ask = { ...theirs, billIds, payWith: 'cash', place: REFUSED, entry: 'menu' } as const;
    expect(await sandbox.call(WANG, 'pay', 'placeOrder', ask)).toMatchObject({
      reason: 'patient-not-yours',
    });
    expect(await everything()).toBe(before);
  });

  it("cannot pay another patient's bill through its own patient", async () => {
    const { billId } = sandbox.world.hospital.issueStory('foreigner', 'P00004');
    const ask = {
      patientId: ZHANG_PATIENT,
      billIds: [billId],
      payWith: 'cash',
      place: REFUSED,
      entry: 'menu',
    } as const;
    expect(await sandbox.call(ZHANG, 'pay', 'placeOrder', ask)).toMatchObject({
      reason: 'bill-of-other-patient',
    });
  });

  it.each([
    ['paid already', 'settleAtWindow', 'bill-settled'],
    ['expired', 'expireBill', 'bill-expired'],
    ['cancelled', 'cancelBill', 'bill-cancelled'],
  ] as const)('gets a reason for a bill that is %s', async (_name, lever, reason) => {
    const { billId } = sandbox.world.hospital.issueStory('self-pay');
    sandbox.world.hospital[lever](billId);
    const ask = {
      patientId: ZHANG_PATIENT,
      billIds: [billId],
      payWith: 'cash',
      place: REFUSED,
      entry: 'menu',
    } as const;
    expect(await sandbox.call(ZHANG, 'pay', 'placeOrder', ask)).toMatchObject({
      ok: false,
      reason,
    });
  });

  it('of two people on one bill: one pays, the other is told', async () => {
    // nobody has the codes of one card sent in quick succession
    sandbox.world.clock.advance(15 * 60_000);
    await bindByPhone(sandbox, WANG, ZHANG_PATIENT);
    const order = await placed(sandbox, 'self-pay');
    const ask = {
      patientId: ZHANG_PATIENT,
      billIds: order.billIds,
      payWith: 'cash',
      place: REFUSED,
      entry: 'menu',
    } as const;
    expect(await sandbox.call(WANG, 'pay', 'placeOrder', ask)).toMatchObject({
      ok: false,
      reason: 'bill-being-paid-by-other',
    });
    expect((await place(sandbox, order.billIds)).orderNo).toBe(order.orderNo);
    expect(billStates(sandbox, order)).toEqual(['unpaid']);
  });
});

describe('on 1.0 the phone', () => {
  inSandbox('payinsurance');

  it('pays insurance only for the person whose WeChat it is', async () => {
    await bindByPhone(sandbox, WANG, ZHANG_PATIENT);
    const { billId } = sandbox.world.hospital.issueStory('all-insurance');
    const who = { patientId: ZHANG_PATIENT, billIds: [billId], payWith: 'insurance' } as const;
    const { split } = await sandbox.must(WANG, 'clinic', 'split', who);
    expect(split).toMatchObject({ payWith: 'cash', insuranceUnavailable: 'insurance-other-payer' });
    const placedBy = await sandbox.call(WANG, 'pay', 'placeOrder', {
      ...who,
      place: REFUSED,
      entry: 'menu',
    });
    expect(placedBy).toMatchObject({ ok: false, reason: 'insurance-other-payer' });
  });
});
