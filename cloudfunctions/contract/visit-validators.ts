/**
 * Checks of what the phone sends around a visit; every size bounded. The shapes are those of
 * visit-types.ts. contract/validators.ts merges them into the functions' own.
 */
import * as z from 'zod';
import { entry, id, orderNo } from './fields';
import type { VisitActions, VisitPayActions } from './visit-types';
import type { ReminderKind } from '../domain/reminders';
import type { Fen } from '../../miniprogram/shared/fen';

type InputsOf<Actions> = {
  readonly [A in keyof Actions]: Actions[A] extends { in: infer I } ? z.ZodType<I> : never;
};

const requestId = z.string().regex(/^[0-9A-Za-z_-]{8,64}$/);
const cardNo = z.string().regex(/^[0-9A-Za-z]{1,32}$/);
/** yyyy-MM-dd of a day that exists. */
const day = z.iso.date();
const amount: z.ZodType<Fen> = z
  .number()
  .int()
  .min(1)
  .max(1_000_000_000)
  .transform((value) => value as Fen);
const kind: z.ZodType<ReminderKind> = z.enum([
  'bill-due',
  'paid',
  'refunded',
  'visit',
  'bind-card',
]);
const nothing = z.object({});
const onePatient = z.object({ patientId: id });
const oneAppointment = z.object({ patientId: id, appointmentId: id });

export const visitValidators = {
  departments: nothing,
  schedule: z.object({ departmentId: id }),
  slots: z.object({ departmentId: id, doctorId: id, day }),
  lockSlot: z.object({ requestId, patientId: id, slotId: id }),
  keepAppointment: oneAppointment,
  releaseAppointment: oneAppointment,
  appointments: onePatient,
  appointment: oneAppointment,
  admission: onePatient,
  topUp: z.object({ requestId, patientId: id, admissionId: id, amount }),
  prescription: z.object({ code: id }),
  invoice: z.object({ orderNo }),
  subscribed: z.object({ kinds: z.array(kind).min(1).max(5) }),
  insuranceCard: nothing,
  addFromInsuranceCard: z.object({
    ticket: z.string().regex(/^[\x21-\x7e]{1,512}$/),
    cardNo,
  }),
  deleteMyData: nothing,
} as const satisfies InputsOf<VisitActions>;

export const visitPayValidators = {
  placeForOther: z.object({ code: id, entry }),
  refundDeposit: z.object({ patientId: id, admissionId: id }),
} as const satisfies InputsOf<VisitPayActions>;
