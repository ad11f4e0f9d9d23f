/** Registering: what is shown before a place is locked, and the lock itself. */
import { listAppointments } from '../../cloudfunctions/usecases/visits/appointments';
import { readAppointment } from '../../cloudfunctions/usecases/visits/appointment';
import { departments } from '../../cloudfunctions/usecases/visits/departments';
import { lockSlot } from '../../cloudfunctions/usecases/visits/lock-slot';
import { schedule } from '../../cloudfunctions/usecases/visits/schedule';
import { slots } from '../../cloudfunctions/usecases/visits/slots';
import type { HisSlot } from '../../cloudfunctions/ports/his-visits';
import type { Order, PaymentState } from '../../cloudfunctions/domain/order';
import { billId, patientId } from '../../cloudfunctions/domain/ids';
import { linkOf } from '../support/doubles';
import { T0 } from '../support/orders';
import { fen } from '../../miniprogram/shared/fen';
import {
  appointmentOf,
  FOREVER,
  HOSPITAL,
  MINUTE,
  OTHER,
  OWNER,
  PATIENT,
  PLACE_BILL,
  registrationIn,
  STRANGER,
  TOMORROW,
  visitWorld,
} from '../support/visit-doubles';

const SILENT = { name: 'Refusal', reason: 'hospital-unreachable', retry: true };

function slotOf(slotId: string, change: Partial<HisSlot> = {}): HisSlot {
  return {
    ...{ slotId, from: T0 + 60 * MINUTE, to: T0 + 90 * MINUTE, free: 3, fee: fen(2500) },
    ...{ visitType: 'general-outpatient' },
    ...change,
  };
}

test('departments say whether insurance pays on the same day only', async () => {
  const here = await visitWorld();
  const one = { departmentId: 'D1', name: '内科', about: '发热、咳嗽', building: '门诊楼' };
  here.departments.push(one);
  const inShenzhen = { departments: [one], sameDayOnly: true };
  await expect(departments(here.deps, FOREVER)).resolves.toEqual(inShenzhen);
  const elsewhere = await visitWorld('449900');
  await expect(departments(elsewhere.deps, FOREVER)).resolves.toMatchObject({ sameDayOnly: false });
});

test('a schedule covers seven days from today, and no other', async () => {
  const here = await visitWorld();
  const days = ['2026-03-01', '2026-03-02', '2026-03-08', '2026-03-09'].map((day) => ({
    ...{ day, free: 4 },
  }));
  const doctor = { doctorId: 'DR1', name: '王医生', title: '主任医师', fee: fen(2500) };
  here.doctors.push({ ...doctor, days });
  const found = await schedule(here.deps, { departmentId: 'D1' }, FOREVER);
  expect(found.days).toHaveLength(7);
  expect([found.days[0], found.days[6]]).toEqual(['2026-03-02', '2026-03-08']);
  expect(found.doctors).toEqual([{ ...doctor, days: days.slice(1, 3) }]);
  expect(here.heard).toEqual(['schedule D1 2026-03-02 7']);
});

test('slots stand in order, each with whether insurance could pay it', async () => {
  const here = await visitWorld();
  const later = { from: TOMORROW, to: TOMORROW + 30 * MINUTE };
  here.slots.push(
    slotOf('S2', later),
    slotOf('S1'),
    slotOf('S0', { from: T0 - 60 * MINUTE, to: T0 }),
    slotOf('S3', { from: TOMORROW + 1, to: TOMORROW + 2, visitType: 'maternity' }),
    slotOf('S4', { from: TOMORROW + 2, to: TOMORROW + 3, insuranceUnavailable: 'card-unbound' }),
  );
  const ask = { departmentId: 'D1', doctorId: 'DR1', day: '2026-03-02' };
  const found = await slots(here.deps, ask, FOREVER);
  expect(found.slots.map((one) => [one.slotId, one.insurance])).toEqual([
    ['S1', { possible: true }],
    ['S2', { possible: false, reason: 'insurance-visit-not-today', payAtVisit: true }],
    ['S3', { possible: false, reason: 'insurance-visit-type', payAtVisit: false }],
    ['S4', { possible: false, reason: 'card-unbound', payAtVisit: false }],
  ]);
  expect(found.slots[0]).not.toHaveProperty('visitType');
});

test.each(['departments', 'schedule', 'slots'] as const)('no %s are made up', async (what) => {
  const here = await visitWorld();
  here.control.down.add(what);
  const ask = { departmentId: 'D1', doctorId: 'DR1', day: '2026-03-02' };
  const asked = { departments, schedule, slots };
  const answer =
    what === 'departments'
      ? asked.departments(here.deps, FOREVER)
      : asked[what](here.deps, ask, FOREVER);
  await expect(answer).rejects.toMatchObject(SILENT);
});

describe('locking a slot', () => {
  const ask = { requestId: 'request-1', patientId: PATIENT, slotId: 'S1' };

  it('makes an appointment that can be paid, counting down', async () => {
    const here = await visitWorld();
    here.slots.push(slotOf('S1'));
    const { appointment } = await lockSlot(here.deps, OWNER, ask, FOREVER);
    expect(appointment).toMatchObject({
      ...{ appointmentId: 'A-S1', state: 'locked', payable: true, patientName: '张*国' },
      ...{ lockedUntil: T0 + 25 * MINUTE, insurance: { possible: true }, billId: 'B-S1' },
    });
    expect(appointment).not.toHaveProperty('liveOrderNo');
    expect(appointment).not.toHaveProperty('number');
  });

  it('twice with one number, also when the first answer was lost, makes one', async () => {
    const here = await visitWorld();
    here.slots.push(slotOf('S1'));
    here.control.lost.add('lockSlot');
    await expect(lockSlot(here.deps, OWNER, ask, FOREVER)).rejects.toMatchObject(SILENT);
    here.control.lost.clear();
    const first = await lockSlot(here.deps, OWNER, ask, FOREVER);
    expect(await lockSlot(here.deps, OWNER, ask, FOREVER)).toEqual(first);
    expect(here.book.size).toBe(1);
  });

  it.each([
    ['S1', 'slot-taken'],
    ['S9', 'slot-over'],
  ])('that is gone (%s) is said: %s', async (slotId, reason) => {
    const here = await visitWorld();
    here.slots.push(slotOf('S1', { free: 0 }));
    const refused = lockSlot(here.deps, OWNER, { ...ask, slotId }, FOREVER);
    await expect(refused).rejects.toMatchObject({ reason, retry: false });
  });

  it('for somebody else’s patient is refused, and the hospital hears nothing', async () => {
    const here = await visitWorld();
    for (const id of [STRANGER, 'P404']) {
      const refused = lockSlot(here.deps, OWNER, { ...ask, patientId: id }, FOREVER);
      await expect(refused).rejects.toMatchObject({ reason: 'patient-not-yours' });
    }
    expect(here.heard).toEqual([]);
  });
});

describe('an appointment', () => {
  const ask = { patientId: PATIENT, appointmentId: 'A1' };

  it('says that only the day stands against insurance', async () => {
    const here = await visitWorld();
    here.put(appointmentOf({ from: TOMORROW, to: TOMORROW + MINUTE }));
    const { appointment } = await readAppointment(here.deps, OWNER, ask, FOREVER);
    const insurance = { possible: false, reason: 'insurance-visit-not-today', payAtVisit: true };
    expect(appointment).toMatchObject({ insurance, payable: true });
  });

  it('of a relative is paid in cash, whatever the visit (money rule 15)', async () => {
    const here = await visitWorld();
    const child = patientId('P2');
    const proof = 'his-phone' as const;
    await here.deps.links.add(HOSPITAL, linkOf({ patientId: child, isDefault: false, proof }));
    here.put(appointmentOf({ patientId: child }));
    const asked = { ...ask, patientId: child };
    const { appointment } = await readAppointment(here.deps, OWNER, asked, FOREVER);
    const insurance = { possible: false, reason: 'insurance-other-payer', payAtVisit: false };
    expect(appointment).toMatchObject({ insurance, patientId: child });
  });

  it('has its number once paid, and cannot be paid again', async () => {
    const here = await visitWorld();
    here.put(appointmentOf({ status: 'paid' }));
    const { appointment } = await readAppointment(here.deps, OWNER, ask, FOREVER);
    expect(appointment).toMatchObject({ state: 'paid', number: '内科 7号', payable: false });
    expect(appointment).not.toHaveProperty('lockedUntil');
  });

  const settled = { settlement: { state: 'settled', since: T0, attempts: 1 } } as const;
  const LIVE: readonly (readonly [PaymentState, boolean, Partial<Order>])[] = [
    ['placing', true, {}],
    ['payable', true, {}],
    ['closing', true, {}],
    ['closed', false, {}],
    ['rejected', false, {}],
    ['paid', true, {}],
    ['paid', false, settled],
  ];
  it.each(LIVE)('whose own order is %s: named %s', async (state, named, change) => {
    const here = await visitWorld();
    here.put(appointmentOf());
    const order = await here.keep(registrationIn(state, change));
    const { appointment } = await readAppointment(here.deps, OWNER, ask, FOREVER);
    expect(appointment.liveOrderNo).toBe(named ? order.orderNo : undefined);
    const other = await readAppointment(here.deps, OTHER, ask, FOREVER);
    expect(other.appointment).not.toHaveProperty('liveOrderNo');
  });

  it('of another patient looks like one that does not exist (money rule 13)', async () => {
    const here = await visitWorld();
    here.put(appointmentOf({ patientId: STRANGER }));
    const gone = { reason: 'nothing-found', retry: false };
    await expect(readAppointment(here.deps, OWNER, ask, FOREVER)).rejects.toMatchObject(gone);
    const asked = { ...ask, appointmentId: 'A404' };
    await expect(readAppointment(here.deps, OWNER, asked, FOREVER)).rejects.toMatchObject(gone);
    const foreign = { ...ask, patientId: STRANGER };
    await expect(readAppointment(here.deps, OWNER, foreign, FOREVER)).rejects.toMatchObject({
      reason: 'patient-not-yours',
    });
  });
});

describe('the appointments of a patient', () => {
  it('are those of that patient, coming ones first, each with its own order', async () => {
    const here = await visitWorld();
    here.put(appointmentOf({ status: 'cancelled' }));
    const bill = billId('BA2');
    const elsewhere = { appointmentId: 'A2', billId: bill, source: 'elsewhere' } as const;
    here.put(appointmentOf({ ...elsewhere, status: 'kept' }));
    here.put(appointmentOf({ appointmentId: 'A3', patientId: STRANGER }));
    const order = await here.keep(registrationIn('payable', { billIds: [bill] }));
    const found = await listAppointments(here.deps, OWNER, { patientId: PATIENT }, FOREVER);
    expect(found.appointments.map((one) => [one.appointmentId, one.liveOrderNo])).toEqual([
      ['A2', order.orderNo],
      ['A1', undefined],
    ]);
    expect(found.appointments.map((one) => one.payable)).toEqual([true, false]);
    expect(found.appointments[1]?.billId).toBe(PLACE_BILL);
  });

  it('of somebody else’s patient are refused, and unknown while the hospital is silent', async () => {
    const here = await visitWorld();
    const foreign = listAppointments(here.deps, OWNER, { patientId: STRANGER }, FOREVER);
    await expect(foreign).rejects.toMatchObject({ reason: 'patient-not-yours' });
    expect(here.heard).toEqual([]);
    here.control.down.add('appointments');
    const silent = listAppointments(here.deps, OWNER, { patientId: PATIENT }, FOREVER);
    await expect(silent).rejects.toMatchObject(SILENT);
  });
});
