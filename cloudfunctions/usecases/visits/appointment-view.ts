/** An appointment as the phone sees it: whether it can be paid now, and with what. */
import type { AppointmentView, InsuranceForVisit } from '../../contract/visit-types';
import { whyNotPayable } from '../../domain/appointments';
import type { BillId, OpenId } from '../../domain/ids';
import { needsBills } from '../../domain/order';
import type { HisAppointment } from '../../ports/his-visits';
import type { PatientLink } from '../../ports/patient-links';
import type { Base, Ledger } from '../deps';
import { insuranceBar } from '../patient-view';
import { insuranceOf } from './insurance-of';

/** The person's own order on that bill that is not over: not paid, or paid and not booked yet. */
export async function ownOrderOn(
  deps: Ledger,
  owner: OpenId,
  billId: BillId,
): Promise<string | undefined> {
  const claim = await deps.claims.holder(deps.hospital.id, billId);
  if (claim?.owner !== owner) return undefined;
  const order = await deps.orders.load(deps.hospital.id, claim.orderNo);
  if (order === undefined || !needsBills(order)) return undefined;
  return order.settlement.state === 'settled' ? undefined : order.orderNo;
}

/** First what is true of the visit, then what is true of the patient (money rule 15). */
function insuranceFor(
  deps: Base,
  link: PatientLink,
  appointment: HisAppointment,
): InsuranceForVisit {
  const ofVisit = insuranceOf(deps, appointment);
  const bar = insuranceBar(deps.scope, link);
  if (!ofVisit.possible || bar === undefined) return ofVisit;
  return { possible: false, reason: bar, payAtVisit: false };
}

export async function appointmentView(
  deps: Ledger,
  link: PatientLink,
  appointment: HisAppointment,
): Promise<AppointmentView> {
  const { appointmentId, billId, department, doctor, doctorTitle } = appointment;
  const { fee, from, lockedUntil, number, place, source, status, to } = appointment;
  const liveOrderNo = await ownOrderOn(deps, link.owner, billId);
  return {
    appointmentId,
    patientId: link.patientId,
    patientName: link.nameMasked,
    state: status,
    ...{ source, department, doctor, doctorTitle, place, from, to, fee, billId },
    ...(lockedUntil === undefined ? {} : { lockedUntil }),
    ...(number === undefined ? {} : { number }),
    payable: whyNotPayable(appointment, deps.clock.now()) === undefined,
    insurance: insuranceFor(deps, link, appointment),
    ...(liveOrderNo === undefined ? {} : { liveOrderNo }),
  };
}
