/** Forgetting a person: what goes, what stays, and when it is refused (docs/privacy.md). */
import { orderNo } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import { deleteMyData, type Forgetter } from '../../cloudfunctions/usecases/delete-my-data';
import { HOSPITAL, linkOf, OTHER, OWNER } from '../support/doubles';
import { orderIn, T0 } from '../support/orders';
import { reminderOf } from '../support/reminder-stores';
import { bookedOrder, remindingWorld } from '../support/reminding';

function worldOf() {
  const here = remindingWorld();
  const forgotten: string[] = [];
  const deps: Forgetter = {
    ...here.deps,
    proofs: {
      forget: (_hospital, owner) => {
        forgotten.push(owner);
        return Promise.resolve();
      },
    },
  };
  return { ...here, deps, forgotten };
}

const numbered = (at: number, order: Order): Order => ({
  ...order,
  orderNo: orderNo(`Y20260302${at.toString(16).padStart(26, '0')}`),
  createdAt: T0 - at,
});

it('forgets patients, proofs, messages and yeses, and keeps the orders', async () => {
  const here = worldOf();
  await here.agree();
  await here.links.add(HOSPITAL, linkOf({ owner: OTHER }));
  await here.reminders.add(HOSPITAL, reminderOf({ owner: OWNER }));
  await here.orders.insert(bookedOrder());
  await here.orders.insert(numbered(1, orderIn('closed')));
  await here.orders.insert({ ...numbered(2, orderIn('payable')), owner: OTHER });
  expect(await deleteMyData(here.deps, OWNER)).toEqual({ ordersKept: 2 });
  expect(await here.links.of(HOSPITAL, OWNER)).toEqual([]);
  expect(await here.links.of(HOSPITAL, OTHER)).toHaveLength(1);
  expect(here.reminders.all()).toEqual([]);
  expect(await here.reminders.take(HOSPITAL, OWNER, 'paid')).toBe(false);
  expect(here.forgotten).toEqual([OWNER]);
  expect(here.orders.all()).toHaveLength(3);
  expect(await deleteMyData(here.deps, OWNER)).toEqual({ ordersKept: 2 });
});

it.each([
  ['being paid', orderIn('payable')],
  ['of which nobody knows', orderIn('unknown')],
  ['paid and not booked', orderIn('paid')],
  ['nothing to pay and not booked', orderIn('not-needed')],
  ['a person’s case', bookedOrder({ review: { reason: 'paid-twice', at: T0, evidence: '' } })],
])('is refused while an order is %s, and nothing is touched', async (_what, open) => {
  const here = worldOf();
  await here.agree();
  await here.orders.insert(open);
  await expect(deleteMyData(here.deps, OWNER)).rejects.toMatchObject({
    ...{ name: 'Refusal', reason: 'data-has-open-order', retry: false },
  });
  expect(await here.links.of(HOSPITAL, OWNER)).toHaveLength(1);
  expect(await here.reminders.take(HOSPITAL, OWNER, 'paid')).toBe(true);
  expect(here.forgotten).toEqual([]);
});

it('looks at every order, not only at the latest', async () => {
  const here = worldOf();
  for (let at = 0; at < 130; at += 1) await here.orders.insert(numbered(at, orderIn('closed')));
  expect(await deleteMyData(here.deps, OWNER)).toEqual({ ordersKept: 130 });
  await here.orders.insert(numbered(200, orderIn('payable')));
  await expect(deleteMyData(here.deps, OWNER)).rejects.toMatchObject({
    reason: 'data-has-open-order',
  });
});
