/**
 * Refunds of the 1.0 channel at the strict platform over real HTTP: every mode, how its legs end
 * (interface document v2.4 §3.6, §3.7; money rule 9).
 */
import { openId, refundNoOf } from '../../cloudfunctions/domain/ids';
import type { PlaceRequest } from '../../cloudfunctions/ports/payment-channel';
import type { RefundRequest } from '../../cloudfunctions/ports/refund-channel';
import { fen } from '../../miniprogram/shared/fen';
import { FOREVER } from '../support/doubles';
import { amountsOf } from '../support/payinsurance-bench';
import { clientRig, paidRefund, type ClientRig } from './payinsurance-rig';

let rig: ClientRig;
const paid = (more?: Partial<PlaceRequest>, client?: ReturnType<ClientRig['client']>) =>
  paidRefund(rig, more, client);
beforeAll(async () => {
  rig = await clientRig();
});
afterEach(() => {
  rig.platform.engine.setSpellings({});
});
afterAll(() => rig.close());

describe.each([
  ['service-provider mode', () => rig.asProvider, 'o-zhang'],
  ['independent mode', () => rig.asIndependent('stable-token'), 'o-zhang-alone'],
])('%s', (_mode, config, payer) => {
  test('a refund is taken, under way, and proven', async () => {
    const { sender, refund, act, ask, numbers } = await paid(
      { payer: openId(payer) },
      rig.client(config()),
    );
    expect(await ask()).toEqual({ kind: 'not-found' });
    const taken = await sender.refund(refund, FOREVER);
    if (taken.kind !== 'taken') throw new Error(JSON.stringify(taken));
    expect(taken.platformRefundNo).toMatch(/^R\d+$/);
    expect(await ask(taken.platformRefundNo)).toMatchObject({
      kind: 'evidence',
      evidence: {
        orderNo: numbers.orderNo,
        refundNo: numbers.refundNo,
        ours: true,
        state: 'refunding',
        legs: { cash: 'refunding', insurance: 'refunding' },
        amounts: { cash: 5000, insurance: 15000 },
        platformRefundNo: taken.platformRefundNo,
      },
    });
    act('finish');
    expect(await ask()).toMatchObject({
      evidence: {
        state: 'refunded',
        legs: { cash: 'refunded', insurance: 'refunded' },
        endedAt: rig.clock.now(),
      },
    });
  });
});

describe('every mode at the strict platform', () => {
  const cash = amountsOf('cash', 100, 100, 0);
  type Mode = readonly [string, Partial<PlaceRequest>, Partial<RefundRequest>, object];
  test.each<Mode>([
    [
      'whole',
      {},
      {},
      {
        legs: { cash: 'refunded', insurance: 'refunded' },
        amounts: { cash: 5000, insurance: 15000 },
      },
    ],
    [
      'cash only',
      {},
      { mode: 'cash-only', insurance: fen(0) },
      { legs: { cash: 'refunded', insurance: 'unstated' }, amounts: { cash: 5000 } },
    ],
    [
      'part of the cash',
      {},
      { mode: 'cash-part', cash: fen(1), insurance: fen(0) },
      { legs: { cash: 'refunded', insurance: 'unstated' }, amounts: { cash: 1 } },
    ],
    [
      'insurance and part of the cash',
      {},
      { mode: 'insurance-and-cash-part', cash: fen(4999) },
      {
        legs: { cash: 'refunded', insurance: 'refunded' },
        amounts: { cash: 4999, insurance: 15000 },
      },
    ],
    [
      'whole, all insurance',
      { amounts: amountsOf('insurance-offline', 100, 0, 100) },
      {},
      { legs: { cash: 'unstated', insurance: 'refunded' }, amounts: { insurance: 100 } },
    ],
    [
      'whole, 0-yuan insurance',
      { amounts: amountsOf('insurance-offline', 100, 100, 0) },
      {},
      {
        legs: { cash: 'refunded', insurance: 'refunded' },
        amounts: { cash: 100, insurance: 0 },
      },
    ],
    [
      'whole, in cash',
      { amounts: cash },
      {},
      { legs: { cash: 'refunded', insurance: 'unstated' }, amounts: { cash: 100 } },
    ],
    [
      'part, in cash',
      { amounts: cash },
      { mode: 'cash-part', cash: fen(30) },
      { legs: { cash: 'refunded', insurance: 'unstated' }, amounts: { cash: 30 } },
    ],
  ])('%s', async (_what, placed, mode, evidence) => {
    const { sender, refund, act, ask } = await paid(placed);
    expect((await sender.refund({ ...refund, ...mode }, FOREVER)).kind).toBe('taken');
    act('finish');
    expect(await ask()).toMatchObject({ evidence: { state: 'refunded', ...evidence } });
  });

  test('trap 33: a cash payment without bill number and session', async () => {
    const { billNo: _billNo, session: _session, ...bare } = rig.request({ amounts: cash });
    const client = rig.client();
    await client.channel.place(bare, FOREVER);
    await rig.cashier(bare.orderNo, 'paid');
    const refund = {
      orderNo: bare.orderNo,
      channel: 'payinsurance',
      insured: false,
      refundNo: refundNoOf(bare.orderNo),
      mode: 'whole',
    } as const;
    const { serialNo, kind } = bare;
    const paid = { cash: fen(100), fund: fen(0), self: fen(0), other: fen(0) };
    expect(
      (
        await client.sender.refund(
          { ...refund, kind, serialNo, cash: fen(100), insurance: fen(0), paid },
          FOREVER,
        )
      ).kind,
    ).toBe('taken');
  });
});

describe('how legs end', () => {
  test('CHANGE: the cash came back to the merchant, and the whole stays under way', async () => {
    const { sender, refund, act, ask } = await paid();
    await sender.refund(refund, FOREVER);
    act('change');
    expect(await ask()).toMatchObject({
      evidence: { state: 'refunding', legs: { cash: 'change', insurance: 'refunding' } },
    });
  });

  test('FAIL: the bureau refused, and the whole stays under way', async () => {
    const { sender, refund, act, ask } = await paid();
    await sender.refund(refund, FOREVER);
    act('fail');
    expect(await ask()).toMatchObject({
      evidence: { state: 'refunding', legs: { cash: 'refunding', insurance: 'failed' } },
    });
  });

  test.each(['cash_refund_statuses', 'cash_refund_status', 'cash_refund_stauts'])(
    'trap 6: %s',
    async (spelling) => {
      const { sender, refund, act, ask } = await paid();
      await sender.refund(refund, FOREVER);
      act('change');
      rig.platform.engine.setSpellings({ cash_refund_statuses: spelling });
      expect(await ask()).toMatchObject({ evidence: { legs: { cash: 'change' } } });
    },
  );
});

test('a refunded order is refunded in the eyes of queryorder', async () => {
  const { channel, sender, refund, order } = await paid();
  await sender.refund(refund, FOREVER);
  expect(await channel.query({ orderNo: order.orderNo }, FOREVER)).toMatchObject({
    evidence: { state: 'refunded', legs: { cash: 'refunded', insurance: 'refunded' } },
  });
});
