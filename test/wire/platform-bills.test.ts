/**
 * getbalancebill over HTTP (§3.8): streamed, cut in the middle when told, refused in XML; and a day of
 * 300,000 rows that never lies in memory as a whole.
 */

import {
  call,
  fetchToken,
  json,
  orderMessage,
  PROVIDER,
  signedXml,
  startRig,
  type Message,
  type Rig,
} from './platform-support';
import { billMessage } from './platform-refund-messages';
import { rowsOf } from '../unit/platform-bill-reader';

const DAY = '20260302';
const BILL = `/sandbox/api/payinsurance/bills/${DAY}`;

let rig: Rig;
let token: string;
let orderNo: string;
beforeEach(async () => {
  rig = await startRig();
  token = await fetchToken(rig);
  const order = orderMessage();
  orderNo = order.hosp_out_trade_no ?? '';
  await call(rig, 'unifiedorder', token, order);
  const paid = { hospOutTradeNo: orderNo, outcome: 'paid' };
  await json(rig, 'POST', '/sandbox/api/payinsurance/pay', paid);
  rig.clock.advance(86_400_000);
  token = await fetchToken(rig);
});
afterEach(() => rig.close());

const download = (change: Message = {}) =>
  fetch(`${rig.url}/payinsurance/getbalancebill?access_token=${token}`, {
    method: 'POST',
    body: signedXml(billMessage(DAY, change), PROVIDER.key),
  });
const plan = (body: unknown) => json(rig, 'POST', BILL, body);
const plant = (fault: Parameters<typeof rig.faults.plant>[1]) =>
  rig.faults.plant('payinsurance.getbalancebill', fault);

async function* pieces({ body }: Response): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  if (reader === undefined) return;
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

test('a bill is a text of UTF-8, without signature', async () => {
  const response = await download();
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(rowsOf(await response.text())).toMatchObject([{ 订单号: orderNo }]);
});

test('one that is not there yet is XML', async () => {
  const response = await download({ bill_date: '20260303' });
  expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8');
  expect(await response.text()).toBe(
    '<xml>\n<return_code><![CDATA[FAIL]]></return_code>\n<return_msg><![CDATA[该日期订单未生成]]></return_msg>\n</xml>',
  );
});

test('300,000 rows are streamed: memory stays, whatever the day', async () => {
  await plan({ syntheticRows: 300_000, syntheticRefunds: 3_000 });
  const before = process.memoryUsage().rss;
  const response = await download();
  let [bytes, lines, most] = [0, 0, 0];
  for await (const piece of pieces(response)) {
    bytes += piece.length;
    for (const byte of piece) if (byte === 10) lines += 1;
    most = Math.max(most, process.memoryUsage().rss);
  }
  expect(lines).toBe(1 + 1 + 300_000 + 3_000);
  expect(bytes).toBeGreaterThan(100_000_000);
  expect(most - before).toBeLessThan(120_000_000);
}, 60_000);

describe('cut', () => {
  async function read(response: Response): Promise<{ text: string; broken: boolean }> {
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const piece of pieces(response)) text += decoder.decode(piece, { stream: true });
      return { text, broken: false };
    } catch {
      return { text, broken: true };
    }
  }
  test.each([0, 3_000])('by a fault, the connection breaks amid a row of %d more', async (rows) => {
    await plan({ syntheticRows: rows });
    plant({ kind: 'cut-after' });
    const { text, broken } = await read(await download());
    expect(broken).toBe(true);
    expect(text.startsWith('交易时间,')).toBe(true);
    expect(text.endsWith('\n')).toBe(false);
    expect((await read(await download())).broken).toBe(false);
  });
  test('by the day’s plan, every time; or ended as if it were whole', async () => {
    await plan({ cut: { how: 'connection' } });
    expect((await read(await download())).broken).toBe(true);
    await plan({ cut: { how: 'mid-row' } });
    const { text, broken } = await read(await download());
    expect([broken, text.endsWith('\n')]).toEqual([false, false]);
  });
  test('a reader who leaves does not keep the server', async () => {
    await plan({ syntheticRows: 100_000 });
    const leave = new AbortController();
    const response = await fetch(`${rig.url}/payinsurance/getbalancebill?access_token=${token}`, {
      method: 'POST',
      body: signedXml(billMessage(DAY)),
      signal: leave.signal,
    });
    await response.body?.getReader().read();
    leave.abort();
    await rig.close();
    rig = await startRig();
  });
});

describe('faults', () => {
  test.each([
    ['NOT-READY', '该日期订单未生成'],
    ['80002', '签名失败'],
    ['FAIL', '系统失败'],
  ])('error %s', async (code, words) => {
    plant({ kind: 'error', code });
    expect(await (await download()).text()).toContain(words);
    expect((await (await download()).text()).startsWith('交易时间')).toBe(true);
  });
  test('garbage, cut-before, a dead token', async () => {
    plant({ kind: 'garbage' });
    expect(await (await download()).text()).toBe('<<<garbage');
    plant({ kind: 'cut-before' });
    await expect(download()).rejects.toThrow();
    plant({ kind: 'error', code: '42001' });
    expect(await (await download()).json()).toMatchObject({ errcode: 42001 });
  });
});

test('the control API plans, shows, previews and forgets', async () => {
  const differences = [
    { kind: 'amount', row: { hospOutTradeNo: orderNo }, leg: 'cash', byFen: 1 },
    { kind: 'foreign', hospOutTradeNo: 'X1', totalFen: 3, cashFen: 1, insuranceFen: 2 },
  ];
  const planned = await plan({ differences, encoding: 'gbk' });
  expect(planned.body).toMatchObject({ bill: { id: DAY, encoding: 'gbk', differences } });
  await plan({ bom: true });
  expect((await json(rig, 'GET', BILL)).body).toMatchObject({
    bill: { bom: true, encoding: 'gbk', differences },
  });
  const preview = await (await fetch(`${rig.url}${BILL}/text?type=SUCCESS`)).text();
  expect(rowsOf(preview)).toMatchObject([{ 订单自费金额: '1.01' }, { 订单号: 'X1' }]);
  const forgotten = await json(rig, 'DELETE', BILL);
  expect(forgotten.body).toMatchObject({ bill: { bom: false, differences: [] } });
  expect((await fetch(`${rig.url}${BILL}/text?type=NONE`)).status).toBe(400);
});
