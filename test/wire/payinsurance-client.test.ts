/**
 * The 1.0 channel against the strict platform over real HTTP: two implementations of one document that
 * share no code (interface document v2.4 §3).
 */
import { openId } from '../../cloudfunctions/domain/ids';
import { FOREVER } from '../support/doubles';
import { amountsOf } from '../support/payinsurance-bench';
import { clientRig, type ClientRig } from './payinsurance-rig';
import { CARD } from './platform-support';

const asNotice = (body: string) => ({ body, header: () => undefined });

let rig: ClientRig;
beforeAll(async () => {
  rig = await clientRig();
});
afterEach(() => rig.faults.clear());
afterAll(() => rig.close());

describe.each([
  ['service-provider mode', () => rig.asProvider, 'o-zhang'],
  ['independent mode, token', () => rig.asIndependent('token'), 'o-zhang-alone'],
  ['independent mode, stable_token', () => rig.asIndependent('stable-token'), 'o-zhang-alone'],
])('%s', (_mode, config, payer) => {
  test('an order is placed, paid, noticed and proven', async () => {
    const { channel } = rig.client(config());
    rig.receiver.answer = (body) => ({
      status: 200,
      body: (channel.read(asNotice(body)).kind === 'notice'
        ? channel.accepted()
        : channel.refused()
      ).body,
    });
    const order = rig.request({ payer: openId(payer) });
    const placed = await channel.place(order, FOREVER);
    expect(placed).toMatchObject({
      kind: 'accepted',
      launch: { path: expect.stringContaining('pay_key=') as string },
    });
    expect(await channel.query({ orderNo: order.orderNo }, FOREVER)).toMatchObject({
      evidence: { ours: true, state: 'not-paid', legs: { cash: 'unpaid', insurance: 'unpaid' } },
    });

    await rig.cashier(order.orderNo, 'paid');
    expect(await rig.flushNotices()).toMatchObject({ deliveries: [{ outcome: 'accepted' }] });
    expect(channel.read(asNotice(rig.receiver.bodies.at(-1) ?? ''))).toMatchObject({
      kind: 'notice',
      hint: {
        orderNo: order.orderNo,
        ours: true,
        state: 'paid',
        amounts: { total: 20000, cash: 5000, insurance: 15000 },
      },
    });
    expect(await channel.query({ orderNo: order.orderNo }, FOREVER)).toMatchObject({
      kind: 'evidence',
      evidence: {
        ours: true,
        state: 'paid',
        legs: { cash: 'paid', insurance: 'paid' },
        payWith: 'mixed',
        amounts: { total: 20000, cash: 5000, insurance: 15000 },
        paidAt: rig.clock.now(),
      },
    });
  });

  test('an unpaid order is closed, and the query proves it', async () => {
    const { channel } = rig.client(config());
    const order = rig.request({ payer: openId(payer) });
    await channel.place(order, FOREVER);
    expect(await channel.close({ orderNo: order.orderNo }, FOREVER)).toEqual({ kind: 'taken' });
    expect(await channel.query({ orderNo: order.orderNo }, FOREVER)).toMatchObject({
      evidence: { state: 'closed', legs: { cash: 'closed', insurance: 'closed' } },
    });
  });

  test('a name is verified (§3.9)', async () => {
    const { channel } = rig.client(config());
    const claim = { openId: openId(payer), name: '张三', idDigest: CARD };
    expect(await channel.verify(claim, FOREVER)).toEqual({ kind: 'matches' });
    expect(await channel.verify({ ...claim, name: '李四' }, FOREVER)).toMatchObject({
      kind: 'differs',
      reason: 'name-mismatch',
    });
    expect(await channel.verify({ ...claim, idDigest: 'a'.repeat(32) }, FOREVER)).toMatchObject({
      kind: 'differs',
      reason: 'identity-mismatch',
    });
  });
});

describe('trap 17: the strict platform takes every kind of amounts', () => {
  test.each([
    ['self-pay', amountsOf('cash', 100, 100, 0)],
    [
      'self-pay with addition and reduction',
      amountsOf('cash', 100, 70, 0, { cashAdd: 20, cashReduced: 30 }),
    ],
    ['all insurance', amountsOf('insurance-offline', 100, 0, 100)],
    ['both', amountsOf('insurance-offline', 100, 40, 60)],
    ['0-yuan insurance', amountsOf('insurance-offline', 100, 100, 0)],
    ['a discount of the bureau', amountsOf('insurance-offline', 100, 30, 60)],
    ['online pre-settlement', amountsOf('insurance-online', 100, 0, 100)],
  ])('%s', async (_what, amounts) => {
    const { channel } = rig.client();
    const order = rig.request({ amounts });
    expect((await channel.place(order, FOREVER)).kind).toBe('accepted');
    expect(await channel.query({ orderNo: order.orderNo }, FOREVER)).toMatchObject({
      evidence: { amounts: { total: amounts.total } },
    });
  });

  test('trap 33: a cash order without bill number and session', async () => {
    const {
      session: _session,
      billNo: _billNo,
      ...bare
    } = rig.request({ amounts: amountsOf('cash', 100, 100, 0) });
    expect((await rig.client().channel.place(bare, FOREVER)).kind).toBe('accepted');
  });

  test('trap 37: the longest and oddest texts', async () => {
    const odd = rig.request({ title: '🩺药费]]>&<b>'.repeat(30), clientIp: '255.255.255.255' });
    const session = odd.session && { ...odd.session, place: '广州市]]>"\\'.repeat(40) };
    expect(
      (await rig.client().channel.place({ ...odd, ...(session && { session }) }, FOREVER)).kind,
    ).toBe('accepted');
  });
});

describe('traps 3 and 4: what happens in the cashier', () => {
  test.each([
    ['paid', 'paid', { cash: 'paid', insurance: 'paid' }],
    ['processing', 'paying', { cash: 'unpaid', insurance: 'unpaid' }],
    ['failing', 'failing', {}],
    ['failed', 'failed', {}],
  ])('%s: %s', async (outcome, state, legs) => {
    const { channel } = rig.client();
    const order = rig.request();
    await channel.place(order, FOREVER);
    await rig.cashier(order.orderNo, outcome);
    expect(await channel.query({ orderNo: order.orderNo }, FOREVER)).toMatchObject({
      evidence: { state, legs },
    });
  });

  test('nobody has bound a card', async () => {
    const { channel } = rig.client();
    const order = rig.request({ payer: openId('o-unbound') });
    await channel.place(order, FOREVER);
    expect(await channel.query({ orderNo: order.orderNo }, FOREVER)).toMatchObject({
      evidence: { state: 'unbound' },
    });
  });
});
