/**
 * The control API under /sandbox/api, and the cashier's API and page.
 */

import {
  call,
  fetchToken,
  json,
  naming,
  orderMessage,
  startRig,
  type Message,
  type Rig,
} from './platform-support';

let rig: Rig;
let token: string;
beforeEach(async () => {
  rig = await startRig();
  token = await fetchToken(rig);
});
afterEach(() => rig.close());

const API = '/sandbox/api';
const PAY_APPID = 'wxsandboxpay00001';

async function placed(more: Message = {}): Promise<{ no: string; path: string; payKey: string }> {
  const message = orderMessage(more);
  const { fields } = await call(rig, 'unifiedorder', token, message);
  const path = fields.pay_url ?? '';
  return { no: message.hosp_out_trade_no ?? '', path, payKey: path.split('=')[1] ?? '' };
}
const state = async (no: string) =>
  (await call(rig, 'queryorder', token, naming(no))).fields.med_trade_state;
const cashier = (name: string, body: object) => json(rig, 'POST', `/cashier/api/${name}`, body);
const opened = (path: string, openid = 'o-zhang', appId = PAY_APPID) =>
  cashier('open', { appId, path, openid });

describe('the cashier', () => {
  test('shows the bill with its split and masks the patient', async () => {
    const order = await placed({ total_fee: '260', cash_add_fee: '10', cash_reduced_fee: '20' });
    expect((await opened(order.path)).body).toMatchObject({
      state: 'PAYING',
      hospitalName: '示例医院',
      totalFee: 260,
      insuranceFee: 100,
      fundFee: 60,
      selfFee: 40,
      cashFee: 100,
      cashAddFee: 10,
      cashReducedFee: 20,
      discountFee: 40,
      patient: '*三',
      testPassword: '123456',
    });
  });
  test('refuses wrong apps, links, people and passwords, and changes nothing', async () => {
    const { path, payKey, no } = await placed();
    const code = async (answer: Promise<{ body: Record<string, unknown> }>) => (await answer).body;
    expect(await code(opened(path, 'o-zhang', 'wxother'))).toMatchObject({
      error: { code: 'app-unknown' },
    });
    expect(await code(opened(path, 'o-poor'))).toMatchObject({ error: { code: 'wrong-payer' } });
    for (const bad of ['', 'pages/index/index', `${path}x`, `pages/other?pay_key=${payKey}`]) {
      expect(await code(opened(bad))).toMatchObject({ error: { code: 'pay-key-invalid' } });
    }
    expect(await state(no)).toBe('NOTPAY');
    const wrong = cashier('pay', { payKey, password: '000000' });
    expect(await code(wrong)).toMatchObject({ error: { code: 'wrong-password' } });
    expect((await cashier('pay', { payKey, password: '12345' })).status).toBe(400);
    expect((await cashier('pay', { payKey })).status).toBe(400);
    expect((await cashier('lever', { payKey, outcome: 'refunded' })).status).toBe(400);
    expect(await state(no)).toBe('NOTPAY');
  });
  test('takes the money once, and none that is not there', async () => {
    const { payKey } = await placed();
    expect((await cashier('pay', { payKey, password: '123456' })).body).toMatchObject({
      state: 'SUCCESS',
      cashBalance: 999_900,
    });
    const again = await cashier('pay', { payKey, password: '123456' });
    expect(again.body).toMatchObject({ error: { code: 'already-paid' } });
    const poor = await placed({ sub_openid: 'o-poor' });
    const refused = await cashier('pay', { payKey: poor.payKey, password: '123456' });
    expect(refused.body).toMatchObject({ error: { code: 'insufficient' } });
    expect(await state(poor.no)).toBe('NOTPAY');
  });
  test('serves its page with everything from here, clearly marked as simulated', async () => {
    const page = await fetch(`${rig.url}/cashier/open?appid=${PAY_APPID}`);
    const html = await page.text();
    expect(html).toContain('模拟');
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const file of ['page.js', 'page.css']) {
      expect(html).toContain(`/cashier/${file}`);
      expect((await fetch(`${rig.url}/cashier/${file}`)).status).toBe(200);
    }
  });
});

describe('the control API', () => {
  test('shows state, orders and who is who, without names or digests', async () => {
    const { no, payKey } = await placed();
    const { body } = await json(rig, 'GET', `${API}/payinsurance/orders/${no}`);
    expect(body).toMatchObject({
      order: { hospOutTradeNo: no, payKey, state: 'NOTPAY', notices: [] },
    });
    const all = await json(rig, 'GET', `${API}/state`);
    expect(all.body).toMatchObject({
      clock: { offsetMs: 0 },
      faults: [],
      payinsurance: { payAppid: PAY_APPID },
    });
    expect(JSON.stringify(all.body)).not.toContain('张三');
    expect((await json(rig, 'GET', `${API}/payinsurance/orders/none`)).status).toBe(404);
  });
  test('pays by any of the order’s names', async () => {
    for (const name of ['hospOutTradeNo', 'medTransId', 'payKey'] as const) {
      const { no, payKey } = await placed();
      const medTransId = rig.platform.engine.order(no)?.medTransId;
      const names = { hospOutTradeNo: no, medTransId, payKey };
      const paid = await json(rig, 'POST', `${API}/payinsurance/pay`, {
        [name]: names[name],
        outcome: 'paid',
      });
      expect(paid).toMatchObject({
        status: 200,
        body: { outcome: 'paid', order: { state: 'SUCCESS' } },
      });
    }
  });
  test('leaves, binds, and reports insufficient as an outcome', async () => {
    const { no, path } = await placed();
    await opened(path);
    const left = await json(rig, 'POST', `${API}/payinsurance/leave`, { hospOutTradeNo: no });
    expect(left.body).toMatchObject({ order: { state: 'NOTPAY' } });
    const names = { hospOutTradeNo: no, outcome: 'insufficient' };
    const poor = await json(rig, 'POST', `${API}/payinsurance/pay`, names);
    expect(poor).toMatchObject({
      status: 200,
      body: { outcome: 'insufficient', order: { state: 'NOTPAY' } },
    });
    const unbound = await placed({ sub_openid: 'o-unbound' });
    const bound = await json(rig, 'POST', `${API}/payinsurance/bind`, {
      hospOutTradeNo: unbound.no,
    });
    expect(bound.body).toMatchObject({ order: { state: 'NOTPAY' } });
  });
  test.each([
    ['/payinsurance/pay', {}],
    ['/payinsurance/pay', { outcome: 'paid' }],
    ['/payinsurance/pay', { hospOutTradeNo: 'a', medTransId: 'b', outcome: 'paid' }],
    ['/payinsurance/pay', { hospOutTradeNo: 'a', outcome: 'stolen' }],
    ['/payinsurance/pay', { hospOutTradeNo: 1, outcome: 'paid' }],
    ['/payinsurance/leave', { hospOutTradeNo: 'a', more: 1 }],
    ['/payinsurance/bureau', { cashPerMille: 1001 }],
    ['/payinsurance/notices/tamper', { id: 'x', sign: 'maybe' }],
    ['/clock', {}],
    ['/clock', { advanceMs: '1' }],
    ['/clock', { advanceMs: 1, offsetMs: 1 }],
    ['/faults', { call: 'payinsurance.unifiedorder' }],
    ['/faults', { call: 'payinsurance.unifiedordre', fault: { kind: 'garbage' } }],
    ['/faults', { call: 'nonsense', fault: { kind: 'garbage' } }],
    ['/faults', { call: 'payinsurance.queryorder', fault: { kind: 'lost' } }],
    ['/faults', { call: 'payinsurance.queryorder', fault: { kind: 'slow' } }],
    ['/faults', { call: 'payinsurance.queryorder', fault: { kind: 'error' } }],
    ['/faults', { call: 'payinsurance.queryorder', fault: { kind: 'garbage' }, count: 0 }],
  ])('answers %s %j with 400 and a reason', async (path, body) => {
    const answer = await json(rig, 'POST', `${API}${path}`, body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'bad-request' } } });
    expect(JSON.stringify(answer.body)).toMatch(/message":".{10,}/);
    expect(rig.faults.list()).toHaveLength(0);
  });
  test('answers broken JSON and unknown routes in JSON', async () => {
    const broken = await fetch(`${rig.url}${API}/faults`, {
      method: 'POST',
      body: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect([broken.status, await broken.json()]).toMatchObject([
      400,
      { error: { code: 'bad-request' } },
    ]);
    expect((await json(rig, 'GET', `${API}/nowhere`)).body).toMatchObject({
      error: { code: 'not-found' },
    });
    const unknown = { hospOutTradeNo: 'T-none', outcome: 'paid' };
    expect((await json(rig, 'POST', `${API}/payinsurance/pay`, unknown)).status).toBe(404);
  });
  test('plants, lists and clears faults, also for parties whose calls it does not know', async () => {
    for (const name of ['payinsurance.queryorder', 'his.settle', 'cloud.database.modifyDocument']) {
      const fault = { kind: 'error', code: '514' };
      expect(
        (await json(rig, 'POST', `${API}/faults`, { call: name, fault, count: 2 })).status,
      ).toBe(200);
    }
    expect(rig.faults.list()).toHaveLength(3);
    expect((await json(rig, 'GET', `${API}/faults`)).body).toMatchObject({
      faults: [{ left: 2 }, {}, {}],
    });
    expect((await json(rig, 'DELETE', `${API}/faults`)).body).toEqual({ faults: [] });
  });
  test('moves the clock and shows the wire since a number', async () => {
    const before = (await json(rig, 'GET', `${API}/clock`)).body;
    await json(rig, 'POST', `${API}/clock`, { advanceMs: 1000 });
    expect(rig.clock.now()).toBe(Number(before.now) + 1000);
    expect((await json(rig, 'POST', `${API}/clock`, { offsetMs: 5 })).body).toMatchObject({
      offsetMs: 5,
    });
    const seq = rig.wire.since().at(-1)?.seq ?? 0;
    await placed();
    const { entries } = (await json(rig, 'GET', `${API}/wire?since=${seq}`)).body;
    expect(entries).toMatchObject([
      { call: 'payinsurance.unifiedorder', direction: 'in' },
      { call: 'payinsurance.unifiedorder', direction: 'out', summary: 'SUCCESS SUCCESS' },
    ]);
    for (const secret of ['张三', 'o-zhang', '2f20f7ae', 'pay_key=']) {
      expect(JSON.stringify(entries)).not.toContain(secret);
    }
    expect((await json(rig, 'GET', `${API}/wire?since=x`)).status).toBe(400);
  });
});
