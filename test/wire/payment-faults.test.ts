/**
 * Faults where money moves: every way in which an answer can be lost, to the platform and to the
 * hospital (money rules 1, 2, 8). Nobody pays twice, nothing paid is lost.
 */
import type { Fault } from '../../sandbox/control/faults';
import { billStates, calls, confirm, pay, place, placed } from '../support/payer';
import { testSandbox, type TestSandbox } from '../support/sandbox';

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await testSandbox({ rules: { httpTimeoutMs: 1_000, claimGraceMs: 20_000 } });
}, 30_000);

afterAll(() => sandbox.close());
afterEach(() => sandbox.world.faults.clear());

const AFTER: readonly Fault[] = [
  { kind: 'timeout-after' },
  { kind: 'cut-after' },
  { kind: 'garbage' },
  { kind: 'bad-signature' },
];
const BEFORE: readonly Fault[] = [{ kind: 'timeout-before' }, { kind: 'cut-before' }];

const minutes = (count: number): void => sandbox.world.clock.advance(count * 60_000);
const payable = () =>
  sandbox.world.platform.engine.orders().filter((order) => order.state !== 'CLOSED');

describe.each(AFTER)('unifiedorder answered with $kind after the effect', (fault) => {
  it('is asked about, closed, and placed under a new number; the bill is paid once', async () => {
    const { billId } = sandbox.world.hospital.issueStory('insurance-and-cash');
    sandbox.world.faults.plant('payinsurance.unifiedorder', fault);
    const lost = await place(sandbox, [billId]);
    expect(lost).toMatchObject({ payment: 'confirming', next: { do: 'wait' } });
    const closed = await confirm(sandbox, lost.orderNo);
    expect(closed).toMatchObject({ payment: 'closed', next: { do: 'pay-anew' } });
    const anew = await place(sandbox, [billId]);
    expect(anew.orderNo).not.toBe(lost.orderNo);
    await pay(sandbox, anew.orderNo);
    expect(await confirm(sandbox, anew.orderNo)).toMatchObject({ hospital: 'settled' });
    const ours = payable().filter(({ asked }) =>
      [lost, anew].some(({ orderNo }) => orderNo === asked.hosp_out_trade_no),
    );
    expect(ours).toHaveLength(1);
  });
});

describe.each(BEFORE)('unifiedorder with $kind', (fault) => {
  it('stays unknown until the grace period proves that nothing is there', async () => {
    const { billId } = sandbox.world.hospital.issueStory('insurance-and-cash');
    sandbox.world.faults.plant('payinsurance.unifiedorder', fault);
    const lost = await place(sandbox, [billId]);
    expect(await confirm(sandbox, lost.orderNo)).toMatchObject({ payment: 'confirming' });
    expect((await place(sandbox, [billId])).orderNo).toBe(lost.orderNo);
    minutes(2);
    expect(await confirm(sandbox, lost.orderNo)).toMatchObject({ payment: 'closed' });
    expect(await place(sandbox, [billId])).toMatchObject({ payment: 'unpaid' });
  });
});

describe.each([...BEFORE, ...AFTER])('queryorder with $kind', (fault) => {
  it('proves nothing: the order stays as it is and the next question finds the payment', async () => {
    const order = await placed(sandbox, 'all-insurance');
    await pay(sandbox, order.orderNo);
    sandbox.world.faults.plant('payinsurance.queryorder', fault);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'unpaid' });
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'paid' });
  });
});

describe.each([...BEFORE, ...AFTER].filter(({ kind }) => kind !== 'bad-signature'))(
  'settle with $kind',
  (fault) => {
    it('keeps the payment and books it once', async () => {
      const order = await placed(sandbox, 'all-insurance');
      await pay(sandbox, order.orderNo);
      sandbox.world.faults.plant('his.settle', fault);
      expect(await confirm(sandbox, order.orderNo)).toMatchObject({
        payment: 'paid',
        hospital: 'pending',
      });
      minutes(1);
      await sandbox.world.timers.tick('clockwork');
      expect(await confirm(sandbox, order.orderNo)).toMatchObject({
        payment: 'paid',
        hospital: 'settled',
      });
      const day = new Date(sandbox.world.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
      const entries = sandbox.world.hospital.getLedger(day).entries;
      expect(entries.filter(({ orderNo }) => orderNo === order.orderNo)).toHaveLength(1);
    });
  },
);

describe('error numbers', () => {
  it.each(['513', '532', '533', '534', '535'])(
    '%s to unifiedorder frees the bill, nothing exists',
    async (code) => {
      const { billId } = sandbox.world.hospital.issueStory('insurance-and-cash');
      sandbox.world.faults.plant('payinsurance.unifiedorder', { kind: 'error', code });
      expect(await place(sandbox, [billId])).toMatchObject({
        payment: 'closed',
        next: { do: 'pay-anew' },
      });
      expect(await place(sandbox, [billId])).toMatchObject({ payment: 'unpaid' });
    },
  );

  it.each(['514', '530'])('%s to unifiedorder is unknown, never rejected', async (code) => {
    sandbox.world.faults.plant('payinsurance.unifiedorder', { kind: 'error', code });
    expect(await placed(sandbox, 'insurance-and-cash')).toMatchObject({ payment: 'confirming' });
  });

  it.each(['40001', '42001'])('%s refetches the token once and goes on', async (code) => {
    const before = calls(sandbox, 'payinsurance.gettoken');
    sandbox.world.faults.plant('payinsurance.unifiedorder', { kind: 'error', code });
    expect(await placed(sandbox, 'insurance-and-cash')).toMatchObject({ payment: 'unpaid' });
    expect(calls(sandbox, 'payinsurance.gettoken')).toBe(before + 1);
  });
});

describe('the hospital', () => {
  it('refuses after payment: the money goes back, and no late settle can pass', async () => {
    const order = await placed(sandbox, 'all-insurance');
    await pay(sandbox, order.orderNo);
    const [billId = ''] = order.billIds;
    sandbox.world.hospital.settleAtWindow(billId);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({
      payment: 'paid',
      hospital: 'refused',
      refund: { cause: 'paid-twice', state: 'going' },
    });
    expect(sandbox.world.hospital.querySettlement(order.orderNo).status).toBe('cancelled');
  });

  it('is down: no order is placed and the bill stays free', async () => {
    const { billId } = sandbox.world.hospital.issueStory('all-insurance');
    const ask = {
      patientId: 'P00001',
      billIds: [billId],
      payWith: 'insurance',
      place: { kind: 'refused' },
      entry: 'menu',
    } as const;
    sandbox.world.faults.plant('his.preSettle', { kind: 'cut-before' });
    expect(await sandbox.call('oZhangJianguo', 'pay', 'placeOrder', ask)).toMatchObject({
      ok: false,
      reason: 'hospital-unreachable',
      retry: true,
    });
    expect(await place(sandbox, [billId])).toMatchObject({ payment: 'unpaid' });
    expect(billStates(sandbox, await place(sandbox, [billId]))).toEqual(['unpaid']);
  });
});
