/**
 * What an order is for: whose bills they are, of one kind, and for a registration the place at the
 * hospital, whose lock must outlive the payment (money rules 7 and 15).
 */
import { whyNotPayable } from '../domain/appointments';
import { billId } from '../domain/ids';
import type { OrderKind, Visit } from '../domain/order';
import type { Deadline } from '../ports/deadline';
import type { HisReader } from '../ports/his';
import type { HisBill } from '../ports/his-values';
import type { HisAppointment, HisVisits } from '../ports/his-visits';
import type { PatientLink } from '../ports/patient-links';
import type { Reason } from '../../miniprogram/shared/reasons';
import type { Base } from './deps';
import { given, Refusal } from './refusal';
import { insuranceOf } from './visits/insurance-of';

export interface OrderedBills {
  readonly kind: OrderKind;
  /** Of the bills, as one. */
  readonly title: string;
  readonly visit?: Visit;
  readonly admissionId?: string;
  /** Why insurance cannot pay them, as far as it is known before the hospital is asked. */
  readonly insuranceBar?: Reason;
}

type Deps = Base & { readonly his: HisReader; readonly visits: HisVisits };

function visitOf(appointment: HisAppointment): Visit {
  const { appointmentId, from, to, department, doctor, place } = appointment;
  return { appointmentId, from, to, department, doctor, place };
}

async function registration(
  deps: Deps,
  bill: HisBill,
  deadline: Deadline,
): Promise<Pick<OrderedBills, 'visit' | 'insuranceBar'>> {
  if (bill.appointmentId === undefined) throw new Refusal('hospital-answer-unreadable');
  const appointment = given(await deps.visits.appointment(bill.appointmentId, deadline));
  // whose place it is not, that place is neither held nor given back
  const isItsOwn = appointment.billId === bill.billId && appointment.patientId === bill.patientId;
  if (!isItsOwn) throw new Refusal('hospital-answer-unreadable');
  if (appointment.status === 'expired') throw new Refusal('slot-lock-over');
  const bar = whyNotPayable(appointment, deps.clock.now());
  if (bar === 'appointment-not-today') throw new Refusal(bar);
  const insurance = insuranceOf(deps, appointment);
  const barred = insurance.possible ? {} : { insuranceBar: insurance.reason };
  return { visit: visitOf(appointment), ...barred };
}

async function particulars(
  deps: Deps,
  bills: readonly HisBill[],
  deadline: Deadline,
): Promise<Omit<OrderedBills, 'title'>> {
  const [first, ...others] = bills;
  if (first === undefined) throw new Refusal('bad-request');
  const mixed = others.some(({ kind }) => kind !== first.kind);
  // a place and a top-up are each paid by themselves
  if (mixed || (others.length > 0 && first.kind !== 'clinic')) {
    throw new Refusal('bills-not-combinable');
  }
  switch (first.kind) {
    case 'clinic':
      return { kind: 'clinic' };
    case 'registration':
      return { kind: 'registration', ...(await registration(deps, first, deadline)) };
    case 'deposit': {
      const { admissionId } = first;
      const stay = admissionId === undefined ? {} : { admissionId };
      return { kind: 'deposit', insuranceBar: 'insurance-not-for-deposit', ...stay };
    }
  }
}

/** The bills of these numbers, each once, in the order of their numbers. Refusal: what the hospital says. */
export async function readBills(
  deps: Pick<Deps, 'his'>,
  numbers: readonly string[],
  deadline: Deadline,
): Promise<readonly HisBill[]> {
  const ids = [...new Set(numbers)].sort().map((id) => billId(id));
  const answers = await Promise.all(ids.map((id) => deps.his.bill(id, deadline)));
  return answers.map((answer) => given(answer));
}

/** Refusals: `bill-of-other-patient`, `bills-not-combinable`, `slot-lock-over`, what the hospital says. */
export async function orderedBills(
  deps: Deps,
  link: Pick<PatientLink, 'patientId'>,
  bills: readonly HisBill[],
  deadline: Deadline,
): Promise<OrderedBills> {
  const foreign = bills.some((bill) => bill.patientId !== link.patientId);
  if (foreign) throw new Refusal('bill-of-other-patient');
  const title = bills.map((bill) => bill.title).join('、');
  return { title, ...(await particulars(deps, bills, deadline)) };
}
