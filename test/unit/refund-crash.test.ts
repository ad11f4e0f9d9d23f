/**
 * A crash between any two steps of a refund (money rules 1, 2 and 9): at every access to the store, before
 * or after it took effect, of the whole process or of that one access. The clockwork finishes, and the
 * platform has heard of one refund with the same sums every time.
 */
import { freesBills } from '../../cloudfunctions/domain/order';
import { isOpen } from '../../cloudfunctions/domain/refund';
import type { OrderStore } from '../../cloudfunctions/ports/order-store';
import { hisRefuses } from '../support/doubles';
import { paidAndBooked, paidUnbooked, type RefundWorld } from '../support/refund-world';

const HOUR = 3_600_000;

type When = 'before' | 'after';
type Scope = 'process' | 'access';

class Crash extends Error {}

/** Breaks the `at`-th access from now on; `access`: that one only. `count` tells how many there were. */
function breakable(here: RefundWorld, at: number, when: When, scope: Scope) {
  const { orders } = here;
  let count = 0;
  let dead = false;
  const through = async <T>(act: () => Promise<T>): Promise<T> => {
    if (dead) throw new Crash('dead');
    count += 1;
    if (count !== at) return act();
    dead = scope === 'process';
    if (when === 'after') await act();
    throw new Crash('crash');
  };
  const broken: OrderStore = {
    ...orders,
    load: (hospital, number) => through(() => orders.load(hospital, number)),
    save: (order) => through(() => orders.save(order)),
  };
  here.deps.orders = { ...orders, ...broken };
  return {
    count: () => count,
    mend: () => {
      here.deps.orders = orders;
    },
  };
}

/** How an order that is to be paid back comes about, and what sets it off. */
const STORIES = {
  'a patient who asks': {
    begin: paidAndBooked,
    start: (here: RefundWorld) => here.ask(),
  },
  'a hospital that refuses to book': {
    begin: async () => {
      const here = await paidUnbooked();
      here.hospital.script.settle = hisRefuses('bill-amount-changed', 'BILL_CHANGED');
      return here;
    },
    start: (here: RefundWorld) => here.look(),
  },
} as const;

type Story = (typeof STORIES)[keyof typeof STORIES];

async function crashed(story: Story, at: number, when: When, scope: Scope) {
  const here = await story.begin();
  const store = breakable(here, at, when, scope);
  await story.start(here).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
  store.mend();
  return { here, accesses: store.count() };
}

function oneRefund(here: RefundWorld): void {
  expect([...here.platform.refunds.taken.keys()]).toEqual([`R${here.text}`]);
  const sums = here.platform.refunds.asked.map((one) => [one.refundNo, one.cash, one.insurance]);
  expect([...new Set(sums.map((one) => one.join(' ')))]).toEqual([`R${here.text} 4000 8000`]);
}

const cases = Object.entries(STORIES).flatMap(([name, story]) =>
  (['before', 'after'] as const).flatMap((when) =>
    (['process', 'access'] as const).map((scope) => [name, when, scope, story] as const),
  ),
);

it.each(cases)('after %s: a crash %s any access, of the %s', async (_name, when, scope, story) => {
  const whole = await crashed(story, 0, when, scope);
  expect(whole.accesses).toBeGreaterThanOrEqual(12);
  expect((await whole.here.refund()).state).toBe('done');
  let begun = 0;
  for (let at = 1; at <= whole.accesses; at += 1) {
    const { here } = await crashed(story, at, when, scope);
    await here.until(2 * HOUR);
    const stored = await here.stored();
    if (stored.refund === undefined) {
      // nothing was promised: the patient asks again
      expect(here.platform.refunds.asked).toEqual([]);
      await here.ask();
    } else {
      begun += 1;
    }
    const order = await here.stored();
    expect([at, order.refund?.state, order.dueAt]).toEqual([at, 'done', null]);
    expect(isOpen(order.refund)).toBe(false);
    expect(order.review).toBeUndefined();
    expect(freesBills(order)).toBe(true);
    oneRefund(here);
  }
  expect(begun).toBeGreaterThan(whole.accesses / 2);
});

it.each(['before', 'after'] as const)(
  'one crash %s some access of every single invocation only makes it later',
  async (when) => {
    for (let from = 2; from <= 9; from += 1) {
      const { here } = await crashed(
        STORIES['a hospital that refuses to book'],
        9,
        when,
        'process',
      );
      for (let turn = 0; turn < 60; turn += 1) {
        const store = breakable(here, from + (turn % 5), when, 'process');
        await here.tick(60_000).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        });
        store.mend();
      }
      expect([from, (await here.refund()).state]).toEqual([from, 'done']);
      oneRefund(here);
    }
  },
);
