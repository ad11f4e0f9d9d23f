/** Notices of 2.0 in stories: what the platform has to tell, sent as it is or altered. */
import type { OrderView } from '../../cloudfunctions/contract/types';
import type { NoticeKind } from '../../sandbox/platform/wechatpay/model';
import type { Delivery } from '../../sandbox/platform/wechatpay/notice-courier';
import type { Alteration } from '../../sandbox/platform/wechatpay/notice-parcel';
import { pay, placed } from './payer';
import type { TestSandbox } from './sandbox';

export function noticeOf(
  { world }: TestSandbox,
  { orderNo }: OrderView,
  kind: NoticeKind = 'mixed',
) {
  const all = world.wechat.engine.notices.list();
  const found = all.find((one) => one.outTradeNo === orderNo && one.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} notice of ${orderNo}`);
  return found;
}

/** Sends an altered copy of it. */
export async function tampered(
  sandbox: TestSandbox,
  order: OrderView,
  alteration: Alteration,
  kind: NoticeKind = 'mixed',
): Promise<Delivery> {
  const { courier } = sandbox.world.wechat;
  const delivery = await courier.tamper(noticeOf(sandbox, order, kind).id, alteration);
  if (delivery === undefined) throw new Error('no delivery');
  return delivery;
}

/** Paid, and nobody has told us. */
export async function paidAtThePlatform(
  sandbox: TestSandbox,
  story = 'insurance-and-cash',
): Promise<OrderView> {
  const order = await placed(sandbox, story);
  await pay(sandbox, order.orderNo);
  return order;
}

/** Delivers what is due; what became of each. */
export async function flushed({ world }: TestSandbox): Promise<readonly Delivery['outcome'][]> {
  return (await world.wechat.courier.flush()).map(({ outcome }) => outcome);
}

/** Nothing of one story knocks in the next one. */
export async function quiet(sandbox: TestSandbox): Promise<void> {
  sandbox.world.faults.clear();
  for (let turn = 0; turn < 3; turn += 1) await sandbox.world.wechat.courier.flush();
}
