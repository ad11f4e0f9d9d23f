/**
 * kill -9 in the middle of paying by 2.0: the whole sandbox is shot while a function waits for an answer,
 * after each step that leaves something behind, and started again on the same folder. Nothing that was
 * acknowledged is lost, nothing is paid or brought back twice, and the bill ends free or paid (money
 * rules 1, 2, 9 and 12; trap 39).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrderView } from '../../cloudfunctions/contract/types';
import {
  control,
  draftedBy,
  inTheDay,
  killChild,
  look,
  newBill,
  permittedBy,
  phone,
  startChild,
  timePasses,
  untilStuck,
  type Running,
} from '../support/medins-story-child';

jest.setTimeout(240_000);

let dataDir: string;
let running: Running | undefined;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'yibao-crash-2-'));
  running = await startChild(dataDir);
}, 120_000);

afterAll(async () => {
  if (running !== undefined) await killChild(running);
  await rm(dataDir, { recursive: true, force: true });
});

function alive(): Running {
  if (running === undefined) throw new Error('it was not started again');
  return running;
}

/** Shot while `act` waits for the answer to `call`, then started again; at another address if told so. */
async function shotWhile(
  call: string,
  kind: string,
  act: () => Promise<unknown>,
  moves = false,
): Promise<void> {
  await control(alive(), '/faults', { call, fault: { kind } });
  const inFlight = act().catch(() => 'shot');
  await untilStuck(alive());
  const { port } = alive().about;
  await killChild(alive());
  await inFlight;
  running = undefined;
  running = await startChild(dataDir, moves ? '0' : port);
}

interface Wechat {
  readonly orders: readonly {
    readonly outTradeNo: string;
    readonly mixPayStatus: string;
    readonly refundTold?: object;
  }[];
  readonly cashOrders: readonly { readonly outTradeNo: string; readonly state: string }[];
}

async function partsOf(orderNo: string) {
  const { orders, cashOrders } = await control<Wechat>(alive(), '/wechatpay/orders');
  const bureau = await control<{
    uploads: readonly { orderNo: string; status: string }[];
    revocations: readonly { orderNo: string }[];
  }>(alive(), '/bureau');
  const revoked = bureau.revocations.some((one) => one.orderNo === orderNo);
  const upload = bureau.uploads.find((one) => one.orderNo === orderNo)?.status ?? 'none';
  return {
    mixed: orders.find((one) => one.outTradeNo === orderNo),
    cash: cashOrders.find((one) => one.outTradeNo === orderNo)?.state ?? 'absent',
    upload: revoked ? 'revoked' : upload,
  };
}

async function bookedOf(orderNo: string): Promise<number> {
  const ledger = await control<{ entries: readonly { orderNo?: string }[] }>(
    alive(),
    '/his/ledger',
  );
  return ledger.entries.filter((entry) => entry.orderNo === orderNo).length;
}

async function payNow({ orderNo }: OrderView): Promise<void> {
  await control(alive(), '/wechatpay/pay', { outTradeNo: orderNo, outcome: 'paid' });
}

/** In the daytime, an order that waits for its permission. */
async function waiting(story = 'insurance-and-cash'): Promise<OrderView> {
  await inTheDay(alive());
  return draftedBy(alive(), [await newBill(alive(), story)]);
}

/** Nothing is left of that order, and its bill is paid by the next one, once. */
async function endsFree(order: OrderView): Promise<void> {
  await timePasses(alive(), 40, 10);
  expect(await look(alive(), order.orderNo)).toMatchObject({ next: { do: 'pay-anew' } });
  const { mixed, cash, upload } = await partsOf(order.orderNo);
  expect([undefined, 'MIX_PAY_CREATED']).toContain(mixed?.mixPayStatus);
  expect(['absent', 'CLOSED']).toContain(cash);
  expect(['none', 'revoked']).toContain(upload);
  const anew = await draftedBy(alive(), order.billIds);
  expect(anew.orderNo).not.toBe(order.orderNo);
  await payNow(await permittedBy(alive(), anew.orderNo));
  expect(await look(alive(), anew.orderNo)).toMatchObject({ hospital: 'settled' });
  expect([await bookedOf(order.orderNo), await bookedOf(anew.orderNo)]).toEqual([0, 1]);
}

it.each([
  ['`authorised` was stored, nothing uploaded', 'his.uploadFees', 'timeout-before'],
  ['the fees were uploaded', 'his.uploadFees', 'timeout-after'],
  ['the bureau had priced', 'his.preSettleUpload', 'timeout-after'],
  ['the split was stored', 'wechatpay.prepay', 'timeout-before'],
  ['prepay was answered', 'wechatpay.mixedOrder', 'timeout-before'],
  ['the order was taken', 'wechatpay.mixedOrder', 'timeout-after'],
])('shot when %s: free in the end, then paid once', async (_name, call, kind) => {
  const order = await waiting();
  const { orderNo } = order;
  await shotWhile(call, kind, () => permittedBy(alive(), orderNo));
  await endsFree(order);
});

it('shot when the patient had paid: found and booked once', async () => {
  const order = await waiting();
  await payNow(await permittedBy(alive(), order.orderNo));
  await shotWhile('his.settle', 'timeout-after', () => look(alive(), order.orderNo));
  await timePasses(alive(), 10, 5);
  expect(await look(alive(), order.orderNo)).toMatchObject({
    payment: 'paid',
    hospital: 'settled',
  });
  expect(await bookedOf(order.orderNo)).toBe(1);
});

it.each([
  ['the cash order was closed', 'his.revokeUpload', 'timeout-before'],
  ['the fees were withdrawn', 'his.revokeUpload', 'timeout-after'],
])('shot while it was given up, when %s: free in the end', async (_name, call, kind) => {
  const order = await waiting();
  const { orderNo } = await permittedBy(alive(), order.orderNo);
  await shotWhile(call, kind, () => phone(alive(), 'pay', 'closeOrder', { orderNo }));
  await endsFree(order);
});

it.each([
  ['insurance was back', 'wechatpay.refundCash', 'timeout-before'],
  ['both legs were back', 'wechatpay.notifyRefund', 'timeout-before'],
  ['the platform was told', 'wechatpay.notifyRefund', 'timeout-after'],
  ['both legs were back, and moved', 'wechatpay.notifyRefund', 'timeout-before'],
])('shot during the refund, when %s: back once, told, booked once', async (name, call, kind) => {
  const order = await waiting();
  const { orderNo } = order;
  await payNow(await permittedBy(alive(), orderNo));
  expect(await look(alive(), orderNo)).toMatchObject({ hospital: 'settled' });
  const ask = () => phone(alive(), 'pay', 'askRefund', { orderNo });
  // at another address the refund is asked for in other words: its notices go elsewhere
  await shotWhile(call, kind, ask, name.endsWith('moved'));
  await timePasses(alive(), 40, 10);
  expect(await look(alive(), orderNo)).toMatchObject({
    refund: { state: 'returned', cash: 10000, insurance: 32400 },
  });
  const { mixed, cash, upload } = await partsOf(orderNo);
  expect([mixed?.mixPayStatus, cash, upload]).toEqual(['MIX_PAY_REFUND', 'REFUND', 'refunded']);
  expect(mixed?.refundTold).toMatchObject({ out_refund_no: `R${orderNo}` });
  const { refunds } = await control<{ refunds: readonly { outRefundNo: string }[] }>(
    alive(),
    '/wechatpay/refunds',
  );
  expect(refunds.filter(({ outRefundNo }) => outRefundNo.includes(orderNo))).toHaveLength(1);
  expect(await bookedOf(orderNo)).toBe(2);
});
