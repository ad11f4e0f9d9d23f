/** The place of an order that ended without money, and the lock of one that is still open (money rule 7). */
import { applyEvent } from '../../cloudfunctions/usecases/apply-event';
import { extendPlace } from '../../cloudfunctions/usecases/visits/extend-place';
import { givePlaceBack } from '../../cloudfunctions/usecases/visits/give-place-back';
import { lockSlot } from '../../cloudfunctions/usecases/visits/lock-slot';
import { placeOrder } from '../../cloudfunctions/usecases/place-order';
import type { Order } from '../../cloudfunctions/domain/order';
import type { HisAppointment } from '../../cloudfunctions/ports/his-visits';
import { T0 } from '../support/orders';
import {
  appointmentOf,
  closeAsked,
  FOREVER,
  HOSPITAL,
  MINUTE,
  OTHER,
  OWNER,
  PATIENT,
  PLACE_BILL,
  registrationIn,
  visitWorld,
} from '../support/visit-doubles';

/** An order on A1 that the person gave up, over for certain. */
async function givenUp(change: Partial<Order> = {}, at: Partial<HisAppointment> = {}) {
  const here = await visitWorld();
  here.put(appointmentOf(at));
  const order = registrationIn('closed', { history: [closeAsked('patient')], ...change });
  await here.orders.insert(order);
  const give = async () => givePlaceBack(here.deps, await here.load(order.orderNo), FOREVER);
  const status = () => here.book.get('A1')?.status;
  return { ...here, order, give, status };
}

describe('a place that is left', () => {
  it('is given back once, and that is remembered', async () => {
    const here = await givenUp();
    const after = await here.give();
    expect(after.visit?.released).toBe(true);
    expect(here.status()).toBe('cancelled');
    expect(await here.load(here.order.orderNo)).toEqual(after);
    await here.give();
    expect(here.heardOf('releaseAppointment')).toEqual(['releaseAppointment A1']);
    expect(here.claims.all()).toEqual([]);
  });

  it.each(['kept', 'paid', 'used', 'cancelled', 'expired'] as const)(
    'but is %s by then stays as it is, and the hospital is not asked again',
    async (status) => {
      const here = await givenUp({}, { status });
      const after = await here.give();
      expect(after.visit?.released).toBe(true);
      expect(here.status()).toBe(status);
      await here.give();
      expect(here.heard).toEqual(['appointment A1']);
    },
  );

  it('and was made elsewhere stays the person’s', async () => {
    const here = await givenUp({}, { status: 'kept', source: 'elsewhere' });
    await here.give();
    expect(here.status()).toBe('kept');
    expect(here.heardOf('releaseAppointment')).toEqual([]);
  });

  it('and is not known there is done with', async () => {
    const here = await givenUp();
    here.book.clear();
    expect((await here.give()).visit?.released).toBe(true);
  });

  it('and paid between question and act is done with', async () => {
    const here = await givenUp();
    here.control.before.releaseAppointment = () => {
      here.put(appointmentOf({ status: 'paid' }));
      return Promise.resolve();
    };
    expect((await here.give()).visit?.released).toBe(true);
    expect(here.status()).toBe('paid');
  });

  it.each([
    ['down', 'appointment'],
    ['down', 'releaseAppointment'],
    ['lost', 'releaseAppointment'],
  ] as const)('while the hospital is %s (%s) is given back at the next look', async (how, call) => {
    const here = await givenUp();
    here.control[how].add(call);
    const first = await here.give();
    expect(first.visit).not.toHaveProperty('released');
    expect(here.claims.all()).toEqual([]);
    here.control[how].clear();
    expect((await here.give()).visit?.released).toBe(true);
    expect(here.status()).toBe('cancelled');
  });

  it.each(['ask-changed', 'paid-elsewhere', 'bill-gone'])(
    'by an order that ended by %s is not touched',
    async (by) => {
      const here = await givenUp({ history: [closeAsked(by)] });
      expect(await here.give()).toEqual(here.order);
      expect(here.heard).toEqual([]);
    },
  );

  it.each([OWNER, OTHER])(
    'is not taken from an order of %s that stands on it now',
    async (owner) => {
      for (const state of ['payable', 'paid'] as const) {
        const here = await givenUp();
        await here.keep(registrationIn(state, { owner }));
        const after = await here.give();
        expect(after.visit?.released).toBe(true);
        expect(here.heard).toEqual([]);
        expect(here.status()).toBe('locked');
      }
    },
  );

  it('waits while somebody is placing an order on it', async () => {
    const here = await givenUp();
    const { orderNo } = registrationIn('placing');
    const claimedAt = here.clock.now();
    await here.claims.claim(HOSPITAL, { billId: PLACE_BILL, orderNo, owner: OTHER, claimedAt });
    expect(await here.give()).toEqual(here.order);
    expect(here.heard).toEqual([]);
  });

  it('cannot be paid while it goes back', async () => {
    const here = await givenUp();
    const seen: unknown[] = [];
    here.control.before.releaseAppointment = async () => {
      const input = {
        ...{ owner: OWNER, patientId: PATIENT, billIds: [PLACE_BILL], payWith: 'cash' as const },
        ...{ place: { kind: 'refused' as const }, entry: 'menu' as const, clientIp: '10.0.0.1' },
      };
      await placeOrder(here.deps, input, FOREVER).catch((error: unknown) => seen.push(error));
    };
    await here.give();
    expect(seen).toMatchObject([{ reason: 'busy', retry: true }]);
    expect(here.orders.all()).toHaveLength(1);
  });

  it('is kept by an order that came back to life meanwhile', async () => {
    const here = await givenUp();
    const stale = here.order;
    const revived: Order = { ...stale, payment: 'closing', version: stale.version + 1 };
    await here.orders.save(revived);
    await here.claims.claim(HOSPITAL, {
      ...{ billId: PLACE_BILL, orderNo: stale.orderNo, owner: OWNER, claimedAt: T0 },
    });
    await givePlaceBack(here.deps, stale, FOREVER);
    expect(here.heard).toEqual([]);
    expect(await here.load(stale.orderNo)).toEqual(revived);
  });

  it('is free for the next person', async () => {
    const here = await givenUp();
    await here.give();
    const free = { slotId: 'S1', free: 1, fee: appointmentOf().fee, from: T0, to: T0 + MINUTE };
    here.slots.push({ ...free, visitType: 'general-outpatient' });
    const ask = { requestId: 'request-2', patientId: PATIENT, slotId: 'S1' };
    const locked = await lockSlot(here.deps, OTHER, ask, FOREVER);
    expect(locked.appointment.state).toBe('locked');
  });
});

describe('the lock of an open order', () => {
  async function open(change: Partial<Order> = {}, at: Partial<HisAppointment> = {}) {
    const here = await visitWorld();
    here.put(appointmentOf(at));
    const order = await here.keep(registrationIn('closing', change));
    return { ...here, order, extend: () => extendPlace(here.deps, order, FOREVER) };
  }

  it('is left alone while it is young, and then outlives the next looks', async () => {
    const here = await open();
    here.clock.advance(14 * MINUTE);
    await here.extend();
    expect(here.heard).toEqual([]);
    here.clock.advance(6 * MINUTE);
    await here.extend();
    expect(here.book.get('A1')?.lockedUntil).toBe(T0 + 30 * MINUTE);
    here.clock.advance(8 * MINUTE);
    await here.extend();
    expect(here.book.get('A1')?.lockedUntil).toBe(T0 + 38 * MINUTE);
  });

  it('is no matter of orders that are over', async () => {
    const here = await open({ payment: 'closed' });
    here.clock.advance(20 * MINUTE);
    await here.extend();
    expect(here.heard).toEqual([]);
  });

  it.each(['paid', 'expired'] as const)(
    'of a place that is %s is told to the log',
    async (status) => {
      const here = await open({}, { status });
      here.clock.advance(20 * MINUTE);
      await expect(here.extend()).resolves.toBeUndefined();
      expect(here.lines.join()).toContain('place.lock-not-extended');
      expect(await here.load(here.order.orderNo)).toEqual(here.order);
    },
  );

  it('is asked for again when the hospital was silent', async () => {
    const here = await open();
    here.clock.advance(20 * MINUTE);
    here.control.down.add('extendLock');
    await here.extend();
    here.control.down.clear();
    await here.extend();
    expect(here.heardOf('extendLock')).toHaveLength(2);
  });
});

test('a place that was given back is marked on the stored order only while that has no money', async () => {
  const here = await visitWorld();
  const order = await here.keep(registrationIn('paid'));
  const applied = await applyEvent(here.deps, order.orderNo, { type: 'place-released' });
  expect(applied.order.visit).not.toHaveProperty('released');
});
