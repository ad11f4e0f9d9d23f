/**
 * Registering, picking up, topping up and paying a prescription, over HTTP with the built functions: the
 * place follows the money, and no money is lost with a place (money rules 6 to 9 and 15).
 */
import { CHANNELS } from '../../sandbox/function-environment';
import { askBack, later, namedAtPlatform } from '../support/refunder';
import { confirm, pay, REFUSED } from '../support/payer';
import { testSandbox, WANG, ZHANG, ZHANG_PATIENT, type TestSandbox } from '../support/sandbox';
import { appointmentNow, atMorning, freeSlot, locked, register } from '../support/visitor';

jest.setTimeout(60_000);

const MINUTE = 60_000;

describe.each(CHANNELS)('%s', (channel) => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await testSandbox({ channel });
    atMorning(sandbox);
  });
  afterEach(() => sandbox.close());

  describe('registering', () => {
    it.each(['insurance', 'cash'] as const)('by %s gives a number and a place', async (payWith) => {
      const { slot } = await freeSlot(sandbox);
      const appointment = await locked(sandbox, slot.slotId);
      expect(appointment).toMatchObject({ state: 'locked', source: 'here' });
      const order = await register(sandbox, appointment, payWith);
      await pay(sandbox, order.orderNo);
      const paid = await confirm(sandbox, order.orderNo);
      expect(paid).toMatchObject({ kind: 'registration', payment: 'paid', hospital: 'settled' });
      expect(namedAtPlatform(sandbox, order.orderNo)).toEqual({
        for: channel === 'medins' ? 'REG_PAY' : 'RegPay',
        isCash: payWith === 'cash',
      });
      const ticket = await appointmentNow(sandbox, appointment.appointmentId);
      expect(ticket).toMatchObject({ state: 'paid', place: appointment.place });
      expect(ticket.number).toMatch(/\d/);
    });

    it('taps twice and has one place', async () => {
      const { slot } = await freeSlot(sandbox);
      const ask = { requestId: 'same-request-1', patientId: ZHANG_PATIENT, slotId: slot.slotId };
      const both = await Promise.all(
        [1, 2].map(() => sandbox.must(ZHANG, 'clinic', 'lockSlot', ask)),
      );
      const ids = both.map(({ appointment }) => appointment.appointmentId);
      expect(new Set(ids).size).toBe(1);
    });

    it('finds the place taken meanwhile, and is told so', async () => {
      const { slot } = await freeSlot(sandbox);
      sandbox.world.hospital.takeSlot(slot.slotId);
      const ask = { requestId: 'too-late-1', patientId: ZHANG_PATIENT, slotId: slot.slotId };
      const answer = await sandbox.call(ZHANG, 'clinic', 'lockSlot', ask);
      expect(answer).toMatchObject({ ok: false, reason: 'slot-taken' });
    });

    it('gives up: the place is free for others once the order is closed', async () => {
      const { slot } = await freeSlot(sandbox);
      const appointment = await locked(sandbox, slot.slotId);
      const order = await register(sandbox, appointment);
      const release = { patientId: ZHANG_PATIENT, appointmentId: appointment.appointmentId };
      const tooEarly = await sandbox.call(ZHANG, 'clinic', 'releaseAppointment', release);
      expect(tooEarly).toMatchObject({ ok: false, reason: 'appointment-being-paid' });
      const closed = await sandbox.must(ZHANG, 'pay', 'closeOrder', { orderNo: order.orderNo });
      expect(closed.order.payment).toBe('closed');
      expect(await appointmentNow(sandbox, appointment.appointmentId)).toMatchObject({
        state: 'cancelled',
      });
    });

    it('walks away: deadline, close and the end of the place come by themselves', async () => {
      const { slot } = await freeSlot(sandbox);
      const appointment = await locked(sandbox, slot.slotId);
      const order = await register(sandbox, appointment);
      await later(sandbox, 20 * MINUTE, 10);
      expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'closed' });
      const { state } = await appointmentNow(sandbox, appointment.appointmentId);
      expect(state).toBe('cancelled');
    });

    it('pays when the lock is nearly over: the place is held until the money is decided', async () => {
      const { slot } = await freeSlot(sandbox);
      const appointment = await locked(sandbox, slot.slotId);
      sandbox.world.clock.advance(24 * MINUTE);
      const order = await register(sandbox, appointment);
      sandbox.world.clock.advance(14 * MINUTE);
      await pay(sandbox, order.orderNo);
      const paid = await confirm(sandbox, order.orderNo);
      expect(paid).toMatchObject({ payment: 'paid', hospital: 'settled' });
      expect(paid.refund).toBeUndefined();
    });

    it('pays, and the place is gone: the money comes back by itself and says why', async () => {
      const { slot } = await freeSlot(sandbox);
      const appointment = await locked(sandbox, slot.slotId);
      const order = await register(sandbox, appointment, 'cash');
      sandbox.world.hospital.expireLock(appointment.appointmentId);
      sandbox.world.hospital.takeSlot(slot.slotId);
      await pay(sandbox, order.orderNo);
      await confirm(sandbox, order.orderNo);
      await later(sandbox, 10 * MINUTE, 10);
      const view = await confirm(sandbox, order.orderNo);
      expect(view).toMatchObject({ hospital: 'refused', refund: { state: 'returned' } });
    });

    it('is given back before the visit: the money returns and the place is free', async () => {
      const { slot } = await freeSlot(sandbox, 2);
      const appointment = await locked(sandbox, slot.slotId);
      const order = await register(sandbox, appointment, 'cash');
      await pay(sandbox, order.orderNo);
      expect(await confirm(sandbox, order.orderNo)).toMatchObject({ canRefund: true });
      await askBack(sandbox, order.orderNo);
      await later(sandbox, 5 * MINUTE, 5);
      const view = await confirm(sandbox, order.orderNo);
      expect(view.refund).toMatchObject({ state: 'returned' });
      expect(view.timeline.map(({ step }) => step)).toEqual(
        expect.arrayContaining(['placed', 'paid', 'booked', 'refund-asked', 'refunded']),
      );
      const { state } = await appointmentNow(sandbox, appointment.appointmentId);
      expect(state).toBe('cancelled');
    });

    it('keeps a place of a later day and pays nothing yet', async () => {
      const { slot } = await freeSlot(sandbox, 3);
      const appointment = await locked(sandbox, slot.slotId);
      const keep = { patientId: ZHANG_PATIENT, appointmentId: appointment.appointmentId };
      const kept = await sandbox.must(ZHANG, 'clinic', 'keepAppointment', keep);
      expect(kept.appointment).toMatchObject({ state: 'kept' });
      await later(sandbox, 60 * MINUTE, 2);
      const still = await appointmentNow(sandbox, appointment.appointmentId);
      expect(still.state).toBe('kept');
    });

    it('is nobody else’s business', async () => {
      const { slot } = await freeSlot(sandbox);
      const appointment = await locked(sandbox, slot.slotId);
      const { appointmentId } = appointment;
      for (const action of ['appointment', 'keepAppointment', 'releaseAppointment'] as const) {
        const ask = { patientId: ZHANG_PATIENT, appointmentId };
        const answer = await sandbox.call(WANG, 'clinic', action, ask);
        expect(answer).toMatchObject({ ok: false, reason: 'patient-not-yours' });
      }
    });
  });

  describe('a prescription’s code', () => {
    const codeOf = (billId: string) => sandbox.world.hospital.prescriptionCode(billId);

    it('leads a stranger to paying by cash, counted by its entry, with a masked name', async () => {
      const { billId } = sandbox.world.hospital.issueStory('all-insurance');
      const code = codeOf(billId);
      const { prescription } = await sandbox.must(WANG, 'clinic', 'prescription', { code });
      expect(prescription.patientName).toContain('*');
      expect(prescription.patientId).toBeUndefined();
      const ask = { code, entry: 'prescription-code' } as const;
      const { order } = await sandbox.must(WANG, 'pay', 'placeForOther', ask);
      expect(order.split).toMatchObject({ payWith: 'cash', insurance: 0 });
      await pay(sandbox, order.orderNo);
      const paid = await sandbox.must(WANG, 'pay', 'confirmOrder', { orderNo: order.orderNo });
      expect(paid.order).toMatchObject({ payment: 'paid', hospital: 'settled' });
    });

    it('that nobody gave out says nothing', async () => {
      const answer = await sandbox.call(WANG, 'clinic', 'prescription', { code: 'rx-nobody' });
      expect(answer).toMatchObject({ ok: false, reason: 'code-unknown' });
    });

    it('of somebody who is being paid for already is not paid twice', async () => {
      const { billId } = sandbox.world.hospital.issueStory('all-insurance');
      const ask = { patientId: ZHANG_PATIENT, billIds: [billId], payWith: 'insurance' } as const;
      await sandbox.must(ZHANG, 'pay', 'placeOrder', { ...ask, place: REFUSED, entry: 'menu' });
      const code = codeOf(billId);
      const second = { code, entry: 'prescription-code' } as const;
      const answer = await sandbox.call(WANG, 'pay', 'placeForOther', second);
      expect(answer).toMatchObject({ ok: false, reason: 'bill-being-paid-by-other' });
    });
  });
});
