/**
 * refund and queryrefund over HTTP (§3.6, §3.7), their faults, the IP allow-list, and the levers of the
 * control API.
 */

import {
  aloneMessage,
  call,
  fetchOwnToken,
  fetchToken,
  INDEPENDENT,
  json,
  naming,
  orderMessage,
  PROVIDER,
  signatureOf,
  signedXml,
  startRig,
  type Message,
  type Rig,
} from './platform-support';
import { refundMessage } from './platform-refund-messages';

const API = '/sandbox/api/payinsurance';

let rig: Rig;
let token: string;
beforeEach(async () => {
  rig = await startRig();
  token = await fetchToken(rig);
});
afterEach(() => rig.close());

async function paid(more: Message = {}): Promise<Message> {
  const order = orderMessage(more);
  await call(rig, 'unifiedorder', token, order);
  await lever('pay', { hospOutTradeNo: order.hosp_out_trade_no, outcome: 'paid' });
  return order;
}
const lever = (path: string, body?: unknown) => json(rig, 'POST', `${API}/${path}`, body);
const refund = async (order: Message, change: Message = {}) =>
  (await call(rig, 'refund', token, refundMessage(order, change))).fields;
const told = async ({ hosp_out_trade_no }: Message) =>
  (await call(rig, 'queryrefund', token, naming(hosp_out_trade_no))).fields;
const refunds = () => rig.platform.engine.refunds.list();

test('a refund from asking to the money being back, both answers signed', async () => {
  const order = await paid();
  const taken = await refund(order);
  expect(taken).toMatchObject({ result_code: 'SUCCESS', cash_refund_fee: '100' });
  expect(taken.sign).toBe(signatureOf(taken, PROVIDER.key));
  expect(await told(order)).toMatchObject({ med_refund_state: 'REFUNDING' });
  rig.clock.advance(5_000);
  const over = await told(order);
  expect(over).toMatchObject({ med_refund_state: 'SUCCESS', med_refund_id: taken.med_refund_id });
  expect(over.sign).toBe(signatureOf(over, PROVIDER.key));
});

test('an independent hospital refunds with its own key', async () => {
  const own = await fetchOwnToken(rig);
  const order = aloneMessage();
  const send = (name: string, message: Message) =>
    call(rig, name, own, message, INDEPENDENT.key).then(({ fields }) => fields);
  await send('unifiedorder', order);
  await lever('pay', { hospOutTradeNo: order.hosp_out_trade_no, outcome: 'paid' });
  const who = { appid: INDEPENDENT.appid, mch_id: INDEPENDENT.mchId, sub_mch_id: undefined };
  expect(await send('refund', refundMessage(order, who))).toMatchObject({ result_code: 'SUCCESS' });
  const asked = await send('queryrefund', naming(order.hosp_out_trade_no, who));
  expect(asked).toMatchObject({ appid: INDEPENDENT.appid, mch_id: INDEPENDENT.mchId });
  expect(asked.sub_mch_id).toBeUndefined();
});

describe('faults', () => {
  const plant = (fault: Parameters<typeof rig.faults.plant>[1], name = 'refund') =>
    rig.faults.plant(`payinsurance.${name}`, fault);
  const post = (order: Message) =>
    fetch(`${rig.url}/payinsurance/refund?access_token=${token}`, {
      method: 'POST',
      body: signedXml(refundMessage(order)),
    });

  test.each([
    ['cut-before', 0],
    ['cut-after', 1],
  ] as const)('%s: the refund is there %d times', async (kind, count) => {
    const order = await paid();
    plant({ kind });
    await expect(post(order)).rejects.toThrow();
    expect(refunds()).toHaveLength(count);
    expect((await refund(order)).err_code).toBe(count === 0 ? '0' : '550');
  });
  test('garbage and bad-signature take effect but cannot be believed', async () => {
    const [first, second] = [await paid(), await paid()];
    plant({ kind: 'garbage' });
    expect(await (await post(first)).text()).toBe('<<<garbage');
    plant({ kind: 'bad-signature' });
    const fields = await refund(second);
    expect(fields.sign).not.toBe(signatureOf(fields, PROVIDER.key));
    expect(refunds()).toHaveLength(2);
  });
  test.each(['513', '514', '550', '551', '552', '553', '554', '555', '556', '557', '558', '80000'])(
    'error %s of §5, in words, without effect',
    async (code) => {
      const order = await paid();
      plant({ kind: 'error', code });
      plant({ kind: 'error', code }, 'queryrefund');
      const fields = await refund(order);
      expect(fields).toMatchObject({ result_code: 'FAIL', err_code: code });
      expect(fields.err_code_desc).toMatch(/[请系退医自]/);
      expect(fields.sign).toBe(signatureOf(fields, PROVIDER.key));
      expect((await told(order)).err_code).toBe(code);
      expect(refunds()).toHaveLength(0);
    },
  );
  test.each([
    ['61004', { errcode: '61004', errmsg: 'access clientip is not registered' }],
    ['-1', { errcode: '-1', errmsg: 'system error' }],
    ['45009', { errcode: '45009' }],
    ['80002', { return_code: 'FAIL', return_msg: '签名失败' }],
    ['FAIL', { return_code: 'FAIL', return_msg: '系统失败' }],
  ])('error %s before business', async (code, expected) => {
    const order = await paid();
    plant({ kind: 'error', code });
    expect(await refund(order)).toMatchObject(expected);
    expect(refunds()).toHaveLength(0);
  });
});

describe('the levers', () => {
  test('plan and act by any number, and show what is', async () => {
    const order = await paid();
    const hospOutTradeNo = order.hosp_out_trade_no;
    await lever('refunds/plan', { hospOutTradeNo, insurance: 'FAIL', afterMs: 60_000 });
    await refund(order);
    rig.clock.advance(60_000);
    expect(await told(order)).toMatchObject({
      med_refund_state: 'REFUNDING',
      cash_refund_statuses: 'SUCCESS',
      insurance_refund_status: 'FAIL',
    });
    const healed = await lever('refunds/act', { hospOutTradeNo, act: 'heal' });
    const { medRefundId, ...names } = {
      ...refunds()[0],
      ...rig.platform.engine.order(hospOutTradeNo ?? ''),
    };
    expect(healed.body).toEqual({
      refund: {
        hospOutRefundNo: `R${hospOutTradeNo ?? ''}`,
        hospOutTradeNo,
        medRefundId,
        state: 'SUCCESS',
        cashState: 'SUCCESS',
        insuranceState: 'SUCCESS',
        cashFee: 100,
        insuranceFee: 100,
        askedAt: rig.clock.now() - 60_000,
        fate: { cash: 'SUCCESS', insurance: 'FAIL' },
        endedAt: rig.clock.now(),
      },
    });
    const by = (name: object) => lever('refunds/act', { ...name, act: 'finish' });
    expect((await by({ medRefundId })).status).toBe(200);
    expect((await by({ medTransId: names.medTransId })).status).toBe(200);
    expect((await by({ hospOutRefundNo: `R${hospOutTradeNo ?? ''}` })).status).toBe(200);
    const one = await json(rig, 'GET', `${API}/refunds/R${hospOutTradeNo ?? ''}`);
    expect(one.body).toMatchObject({ refund: { medRefundId } });
    expect((await json(rig, 'GET', `${API}/refunds`)).body).toMatchObject({ refunds: [{}] });
    expect((await json(rig, 'GET', '/sandbox/api/state')).body).toMatchObject({
      payinsurance: { refunds: [{ medRefundId }] },
    });
  });
  test('say what does not fit', async () => {
    const order = await paid();
    const hospOutTradeNo = order.hosp_out_trade_no;
    const act = (name: string) => lever('refunds/act', { hospOutTradeNo, act: name });
    expect(await act('finish')).toMatchObject({
      status: 404,
      body: { error: { code: 'no-such-refund' } },
    });
    await refund(order);
    expect(await act('heal')).toMatchObject({
      status: 409,
      body: { error: { code: 'not-failed' } },
    });
    expect((await json(rig, 'GET', `${API}/refunds/none`)).status).toBe(404);
  });
  test.each<[string, unknown]>([
    ['refunds/plan', { cash: 'FAIL' }],
    ['refunds/plan', { insurance: 'CHANGE' }],
    ['refunds/plan', { afterMs: -1 }],
    ['refunds/act', { act: 'finish' }],
    ['refunds/act', { hospOutTradeNo: 'a', medTransId: 'b', act: 'finish' }],
    ['refunds/act', { hospOutTradeNo: 'a', act: 'undo' }],
    ['refund-ips', { allowed: ['not-an-ip'] }],
    ['refund-ips', {}],
    ['spellings', { spellings: { cash_refund_statuses: 'state' } }],
    ['spellings', { spellings: { nonsense: 'x' } }],
    ['bills/20260229', {}],
    ['bills/20260301', { syntheticRows: -1 }],
    ['bills/20260301', { renameColumn: { from: '没有', to: 'x' } }],
    ['bills/20260301', { extraColumn: 'a,b' }],
    ['bills/20260301', { differences: [{ kind: 'drop' }] }],
    [
      'bills/20260301',
      { differences: [{ kind: 'amount', row: { hospOutTradeNo: 'x' }, leg: 'x' }] },
    ],
    ['bills/20260301', { more: true }],
    ['notices/release', { order: 'random' }],
    ['notices/x/delay', { ms: 'long' }],
    ['notices/x/replay', { times: 0 }],
  ])('answer %s %j with 400 and a reason', async (path, body) => {
    const answer = await lever(path, body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'bad-request' } } });
    expect(JSON.stringify(answer.body)).toMatch(/message":".{10,}/);
  });
  test('refund-ips shuts refund, and only refund, to everybody else', async () => {
    const order = await paid();
    await lever('refund-ips', { allowed: ['10.0.0.1'] });
    expect(await refund(order)).toMatchObject({ errcode: '61004' });
    expect(await told(order)).toMatchObject({ err_code: '551' });
    await lever('refund-ips', { allowed: ['127.0.0.1'] });
    expect(await refund(order)).toMatchObject({ result_code: 'SUCCESS' });
    await lever('refund-ips', { allowed: 'everybody' });
    expect(await refund(await paid())).toMatchObject({ result_code: 'SUCCESS' });
  });
  test('spellings change what is answered, still rightly signed (trap 6)', async () => {
    const order = await paid();
    await refund(order);
    await lever('spellings', { spellings: { cash_refund_statuses: 'cash_refund_stauts' } });
    const fields = await told(order);
    expect(fields.cash_refund_stauts).toBe('REFUNDING');
    expect(fields.sign).toBe(signatureOf(fields, PROVIDER.key));
    await lever('spellings', { spellings: {} });
    expect((await told(order)).cash_refund_statuses).toBe('REFUNDING');
  });
  test('the wire log shows the refund without session or place', async () => {
    const order = await paid();
    await refund(order);
    const entries = JSON.stringify(rig.wire.since());
    expect(entries).toContain(`R${order.hosp_out_trade_no ?? ''}`);
    for (const secret of ['a-fresh-session', '系统管理员', '某某区']) {
      expect(entries).not.toContain(secret);
    }
  });
});
