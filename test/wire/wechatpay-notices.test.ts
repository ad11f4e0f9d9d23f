/**
 * Notices of the simulated WeChat Pay: which are sent, sealed and signed; for how long; rotation of the
 * signing key; and everything that may happen to them on the way.
 */

import { control, noticeHeader, opened, startRig, verifies, type Rig } from './wechatpay-rig';
import { INSURANCE_ONLY, inCashier, place, queryMixed, refund } from './wechatpay-messages';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const flush = () => rig.platform.courier.flush();
const paths = (): string[] => rig.receiver.heard.map(({ path }) => path).sort();

/** A paid order whose only notice is MEDICAL_INSURANCE.SUCCESS. */
async function paidByInsurance() {
  const placed = await place(rig, 'partner', INSURANCE_ONLY);
  await inCashier(rig, placed);
  const [notice] = rig.platform.engine.notices.list();
  if (notice === undefined) throw new Error('no notice');
  return { placed, notice };
}

test('a paid order tells of the payment and of its cash, a refund of itself', async () => {
  const placed = await place(rig, 'partner');
  await inCashier(rig, placed);
  await flush();
  expect(paths()).toEqual(['/cash', '/medins']);
  const account = rig.keys.provider;
  for (const heard of rig.receiver.heard) {
    expect(verifies(rig, noticeHeader(heard), heard.body)).toBe(true);
    expect(heard.body).not.toContain(placed.no);
  }
  const by = (path: string) => {
    const heard = rig.receiver.heard.find((one) => one.path === path);
    if (heard === undefined) throw new Error(`nothing at ${path}`);
    const outside = JSON.parse(heard.body) as { event_type: string };
    return { event: outside.event_type, ...opened(heard, account) };
  };
  expect(by('/medins')).toMatchObject({
    event: 'MEDICAL_INSURANCE.SUCCESS',
    mix_trade_no: placed.mixTradeNo,
    mix_pay_status: 'MIX_PAY_SUCCESS',
    sub_mchid: account.hospitals[0]?.mchid,
    total_fee: 1000,
  });
  expect(by('/cash')).toMatchObject({
    event: 'TRANSACTION.SUCCESS',
    trade_state: 'SUCCESS',
    out_trade_no: placed.no,
    amount: { total: 300 },
  });
  await refund(rig, placed, `R${placed.no}`);
  rig.clock.advance(5_000);
  await flush();
  expect(by('/refund')).toMatchObject({
    event: 'REFUND.SUCCESS',
    refund_status: 'SUCCESS',
    out_refund_no: `R${placed.no}`,
    amount: { refund: 300, total: 300 },
  });
  expect(await flush()).toEqual([]);
});

test('a half-paid order tells of its cash only', async () => {
  const placed = await place(rig);
  await inCashier(rig, placed, { action: 'insurance-fails' });
  await flush();
  expect(paths()).toEqual(['/cash']);
  expect(rig.bureau.settled).toEqual([]);
});

test('is repeated for 30 seconds and then never again', async () => {
  rig.receiver.answer = () => ({ status: 500, body: '{"code":"FAIL","message":"忙"}' });
  const { notice } = await paidByInsurance();
  const pauses = [0, 5_000, 10_000, 15_000];
  for (const [attempt, pause] of pauses.entries()) {
    rig.clock.advance(pause);
    expect(await flush()).toMatchObject([{ outcome: 'failed', reason: 'HTTP 500' }]);
    expect(rig.receiver.heard).toHaveLength(attempt + 1);
  }
  rig.clock.advance(86_400_000);
  expect(await flush()).toEqual([]);
  expect(rig.platform.engine.notices.get(notice.id)?.state).toBe('given-up');
  const bodies = new Set(rig.receiver.heard.map(({ body }) => body));
  const nonces = new Set(rig.receiver.heard.map((one) => noticeHeader(one)('wechatpay-nonce')));
  expect([bodies.size, nonces.size]).toEqual([1, 4]);
});

test('200 and 204 are taken as heard, other answers are not', async () => {
  rig.receiver.answer = () => ({ status: 302 });
  const { notice } = await paidByInsurance();
  expect(await flush()).toMatchObject([
    { outcome: 'failed', reason: 'HTTP 302, not {"code":"FAIL"}' },
  ]);
  rig.receiver.answer = () => ({ status: 200, body: '' });
  rig.clock.advance(5_000);
  expect(await flush()).toMatchObject([{ id: notice.id, outcome: 'accepted' }]);
});

test('faults: lost, late, doubled, cut, garbage, a wrong signature', async () => {
  const { notice } = await paidByInsurance();
  const next = async (fault: Parameters<typeof rig.faults.plant>[1]) => {
    rig.faults.plant('wechatpay.notice', fault);
    rig.platform.engine.notices.postpone(notice.id, 0);
    rig.receiver.heard.length = 0;
    const [delivery] = await flush();
    return { outcome: delivery?.outcome, heard: rig.receiver.heard };
  };
  rig.receiver.answer = () => ({ status: 401 });
  expect(await next({ kind: 'cut-before' })).toEqual({ outcome: 'failed', heard: [] });
  expect((await next({ kind: 'cut-after' })).heard).toHaveLength(1);
  expect((await next({ kind: 'garbage' })).heard[0]?.body).toBe('<<<garbage');
  rig.platform.engine.notices.hold();
  rig.platform.engine.notices.release('born');
  const wrong = (await next({ kind: 'late', ms: 60_000 })).outcome;
  expect(wrong).toBe('postponed');
  rig.clock.advance(60_000);
  rig.receiver.answer = () => ({ status: 204 });
  expect(await next({ kind: 'doubled', times: 3 })).toMatchObject({ outcome: 'accepted' });
  expect(rig.receiver.heard).toHaveLength(3);
  const second = await paidAgain();
  rig.faults.plant('wechatpay.notice', { kind: 'lost' });
  rig.receiver.heard.length = 0;
  expect(await flush()).toEqual([{ id: second, outcome: 'lost' }]);
  expect(rig.receiver.heard).toEqual([]);
  expect((await rig.platform.courier.replay(second))?.outcome).toBe('accepted');
});

async function paidAgain(): Promise<string> {
  const placed = await place(rig, 'partner', INSURANCE_ONLY);
  await inCashier(rig, placed);
  return rig.platform.engine.notices.list().at(-1)?.id ?? '';
}

test('forgeries: wrong, probing, missing and caught signatures; altered and broken contents', async () => {
  const { notice } = await paidByInsurance();
  await flush();
  const account = rig.keys.provider;
  const tamper = async (alteration: Record<string, unknown>) => {
    rig.receiver.heard.length = 0;
    const body = { id: notice.id, ...alteration };
    await control(rig, 'POST', '/sandbox/api/wechatpay/notices/tamper', body);
    const [heard] = rig.receiver.heard;
    if (heard === undefined) throw new Error('nothing was sent');
    const header = noticeHeader(heard);
    return { heard, header, right: verifies(rig, header, heard.body) };
  };
  expect((await tamper({ sign: 'right' })).right).toBe(true);
  expect((await tamper({ sign: 'wrong' })).right).toBe(false);
  const probe = await tamper({ sign: 'probe' });
  expect(probe.right).toBe(false);
  expect(probe.header('wechatpay-signature')).toMatch(/^WECHATPAY\/SIGNTEST\//);
  expect((await tamper({ sign: 'none' })).header('wechatpay-signature')).toBe('');
  expect((await tamper({ serial: 'PUB_KEY_ID_0000', sign: 'right' })).right).toBe(false);
  const set = { total_fee: 1, mix_trade_no: 'other' };
  const altered = await tamper({ set, sign: 'right' });
  expect(altered.right).toBe(true);
  expect(opened(altered.heard, account)).toMatchObject(set);
  expect((await tamper({ set, sign: 'keep' })).right).toBe(false);
  const broken = await tamper({ corrupt: true, sign: 'right' });
  expect(broken.right).toBe(true);
  expect(() => opened(broken.heard, account)).toThrow();
});

test('a caught notice goes out again with the headers of its day', async () => {
  const { notice } = await paidByInsurance();
  await flush();
  const [first] = rig.receiver.heard;
  rig.clock.advance(3_600_000);
  const replay = `/sandbox/api/wechatpay/notices/${notice.id}/replay`;
  await control(rig, 'POST', replay, { how: 'caught' });
  await control(rig, 'POST', replay, {});
  const stamps = rig.receiver.heard.map((heard) => noticeHeader(heard)('wechatpay-timestamp'));
  expect(stamps[1]).toBe(stamps[0]);
  expect(Number(stamps[2]) - Number(stamps[0])).toBe(3600);
  expect(rig.receiver.heard[1]?.body).toBe(first?.body);
});

test('held, dropped, delayed, released in any order', async () => {
  const api = '/sandbox/api/wechatpay/notices';
  await control(rig, 'POST', `${api}/hold`);
  const ids = [await paidAgain(), await paidAgain(), await paidAgain()];
  expect(await flush()).toEqual([]);
  expect((await control(rig, 'POST', `${api}/${ids[0] ?? ''}/drop`)).status).toBe(200);
  const { body } = await control(rig, 'POST', `${api}/release`, { order: 'reverse' });
  expect(body.deliveries).toMatchObject([{ id: ids[2] }, { id: ids[1] }]);
  const late = await paidAgain();
  await control(rig, 'POST', `${api}/${late}/delay`, { ms: 7_000 });
  expect(await flush()).toEqual([]);
  rig.clock.advance(7_000);
  expect(await flush()).toMatchObject([{ id: late, outcome: 'accepted' }]);
  expect((await control(rig, 'POST', `${api}/none/drop`)).status).toBe(404);
});

test('the key that signs is rotated for answers and notices, and both keys verify', async () => {
  const { placed } = await paidByInsurance();
  const { publicKey, certificate } = rig.keys.platform;
  expect((await queryMixed(rig, placed)).header('wechatpay-serial')).toBe(publicKey.id);
  await control(rig, 'POST', '/sandbox/api/wechatpay/rotate');
  const answer = await queryMixed(rig, placed);
  expect([answer.header('wechatpay-serial'), answer.verified]).toEqual([certificate.id, true]);
  await flush();
  const [heard] = rig.receiver.heard;
  if (heard === undefined) throw new Error('nothing was sent');
  expect(noticeHeader(heard)('wechatpay-serial')).toBe(certificate.id);
  expect(verifies(rig, noticeHeader(heard), heard.body)).toBe(true);
  await control(rig, 'POST', '/sandbox/api/wechatpay/rotate');
  expect((await queryMixed(rig, placed)).header('wechatpay-serial')).toBe(publicKey.id);
});

test('carried by themselves, as soon as there is something to tell', async () => {
  const own = await startRig({ autoDeliver: true });
  try {
    const heard = new Promise<void>((resolve) => {
      own.receiver.answer = () => {
        resolve();
        return { status: 204 };
      };
    });
    await inCashier(own, await place(own, 'merchant', INSURANCE_ONLY));
    await heard;
    expect(own.receiver.heard[0]?.path).toBe('/medins');
  } finally {
    await own.close();
  }
});
