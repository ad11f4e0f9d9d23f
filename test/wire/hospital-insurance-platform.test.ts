/**
 * What the bureau answers to WeChat's platform (2.0): an order is taken under a permission that is spent
 * by that (trap 39), with every refusal, and settled once and for all.
 */

import { Bureau } from '../../sandbox/bureau';
import type { BureauOrderAsk } from '../../sandbox/bureau/port';
import { feesOf, insuranceRig, paidAtBureau, uploadsOf, type Rig } from './insurance-rig';

let rig: Rig;
beforeEach(async () => {
  rig = await insuranceRig();
});
afterEach(() => rig.close());

const { upload, price, query, revoke } = uploadsOf(() => rig);

/** An order that the bureau would take. */
async function ready(orderNo = 'O1', story = 'insurance-and-cash') {
  const { self, family } = rig.authorise();
  const fees = feesOf(rig, story === 'child' ? family : self, story);
  await upload(orderNo, fees);
  await price(orderNo, fees.payAuthNo);
  return { fees, ...paidAtBureau(rig, orderNo, fees) };
}

it('takes an order once: the permission is spent by that', async () => {
  const { accept, settle } = await ready();
  expect(accept()).toEqual({ ok: true });
  expect(accept()).toEqual({ ok: false, why: 'authorisation-rejected' });
  expect(settle()).toEqual({ ok: true, at: rig.clock.now() });
  rig.clock.advance(1000);
  expect(settle()).toEqual({ ok: true, at: rig.clock.now() - 1000 });
});

it('takes an order for a relative under the family permission', async () => {
  const { order, accept } = await ready('O1', 'child');
  expect(order.relative).toBeDefined();
  expect(accept()).toEqual({ ok: true });
});

it('reckons the platform’s cash without what the hospital adds and takes off', async () => {
  const { order, accept } = await ready('O1', 'cash-added-and-reduced');
  expect(order.cash).toBe(2430);
  expect(accept()).toEqual({ ok: true });
});

const OTHER = '0'.repeat(32);

describe('does not take an order', () => {
  const cases: readonly (readonly [string, string, (order: BureauOrderAsk) => BureauOrderAsk])[] = [
    ['under no permission', 'authorisation-not-found', (o) => ({ ...o, payAuthNo: 'AUTH0' })],
    ['of another phone', 'authorisation-rejected', (o) => ({ ...o, openid: 'oZhangWei' })],
    ['of a phone nobody has', 'authorisation-rejected', (o) => ({ ...o, openid: 'oNobody' })],
    [
      'under a permission over its time',
      'authorisation-rejected',
      (o) => {
        rig.clock.advance(300_000);
        return o;
      },
    ],
    [
      'with another digest',
      'digest-mismatch',
      (o) => ({ ...o, payer: { ...o.payer, idDigest: OTHER } }),
    ],
    ['with another name', 'name-mismatch', (o) => ({ ...o, payer: { ...o.payer, name: '张三' } })],
    [
      'of a card that is not bound any more',
      'card-not-bound',
      (o) => {
        rig.bureau.setCardBound('oZhangJianguo', false);
        return o;
      },
    ],
    [
      'for a relative under one’s own permission',
      'authorisation-rejected',
      (o) => ({ ...o, relative: o.payer }),
    ],
    ['of another number', 'settlement-check-failed', (o) => ({ ...o, payOrderId: 'ORD0' })],
    ['of another serial number', 'settlement-check-failed', (o) => ({ ...o, serialNo: 'S0' })],
    ['of another fund part', 'settlement-check-failed', (o) => ({ ...o, gov: o.gov + 1 })],
    ['of another account part', 'settlement-check-failed', (o) => ({ ...o, self: o.self + 1 })],
    ['of another part', 'settlement-check-failed', (o) => ({ ...o, other: o.other + 1 })],
    ['of other cash', 'settlement-check-failed', (o) => ({ ...o, cash: o.cash + 1 })],
    [
      'that was revoked',
      'settlement-check-failed',
      (o) => {
        rig.bureau.revoke('O1');
        return o;
      },
    ],
  ];

  it.each(cases)('%s: %s', async (_name, why, changed) => {
    const { order } = await ready();
    expect(rig.bureau.accept(changed(order))).toEqual({ ok: false, why });
    expect((await query('O1')).body['status']).not.toBe('settled');
  });

  it('for a relative who is none, or is called otherwise, or is not named', async () => {
    const { order } = await ready('O1', 'child');
    const { relative, ...alone } = order;
    if (relative === undefined) throw new Error('a child has somebody who pays');
    const stranger = { ...order, relative: { ...relative, idDigest: OTHER } };
    expect(rig.bureau.accept(stranger)).toEqual({ ok: false, why: 'no-such-relative' });
    const renamed = { ...order, relative: { ...relative, name: '李大妹' } };
    expect(rig.bureau.accept(renamed)).toEqual({ ok: false, why: 'name-mismatch' });
    expect(rig.bureau.accept(alone)).toEqual({ ok: false, why: 'authorisation-rejected' });
    await rig.control('/bureau/relatives', {
      ...{ openid: 'oZhangJianguo', patientId: 'P00002', bound: false },
    });
    expect(rig.bureau.accept(order)).toEqual({ ok: false, why: 'no-such-relative' });
  });

  it('as it was told, once', async () => {
    const { accept } = await ready();
    await rig.control('/bureau/fail-next', { at: 'accept', why: 'settlement-check-failed' });
    expect(accept()).toEqual({ ok: false, why: 'settlement-check-failed' });
    expect(accept()).toEqual({ ok: true });
  });
});

describe('settling', () => {
  it('fails for ever once it failed, and is then not settled (6301)', async () => {
    const { accept, settle } = await ready();
    accept();
    await rig.control('/bureau/fail-next', { at: 'settle', why: '参保人待遇已暂停' });
    expect(settle()).toEqual({ ok: false, why: '参保人待遇已暂停' });
    expect(settle()).toEqual({ ok: false, why: '参保人待遇已暂停' });
    expect((await query('O1')).body).toMatchObject({ status: 'priced' });
    expect((await revoke('O1')).status).toBe(200);
  });

  it('of an unknown number, and of an order that was never taken, is refused', async () => {
    const { settle } = await ready();
    expect(rig.bureau.settle('ORD0')).toMatchObject({ ok: false });
    expect(settle()).toMatchObject({ ok: false });
  });

  it('of a bill that another order’s insurance paid meanwhile is refused', async () => {
    const first = await ready('O1');
    const second = await ready('O2');
    expect([first.accept(), second.accept()]).toEqual([{ ok: true }, { ok: true }]);
    expect(first.settle()).toMatchObject({ ok: true });
    expect(second.settle()).toMatchObject({ ok: false });
    expect((await query('O2')).body).toMatchObject({ status: 'priced' });
  });
});

it('goes on after a restart where it stopped', async () => {
  const { accept, order } = await ready();
  accept();
  const { clock, tables, people } = rig;
  const reopened = () => new Bureau({ clock, tables, people, random: () => 0.5 });
  const again = reopened();
  expect(again.accept(order)).toMatchObject({ ok: false, why: 'authorisation-rejected' });
  const paid = again.settle(order.payOrderId);
  expect(paid).toEqual({ ok: true, at: rig.clock.now() });
  expect(reopened().settle(order.payOrderId)).toEqual(paid);
  expect(reopened().state('O1')).toMatchObject({ status: 'settled' });
  const fees = feesOf(rig, rig.authorise().self, 'insurance-and-cash');
  const head = { ...fees, orderNo: 'O2', patient: order.payer };
  const sums = { totalFen: 0, cashFen: 0, fundFen: 0, selfFen: 0, otherFen: 0 };
  const asked = { ...sums, cashAddFen: 0, cashReducedFen: 0, inHospital: false };
  expect(() => reopened().upload(head, () => asked)).toThrow(/insurance has paid/);
});
