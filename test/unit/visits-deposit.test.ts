/**
 * What is left of a deposit goes back across top-ups: each order one refund (trap 11), whatever breaks in
 * between, and never anybody else's money (money rules 9 and 13).
 */
import { refundDeposit } from '../../cloudfunctions/usecases/visits/refund-deposit';
import { clockworkTick } from '../../cloudfunctions/usecases/clockwork-tick';
import { patientId, type OrderNo } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import { fen } from '../../miniprogram/shared/fen';
import {
  ADMISSION,
  admissionOf,
  FOREVER,
  MINUTE,
  OTHER,
  OWNER,
  PATIENT,
  STRANGER,
  topUpOf,
  visitWorld,
} from '../support/visit-doubles';
import { hisRefuses } from '../support/his-answers';

const NOTHING_LEFT = { name: 'Refusal', reason: 'deposit-nothing-left', retry: false };
const ask = { owner: OWNER, patientId: PATIENT, admissionId: ADMISSION };

/** A stay that is reckoned up, with top-ups of which so much is left: [paid, left]. */
async function stay(...sums: readonly (readonly [paid: number, left: number])[]) {
  const here = await visitWorld();
  const orders: Order[] = [];
  const store = here.orders;
  for (const [paid] of sums) orders.push(await here.keep(topUpOf(paid)));
  const refundable = orders.map(({ orderNo }, index) => ({
    orderNo,
    amount: fen(sums[index]?.[1] ?? 0),
  }));
  here.script.admission = { admission: admissionOf({ refundable }) };
  const back = (change: Partial<typeof ask> = {}) =>
    refundDeposit(here.deps, { ...ask, ...change }, FOREVER);
  const refundOf = async (order: Order) => (await here.load(order.orderNo)).refund;
  const sent = () => here.platform.refunds.asked.map((one) => [one.orderNo, one.cash] as const);
  return { ...here, store, orders, back, refundOf, sent };
}

type Stay = Awaited<ReturnType<typeof stay>>;

const numbersOf = (orders: readonly { readonly orderNo: string }[]) =>
  orders.map(({ orderNo }) => orderNo);

/** The platform has heard of one refund for each order, with these sums. */
function onlySent(here: Stay, sums: readonly number[]): void {
  const wanted = here.orders.map(({ orderNo }, index) => [orderNo, sums[index]] as const);
  const all = wanted.filter(([, sum]) => sum !== undefined && sum > 0);
  expect([...here.sent()].sort()).toEqual([...all].sort());
  for (const { refundNo, orderNo } of here.platform.refunds.asked) {
    expect(refundNo).toBe(`R${orderNo}`);
  }
}

test('whole and part, each under the number of its order', async () => {
  const here = await stay([50_000, 50_000], [80_000, 30_000], [20_000, 0]);
  const views = await here.back();
  const [first, second, third] = here.orders;
  if (first === undefined || second === undefined || third === undefined) throw new Error('three');
  expect(numbersOf(views)).toEqual([first.orderNo, second.orderNo]);
  const common = { cause: 'patient', note: 'deposit', by: OWNER, insurance: 0 };
  expect(await here.refundOf(first)).toMatchObject({ ...common, mode: 'whole', cash: 50_000 });
  expect(await here.refundOf(second)).toMatchObject({ ...common, mode: 'cash-part', cash: 30_000 });
  expect(await here.refundOf(third)).toBeUndefined();
  onlySent(here, [50_000, 30_000]);
});

test('more than was paid never goes back, whatever the hospital lists', async () => {
  const here = await stay([50_000, 60_000]);
  await here.back();
  onlySent(here, [50_000]);
});

test('tapping again asks for nothing anew and shows what is on its way', async () => {
  const here = await stay([50_000, 50_000], [80_000, 80_000]);
  here.platform.refunds.script.onQueryRefund = () =>
    Promise.resolve({ kind: 'unknown', reason: 'timeout', code: 'timeout' });
  const first = await here.back();
  const again = await here.back();
  expect(numbersOf(again).sort()).toEqual(numbersOf(first).sort());
  expect(again.every((one) => one.refund?.state === 'going')).toBe(true);
  onlySent(here, [50_000, 80_000]);
});

test('two taps at once reserve each refund once, and both hear of it', async () => {
  const here = await stay([50_000, 50_000], [80_000, 80_000]);
  // the refunds stay on their way, so that both taps can see them
  here.platform.refunds.script.onQueryRefund = () =>
    Promise.resolve({ kind: 'unknown', reason: 'timeout', code: 'timeout' });
  const both = await Promise.all([here.back(), here.back()]);
  for (const views of both) {
    expect(numbersOf(views).sort()).toEqual(numbersOf(here.orders).sort());
  }
  onlySent(here, [50_000, 80_000]);
});

test('when everything is back nothing is left', async () => {
  const here = await stay([50_000, 50_000]);
  await here.back();
  const [order] = here.orders;
  if (order === undefined) throw new Error('one');
  expect(await here.refundOf(order)).toMatchObject({ state: 'done' });
  await expect(here.back()).rejects.toMatchObject(NOTHING_LEFT);
  onlySent(here, [50_000]);
});

/** The store breaks at the `at`-th access from now on, as a crash of the function would. */
function breakAt(here: Stay, at: number, when: 'before' | 'after') {
  let count = 0;
  const through = async <T>(act: () => Promise<T>): Promise<T> => {
    count += 1;
    if (count > at) throw new Error('dead');
    if (count < at) return act();
    if (when === 'after') await act();
    throw new Error('crash');
  };
  const { store } = here;
  const deps = {
    ...here.deps,
    orders: {
      ...store,
      load: (hospital: Order['hospital'], number: OrderNo) =>
        through(() => store.load(hospital, number)),
      save: (order: Order) => through(() => store.save(order)),
    },
  };
  return { run: () => refundDeposit(deps, ask, FOREVER), count: () => count };
}

test.each(['before', 'after'] as const)(
  'a crash %s any access of the store: the next tap and the clockwork finish it, once',
  async (when) => {
    const sums = [
      [50_000, 50_000],
      [80_000, 30_000],
    ] as const;
    const probe = await stay(...sums);
    const counting = breakAt(probe, Number.MAX_SAFE_INTEGER, when);
    await counting.run();
    const accesses = counting.count();
    expect(accesses).toBeGreaterThan(8);
    for (let at = 1; at <= accesses; at += 1) {
      const here = await stay(...sums);
      await breakAt(here, at, when)
        .run()
        .catch((error: unknown) => {
          if (!(error instanceof Error) || !['crash', 'dead'].includes(error.message)) throw error;
        });
      await here.back().catch((error: unknown) => {
        expect(error).toMatchObject(NOTHING_LEFT);
      });
      for (let tick = 0; tick < 20; tick += 1) {
        here.clock.advance(10 * MINUTE);
        await clockworkTick(here.deps, FOREVER);
      }
      const states = await Promise.all(here.orders.map((order) => here.refundOf(order)));
      expect([at, ...states.map((refund) => refund?.state)]).toEqual([at, 'done', 'done']);
      const taken = [...here.platform.refunds.taken.values()].map((one) => one.cash);
      expect(taken.sort()).toEqual([30_000, 50_000]);
    }
  },
);

test('one that cannot be reserved does not stand in the way of the others', async () => {
  const here = await stay([50_000, 50_000], [80_000, 80_000]);
  const [first, second] = here.orders;
  if (first === undefined || second === undefined) throw new Error('two');
  const { store } = here;
  const save = (order: Order) =>
    order.orderNo === first.orderNo ? Promise.resolve('conflict' as const) : store.save(order);
  const views = await refundDeposit({ ...here.deps, orders: { ...store, save } }, ask, FOREVER);
  expect(numbersOf(views)).toEqual([second.orderNo]);
  expect(here.lines.join()).toContain('deposit.not-reserved');
  expect(numbersOf(await here.back())).toEqual([first.orderNo]);
  onlySent(here, [50_000, 80_000]);
});

test('when none can be reserved the reason is said', async () => {
  const here = await stay([50_000, 50_000]);
  const save = () => Promise.resolve('conflict' as const);
  const deps = { ...here.deps, orders: { ...here.store, save } };
  await expect(refundDeposit(deps, ask, FOREVER)).rejects.toMatchObject({
    ...{ name: 'Refusal', reason: 'busy', retry: true },
  });
  expect(here.sent()).toEqual([]);
});

test('with little time left the rest waits for the next tap', async () => {
  const here = await stay([50_000, 50_000], [80_000, 80_000]);
  const [first, second] = here.orders;
  const soon = { leftMs: () => here.deps.rules.httpTimeoutMs - 1 };
  const views = await refundDeposit(here.deps, ask, soon);
  expect(numbersOf(views)).toEqual([first?.orderNo]);
  expect(numbersOf(await here.back())).toEqual([second?.orderNo]);
  onlySent(here, [50_000, 80_000]);
});

test('a hospital that will not have it back says so of that order; it may be asked again', async () => {
  const here = await stay([50_000, 50_000]);
  here.hospital.refunds.script.hold = hisRefuses('refund-served', 'SERVED');
  const [view] = await here.back();
  expect(view?.refund).toMatchObject({ state: 'refused', reason: 'refund-served' });
  expect(here.sent()).toEqual([]);
});

describe('nothing goes back', () => {
  it.each([STRANGER, patientId('P404')])('for %s, who is no patient of the caller', async (id) => {
    const here = await stay([50_000, 50_000]);
    const refused = here.back({ patientId: id });
    await expect(refused).rejects.toMatchObject({ reason: 'patient-not-yours', retry: false });
    expect(here.heard).toEqual([]);
    expect(here.sent()).toEqual([]);
  });

  it('of top-ups that somebody else paid, for the same patient', async () => {
    const here = await stay([50_000, 50_000]);
    await expect(here.back({ owner: OTHER })).rejects.toMatchObject(NOTHING_LEFT);
    expect(here.sent()).toEqual([]);
  });

  it('of another stay', async () => {
    const here = await stay([50_000, 50_000]);
    await expect(here.back({ admissionId: 'AD0' })).rejects.toMatchObject(NOTHING_LEFT);
    expect(here.sent()).toEqual([]);
  });

  it('of an earlier stay that the hospital lists with this one', async () => {
    const here = await stay();
    const order = await here.keep(topUpOf(50_000, { admissionId: 'AD0' }));
    const refundable = [{ orderNo: order.orderNo, amount: fen(50_000) }];
    here.script.admission = { admission: admissionOf({ refundable }) };
    for (const admissionId of ['AD0', ADMISSION]) {
      await expect(here.back({ admissionId })).rejects.toMatchObject(NOTHING_LEFT);
    }
    expect(here.sent()).toEqual([]);
  });

  it('when the patient has no stay, or the hospital lists nothing', async () => {
    const here = await stay();
    await expect(here.back()).rejects.toMatchObject(NOTHING_LEFT);
    here.script.admission = {};
    await expect(here.back()).rejects.toMatchObject(NOTHING_LEFT);
  });

  it('while the hospital is silent', async () => {
    const here = await stay([50_000, 50_000]);
    here.control.down.add('admission');
    const silent = { reason: 'hospital-unreachable', retry: true };
    await expect(here.back()).rejects.toMatchObject(silent);
    expect(here.sent()).toEqual([]);
  });
});
