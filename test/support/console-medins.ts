/**
 * The console over a world in which only 2.0 happened: real engines of WeChat Pay and of the bureau, one
 * insured order with its cash order under way, our stored document beside it, and no cloud.
 */
import type { AddressInfo } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { Bureau, bureauPeople } from '../../sandbox/bureau';
import { bureauSection } from '../../sandbox/bureau/section';
import { consolePlugin } from '../../sandbox/console/plugin';
import { storeSection, type StoreParts } from '../../sandbox/console/store-section';
import { controlPlugin } from '../../sandbox/control/api';
import { sandboxClock } from '../../sandbox/control/clock';
import { FaultBook } from '../../sandbox/control/faults';
import { WireLog } from '../../sandbox/control/wire-log';
import { seedHospital } from '../../sandbox/hospital/seed';
import { wechatPayKeys } from '../../sandbox/platform/wechatpay/keys';
import { keyOf, TABLES } from '../../sandbox/platform/wechatpay/model';
import type { CashOrder, MixedOrder } from '../../sandbox/platform/wechatpay/model';
import { createWechatPay } from '../../sandbox/platform/wechatpay/platform';
import { memoryTables, type Tables } from '../../sandbox/shared/tables';

export const ORDER_NO = 'Y20261122medins0000000001';
const OPENID = 'oZhangJianguo';
const SPLIT = {
  ...{ totalFen: 12_345, cashFen: 2_000, fundFen: 8_000, selfFen: 2_345, otherFen: 0 },
  ...{ cashAddFen: 0, cashReducedFen: 0 },
};
const FEES = { totalFee: 12_345, cashFee: 2_000, govFee: 8_000, selfFee: 2_345, otherFee: 0 };

export interface ConsoleWorld {
  readonly origin: string;
  /** What must not be read anywhere. */
  readonly secrets: readonly string[];
  readonly wechatpay: ReturnType<typeof createWechatPay>;
  readonly bureau: Bureau;
  close(): Promise<void>;
}

export async function consoleWorld(): Promise<ConsoleWorld> {
  const tables = memoryTables();
  const clock = sandboxClock();
  const { faults, wire } = { faults: new FaultBook(), wire: new WireLog() };
  const durable = (): Promise<void> => Promise.resolve();
  const people = bureauPeople(seedHospital());
  const bureau = new Bureau({ clock, tables, random: Math.random, people });
  const { payAuthNo, payOrderId } = uploaded(bureau, people.holders[0]);
  const keys = wechatPayKeys(mkdtempSync(join(tmpdir(), 'console-')));
  putOrders(tables, { mchid: keys.merchant.mchid, subMchid: '' }, payOrderId, clock.now());
  const parts = { tables, clock, keys, bureau, faults, wire, durable };
  const post = () => Promise.resolve({ status: 204, body: '' });
  const wechatpay = createWechatPay({ ...parts, post });
  const server = fastify();
  const sections = [
    wechatpay.section,
    bureauSection(bureau, durable, []),
    storeSection({
      ...{ clock, durable, collections: ['orders'], dataDir: '', tokenExpiry: () => undefined },
      ...others(clock.now()),
      medins: { wechatpay: wechatpay.engine, bureau },
    }),
  ];
  await server.register(controlPlugin({ clock, faults, wire, durable, sections }));
  await server.register(consolePlugin());
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    secrets: [OPENID, payAuthNo, 'prepay-secret', '张建国', '*建国'],
    ...{ wechatpay, bureau },
    close: () => server.close(),
  };
}

/** Fees that the bureau has priced, under a permission of their own. */
function uploaded(bureau: Bureau, holder: { name: string; idDigest: string } | undefined) {
  const code = bureau.issueCode(OPENID);
  const given = bureau.exchange(code.ok ? code.authCode : '', OPENID);
  if (!given.ok || holder === undefined) throw new Error('the bureau did not authorise');
  const { payAuthNo } = given;
  const patient = { name: holder.name, idDigest: holder.idDigest };
  const head = { orderNo: ORDER_NO, serialNo: 'S1', billIds: ['B1'], patient, payAuthNo };
  bureau.upload(head, () => ({ ...SPLIT, inHospital: false }));
  const { payOrderId } = bureau.price(ORDER_NO, payAuthNo, () => SPLIT.totalFen);
  return { payAuthNo, payOrderId };
}

function putOrders(
  tables: Tables,
  owner: { readonly mchid: string; readonly subMchid: string },
  payOrderId: string,
  now: number,
): void {
  const common = {
    ...owner,
    ...{ id: keyOf(owner, ORDER_NO), outTradeNo: ORDER_NO, openid: OPENID },
    ...{ payerAppid: 'wxapp', createdAt: now },
  };
  tables.table<CashOrder>(TABLES.cash).put(common.id, {
    ...{ ...common, prepayId: 'prepay-secret', asked: {}, description: '张建国的费用' },
    ...{ notifyUrl: 'https://x.test/', total: 2_000, expiresAt: now + 7_200_000, state: 'NOTPAY' },
  });
  tables.table<MixedOrder>(TABLES.mixed).put(common.id, {
    ...{ ...common, ...FEES, mixTradeNo: 'MIX1', type: 'CASH_AND_INSURANCE' },
    asked: { pay_order_id: payOrderId, callback_url: 'https://x.test/' },
    ...{ payer: '*建国', state: 'CREATED', self: 'CREATED', medIns: 'CREATED' },
  });
  tables.table<{ openid: string }>(TABLES.users).put(`wxapp/${OPENID}`, {
    ...{ openid: OPENID, appid: 'wxapp', name: '张建国', idDigest: '' },
    ...{ cashBalanceFen: 1_000_000, payPassword: '123456' },
  });
}

/** Our own document, and parties that have never heard of the order. */
function others(now: number): Pick<StoreParts, 'database' | 'platform' | 'hospital'> {
  const order = {
    ...{ orderNo: ORDER_NO, channel: 'medins', payment: 'payable', owner: OPENID, version: 3 },
    ...{ legs: { cash: 'unpaid', insurance: 'unpaid' }, billIds: [], history: [] },
    amounts: { total: 12_345, cash: 2_000, insurance: 10_345 },
    upload: { state: 'priced', payOrderId: 'PO1', quoted: { total: 12_345, cash: 1_900 } },
    launch: { mixTradeNo: 'MIX1', cash: { package: 'prepay_id=prepay-secret' } },
    settlement: { state: 'none', attempts: 0 },
    halfPaid: { cash: 2_000, paidAt: now },
  };
  const document = { _id: ORDER_NO, createdAt: now, order };
  const database = { documents: (name: string) => (name === 'orders' ? [document] : []) };
  const platform = { engine: { order: () => undefined, refunds: { list: () => [] } } };
  const hospital = { querySettlement: () => ({ status: 'not-settled' }), refunds: () => [] };
  return { database, platform, hospital } as object as Pick<
    StoreParts,
    'database' | 'platform' | 'hospital'
  >;
}
