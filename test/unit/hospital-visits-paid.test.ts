/** A place that is paid has a number; a refund frees it (docs/his-contract, "Visits"). */

import { Hospital } from '../../sandbox/hospital/engine';
import { LeverRefused } from '../../sandbox/hospital/levers';
import { hospitalFixture, paymentOf, refusalOf, ZHANG } from './hospital-fixture';
import {
  CHILD,
  MINUTE,
  DAY,
  LOCK,
  TODAY,
  TOMORROW,
  slotsOf,
  slotWith,
  lock,
  freeNow,
  pay,
} from './hospital-places';

describe('paying a place', () => {
  const booked = (departmentId = 'D02', day = TODAY) => {
    const fixture = hospitalFixture();
    const slot = slotWith(fixture, 1, departmentId, day);
    return { fixture, slot, hospital: fixture.hospital, ...lock(fixture, slot.slotId) };
  };

  it('gives a number, and says where to go and when', () => {
    const { fixture, hospital, appointmentId, billId, place, slot } = booked();
    const payment = paymentOf(fixture, [billId]);
    const { pickup } = hospital.settle('O1', payment);
    const paid = hospital.getAppointment(appointmentId);
    expect(paid).toMatchObject({
      status: 'paid',
      number: expect.stringMatching(/^[上下]午\d\d号$/) as unknown,
    });
    expect(paid).not.toHaveProperty('lockedUntil');
    const when = `1月5日 ${slot.from.slice(11, 16)}–${slot.to.slice(11, 16)}`;
    for (const told of [paid.number ?? '?', place, when]) expect(pickup).toContain(told);
    fixture.pass(DAY);
    expect(hospital.getAppointment(appointmentId).status).toBe('paid');
    expect(hospital.settle('O1', payment).pickup).toBe(pickup);
    for (const act of [
      () => hospital.releaseAppointment(appointmentId),
      () => hospital.keepAppointment(appointmentId),
      () => hospital.extendLock(appointmentId, '2026-01-07T10:00:00+08:00'),
    ]) {
      expect(refusalOf(act)).toBe('APPOINTMENT_PAID');
    }
  });

  it('at the window gives a number too, and nobody has the same one', () => {
    const fixture = hospitalFixture();
    const slot = slotWith(fixture, 2);
    const one = lock(fixture, slot.slotId);
    const two = lock(fixture, slot.slotId, CHILD);
    fixture.hospital.settleAtWindow(one.billId);
    pay(fixture, two.billId);
    const numbers = [one, two].map(
      ({ appointmentId }) => fixture.hospital.getAppointment(appointmentId).number,
    );
    expect(numbers.every((number) => number !== undefined)).toBe(true);
    expect(new Set(numbers).size).toBe(2);
  });

  it('is insurance’s for a visit of the day and of the common type only', () => {
    const asked = (departmentId: string, day: string) => {
      const { hospital, billId } = booked(departmentId, day);
      return hospital.preSettle({ patientId: ZHANG, billIds: [billId], payWith: 'insurance' });
    };
    const today = asked('D02', TODAY);
    if (today.mode !== 'offline') throw new Error('insurance could pay');
    expect(today.insuranceFen + today.cashFen).toBe(today.totalFen);
    expect(today.insuranceFundFen + today.insuranceSelfFen).toBe(today.insuranceFen);
    expect(asked('D02', TOMORROW)).toMatchObject({ insuranceUnavailable: { code: 'NOT_TODAY' } });
    expect(asked('D09', TODAY)).toMatchObject({ insuranceUnavailable: { code: 'VISIT_TYPE' } });
  });

  it('with insurance before midnight is booked after it', () => {
    const fixture = hospitalFixture(Date.parse(`${TODAY}T23:00:00+08:00`));
    const [slot] = slotsOf(fixture, 'D01');
    const { billId } = lock(fixture, slot?.slotId ?? '');
    const payment = paymentOf(fixture, [billId]);
    expect(payment.payWith).toBe('insurance');
    fixture.pass(70 * MINUTE);
    expect(fixture.hospital.settle('O1', payment).status).toBe('settled');
  });

  it('after the lock ran out is booked while the place is free, within half an hour', () => {
    const { fixture, hospital, appointmentId, billId, slot } = booked('D02', TOMORROW);
    const payment = paymentOf(fixture, [billId], 'cash');
    fixture.pass(LOCK + MINUTE);
    expect(hospital.settle('O1', payment).status).toBe('settled');
    expect(hospital.getAppointment(appointmentId).status).toBe('paid');
    expect(freeNow(fixture, slot, 'D02', TOMORROW)).toBe(0);
    const late = booked('D02', TOMORROW);
    const lateAt = '2026-01-05T10:25:01+08:00';
    const tooLate = { ...paymentOf(late.fixture, [late.billId], 'cash'), paidAt: lateAt };
    expect(refusalOf(() => late.hospital.settle('O1', tooLate))).toBe('BILL_EXPIRED');
  });

  it('after somebody else has the place is refused, so that the money goes back', () => {
    for (const other of [CHILD, ZHANG]) {
      const { fixture, hospital, appointmentId, billId, slot } = booked('D02', TOMORROW);
      const payment = paymentOf(fixture, [billId], 'cash');
      fixture.pass(LOCK);
      lock(fixture, slot.slotId, other);
      expect(refusalOf(() => hospital.settle('O1', payment))).toBe('BILL_CANCELLED');
      expect(refusalOf(() => hospital.settleAtWindow(billId))).toBe('BILL_CANCELLED');
      expect(hospital.getAppointment(appointmentId).status).toBe('expired');
      expect(hospital.cancelSettlement('O1').status).toBe('cancelled');
    }
  });

  it('after the same patient locked the slot again is refused, although a place is free', () => {
    const fixture = hospitalFixture();
    const slot = slotWith(fixture, 2);
    const { billId } = lock(fixture, slot.slotId);
    const payment = paymentOf(fixture, [billId], 'cash');
    fixture.hospital.expireBill(billId);
    lock(fixture, slot.slotId);
    expect(freeNow(fixture, slot)).toBe(1);
    expect(refusalOf(() => fixture.hospital.settle('O1', payment))).toBe('BILL_CANCELLED');
  });

  it('is taken back by a refund, which frees the place for somebody else', () => {
    const { fixture, hospital, appointmentId, billId, slot, feeFen } = booked();
    pay(fixture, billId, 'O1', 'cash');
    const sums = { orderNo: 'O1', cashFen: feeFen, insuranceFen: 0 };
    hospital.holdRefund('RO1', sums);
    expect(() => hospital.serveBill(billId)).toThrow(LeverRefused);
    expect(freeNow(fixture, slot)).toBe(0);
    hospital.confirmRefund('RO1', { ...sums, refundedAt: '2026-01-05T09:40:00+08:00' });
    const gone = hospital.getAppointment(appointmentId);
    expect(gone.status).toBe('cancelled');
    expect(gone).not.toHaveProperty('number');
    expect(hospital.getBill(billId).status).toBe('cancelled');
    expect(freeNow(fixture, slot)).toBe(1);
    expect(lock(fixture, slot.slotId, CHILD).status).toBe('locked');
  });

  it('is not taken back once the patient has been seen', () => {
    const { fixture, hospital, appointmentId, billId, feeFen, slot } = booked();
    pay(fixture, billId, 'O1', 'cash');
    hospital.serveBill(billId);
    expect(freeNow(fixture, slot)).toBe(0);
    expect(hospital.getAppointment(appointmentId)).toMatchObject({ status: 'used' });
    const sums = { orderNo: 'O1', cashFen: feeFen, insuranceFen: 0 };
    expect(refusalOf(() => hospital.holdRefund('RO1', sums))).toBe('SERVED');
    expect(refusalOf(() => hospital.releaseAppointment(appointmentId))).toBe('APPOINTMENT_PAID');
  });
});

it('places, locks and numbers outlive a restart', () => {
  const fixture = hospitalFixture();
  const slot = slotWith(fixture, 1);
  const { appointmentId, billId } = lock(fixture, slot.slotId);
  pay(fixture, billId);
  const again = new Hospital({
    clock: { now: () => fixture.now() },
    tables: fixture.tables,
    random: () => 0.5,
  });
  expect(again.getAppointment(appointmentId)).toEqual(
    fixture.hospital.getAppointment(appointmentId),
  );
  expect(freeNow({ ...fixture, hospital: again }, slot)).toBe(0);
  expect(again.listAppointments(ZHANG)).toHaveLength(3);
});
