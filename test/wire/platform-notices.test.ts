/**
 * The notice of §3.5: what it says, when it is repeated, which answers count (§3.5.2), and the faults
 * and forgeries that can be scripted. The clock stands still unless a test moves it.
 */

import {
  aloneMessage,
  call,
  fetchOwnToken,
  fetchToken,
  fromXml,
  INDEPENDENT,
  json,
  naming,
  orderMessage,
  PROVIDER,
  signatureOf,
  signedXml,
  startRig,
  type Rig,
} from './platform-support';
import { goodNoticeAnswer, startReceiver, type Receiver } from './platform-receiver';
import { NOTICE_PAUSES_MS } from '../../sandbox/platform/payinsurance/notices';

let rig: Rig;
let receiver: Receiver;
let token: string;
beforeEach(async () => {
  [rig, receiver] = await Promise.all([startRig(), startReceiver()]);
  token = await fetchToken(rig);
});
afterEach(() => Promise.all([rig.close(), receiver.close()]));

async function paidOrder(): Promise<string> {
  const message = orderMessage({ notify_url: receiver.url, attach: 'mine' });
  await call(rig, 'unifiedorder', token, message);
  const no = message.hosp_out_trade_no ?? '';
  await json(rig, 'POST', '/sandbox/api/payinsurance/pay', { hospOutTradeNo: no, outcome: 'paid' });
  return no;
}
const flush = () => json(rig, 'POST', '/sandbox/api/payinsurance/notices/flush');
const only = () => {
  const [notice, ...more] = rig.platform.engine.notices.list();
  if (notice === undefined || more.length > 0) throw new Error('expected one notice');
  return notice;
};

describe('a notice', () => {
  test('says what queryorder says, signed, once it is accepted never again', async () => {
    const no = await paidOrder();
    expect(receiver.bodies).toHaveLength(0);
    expect((await flush()).body).toMatchObject({
      deliveries: [{ outcome: 'accepted', status: 200 }],
    });
    const notice = fromXml(receiver.bodies[0] ?? '');
    expect(notice.sign).toBe(signatureOf(notice, PROVIDER.key));
    expect(notice).toMatchObject({
      return_code: 'SUCCESS',
      result_code: 'SUCCESS',
      hosp_out_trade_no: no,
      total_fee: '200',
      cash_fee: '100',
      insurance_fee: '100',
      attach: 'mine',
      sub_openid: 'o-zhang',
      time_end: '20260302100000',
    });
    const { fields } = await call(rig, 'queryorder', token, naming(no));
    const { nonce_str: _n, sign: _s, ...facts } = notice;
    expect(fields).toMatchObject(facts);
    rig.clock.advance(86_400_000);
    await flush();
    expect(receiver.bodies).toHaveLength(1);
    expect(only()).toMatchObject({ state: 'accepted', attempts: 1 });
  });

  test('of an independent hospital is signed with its own key', async () => {
    const own = await fetchOwnToken(rig);
    const message = aloneMessage({ notify_url: receiver.url });
    await call(rig, 'unifiedorder', own, message, INDEPENDENT.key);
    receiver.answer = () => ({ status: 200, body: goodNoticeAnswer(INDEPENDENT.key) });
    const names = { hospOutTradeNo: message.hosp_out_trade_no, outcome: 'paid' };
    await json(rig, 'POST', '/sandbox/api/payinsurance/pay', names);
    expect((await flush()).body).toMatchObject({ deliveries: [{ outcome: 'accepted' }] });
    const notice = fromXml(receiver.bodies[0] ?? '');
    expect(notice.sign).toBe(signatureOf(notice, INDEPENDENT.key));
  });

  test.each(['failed', 'failing', 'insufficient'])(
    'is not sent when a payment is %s',
    async (outcome) => {
      const message = orderMessage({ notify_url: receiver.url });
      await call(rig, 'unifiedorder', token, message);
      const hospOutTradeNo = message.hosp_out_trade_no;
      await json(rig, 'POST', '/sandbox/api/payinsurance/pay', { hospOutTradeNo, outcome });
      rig.clock.advance(86_400_000);
      expect((await flush()).body).toEqual({ deliveries: [] });
    },
  );

  test('is repeated byte for byte, with growing pauses, then given up', async () => {
    await paidOrder();
    receiver.answer = () => ({ status: 500, body: '' });
    await flush();
    for (const [i, pause] of NOTICE_PAUSES_MS.entries()) {
      rig.clock.advance(pause - 1);
      await flush();
      expect(receiver.bodies).toHaveLength(i + 1);
      rig.clock.advance(1);
      await flush();
      expect(receiver.bodies).toHaveLength(i + 2);
    }
    expect(NOTICE_PAUSES_MS.slice(0, 6)).toEqual([
      15_000, 15_000, 30_000, 180_000, 600_000, 1_200_000,
    ]);
    expect(new Set(receiver.bodies).size).toBe(1);
    expect(only()).toMatchObject({ state: 'given-up', attempts: NOTICE_PAUSES_MS.length + 1 });
  });

  const message = { return_code: 'SUCCESS', result_code: 'SUCCESS', nonce_str: 'abc' };
  test.each([
    ['another status', 204, goodNoticeAnswer(), 'HTTP 204'],
    ['rubbish', 200, 'OK', 'XML'],
    ['FAIL', 200, '<xml><return_code>FAIL</return_code></xml>', 'return_code'],
    ['a business FAIL', 200, signedXml({ ...message, result_code: 'FAIL' }), 'result_code'],
    [
      'no signature',
      200,
      '<xml><return_code>SUCCESS</return_code><nonce_str>a</nonce_str></xml>',
      'sign',
    ],
    ['another key', 200, signedXml(message, INDEPENDENT.key), 'sign'],
    ['no nonce_str', 200, signedXml({ ...message, nonce_str: undefined }), 'nonce_str'],
  ])('answered with %s is not accepted', async (_, status, body, reason) => {
    await paidOrder();
    receiver.answer = () => ({ status, body: status === 204 ? '' : body });
    const { deliveries } = (await flush()).body;
    expect(deliveries).toMatchObject([{ outcome: 'failed' }]);
    expect(only().lastOutcome).toContain(reason);
    expect(only()).toMatchObject({
      state: 'waiting',
      attempts: 1,
      dueAt: rig.clock.now() + 15_000,
    });
    receiver.answer = () => ({ status: 200, body: goodNoticeAnswer() });
    rig.clock.advance(15_000);
    expect((await flush()).body).toMatchObject({ deliveries: [{ outcome: 'accepted' }] });
  });

  test('to nobody is repeated', async () => {
    await paidOrder();
    await receiver.close();
    expect((await flush()).body).toMatchObject({ deliveries: [{ outcome: 'failed' }] });
  });

  test('of a payment that arrives by itself is due at that moment', async () => {
    const order = orderMessage({ notify_url: receiver.url });
    await call(rig, 'unifiedorder', token, order);
    const names = { hospOutTradeNo: order.hosp_out_trade_no, outcome: 'processing' };
    await json(rig, 'POST', '/sandbox/api/payinsurance/pay', names);
    expect(rig.platform.engine.notices.nextAt()).toBe(rig.clock.now() + 30_000);
    await flush();
    rig.clock.advance(30_000);
    await flush();
    expect(receiver.bodies).toHaveLength(1);
  });
});

describe('planted faults', () => {
  const plant = (fault: object, count = 1) =>
    json(rig, 'POST', '/sandbox/api/faults', { call: 'payinsurance.notice', fault, count });

  test('lost: never sent by itself, but it can be replayed', async () => {
    await plant({ kind: 'lost' });
    await paidOrder();
    await flush();
    rig.clock.advance(86_400_000);
    await flush();
    expect(receiver.bodies).toHaveLength(0);
    const { id } = only();
    const replayed = await json(rig, 'POST', `/sandbox/api/payinsurance/notices/${id}/replay`);
    expect(replayed.body).toMatchObject({ delivery: { outcome: 'accepted' } });
    expect(only().state).toBe('accepted');
  });
  test('late: sent after that long', async () => {
    await plant({ kind: 'late', ms: 7000 });
    await paidOrder();
    await flush();
    rig.clock.advance(6999);
    await flush();
    expect(receiver.bodies).toHaveLength(0);
    rig.clock.advance(1);
    await flush();
    expect(receiver.bodies).toHaveLength(1);
  });
  test('doubled: sent that many times, at once', async () => {
    await plant({ kind: 'doubled', times: 3 });
    await paidOrder();
    await flush();
    expect(receiver.bodies).toHaveLength(3);
    expect(new Set(receiver.bodies).size).toBe(1);
    expect(only()).toMatchObject({ state: 'accepted', attempts: 1 });
  });
  test.each([
    ['cut-before', 0],
    ['timeout-before', 0],
    ['cut-after', 1],
    ['timeout-after', 1],
    ['garbage', 1],
    ['bad-signature', 1],
  ])('%s: repeated later', async (kind, sent) => {
    receiver.answer = (body) => {
      if (body === '<<<garbage') return { status: 200, body: 'no' };
      const fields = fromXml(body);
      const right = fields.sign === signatureOf(fields, PROVIDER.key);
      return { status: 200, body: right ? goodNoticeAnswer() : 'no' };
    };
    await plant({ kind });
    await paidOrder();
    expect((await flush()).body).toMatchObject({ deliveries: [{ outcome: 'failed' }] });
    expect(receiver.bodies).toHaveLength(sent);
    rig.clock.advance(15_000);
    expect((await flush()).body).toMatchObject({ deliveries: [{ outcome: 'accepted' }] });
  });
});

describe('a tampered notice', () => {
  const tamper = (more: object) =>
    json(rig, 'POST', '/sandbox/api/payinsurance/notices/tamper', { id: only().id, ...more });
  const last = () => fromXml(receiver.bodies.at(-1) ?? '');

  test.each([
    ['keep', false],
    ['wrong', false],
    ['right', true],
  ])('with sign %s', async (sign, verifies) => {
    await paidOrder();
    await tamper({ set: { total_fee: '1' }, remove: ['attach'], sign });
    expect(last()).toMatchObject({ total_fee: '1' });
    expect(last().attach).toBeUndefined();
    expect(last().sign === signatureOf(last(), PROVIDER.key)).toBe(verifies);
    expect(only()).toMatchObject({ state: 'waiting', attempts: 0 });
  });
  test('without a sign', async () => {
    await paidOrder();
    await tamper({ sign: 'none' });
    expect(last().sign).toBeUndefined();
  });
  test('of an unknown id is 404', async () => {
    const answer = await json(rig, 'POST', '/sandbox/api/payinsurance/notices/tamper', { id: 'x' });
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'not-found' } } });
  });
});

test('autoDeliver sends by itself as soon as an order is paid, and again when the clock is moved', async () => {
  const auto = await startRig({ autoDeliver: true });
  try {
    const heard = (count: number) =>
      new Promise<void>((resolve) => {
        receiver.answer = () => {
          if (receiver.bodies.length === count) resolve();
          return count === 1
            ? { status: 500, body: '' }
            : { status: 200, body: goodNoticeAnswer() };
        };
      });
    const order = orderMessage({ notify_url: receiver.url });
    await call(auto, 'unifiedorder', await fetchToken(auto), order);
    const first = heard(1);
    const names = { hospOutTradeNo: order.hosp_out_trade_no, outcome: 'paid' };
    await json(auto, 'POST', '/sandbox/api/payinsurance/pay', names);
    await first;
    const second = heard(2);
    await json(auto, 'POST', '/sandbox/api/clock', { advanceMs: 15_000 });
    await second;
    expect(receiver.bodies).toHaveLength(2);
  } finally {
    await auto.close();
  }
});
