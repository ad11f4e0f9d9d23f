/** Refund stories over HTTP: a paid order, the people who want it back, and time that passes. */
import type { StaffOrderView } from '../../cloudfunctions/contract/staff-types';
import type { OrderView } from '../../cloudfunctions/contract/types';
import { ADMINISTRATOR } from '../../sandbox/function-environment';
import { calls, confirm, pay, placed } from './payer';
import { ZHANG, type TestSandbox } from './sandbox';

export const CLERK = 'oClerkLiu';

/** A fresh bill of that story, paid and booked. */
export async function paidOrder(sandbox: TestSandbox, story: string): Promise<OrderView> {
  const order = await placed(sandbox, story);
  await pay(sandbox, order.orderNo);
  const paid = await confirm(sandbox, order.orderNo);
  if (paid.hospital !== 'settled') throw new Error(`not settled but ${paid.hospital}`);
  return paid;
}

/** Lets CLERK in, as an administrator does. */
export async function hireClerk(sandbox: TestSandbox): Promise<void> {
  const member = { openId: CLERK, name: '刘收费', role: 'clerk' } as const;
  await sandbox.must(ADMINISTRATOR, 'staff', 'setMember', member);
}

export async function asStaff(sandbox: TestSandbox, orderNo: string): Promise<StaffOrderView> {
  return (await sandbox.must(CLERK, 'staff', 'order', { orderNo })).order;
}

/** Time passes, and the clockwork ticks as often as it would. */
export async function later(sandbox: TestSandbox, ms: number, ticks = 3): Promise<void> {
  for (let tick = 0; tick < ticks; tick += 1) {
    sandbox.world.clock.advance(Math.ceil(ms / ticks));
    const { status, json } = await sandbox.request('/sandbox/api/cloud/tick', {
      name: 'clockwork',
    });
    if (status !== 200) throw new Error(JSON.stringify(json));
  }
}

export async function askBack(sandbox: TestSandbox, orderNo: string): Promise<OrderView> {
  return (await sandbox.must(ZHANG, 'pay', 'askRefund', { orderNo })).order;
}

/** How the platform sees that order and its refund. */
export function atPlatform(sandbox: TestSandbox, orderNo: string) {
  const { engine } = sandbox.world.platform;
  const order = engine.order(orderNo);
  const refund = engine.refunds.get({ hospOutTradeNo: orderNo });
  return { order, refund };
}

/** The call by which money goes back, of the way of paying that the sandbox is set to. */
export const refundCall = ({ world }: TestSandbox): string =>
  world.channel === 'medins' ? 'wechatpay.refundCash' : 'payinsurance.refund';

export const refundsSent = (sandbox: TestSandbox): number => calls(sandbox, refundCall(sandbox));

/** What the order was called at the platform: what it is for, and whether it is cash alone. */
export function namedAtPlatform({ world }: TestSandbox, orderNo: string) {
  if (world.channel === 'medins') {
    const order = world.wechat.engine.order({ outTradeNo: orderNo });
    return { for: order?.asked['order_type'], isCash: order?.type === 'CASH_ONLY' };
  }
  const asked = world.platform.engine.order(orderNo)?.asked;
  return { for: asked?.order_type, isCash: asked?.pay_type === '1' };
}
