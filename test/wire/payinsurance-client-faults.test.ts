/**
 * The 1.0 channel when the strict platform, or the way to it, is at fault: what is unknown, what is
 * rejected, what a query then tells (money rule 2, trap 27).
 */
import { createServer } from 'node:net';
import { appSecret, payInsuranceKey } from '../../cloudfunctions/channels/payinsurance';
import type { Fault } from '../../sandbox/control/faults';
import { FOREVER } from '../support/doubles';
import { clientRig, type ClientRig } from './payinsurance-rig';

/** An address at which nobody listens any more. */
async function deafAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return `http://127.0.0.1:${address.port}`;
}

let rig: ClientRig;
beforeAll(async () => {
  rig = await clientRig();
});
afterEach(() => rig.faults.clear());
afterAll(() => rig.close());

describe('faults on the way', () => {
  test.each<[string, Fault, string, string]>([
    ['cut before the effect', { kind: 'cut-before' }, 'no-answer', 'not-found'],
    ['cut after the effect', { kind: 'cut-after' }, 'no-answer', 'evidence'],
    ['no answer, no effect', { kind: 'timeout-before' }, 'no-answer', 'not-found'],
    ['no answer after the effect', { kind: 'timeout-after' }, 'no-answer', 'evidence'],
    ['garbage', { kind: 'garbage' }, 'unreadable', 'evidence'],
    ['a wrong signature', { kind: 'bad-signature' }, 'signature', 'evidence'],
    ['514', { kind: 'error', code: '514' }, '514', 'not-found'],
    ['530', { kind: 'error', code: '530' }, '530', 'not-found'],
    ['a bare return_code FAIL', { kind: 'error', code: 'FAIL' }, 'unlisted', 'not-found'],
  ])('%s: unknown, and a query tells', async (_what, fault, code, then) => {
    const { channel } = rig.client(rig.asProvider, 400);
    const order = rig.request();
    rig.plant('unifiedorder', fault);
    expect(await channel.place(order, FOREVER)).toMatchObject({ kind: 'unknown', code });
    expect((await channel.query({ orderNo: order.orderNo }, FOREVER)).kind).toBe(then);
  });

  test.each(['513', '532', '533', '534', '535', '80001', '80002', '45009'])(
    '%s: rejected, and the order is not there',
    async (code) => {
      const { channel } = rig.client();
      const order = rig.request();
      rig.plant('unifiedorder', { kind: 'error', code });
      expect(await channel.place(order, FOREVER)).toMatchObject({ kind: 'rejected', code });
      expect(await channel.query({ orderNo: order.orderNo }, FOREVER)).toEqual({
        kind: 'not-found',
      });
    },
  );

  test('the same number twice is 530: unknown, then found (money rule 2)', async () => {
    const { channel } = rig.client();
    const order = rig.request();
    await channel.place(order, FOREVER);
    expect(await channel.place(order, FOREVER)).toMatchObject({ kind: 'unknown', code: '530' });
    expect((await channel.query({ orderNo: order.orderNo }, FOREVER)).kind).toBe('evidence');
  });

  test.each<[Fault, string]>([
    [{ kind: 'timeout-before' }, 'no-answer'],
    [{ kind: 'garbage' }, 'unreadable'],
    [{ kind: 'bad-signature' }, 'signature'],
    [{ kind: 'error', code: '540' }, '540'],
  ])('queryorder %j: unknown', async (fault, code) => {
    const { channel } = rig.client(rig.asProvider, 400);
    const order = rig.request();
    await channel.place(order, FOREVER);
    rig.plant('queryorder', fault);
    expect(await channel.query({ orderNo: order.orderNo }, FOREVER)).toMatchObject({
      kind: 'unknown',
      code,
    });
  });

  test('a wrong key is a rejection that raises an alarm, and leaves no order', async () => {
    const wrong = rig.client({ ...rig.asProvider, key: payInsuranceKey('w'.repeat(32)) });
    const order = rig.request();
    expect(await wrong.channel.place(order, FOREVER)).toMatchObject({
      kind: 'rejected',
      code: '80002',
      reason: 'payment-misconfigured',
    });
    expect(wrong.alarms).not.toEqual([]);
    expect(await rig.client().channel.query({ orderNo: order.orderNo }, FOREVER)).toEqual({
      kind: 'not-found',
    });
  });

  test('a wrong secret is a rejection that raises an alarm', async () => {
    const { channel, alarms } = rig.client({ ...rig.asProvider, agentSecret: appSecret('wrong') });
    expect(await channel.place(rig.request(), FOREVER)).toMatchObject({
      kind: 'rejected',
      code: '40125',
    });
    expect(alarms).not.toEqual([]);
  });

  test('nobody listening: rejected, since nothing was sent', async () => {
    const { channel } = rig.client({ ...rig.asProvider, apiBaseUrl: await deafAddress() });
    expect(await channel.place(rig.request(), FOREVER)).toMatchObject({
      kind: 'rejected',
      code: 'token-not-sent',
    });
  });
});

describe('trap 27: tokens', () => {
  test('a token that somebody else made stale is fetched anew, and the order goes out once', async () => {
    const [first, second] = [rig.client(), rig.client()];
    const order = rig.request();
    expect((await first.channel.query({ orderNo: order.orderNo }, FOREVER)).kind).toBe('not-found');
    expect((await second.channel.query({ orderNo: order.orderNo }, FOREVER)).kind).toBe(
      'not-found',
    );
    expect((await first.channel.place(order, FOREVER)).kind).toBe('accepted');
  });

  test('a token that has run out is renewed', async () => {
    const { channel, lines } = rig.client();
    const order = rig.request();
    await channel.place(order, FOREVER);
    rig.clock.advance(2 * 3_600_000);
    expect((await channel.query({ orderNo: order.orderNo }, FOREVER)).kind).toBe('evidence');
    expect(lines.filter((line) => line.includes('gettoken'))).toHaveLength(2);
  });

  test.each(['40001', '40014', '42001'])('a planted %s costs one more token', async (code) => {
    const { channel, lines } = rig.client();
    const order = rig.request();
    rig.plant('unifiedorder', { kind: 'error', code });
    expect((await channel.place(order, FOREVER)).kind).toBe('accepted');
    expect(lines.filter((line) => line.includes('gettoken'))).toHaveLength(2);
  });
});
