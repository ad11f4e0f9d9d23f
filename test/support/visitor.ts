/** Somebody who registers, over HTTP: what they tap, without the pages. */
import type { OrderView, PayWith } from '../../cloudfunctions/contract/types';
import type { AppointmentView, SlotView } from '../../cloudfunctions/contract/visit-types';
import { authorised, REFUSED } from './payer';
import { ZHANG, ZHANG_PATIENT, type TestSandbox } from './sandbox';

export const MORNING = Date.parse('2026-03-02T07:30:00+08:00');

/** Puts the sandbox to half past seven of a working day, before any place is over. */
export function atMorning({ world }: TestSandbox): void {
  world.clock.advance(MORNING - world.clock.now());
}

/** The first free place of any doctor on that day of the seven (0 is today) that insurance may pay today. */
export async function freeSlot(
  sandbox: TestSandbox,
  ahead = 0,
): Promise<{ slot: SlotView; departmentId: string; doctorId: string; day: string }> {
  const { departments } = await sandbox.must(ZHANG, 'clinic', 'departments', {});
  for (const { departmentId } of departments) {
    const plan = await sandbox.must(ZHANG, 'clinic', 'schedule', { departmentId });
    const day = plan.days[ahead];
    if (day === undefined) throw new Error('no such day');
    for (const doctor of plan.doctors) {
      const { doctorId } = doctor;
      const ask = { departmentId, doctorId, day };
      const { slots } = await sandbox.must(ZHANG, 'clinic', 'slots', ask);
      const slot = slots.find(({ free, insurance }) => {
        return free > 0 && (ahead > 0 || insurance.possible);
      });
      if (slot !== undefined) return { slot, ...ask };
    }
  }
  throw new Error('every place is taken');
}

let requests = 0;

export async function locked(
  sandbox: TestSandbox,
  slotId: string,
  who: { openid: string; patientId: string } = { openid: ZHANG, patientId: ZHANG_PATIENT },
): Promise<AppointmentView> {
  requests += 1;
  const ask = { requestId: `req-${String(requests).padStart(8, '0')}`, slotId };
  const input = { ...ask, patientId: who.patientId };
  return (await sandbox.must(who.openid, 'clinic', 'lockSlot', input)).appointment;
}

/** Places the order for a place, by insurance unless told otherwise, and permits its use where asked. */
export async function register(
  sandbox: TestSandbox,
  appointment: AppointmentView,
  payWith: PayWith = 'insurance',
): Promise<OrderView> {
  const bill = { patientId: ZHANG_PATIENT, billIds: [appointment.billId], payWith };
  const ask = { ...bill, place: REFUSED, entry: 'menu' } as const;
  const { order } = await sandbox.must(ZHANG, 'pay', 'placeOrder', ask);
  return order.next.do === 'authorise' ? authorised(sandbox, order.orderNo) : order;
}

export async function appointmentNow(
  sandbox: TestSandbox,
  appointmentId: string,
): Promise<AppointmentView> {
  const ask = { patientId: ZHANG_PATIENT, appointmentId };
  return (await sandbox.must(ZHANG, 'clinic', 'appointment', ask)).appointment;
}
