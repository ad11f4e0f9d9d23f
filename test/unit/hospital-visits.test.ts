/** Places: locked for a time, raced for, kept, given back (docs/his-contract, "Visits"). */

import { LeverRefused } from '../../sandbox/hospital/levers';
import { hospitalFixture, MORNING, paymentOf, refusalOf, ZHANG } from './hospital-fixture';
import { CHILD, MINUTE, DAY, LOCK, TOMORROW, slotWith, lock, freeNow } from './hospital-places';

describe('locking a place', () => {
  it('is the same appointment for the same request, and none for another content', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const slot = slotWith(fixture, 2);
    const ask = { requestId: 'request-same', slotId: slot.slotId, patientId: ZHANG };
    const one = hospital.lockSlot(ask);
    expect(one).toMatchObject({ status: 'locked', source: 'here', feeFen: slot.feeFen });
    expect(Date.parse(one.lockedUntil ?? '')).toBe(MORNING + LOCK);
    expect(hospital.lockSlot(ask)).toEqual(one);
    expect(freeNow(fixture, slot)).toBe(1);
    const other = () => hospital.lockSlot({ ...ask, patientId: CHILD });
    expect(refusalOf(other)).toBe('REQUEST_ID_REUSED');
    hospital.releaseAppointment(one.appointmentId);
    expect(hospital.lockSlot(ask)).toMatchObject({ status: 'cancelled' });
    expect(freeNow(fixture, slot)).toBe(2);
  });

  it('of the last place is one patient’s: the other one reads taken', () => {
    const fixture = hospitalFixture();
    const slot = slotWith(fixture, 1);
    lock(fixture, slot.slotId, ZHANG);
    expect(refusalOf(() => lock(fixture, slot.slotId, CHILD))).toBe('SLOT_TAKEN');
    expect(freeNow(fixture, slot)).toBe(0);
  });

  it('is once per patient and slot', () => {
    const fixture = hospitalFixture();
    const slot = slotWith(fixture, 2);
    lock(fixture, slot.slotId);
    expect(refusalOf(() => lock(fixture, slot.slotId))).toBe('APPOINTMENT_EXISTS');
  });

  it('is not possible once the slot has begun', () => {
    const fixture = hospitalFixture();
    const slot = slotWith(fixture, 2);
    fixture.pass(Date.parse(slot.from) - MORNING - 1000);
    lock(fixture, slot.slotId);
    fixture.pass(1000);
    expect(refusalOf(() => lock(fixture, slot.slotId, CHILD))).toBe('SLOT_OVER');
    expect(freeNow(fixture, slot)).toBe(-1);
  });

  it('makes a bill that is paid by itself and does not stand among those of the doctors', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const before = hospital.listBills(ZHANG, 'unpaid').length;
    const { billId, appointmentId, feeFen } = lock(fixture, slotWith(fixture, 2).slotId);
    expect(hospital.listBills(ZHANG, 'unpaid')).toHaveLength(before);
    const bill = hospital.getBill(billId);
    expect(bill).toMatchObject({ kind: 'registration', appointmentId, totalFen: feeFen });
    const clinic = hospital.billOf('self-pay').billId;
    const both = { patientId: ZHANG, billIds: [billId, clinic], payWith: 'cash' } as const;
    expect(refusalOf(() => hospital.preSettle(both))).toBe('BILLS_NOT_COMBINABLE');
  });

  it('runs out by itself, to the millisecond', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const slot = slotWith(fixture, 1, 'D02', TOMORROW);
    const { appointmentId, billId } = lock(fixture, slot.slotId);
    fixture.pass(LOCK - 1);
    expect(hospital.getAppointment(appointmentId).status).toBe('locked');
    expect(freeNow(fixture, slot, 'D02', TOMORROW)).toBe(0);
    fixture.pass(1);
    const over = hospital.getAppointment(appointmentId);
    expect(over.status).toBe('expired');
    expect(over).not.toHaveProperty('lockedUntil');
    expect(hospital.getBill(billId).status).toBe('expired');
    expect(freeNow(fixture, slot, 'D02', TOMORROW)).toBe(1);
    expect(lock(fixture, slot.slotId, CHILD).status).toBe('locked');
    expect(lock(fixture, slotWith(fixture, 2).slotId).status).toBe('locked');
  });
});

describe('a lock', () => {
  const locked = () => {
    const fixture = hospitalFixture();
    const slot = slotWith(fixture, 1, 'D02', TOMORROW);
    return { fixture, slot, hospital: fixture.hospital, ...lock(fixture, slot.slotId) };
  };
  const at = (ms: number): string =>
    `${new Date(ms + 8 * 60 * MINUTE).toISOString().slice(0, 23)}+08:00`;

  it('is extended, never shortened, and holds at least as long as asked', () => {
    const { fixture, hospital, appointmentId } = locked();
    const longer = hospital.extendLock(appointmentId, at(MORNING + 40 * MINUTE + 1));
    expect(Date.parse(longer.lockedUntil ?? '')).toBe(MORNING + 40 * MINUTE + 1000);
    expect(hospital.extendLock(appointmentId, at(MORNING + MINUTE))).toEqual(longer);
    fixture.pass(39 * MINUTE);
    expect(hospital.getAppointment(appointmentId).status).toBe('locked');
    fixture.pass(2 * MINUTE);
    const late = () => hospital.extendLock(appointmentId, at(fixture.now() + MINUTE));
    expect(refusalOf(late)).toBe('LOCK_OVER');
    expect(refusalOf(() => hospital.extendLock(appointmentId, 'soon'))).toBe('INVALID_REQUEST');
  });

  it('becomes a kept place that is payable until the visit is over', () => {
    const { fixture, hospital, appointmentId, billId, slot } = locked();
    const kept = hospital.keepAppointment(appointmentId);
    expect(kept.status).toBe('kept');
    expect(hospital.keepAppointment(appointmentId)).toEqual(kept);
    expect(hospital.extendLock(appointmentId, at(MORNING + DAY))).toEqual(kept);
    const ask = { patientId: ZHANG, billIds: [billId], payWith: 'insurance' } as const;
    expect(hospital.preSettle(ask)).toMatchObject({ insuranceUnavailable: { code: 'NOT_TODAY' } });
    fixture.pass(Date.parse(slot.from) - MORNING);
    expect(hospital.getAppointment(appointmentId).status).toBe('kept');
    expect(hospital.preSettle(ask).mode).toBe('offline');
    fixture.pass(30 * MINUTE);
    expect(hospital.getAppointment(appointmentId).status).toBe('expired');
    expect(refusalOf(() => hospital.preSettle(ask))).toBe('BILL_EXPIRED');
    expect(refusalOf(() => hospital.keepAppointment(appointmentId))).toBe('LOCK_OVER');
  });

  it('that ran out is not kept', () => {
    const { fixture, hospital, appointmentId } = locked();
    fixture.pass(LOCK);
    expect(refusalOf(() => hospital.keepAppointment(appointmentId))).toBe('LOCK_OVER');
  });

  it('is given back once and for ever, also after it ran out', () => {
    for (const wait of [0, LOCK]) {
      const { fixture, hospital, appointmentId, billId, slot } = locked();
      const payment = paymentOf(fixture, [billId], 'cash');
      fixture.pass(wait);
      const released = hospital.releaseAppointment(appointmentId);
      expect(released.status).toBe('cancelled');
      expect(hospital.releaseAppointment(appointmentId)).toEqual(released);
      expect(freeNow(fixture, slot, 'D02', TOMORROW)).toBe(1);
      expect(refusalOf(() => hospital.settle('O1', payment))).toBe('BILL_CANCELLED');
      expect(refusalOf(() => hospital.keepAppointment(appointmentId))).toBe('LOCK_OVER');
      const longer = () => hospital.extendLock(appointmentId, at(MORNING + DAY));
      expect(refusalOf(longer)).toBe('LOCK_OVER');
    }
  });

  it('is another name for nothing', () => {
    const { hospital } = hospitalFixture();
    for (const act of [
      () => hospital.getAppointment('A9'),
      () => hospital.extendLock('A9', at(MORNING)),
      () => hospital.keepAppointment('A9'),
      () => hospital.releaseAppointment('A9'),
    ]) {
      expect(refusalOf(act)).toBe('APPOINTMENT_NOT_FOUND');
    }
    expect(refusalOf(() => hospital.listAppointments('P9'))).toBe('PATIENT_NOT_FOUND');
  });
});

describe('levers', () => {
  it('take all places of a slot', () => {
    const fixture = hospitalFixture();
    const slot = slotWith(fixture, 2);
    fixture.hospital.takeSlot(slot.slotId);
    expect(refusalOf(() => lock(fixture, slot.slotId))).toBe('SLOT_TAKEN');
    expect(freeNow(fixture, slot)).toBe(0);
    expect(
      refusalOf(() => {
        fixture.hospital.takeSlot('S1');
      }),
    ).toBe('SLOT_NOT_FOUND');
  });

  it('let a lock run out, and only a lock', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    const slot = slotWith(fixture, 2);
    const { appointmentId } = lock(fixture, slot.slotId);
    expect(hospital.expireLock(appointmentId).status).toBe('expired');
    expect(freeNow(fixture, slot)).toBe(2);
    expect(() => hospital.expireLock(appointmentId)).toThrow(LeverRefused);
  });
});
