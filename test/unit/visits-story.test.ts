/** From the lock to its end, with the real placing, closing and clockwork in between (money rule 7). */
import { clockworkTick } from '../../cloudfunctions/usecases/clockwork-tick';
import { closeOrder } from '../../cloudfunctions/usecases/close-order';
import { placeOrder } from '../../cloudfunctions/usecases/place-order';
import { lockSlot } from '../../cloudfunctions/usecases/visits/lock-slot';
import { releaseAppointment } from '../../cloudfunctions/usecases/visits/release-appointment';
import { orderNo } from '../../cloudfunctions/domain/ids';
import { fen } from '../../miniprogram/shared/fen';
import { seen } from '../support/doubles';
import { T0 } from '../support/orders';
import {
  billOf,
  FOREVER,
  MINUTE,
  OWNER,
  PATIENT,
  visitWorld,
  type VisitWorld,
} from '../support/visit-doubles';

const A = 'A-S1';

/** A slot of today, locked by OWNER; `closes` is whether the platform closes what it is asked to. */
async function registered() {
  const here = await visitWorld();
  const times = { from: T0 + 120 * MINUTE, to: T0 + 150 * MINUTE };
  const slot = { slotId: 'S1', free: 1, fee: fen(12000), ...times } as const;
  here.slots.push({ ...slot, visitType: 'general-outpatient' });
  const ask = { requestId: 'request-1', patientId: PATIENT, slotId: 'S1' };
  const { appointment } = await lockSlot(here.deps, OWNER, ask, FOREVER);
  const { billId } = here.book.get(A) ?? {};
  if (billId === undefined) throw new Error('no bill');
  here.script.bills.set(billId, billOf({ billId, appointmentId: A }));
  const platform = { closes: true, asked: false };
  here.platform.script.onClose = () => {
    platform.asked = true;
    return Promise.resolve({ kind: 'taken' });
  };
  here.platform.script.onQuery = (number) =>
    Promise.resolve(seen(number, platform.asked && platform.closes ? 'closed' : 'not-paid', CASH));
  const status = () => here.book.get(A)?.status;
  return { ...here, ask, billId: appointment.billId, platformPlay: platform, status };
}

const CASH = {
  payWith: 'cash',
  legs: { cash: 'unpaid', insurance: 'unstated' },
  amounts: { total: fen(12000), cash: fen(12000), insurance: fen(0) },
} as const;

const place = (here: VisitWorld, bill: string, payWith: 'cash' | 'insurance' = 'cash') =>
  placeOrder(
    here.deps,
    {
      ...{ owner: OWNER, patientId: PATIENT, billIds: [bill], payWith },
      ...{ place: { kind: 'refused' }, entry: 'menu', clientIp: '10.0.0.1' },
    },
    FOREVER,
  );

async function tick(here: VisitWorld, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    here.clock.advance(MINUTE);
    await clockworkTick(here.deps, FOREVER);
  }
}

test('who gives the payment up gives the place up', async () => {
  const here = await registered();
  const order = await place(here, here.billId);
  const refused = releaseAppointment(
    here.deps,
    OWNER,
    { patientId: PATIENT, appointmentId: A },
    FOREVER,
  );
  await expect(refused).rejects.toMatchObject({ reason: 'appointment-being-paid' });
  const closed = await closeOrder(here.deps, { owner: OWNER, orderNo: order.orderNo }, FOREVER);
  expect(closed.payment).toBe('closed');
  expect(here.status()).toBe('cancelled');
});

test('the deadline gives the place back', async () => {
  const here = await registered();
  await place(here, here.billId);
  await tick(here, 14);
  expect(here.status()).toBe('locked');
  await tick(here, 3);
  expect(here.status()).toBe('cancelled');
});

test('who pays in another way keeps the place', async () => {
  const here = await registered();
  const first = await place(here, here.billId);
  const second = await place(here, here.billId, 'insurance');
  expect(second.orderNo).not.toBe(first.orderNo);
  const before = await here.load(orderNo(first.orderNo));
  expect(before.payment).toBe('closed');
  expect(here.status()).toBe('locked');
  expect(here.heardOf('releaseAppointment')).toEqual([]);
});

test('as long as the platform does not prove the end, the lock holds', async () => {
  const here = await registered();
  here.platformPlay.closes = false;
  await place(here, here.billId);
  for (let round = 0; round < 12; round += 1) {
    await tick(here, 5);
    const { lockedUntil = 0 } = here.book.get(A) ?? {};
    expect(lockedUntil).toBeGreaterThan(here.clock.now());
  }
  here.platformPlay.closes = true;
  await tick(here, 6);
  expect(here.status()).toBe('cancelled');
});
