/** A person's own orders: every one in exactly one state, page by page, nobody else's among them. */
import type { OrderFilter } from '../../cloudfunctions/contract/types';
import { orderNo } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import { filterOf, listOrders } from '../../cloudfunctions/usecases/list-orders';
import { timelineOf } from '../../cloudfunctions/usecases/order-timeline';
import { OTHER, OWNER, world } from '../support/doubles';
import { orderIn, PAYMENT_STATES, T0 } from '../support/orders';
import { refunded, STANDINGS } from '../support/refund-fixtures';

const numberOf = (index: number) => orderNo(`Y20260302${String(index).padStart(26, '0')}`);

/** `count` orders, a second apart, the latest last; `change` may differ by index. */
async function withOrders(count: number, change: (index: number) => Partial<Order> = () => ({})) {
  const here = await world();
  for (let index = 0; index < count; index += 1) {
    const own = { orderNo: numberOf(index), createdAt: T0 + index * 1000, ...change(index) };
    await here.orders.insert(orderIn('closed', own));
  }
  return here;
}

type World = Awaited<ReturnType<typeof withOrders>>;

async function pages(here: World, filter: OrderFilter): Promise<readonly string[][]> {
  const all: string[][] = [];
  for (let after: string | undefined, turn = 0; turn < 30; turn += 1) {
    const ask = { filter, ...(after === undefined ? {} : { after }) };
    const page = await listOrders(here.deps, OWNER, ask);
    all.push(page.orders.map((order) => order.orderNo));
    after = page.next;
    if (after === undefined) return all;
  }
  throw new Error('the list has no end');
}

describe('the list of one’s orders', () => {
  it.each([0, 1, 19, 20, 21, 40, 45])('gives %d orders once each, newest first', async (count) => {
    const here = await withOrders(count);
    const all = await pages(here, 'all');
    const wanted = Array.from({ length: count }, (_, index) => numberOf(count - 1 - index));
    expect(all.flat()).toEqual(wanted);
    expect(all.every((page) => page.length <= 20)).toBe(true);
  });

  it('finds the few of one state among many', async () => {
    const paid = orderIn('paid');
    const here = await withOrders(230, (index) =>
      index % 100 === 0 ? { ...paid, orderNo: numberOf(index), createdAt: T0 + index * 1000 } : {},
    );
    expect((await pages(here, 'open')).flat()).toEqual([200, 100, 0].map(numberOf));
    expect((await pages(here, 'over')).flat()).toHaveLength(227);
  });

  it('shows nobody else’s', async () => {
    const here = await withOrders(3, (index) => (index === 1 ? { owner: OTHER } : {}));
    expect((await pages(here, 'all')).flat()).toEqual([numberOf(2), numberOf(0)]);
  });

  it('refuses a place in the list that is none', async () => {
    const { deps } = await world();
    const ask = { filter: 'all', after: '9'.repeat(20) } as const;
    await expect(listOrders(deps, OWNER, ask)).rejects.toMatchObject({ reason: 'bad-request' });
  });
});

describe('the state that an order is listed under', () => {
  it.each([
    ['placing', 'open'],
    ['unknown', 'open'],
    ['payable', 'open'],
    ['closing', 'open'],
    ['failing', 'open'],
    ['rejected', 'over'],
    ['closed', 'over'],
    ['failed', 'over'],
  ] as const)('%s is %s', (state, wanted) => {
    expect(filterOf(orderIn(state))).toBe(wanted);
  });

  it('is done once paid and booked, open before', () => {
    const paid = orderIn('paid');
    const settled = { ...paid.settlement, state: 'settled' } as const;
    expect(filterOf({ ...paid, settlement: { ...settled, state: 'due' } })).toBe('open');
    expect(filterOf({ ...paid, settlement: settled })).toBe('done');
  });

  it('is refunded from the asking on, unless it was refused', () => {
    for (const standing of STANDINGS) {
      if (standing === 'none') continue;
      const order = refunded(standing);
      const isRefunded = filterOf(order) === 'refunded';
      expect([standing, isRefunded]).toEqual([standing, order.refund?.state !== 'refused']);
    }
  });
});

describe('the timeline', () => {
  it('begins with the placing, in every state', () => {
    for (const state of PAYMENT_STATES) {
      const steps = timelineOf(orderIn(state));
      expect(steps[0]).toEqual({ step: 'placed', at: T0 });
      expect(steps.map(({ at }) => at)).toEqual([...steps.map(({ at }) => at)].sort());
    }
  });

  it('says paid only with a proof, and its end only when it is over', () => {
    const steps = (order: Order) => timelineOf(order).map(({ step }) => step);
    expect(steps(orderIn('payable'))).toEqual(['placed']);
    expect(steps(orderIn('paid'))).toEqual(['placed', 'paid']);
    expect(steps(orderIn('closed', { since: T0 + 5 }))).toEqual(['placed', 'closed']);
    expect(steps(orderIn('failed', { since: T0 + 5 }))).toEqual(['placed', 'failed']);
    const booked = { at: T0 + 9, event: 'settled', outcome: 'settled', times: 1 };
    expect(steps(orderIn('paid', { history: [booked] }))).toEqual(['placed', 'paid', 'booked']);
  });

  it('tells of a refund that was asked for, and of its end only when the money is back', () => {
    for (const standing of STANDINGS) {
      if (standing === 'none') continue;
      const order = refunded(standing);
      const steps = timelineOf(order).map(({ step }) => step);
      const { refund } = order;
      expect([standing, steps.includes('refund-asked')]).toEqual([
        standing,
        refund?.state !== 'refused',
      ]);
      const back = refund?.returnedAt !== undefined && refund.state !== 'refused';
      expect([standing, steps.includes('refunded')]).toEqual([standing, back]);
    }
  });
});

it('goes on behind an order that cannot be read', async () => {
  const here = await withOrders(25);
  const { orders } = here.deps;
  const damaged = numberOf(24);
  const deps = {
    ...here.deps,
    orders: {
      ...orders,
      ofOwner: async (...ask: Parameters<typeof orders.ofOwner>) =>
        (await orders.ofOwner(...ask)).filter(({ orderNo: number }) => number !== damaged),
    },
  };
  const all = await pages({ ...here, deps }, 'all');
  expect(all.flat()).toHaveLength(24);
});
