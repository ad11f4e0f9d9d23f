/** Departments, doctors, days and slots (docs/his-contract, "Visits"). */

import { hospitalFixture, MORNING, refusalOf, ZHANG } from './hospital-fixture';
import { MINUTE, DAY, TODAY, TOMORROW, slotsOf, lock, pay } from './hospital-places';

describe('the schedule', () => {
  it('has at least six departments of two to four doctors, fees by title', () => {
    const { hospital } = hospitalFixture();
    const departments = hospital.departments();
    expect(departments.length).toBeGreaterThanOrEqual(6);
    const fees = new Map<string, Set<number>>();
    for (const { departmentId, about, building } of departments) {
      expect([about, building]).not.toContain('');
      const { doctors } = hospital.schedule(departmentId, TODAY, 7);
      expect(doctors.length).toBeGreaterThanOrEqual(2);
      expect(doctors.length).toBeLessThanOrEqual(4);
      for (const { title, feeFen } of doctors) {
        fees.set(title, (fees.get(title) ?? new Set()).add(feeFen));
      }
    }
    expect([...fees.keys()].sort()).toEqual(['主任医师', '主治医师', '副主任医师'].sort());
    expect([...fees.values()].map((each) => each.size)).toEqual([1, 1, 1]);
  });

  it('is the same at every reading and for every hospital, for seven days from today', () => {
    const [one, two] = [hospitalFixture(), hospitalFixture()];
    for (const { departmentId } of one.hospital.departments()) {
      const wide = one.hospital.schedule(departmentId, '2026-01-01', 31);
      expect(wide).toEqual(two.hospital.schedule(departmentId, '2026-01-01', 31));
      for (const { days } of wide.doctors) {
        const texts = days.map(({ day }) => day);
        expect(texts).toEqual([...texts].sort());
        expect(texts.every((day) => day >= TODAY && day <= '2026-01-11')).toBe(true);
        expect(texts.length).toBeGreaterThanOrEqual(6);
      }
    }
  });

  it('has in every department a free place on each of the coming days, and full slots too', () => {
    const fixture = hospitalFixture();
    for (const { departmentId } of fixture.hospital.departments()) {
      const frees: number[] = [];
      for (let day = 1; day < 7; day += 1) {
        const slots = slotsOf(fixture, departmentId, `2026-01-${String(5 + day).padStart(2, '0')}`);
        expect([departmentId, day, slots.some(({ free }) => free > 0)]).toEqual([
          departmentId,
          day,
          true,
        ]);
        frees.push(...slots.map(({ free }) => free));
      }
      expect(frees.includes(0)).toBe(departmentId !== 'D01');
    }
  });

  it('has slots of half an hour, none that has begun; the day says how many are left', () => {
    const fixture = hospitalFixture();
    const slots = slotsOf(fixture, 'D02');
    for (const { from, to } of slots) {
      expect(Date.parse(to) - Date.parse(from)).toBe(30 * MINUTE);
      expect(Date.parse(from)).toBeGreaterThan(MORNING);
    }
    const days = fixture.hospital.schedule('D02', TODAY, 1).doctors.flatMap((one) => one.days);
    const sum = (values: readonly { free: number }[]) =>
      values.reduce((n, { free }) => n + free, 0);
    expect(sum(days)).toBe(sum(slots));
    expect(sum(slots)).toBeGreaterThan(0);
  });

  it('has somebody to see patients today at any hour but the last', () => {
    for (const hour of [0, 6, 12, 18, 22, 23]) {
      const fixture = hospitalFixture(
        Date.parse(`${TODAY}T${String(hour).padStart(2, '0')}:10:00+08:00`),
      );
      expect([hour, slotsOf(fixture, 'D01').some(({ free }) => free > 0)]).toEqual([hour, true]);
    }
  });

  it('says why insurance cannot pay: another day, another type of visit', () => {
    const fixture = hospitalFixture();
    const codes = (departmentId: string, day: string) => [
      ...new Set(slotsOf(fixture, departmentId, day).map((slot) => slot.insuranceExclusion)),
    ];
    expect(codes('D02', TODAY)).toEqual([undefined]);
    expect(codes('D02', TOMORROW)).toEqual(['NOT_TODAY']);
    expect(codes('D09', TODAY)).toEqual(['VISIT_TYPE']);
    expect(codes('D09', TOMORROW)).toEqual(['VISIT_TYPE']);
  });

  it('knows no other department, doctor, day or slot', () => {
    const { hospital } = hospitalFixture();
    expect(refusalOf(() => hospital.schedule('D99', TODAY, 7))).toBe('DEPARTMENT_NOT_FOUND');
    expect(refusalOf(() => hospital.slots('D02', 'D03-1', TODAY))).toBe('DOCTOR_NOT_FOUND');
    expect(hospital.slots('D02', 'D02-1', '2026-01-12')).toEqual([]);
    expect(hospital.slots('D02', 'D02-1', '2026-99-99')).toEqual([]);
    for (const slotId of [
      'S1',
      'S20260105_D99-1_0900',
      'S20260105_D02-1_0901',
      'S20260104_D01-1_1200',
    ])
      expect(refusalOf(() => lock(hospitalFixture(), slotId))).toBe('SLOT_NOT_FOUND');
  });
});

describe('appointments made elsewhere', () => {
  it('are there for everybody: one of today that can be paid, one of tomorrow', () => {
    const fixture = hospitalFixture();
    const { hospital } = fixture;
    for (const { patientId } of hospital.patients()) {
      const [today, tomorrow, ...more] = hospital.listAppointments(patientId);
      expect(more).toEqual([]);
      expect(today).toMatchObject({ source: 'elsewhere', status: 'kept' });
      expect([today?.from.slice(0, 10), tomorrow?.from.slice(0, 10)]).toEqual([TODAY, TOMORROW]);
      expect(Date.parse(today?.from ?? '')).toBeGreaterThan(MORNING);
    }
    const [mine] = hospital.listAppointments(ZHANG);
    expect(pay(fixture, mine?.billId ?? '').pickup).toContain(mine?.place);
  });

  it('are planted by telephone, also when no place is free; not where nobody is left to see', () => {
    const { hospital } = hospitalFixture();
    const plan = { patientId: ZHANG, departmentId: 'D06', daysAhead: 3 };
    expect(hospital.plantAppointment(plan)).toMatchObject({ source: 'elsewhere', status: 'kept' });
    const late = hospitalFixture(Date.parse(`${TODAY}T23:40:00+08:00`)).hospital;
    expect(late.listAppointments(ZHANG)).toHaveLength(1);
    const tonight = { ...plan, departmentId: 'D01', daysAhead: 0 };
    expect(refusalOf(() => late.plantAppointment(tonight))).toBe('SLOT_OVER');
  });

  it('are listed for thirty days', () => {
    const fixture = hospitalFixture();
    fixture.pass(29 * DAY);
    expect(fixture.hospital.listAppointments(ZHANG)).toHaveLength(2);
    fixture.pass(5 * DAY);
    expect(fixture.hospital.listAppointments(ZHANG)).toEqual([]);
  });
});
