/** The bill of the strict platform through our channel, over real HTTP (interface document v2.4 §3.8). */
import { fetchHttp } from '../../cloudfunctions/adapters/https';
import { fetchHttpStreams } from '../../cloudfunctions/adapters/https-stream';
import { cryptoIds } from '../../cloudfunctions/adapters/ids';
import { timerPause } from '../../cloudfunctions/adapters/pause';
import { createBillSource, payInsuranceKey } from '../../cloudfunctions/channels/payinsurance';
import { BillBroken } from '../../cloudfunctions/domain/recon-bill';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import type { BillItem, BillType } from '../../cloudfunctions/ports/bill-source';
import { FOREVER, listeningLog } from '../support/doubles';
import { memoryLease, memoryTokens } from '../support/memory-stores';
import { clientRig, paidRefund, type ClientRig } from './payinsurance-rig';
import { json } from './platform-support';

const DAY = '20260302';
let rig: ClientRig;
let orderNo: string;
beforeEach(async () => {
  rig = await clientRig();
  const paid = await paidRefund(rig);
  orderNo = paid.order.orderNo;
  await paid.sender.refund(paid.refund, FOREVER);
  paid.act('finish');
  rig.clock.advance(86_400_000);
});
afterEach(() => rig.close());

function source(config = rig.asProvider) {
  return createBillSource(config, {
    http: fetchHttp,
    streams: fetchHttpStreams,
    tokens: memoryTokens(),
    lease: memoryLease(),
    clock: rig.clock,
    ids: cryptoIds,
    pause: timerPause,
    log: listeningLog().log,
    rules: DEFAULT_RULES,
    storeTimeoutMs: 4_000,
  });
}

async function read(type: BillType = 'all'): Promise<readonly BillItem[]> {
  const opening = await source().open(DAY, type, FOREVER);
  if (opening.kind !== 'open') throw new Error(JSON.stringify(opening));
  const items: BillItem[] = [];
  for await (const item of opening.items) items.push(item);
  return items;
}

const plan = (body: unknown) => json(rig, 'POST', `/sandbox/api/payinsurance/bills/${DAY}`, body);
const faultOf = async (): Promise<unknown> =>
  read().then(
    () => 'whole',
    (error: unknown) => (error instanceof BillBroken ? error.fault : error),
  );

test.each<[BillType, readonly string[]]>([
  ['all', ['payment', 'refund']],
  ['success', ['payment']],
  ['refund', ['refund']],
])('%s: what was paid and what went back, as it happened', async (type, kinds) => {
  const items = await read(type);
  const rows = items.flatMap((item) => (item.kind === 'row' ? [item.row] : []));
  expect(rows.map(({ kind }) => kind)).toEqual(kinds);
  for (const row of rows) {
    const state = row.kind === 'payment' ? 'paid' : 'refunded';
    const sums = { total: 20000, cash: 5000, insurance: 15000 };
    expect(row).toMatchObject({ orderNo, ours: true, state, ...sums });
    expect(row.at).toBeGreaterThan(0);
  }
});

test('a bill of the day itself is not there yet', async () => {
  const opening = await source().open('20260303', 'all', FOREVER);
  expect(opening).toEqual({ kind: 'not-yet' });
});

test('planted in single rows: three decimals, a missing cell, a doubled row, names with commas', async () => {
  const name = { hospOutTradeNo: orderNo };
  const planted = async (kind: string) => {
    await plan({ differences: [{ kind, row: name }] });
    const items = await read();
    return items.map((item) => (item.kind === 'row' ? item.row.kind : item.fault));
  };
  expect(await planted('three-decimals')).toEqual(['订单总金额', 'refund']);
  expect(await planted('missing-cell')).toEqual(['cells', 'refund']);
  expect(await planted('double')).toEqual(['payment', 'payment', 'refund']);
  expect(await planted('comma-name')).toEqual(['payment', 'refund']);
});

test('BOM, CRLF and a new column change nothing', async () => {
  const plain = await read();
  await plan({ bom: true, crlf: true, extraColumn: '新增' });
  expect(await read()).toEqual(plain);
});

test.each([
  ['mid-row', { cut: { how: 'mid-row', afterRows: 1 } }, 'cut'],
  ['the connection', { cut: { how: 'connection', afterRows: 1 } }, 'connection'],
  ['GBK', { encoding: 'gbk' }, 'encoding'],
  ['another header', { renameColumn: { from: '订单总金额', to: '总额' } }, 'header'],
])('cut or changed as a whole: %s', async (_what, change, fault) => {
  await plan(change);
  expect(await faultOf()).toBe(fault);
});

test('refusals: a wrong key by its name, words that nobody listed without them', async () => {
  const wrong = { ...rig.asProvider, key: payInsuranceKey('0'.repeat(32)) };
  expect(await source(wrong).open(DAY, 'all', FOREVER)).toMatchObject({ code: '签名失败' });
  rig.plant('getbalancebill', { kind: 'error', code: '80000' });
  expect(await source().open(DAY, 'all', FOREVER)).toMatchObject({ code: 'unlisted' });
});

test('20,000 rows, every one of them read', async () => {
  await plan({ syntheticRows: 20_000, syntheticRefunds: 200 });
  const items = await read();
  expect(items).toHaveLength(20_202);
  expect(items.every((item) => item.kind === 'row' && item.row.ours)).toBe(true);
});
