/**
 * Notices of 2.0 over real HTTP, by gateways that deliver bodies as they are and in base64 (APIv3
 * 回调通知; money rule 10; trap 18): verified over the raw body, hints at most, proven by our own
 * question. Forged, altered, stale or replayed ones change nothing, and their sender learns nothing.
 */
import type { Alteration } from '../../sandbox/platform/wechatpay/notice-parcel';
import { bookedOf, lever, medinsSandbox, nextStory, partsOf } from '../support/medins-story';
import {
  flushed,
  noticeOf,
  paidAtThePlatform,
  quiet,
  tampered,
} from '../support/medins-story-notices';
import { confirm, placed } from '../support/payer';
import { askBack, asStaff, hireClerk, later, paidOrder } from '../support/refunder';
import { ZHANG, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

let sandbox: TestSandbox;
const REFUSAL = '{"code":"FAIL","message":"失败"}';

/** Everything that must not change. */
async function everything(): Promise<string> {
  const { hospital, wechat, bureau, database } = sandbox.world;
  const { unfinished } = await sandbox.must(ZHANG, 'clinic', 'home', {});
  const theirs = [wechat.engine.mixedOrders(), wechat.engine.cashOrders(), bureau.uploads()];
  const ours = [database.documents('orders'), database.documents('notices')];
  return JSON.stringify([hospital.bills(), hospital.ledger(), unfinished, ...theirs, ...ours]);
}

describe.each([
  ['as they are', false],
  ['in base64', true],
])('bodies %s', (_name, base64Bodies) => {
  beforeAll(async () => {
    sandbox = await medinsSandbox({ base64Bodies });
    await hireClerk(sandbox);
  }, 60_000);
  beforeEach(() => {
    nextStory(sandbox);
  });
  afterAll(() => sandbox.close());
  afterEach(() => quiet(sandbox));

  it.each(['all-insurance', 'insurance-and-cash', 'self-pay'])(
    'a notice of success proves and books it, nobody else looks: %s',
    async (story) => {
      const order = await paidAtThePlatform(sandbox, story);
      expect(new Set(await flushed(sandbox))).toEqual(new Set(['accepted']));
      expect(await asStaff(sandbox, order.orderNo)).toMatchObject({
        ...{ payment: 'paid', hospital: 'settled' },
      });
      expect(bookedOf(sandbox, order.orderNo)).toHaveLength(1);
    },
  );

  it('the cash notice alone is enough to look, and only the look counts', async () => {
    const order = await paidAtThePlatform(sandbox);
    sandbox.world.wechat.engine.notices.lose(noticeOf(sandbox, order, 'mixed').id);
    expect(await flushed(sandbox)).toEqual(['accepted']);
    expect(await asStaff(sandbox, order.orderNo)).toMatchObject({ hospital: 'settled' });
  });

  it('both, the later one first, each twice: booked once', async () => {
    await lever(sandbox, 'wechatpay/notices/hold', {});
    const order = await paidAtThePlatform(sandbox);
    await lever(sandbox, 'wechatpay/notices/release', { order: 'reverse' });
    for (const kind of ['cash', 'mixed'] as const) {
      await sandbox.world.wechat.courier.replay(noticeOf(sandbox, order, kind).id);
    }
    expect(bookedOf(sandbox, order.orderNo)).toHaveLength(1);
  });

  const forgeries: readonly (readonly [string, Alteration])[] = [
    ['with another amount under the old signature', { set: { total_fee: 1 }, sign: 'keep' }],
    ['signed with a wrong key', { set: { total_fee: 1 }, sign: 'wrong' }],
    ['that probes (SIGNTEST)', { sign: 'probe' }],
    ['without a signature', { sign: 'none' }],
    ['signed by a key that we do not know', { serial: 'PUB_KEY_ID_0000', sign: 'right' }],
    ['whose contents do not open', { corrupt: true, sign: 'right' }],
    ['for another hospital', { set: { sub_mchid: '1900000109' }, sign: 'right' }],
    ['for another merchant', { set: { mchid: '1900000108' }, sign: 'right' }],
    ['for an order that is not ours', { set: { out_trade_no: 'Y20200101aa' }, sign: 'right' }],
    ['of something else', { eventType: 'MEDICAL_INSURANCE.MAYBE', sign: 'right' }],
    ['that says it failed', { set: { mix_pay_status: 'MIX_PAY_FAIL' }, sign: 'right' }],
    ['without a number', { remove: ['out_trade_no'], sign: 'right' }],
  ];

  it.each(forgeries)(
    '%s changes nothing, and its sender learns nothing',
    async (_n, alteration) => {
      const order = await paidAtThePlatform(sandbox);
      // caught on the way, and never heard by us
      sandbox.world.faults.plant('cloud.http.notify', { kind: 'cut-before' }, 2);
      await flushed(sandbox);
      sandbox.world.faults.clear();
      const before = await everything();
      const { outcome, reply } = await tampered(sandbox, order, alteration);
      expect([outcome, reply?.status, reply?.body]).toEqual(['failed', 401, REFUSAL]);
      expect(await everything()).toBe(before);
      expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'paid' });
    },
  );

  it('with sums that nobody paid, signed, is taken as a hint and the proof counts', async () => {
    const order = await paidAtThePlatform(sandbox);
    const { outcome } = await tampered(sandbox, order, {
      ...{ set: { total_fee: 1, wechat_pay_cash_fee: 1 }, sign: 'right' },
    });
    expect(outcome).toBe('accepted');
    expect(await asStaff(sandbox, order.orderNo)).toMatchObject({
      ...{ hospital: 'settled', total: 42400, cash: 10000, insurance: 32400 },
    });
  });

  it('of a payment that is none, signed, is disproven by the question', async () => {
    const paid = await paidAtThePlatform(sandbox);
    const order = await placed(sandbox, 'insurance-and-cash');
    const { mixTradeNo = '' } = order.next as { mixTradeNo?: string };
    await tampered(sandbox, paid, {
      ...{ set: { out_trade_no: order.orderNo, mix_trade_no: mixTradeNo }, sign: 'right' },
    });
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'unpaid' });
    expect(bookedOf(sandbox, order.orderNo)).toEqual([]);
  });

  it('caught and sent again within five minutes has no second effect, later none at all', async () => {
    const order = await paidAtThePlatform(sandbox);
    await flushed(sandbox);
    const { courier } = sandbox.world.wechat;
    const { id } = noticeOf(sandbox, order);
    for (let time = 0; time < 3; time += 1) {
      expect(await courier.replay(id, 'caught')).toMatchObject({ outcome: 'accepted' });
    }
    const before = await everything();
    sandbox.world.clock.advance(6 * 60_000);
    const late = await courier.replay(id, 'caught');
    expect(late).toMatchObject({ outcome: 'failed', reply: { status: 401, body: REFUSAL } });
    expect(await everything()).toBe(before);
    expect(bookedOf(sandbox, order.orderNo)).toHaveLength(1);
  });

  it.each([
    ['an unknown path', '/notify/medins-other', 404],
    ['the path of 1.0', '/notify/payinsurance', 404],
    ['no path', '/notify/', 404],
  ])('at %s is not heard', async (_name, path, status) => {
    const order = await paidAtThePlatform(sandbox);
    const { body, headers } = sandbox.world.wechat.engine.notices.parcel(noticeOf(sandbox, order));
    const init = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } };
    const at = `${sandbox.world.origin}${path}`;
    expect((await fetch(at, { ...init, body })).status).toBe(status);
    expect(bookedOf(sandbox, order.orderNo)).toEqual([]);
    expect(await flushed(sandbox)).toContain('accepted');
  });

  it('is verified over the raw body: one blank more is a forgery, and so is a bare body', async () => {
    const order = await paidAtThePlatform(sandbox);
    const { body, headers } = sandbox.world.wechat.engine.notices.parcel(noticeOf(sandbox, order));
    const send = async (text: string, more: Readonly<Record<string, string>>) => {
      const init = { method: 'POST', headers: { ...more, 'content-type': 'application/json' } };
      const at = `${sandbox.world.origin}/notify/medins`;
      return (await fetch(at, { ...init, body: text })).status;
    };
    expect(await send(`${body} `, headers)).toBe(401);
    expect(await send(body.replace(':', ': '), headers)).toBe(401);
    expect(await send(body, {})).toBe(401);
    expect(await send('', headers)).toBe(401);
    expect(await send(`{"a":"${'x'.repeat(300_000)}"}`, headers)).toBe(413);
    for (const name of Object.keys(headers).filter((key) =>
      /^wechatpay-(timestamp|nonce|signature|serial)$/i.test(key),
    )) {
      const { [name]: _left, ...rest } = headers;
      expect(await send(body, rest)).toBe(401);
    }
    expect(bookedOf(sandbox, order.orderNo)).toEqual([]);
    expect(await send(body, headers)).toBe(204);
    expect(bookedOf(sandbox, order.orderNo)).toHaveLength(1);
  });

  it('of a refund ends it, nobody else looks', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    await quiet(sandbox);
    await askBack(sandbox, order.orderNo);
    sandbox.world.clock.advance(10_000);
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ refund: 'SUCCESS' });
    expect(await flushed(sandbox)).toEqual(['accepted']);
    expect((await asStaff(sandbox, order.orderNo)).refund).toMatchObject({
      ...{ state: 'done', legs: { cash: 'refunded', insurance: 'refunded' } },
    });
  });

  it('of a refund, forged, ends nothing', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    await quiet(sandbox);
    await lever(sandbox, 'wechatpay/levers', { nextRefunds: ['stuck'] });
    await askBack(sandbox, order.orderNo);
    const other = await paidOrder(sandbox, 'insurance-and-cash');
    await askBack(sandbox, other.orderNo);
    sandbox.world.clock.advance(10_000);
    await quiet(sandbox);
    const about = { out_trade_no: order.orderNo, out_refund_no: `R${order.orderNo}` };
    await tampered(sandbox, other, { set: about, sign: 'right' }, 'refund');
    await later(sandbox, 60_000);
    expect((await asStaff(sandbox, order.orderNo)).refund?.state).not.toBe('done');
    expect((await confirm(sandbox, order.orderNo)).refund).toMatchObject({ state: 'going' });
  });
});
