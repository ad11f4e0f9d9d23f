/**
 * Refunds of the 1.0 channel when the strict platform, or the way to it, is at fault: what is unknown,
 * what is refused or not sent, what a query then tells (money rules 1 and 2).
 */
import { appSecret, payInsuranceKey } from '../../cloudfunctions/channels/payinsurance';
import { refundNoOf } from '../../cloudfunctions/domain/ids';
import type { Fault } from '../../sandbox/control/faults';
import { FOREVER } from '../support/doubles';
import { clientRig, paidRefund, type ClientRig } from './payinsurance-rig';

let rig: ClientRig;
const paid = () => paidRefund(rig);
beforeAll(async () => {
  rig = await clientRig();
});
afterEach(() => {
  rig.faults.clear();
  rig.platform.engine.setRefundIps(undefined);
});
afterAll(() => rig.close());

describe('what goes wrong on the way', () => {
  test.each<[string, Fault, string, string]>([
    ['cut before the effect', { kind: 'cut-before' }, 'no-answer', 'not-found'],
    ['cut after the effect', { kind: 'cut-after' }, 'no-answer', 'evidence'],
    ['no answer, no effect', { kind: 'timeout-before' }, 'no-answer', 'not-found'],
    ['no answer after the effect', { kind: 'timeout-after' }, 'no-answer', 'evidence'],
    ['garbage', { kind: 'garbage' }, 'unreadable', 'evidence'],
    ['a wrong signature', { kind: 'bad-signature' }, 'signature', 'evidence'],
    ['514', { kind: 'error', code: '514' }, '514', 'not-found'],
    ['553', { kind: 'error', code: '553' }, '553', 'not-found'],
    ['556', { kind: 'error', code: '556' }, '556', 'not-found'],
  ])(
    '%s: unknown, a query tells, and the same again is taken',
    async (_what, fault, code, then) => {
      const { sender, refund, ask } = await paid();
      rig.plant('refund', fault);
      expect(await sender.refund(refund, FOREVER)).toMatchObject({ kind: 'unknown', code });
      expect((await ask()).kind).toBe(then);
      expect((await sender.refund(refund, FOREVER)).kind).toBe('taken');
      expect((await ask()).kind).toBe('evidence');
    },
  );

  test('550: the same number again is taken, without a number', async () => {
    const { sender, refund } = await paid();
    await sender.refund(refund, FOREVER);
    expect(await sender.refund(refund, FOREVER)).toEqual({ kind: 'taken' });
  });

  test('554: an order that nobody has paid', async () => {
    const { channel, sender } = rig.client();
    const { refund } = await paid();
    const unpaid = rig.request();
    await channel.place(unpaid, FOREVER);
    const { orderNo } = unpaid;
    expect(
      await sender.refund({ ...refund, orderNo, refundNo: refundNoOf(orderNo) }, FOREVER),
    ).toMatchObject({ kind: 'refused', code: '554', reason: 'payment-refused' });
  });

  test.each([
    ['513', 'not-sent'],
    ['554', 'refused'],
    ['558', 'refused'],
    ['80001', 'not-sent'],
    ['80002', 'not-sent'],
    ['45009', 'not-sent'],
  ])('%s: %s, and there is no refund', async (code, kind) => {
    const { sender, refund, ask } = await paid();
    rig.plant('refund', { kind: 'error', code });
    expect(await sender.refund(refund, FOREVER)).toMatchObject({ kind, code });
    expect(await ask()).toEqual({ kind: 'not-found' });
  });

  test('trap 11: what the payment was placed with must come back', async () => {
    const { sender, refund, ask } = await paid();
    expect(await sender.refund({ ...refund, serialNo: 'S-other' }, FOREVER)).toMatchObject({
      kind: 'not-sent',
      code: '513',
    });
    expect(await ask()).toEqual({ kind: 'not-found' });
  });

  test('an egress IP that is not on the white list: not sent, repaired by a person', async () => {
    const { sender, refund, ask } = await paid();
    rig.platform.engine.setRefundIps(['203.0.113.7']);
    expect(await sender.refund(refund, FOREVER)).toMatchObject({
      kind: 'not-sent',
      reason: 'payment-misconfigured',
    });
    expect(await ask()).toEqual({ kind: 'not-found' });
  });

  test('a wrong key: not sent, with an alarm, and there is no refund', async () => {
    const { refund, ask } = await paid();
    const wrong = rig.client({ ...rig.asProvider, key: payInsuranceKey('w'.repeat(32)) });
    expect(await wrong.sender.refund(refund, FOREVER)).toMatchObject({
      kind: 'not-sent',
      code: '80002',
    });
    expect(wrong.alarms).not.toEqual([]);
    expect(await ask()).toEqual({ kind: 'not-found' });
  });

  test('a wrong secret: nothing was sent', async () => {
    const { refund } = await paid();
    const wrong = rig.client({ ...rig.asProvider, agentSecret: appSecret('wrong') });
    expect(await wrong.sender.refund(refund, FOREVER)).toMatchObject({
      kind: 'not-sent',
      code: '40125',
    });
  });

  test.each<[Fault, string]>([
    [{ kind: 'timeout-before' }, 'no-answer'],
    [{ kind: 'garbage' }, 'unreadable'],
    [{ kind: 'bad-signature' }, 'signature'],
    [{ kind: 'error', code: '514' }, '514'],
    [{ kind: 'error', code: '555' }, '555'],
    [{ kind: 'error', code: '557' }, '557'],
  ])('queryrefund %j: unknown', async (fault, code) => {
    const { sender, refund, ask } = await paid();
    await sender.refund(refund, FOREVER);
    rig.plant('queryrefund', fault);
    expect(await ask()).toMatchObject({ kind: 'unknown', code });
  });

  test("trap 34: another refund's number of the platform leads to ours all the same", async () => {
    const [other, mine] = [await paid(), await paid()];
    const taken = await other.sender.refund(other.refund, FOREVER);
    await mine.sender.refund(mine.refund, FOREVER);
    if (taken.kind !== 'taken') throw new Error(JSON.stringify(taken));
    expect(await mine.ask(taken.platformRefundNo)).toMatchObject({
      evidence: { refundNo: mine.numbers.refundNo, ours: true },
    });
    expect(await mine.ask('RM-nowhere')).toMatchObject({ kind: 'evidence' });
  });

  test('trap 27: a stale token costs one more, and the refund goes out once', async () => {
    const { sender, refund, lines, ask } = await paid();
    rig.plant('refund', { kind: 'error', code: '42001' });
    expect((await sender.refund(refund, FOREVER)).kind).toBe('taken');
    expect(lines.filter((line) => line.includes('gettoken'))).toHaveLength(2);
    expect((await ask()).kind).toBe('evidence');
  });
});
