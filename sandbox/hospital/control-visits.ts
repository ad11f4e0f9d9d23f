/**
 * The levers of visits, stays, prescription codes and invoices under /sandbox/api/his. Documented in
 * README.md beside this file.
 */

import { z } from 'zod';
import type { Register } from './control';
import type { Hospital } from './engine';

const id = z.string().min(1).max(64);
const billPath = z.strictObject({ billId: id });
const slotPath = z.strictObject({ slotId: id });
const appointmentPath = z.strictObject({ appointmentId: id });
const admissionPath = z.strictObject({ admissionId: id });
const plantBody = z.strictObject({
  patientId: id,
  departmentId: id.default('D01'),
  daysAhead: z.int().min(0).max(6).default(0),
});
const admitBody = z.strictObject({ patientId: id });
const dischargeBody = z.strictObject({ spentFen: z.int().min(0).optional() }).default({});
const invoicesBody = z.strictObject({ atCounter: z.boolean() });

export function visitReads(read: Register, hospital: Hospital): void {
  read('/appointments', () => ({ appointments: hospital.appointments() }));
  read('/admissions', () => ({ admissions: hospital.admissions() }));
  read('/bills/:billId/prescription-code', ({ params }) => ({
    code: hospital.prescriptionCode(billPath.parse(params).billId),
  }));
}

export function visitWrites(write: Register, hospital: Hospital): void {
  const done = { ok: true };
  write('/appointments', ({ body }) => hospital.plantAppointment(plantBody.parse(body)));
  write('/appointments/:appointmentId/expire-lock', ({ params }) =>
    hospital.expireLock(appointmentPath.parse(params).appointmentId),
  );
  write('/slots/:slotId/take', ({ params }) => {
    hospital.takeSlot(slotPath.parse(params).slotId);
    return done;
  });
  write('/admissions', ({ body }) => hospital.admitPatient(admitBody.parse(body).patientId));
  write('/admissions/:admissionId/discharge', ({ params, body }) =>
    hospital.dischargePatient(
      admissionPath.parse(params).admissionId,
      dischargeBody.parse(body ?? undefined).spentFen,
    ),
  );
  write('/invoices', ({ body }) => {
    hospital.setInvoicesAtCounter(invoicesBody.parse(body).atCounter);
    return done;
  });
}
