/**
 * Deposits: whatever the hospital lists and however often it is tapped, nobody gets more than was listed
 * for, or paid with, their own orders, and each order is refunded once (money rule 9, trap 11).
 */
import fc from 'fast-check';
import type { Order } from '../../cloudfunctions/domain/order';
import { readAdmission } from '../../cloudfunctions/usecases/visits/admission';
import { refundDeposit } from '../../cloudfunctions/usecases/visits/refund-deposit';
import { Refusal } from '../../cloudfunctions/usecases/refusal';
import { fen } from '../../miniprogram/shared/fen';
import {
  ADMISSION,
  admissionOf,
  FOREVER,
  OTHER,
  OWNER,
  PATIENT,
  topUpOf,
  visitWorld,
} from '../support/visit-doubles';
import { holdsAsync } from './cases';

const sum = fc.oneof(fc.nat({ max: 100 }), fc.nat({ max: 5_000_000 }));
const topUps = fc.array(
  fc.record({
    paid: sum.map((value) => value + 1),
    left: sum,
    owner: fc.constantFrom(OWNER, OTHER),
    stay: fc.constantFrom(ADMISSION, ADMISSION, 'AD0'),
    listed: fc.boolean(),
    isPaid: fc.boolean(),
  }),
  { maxLength: 6 },
);
const taps = fc.array(fc.constantFrom(OWNER, OTHER), { minLength: 1, maxLength: 4 });
/** Sums that the hospital lists the second time: a stay that was reckoned up anew. */
const again = fc.array(sum, { maxLength: 6 });

type Drawn = typeof topUps extends fc.Arbitrary<readonly (infer T)[]> ? T : never;

async function arranged(drawn: readonly Drawn[]) {
  const here = await visitWorld();
  const kept: { readonly order: Order; readonly from: Drawn }[] = [];
  for (const from of drawn) {
    const { isPaid, owner, paid, stay } = from;
    const unpaid = isPaid ? {} : { payment: 'closed' as const };
    const order = await here.keep(topUpOf(paid, { owner, admissionId: stay, ...unpaid }));
    kept.push({ order, from });
  }
  const list = (sums: readonly number[]) => {
    const refundable = kept.flatMap(({ order, from }, index) => {
      const amount = fen(sums[index] ?? from.left);
      return from.listed ? [{ orderNo: order.orderNo, amount }] : [];
    });
    here.script.admission = { admission: admissionOf({ refundable }) };
  };
  return { ...here, kept, list };
}

type World = Awaited<ReturnType<typeof arranged>>;

async function tap(here: World, owner: typeof OWNER): Promise<void> {
  const ask = { owner, patientId: PATIENT, admissionId: ADMISSION };
  try {
    await refundDeposit(here.deps, ask, FOREVER);
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason !== 'deposit-nothing-left') throw error;
  }
}

const shown = async (here: World, owner: typeof OWNER): Promise<number> =>
  (await readAdmission(here.deps, owner, { patientId: PATIENT }, FOREVER)).admission?.refundable ??
  0;

const cashOf = (orders: readonly { readonly cash: number }[]): number =>
  orders.reduce((all, { cash }) => all + cash, 0);

function within(here: World, tapped: readonly string[], relisted: readonly number[]): void {
  const { asked } = here.platform.refunds;
  for (const { order, from } of here.kept) {
    const mine = asked.filter((one) => one.orderNo === order.orderNo);
    const isMine = tapped.includes(from.owner) && from.stay === ADMISSION;
    if (!isMine || !from.listed || !from.isPaid) expect(mine).toEqual([]);
    expect(mine.length).toBeLessThanOrEqual(1);
    const index = here.kept.findIndex((one) => one.order === order);
    const listed = Math.max(from.left, relisted[index] ?? from.left);
    expect(cashOf(mine)).toBeLessThanOrEqual(Math.min(from.paid, listed));
    for (const { insurance } of mine) expect(insurance).toBe(0);
  }
}

holdsAsync(
  'no more than was listed or paid',
  [topUps, taps, again],
  async (drawn, who, relisted) => {
    const here = await arranged(drawn);
    here.list([]);
    const promised = new Map([
      [OWNER, await shown(here, OWNER)],
      [OTHER, await shown(here, OTHER)],
    ]);
    for (const owner of who) await tap(here, owner);
    within(here, who, []);
    for (const owner of new Set(who)) {
      const numbers = here.kept
        .filter(({ from }) => from.owner === owner)
        .map(({ order }) => order);
      const sent = here.platform.refunds.asked.filter((one) =>
        numbers.some(({ orderNo }) => orderNo === one.orderNo),
      );
      // what was shown is what goes back, and then nothing more is shown
      expect(cashOf(sent)).toBe(promised.get(owner));
      expect(await shown(here, owner)).toBe(0);
    }
    here.list(relisted);
    for (const owner of who) await tap(here, owner);
    within(here, who, relisted);
  },
);

holdsAsync('two taps at once are as one', [topUps], async (drawn) => {
  const here = await arranged(drawn);
  here.list([]);
  const promised = await shown(here, OWNER);
  await Promise.all([tap(here, OWNER), tap(here, OWNER), tap(here, OTHER)]);
  within(here, [OWNER, OTHER], []);
  const mine = here.kept
    .filter(({ from }) => from.owner === OWNER)
    .map(({ order }) => order.orderNo);
  const sent = here.platform.refunds.asked.filter((one) => mine.includes(one.orderNo));
  expect(cashOf(sent)).toBe(promised);
});
