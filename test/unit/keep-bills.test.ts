/**
 * One payable order per bill (money rule 6), also when an order comes back after its end: it holds its
 * bills again, and a rival gives way where money is or may be held.
 */
import { closeOrder } from '../../cloudfunctions/usecases/close-order';
import { confirmOrder } from '../../cloudfunctions/usecases/confirm-order';
import { placeOrder, type PlaceInput } from '../../cloudfunctions/usecases/place-order';
import type { OrderNo } from '../../cloudfunctions/domain/ids';
import type { QueryOutcome } from '../../cloudfunctions/ports/payment-channel';
import { fen } from '../../miniprogram/shared/fen';
import {
  BILL,
  FOREVER,
  HIS_SILENT,
  HOSPITAL,
  OTHER,
  OWNER,
  PATIENT,
  seen,
} from '../support/doubles';
import { placed } from '../support/placed';

const ASK: PlaceInput = {
  ...{ owner: OWNER, patientId: PATIENT, billIds: [BILL], payWith: 'insurance' },
  ...{ place: { kind: 'refused' }, entry: 'menu', clientIp: '10.0.0.1' },
};
/** An order that was closed for certain and whose platform then says `later`. */
async function comesBack(later: (orderNo: OrderNo) => QueryOutcome) {
  const here = await placed();
  here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'closed'));
  await closeOrder(here.deps, { owner: OWNER, orderNo: here.text }, FOREVER);
  here.platform.script.onQuery = (number) =>
    Promise.resolve(number === here.orderNo ? later(number) : seen(number, 'not-paid'));
  return {
    ...here,
    look: () => confirmOrder(here.deps, { owner: OWNER, orderNo: here.text }, FOREVER),
  };
}

it.each<[string, (number: OrderNo) => QueryOutcome]>([
  ['paid, and the hospital does not hear', (number) => seen(number, 'paid')],
  [
    'holding cash',
    (number) => seen(number, 'failed', { legs: { cash: 'paid', insurance: 'unpaid' } }),
  ],
  ['somebody paying', (number) => seen(number, 'paying')],
  [
    'paid with other sums',
    (number) =>
      seen(number, 'paid', { amounts: { total: fen(1), cash: fen(1), insurance: fen(0) } }),
  ],
])('an order that comes back as %s holds its bill against everybody', async (_name, later) => {
  const here = await comesBack(later);
  here.hospital.script.settle = HIS_SILENT;
  await here.look();
  const before = here.platform.placed.length;
  const again = await placeOrder(here.deps, ASK, FOREVER).catch((error: unknown) => error);
  if (again instanceof Error) expect(again).toMatchObject({ name: 'Refusal' });
  else expect(again).toMatchObject({ orderNo: here.text });
  const other = placeOrder(here.deps, { ...ASK, owner: OTHER }, FOREVER);
  await expect(other).rejects.toMatchObject({ name: 'Refusal' });
  expect(here.platform.placed).toHaveLength(before);
});

it('abandons a rival that has claimed the bill and not yet stored its order', async () => {
  const here = await comesBack((number) => seen(number, 'paid'));
  const { his } = here.deps;
  const deps = {
    ...here.deps,
    his: {
      ...his,
      preSettle: async (...args: Parameters<typeof his.preSettle>) => {
        await here.look();
        return his.preSettle(...args);
      },
    },
  };
  const before = here.platform.placed.length;
  const rival = await placeOrder(deps, { ...ASK, owner: OTHER }, FOREVER);
  expect(rival).toMatchObject({ payment: 'closed', reason: 'busy' });
  expect(here.platform.placed).toHaveLength(before);
});

it('closes a rival later when it could not be closed at once', async () => {
  const here = await comesBack((number) => seen(number, 'paid'));
  const rival = await placeOrder(here.deps, { ...ASK, owner: OTHER }, FOREVER);
  here.hospital.script.settle = HIS_SILENT;
  const save: typeof here.orders.save = (order) => here.orders.save(order);
  here.deps.orders = {
    ...here.deps.orders,
    save: (order) =>
      order.orderNo === rival.orderNo ? Promise.reject(new Error('store')) : save(order),
  };
  expect(await here.look()).toMatchObject({ payment: 'paid' });
  expect(here.alarms).toContain('order.bill-not-kept');
  here.deps.orders = here.orders;
  await here.look();
  const stored = await here.orders.load(HOSPITAL, rival.orderNo as OrderNo);
  expect(stored?.payment).toBe('closing');
});

it.each(['insurance-presettle-failed', 'insurance-cut-off'] as const)(
  'returns the standing order when the hospital only says %s',
  async (reason) => {
    const here = await placed();
    here.hospital.script.preSettle = { ok: false, certain: true, reason, code: 'X' };
    const again = await placeOrder(here.deps, ASK, FOREVER);
    expect(again).toMatchObject({ orderNo: here.text, payment: 'unpaid' });
    expect(here.platform.calls).toEqual(['place']);
  },
);
