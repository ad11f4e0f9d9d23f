/** A place that cost nothing is held and given back by the refund calls with 0 yuan (docs/his-contract). */
import { LeverRefused } from '../../sandbox/hospital/levers';
import { hospitalFixture, paymentOf, refusalOf } from './hospital-fixture';
import { freeNow, lock, slotWith, TOMORROW } from './hospital-places';

const NOTHING = { orderNo: 'O1', cashFen: 0, insuranceFen: 0 };
const AT = { refundedAt: '2026-01-05T10:00:00+08:00' };

/** A place whose fee the hospital bears, taken by O1. */
function taken() {
  const fixture = hospitalFixture();
  const slot = slotWith(fixture, 2, 'D02', TOMORROW);
  const { appointmentId, billId } = lock(fixture, slot.slotId);
  fixture.hospital.waiveBill(billId);
  fixture.hospital.settle('O1', paymentOf(fixture, [billId]));
  const { hospital } = fixture;
  const status = () => hospital.getAppointment(appointmentId).status;
  return { fixture, hospital, slot, appointmentId, billId, status };
}

it('is held, and free once that is confirmed; both may be asked again', () => {
  const { fixture, hospital, billId, slot, status } = taken();
  const before = freeNow(fixture, slot, 'D02', TOMORROW);
  const held = hospital.holdRefund('RO1', NOTHING);
  expect(held).toMatchObject({ status: 'held', ...NOTHING });
  expect(hospital.holdRefund('RO1', NOTHING)).toEqual(held);
  expect(() => hospital.serveBill(billId)).toThrow(LeverRefused);
  expect([status(), freeNow(fixture, slot, 'D02', TOMORROW)]).toEqual(['paid', before]);
  const done = hospital.confirmRefund('RO1', { ...NOTHING, ...AT });
  expect(done).toMatchObject({ status: 'confirmed' });
  expect(hospital.confirmRefund('RO1', { ...NOTHING, ...AT })).toEqual(done);
  expect(hospital.holdRefund('RO1', NOTHING)).toEqual(done);
  expect([status(), freeNow(fixture, slot, 'D02', TOMORROW)]).toEqual(['cancelled', before + 1]);
});

it('is given back once: no other number may hold or book it', () => {
  const { hospital } = taken();
  hospital.holdRefund('RO1', NOTHING);
  expect(refusalOf(() => hospital.holdRefund('RO2', NOTHING))).toBe('EXCEEDS');
  hospital.confirmRefund('RO1', { ...NOTHING, ...AT });
  expect(refusalOf(() => hospital.holdRefund('RO2', NOTHING))).toBe('EXCEEDS');
  expect(refusalOf(() => hospital.confirmRefund('RO2', { ...NOTHING, ...AT }))).toBe('EXCEEDS');
});

it('released it is as before, and may be held anew', () => {
  const { hospital, billId, status } = taken();
  hospital.holdRefund('RO1', NOTHING);
  expect(hospital.releaseRefund('RO1').status).toBe('released');
  expect(hospital.holdRefund('RO1', NOTHING).status).toBe('held');
  hospital.releaseRefund('RO1');
  hospital.serveBill(billId);
  expect(status()).toBe('used');
  expect(refusalOf(() => hospital.holdRefund('RO1', NOTHING))).toBe('SERVED');
});

it('nothing is no answer where something was paid, or nothing was settled', () => {
  const fixture = hospitalFixture();
  const { hospital } = fixture;
  hospital.settle('O1', paymentOf(fixture, [hospital.billOf('self-pay').billId]));
  for (const orderNo of ['O1', 'O9']) {
    expect(refusalOf(() => hospital.holdRefund('R1', { ...NOTHING, orderNo }))).toBe(
      'INVALID_REQUEST',
    );
  }
});
