/**
 * What a person may look at: the hospital, their own patients, the bills of those, and what is not
 * finished. Changes no money. Everything about bills comes from the hospital at this moment.
 */
import type {
  BillView,
  HospitalView,
  OrderView,
  PatientView,
  PayWith,
  SplitView,
} from '../contract/types';
import { billId, patientId, type BillId, type OpenId } from '../domain/ids';
import { isUndecided, type Order } from '../domain/order';
import type { ReminderKind } from '../domain/reminders';
import type { Deadline } from '../ports/deadline';
import { billView } from './bill-view';
import type { ClinicReader } from './deps';
import { viewOf } from './order-view';
import { orderedBills, readBills } from './ordered-bills';
import { ownLink } from './own-link';
import { patientViews } from './patient-view';
import { priceBills, priceView } from './price-bills';
import { given, Refusal } from './refusal';

const RECENT = 20;

/** Template numbers of WeChat by kind. */
export type ReminderTemplates = Readonly<Partial<Record<ReminderKind, string>>>;

async function unfinishedOrders(deps: ClinicReader, owner: OpenId): Promise<readonly Order[]> {
  const orders = await deps.orders.ofOwner(deps.hospital.id, owner, RECENT);
  return orders.filter(isUndecided);
}

/** The home page: hospital, own patients, own orders that are neither paid and booked nor over. */
export async function readHome(
  deps: ClinicReader & { readonly templates: ReminderTemplates },
  owner: OpenId,
): Promise<{
  hospital: HospitalView;
  patients: readonly PatientView[];
  unfinished: readonly OrderView[];
  templates: ReminderTemplates;
}> {
  const { id, name, phone, address } = deps.hospital;
  const { templates } = deps;
  const links = await deps.links.of(id, owner);
  const orders = await unfinishedOrders(deps, owner);
  return {
    hospital: { id, name, phone, address, realNameCheck: deps.scope.realNameCheck },
    patients: patientViews(deps.scope, links),
    unfinished: orders.map((order) => viewOf(deps, order)),
    templates,
  };
}

/** The person's own patients, the default one first. */
export async function listPatients(
  deps: ClinicReader,
  owner: OpenId,
): Promise<{ patients: readonly PatientView[] }> {
  return { patients: patientViews(deps.scope, await deps.links.of(deps.hospital.id, owner)) };
}

/** Makes one of the person's patients the default; Refusal `patient-not-yours`. */
export async function chooseDefault(
  deps: ClinicReader,
  owner: OpenId,
  id: string,
): Promise<{ patients: readonly PatientView[] }> {
  const link = await ownLink(deps, owner, patientId(id));
  await deps.links.setDefault(deps.hospital.id, owner, link.patientId);
  return listPatients(deps, owner);
}

/** Unbinds a patient; Refusal `patient-has-open-order` while one of their orders is unfinished. */
export async function removePatient(
  deps: ClinicReader,
  owner: OpenId,
  id: string,
): Promise<{ patients: readonly PatientView[] }> {
  const link = await ownLink(deps, owner, patientId(id));
  const open = await unfinishedOrders(deps, owner);
  if (open.some((order) => order.patientId === link.patientId))
    throw new Refusal('patient-has-open-order');
  await deps.links.remove(deps.hospital.id, owner, link.patientId);
  return listPatients(deps, owner);
}

async function liveOrders(deps: ClinicReader, owner: OpenId): Promise<ReadonlyMap<BillId, string>> {
  const open = await unfinishedOrders(deps, owner);
  return new Map(open.flatMap((order) => order.billIds.map((id) => [id, order.orderNo] as const)));
}

/** The unpaid bills of one of the person's patients, newest first. */
export async function listBills(
  deps: ClinicReader,
  owner: OpenId,
  id: string,
  deadline: Deadline,
): Promise<{ bills: readonly BillView[] }> {
  const link = await ownLink(deps, owner, patientId(id));
  const bills = given(await deps.his.bills(link.patientId, deadline));
  const live = await liveOrders(deps, owner);
  const newest = [...bills].sort((left, right) => right.issuedAt - left.issuedAt);
  return { bills: newest.map((bill) => billView(bill, live.get(bill.billId))) };
}

/** One bill of one of the person's patients; Refusal `bill-of-other-patient`. */
export async function readBill(
  deps: ClinicReader,
  owner: OpenId,
  ask: { readonly patientId: string; readonly billId: string },
  deadline: Deadline,
): Promise<{ bill: BillView }> {
  const link = await ownLink(deps, owner, patientId(ask.patientId));
  const bill = given(await deps.his.bill(billId(ask.billId), deadline));
  if (bill.patientId !== link.patientId) throw new Refusal('bill-of-other-patient');
  const live = await liveOrders(deps, owner);
  return { bill: billView(bill, live.get(bill.billId)) };
}

/** The split of bills as the hospital sees it now. */
export async function readSplit(
  deps: ClinicReader,
  owner: OpenId,
  ask: {
    readonly patientId: string;
    readonly billIds: readonly string[];
    readonly payWith: PayWith;
  },
  deadline: Deadline,
): Promise<{ split: SplitView }> {
  const link = await ownLink(deps, owner, patientId(ask.patientId));
  const found = await readBills(deps, ask.billIds, deadline);
  const { insuranceBar } = await orderedBills(deps, link, found, deadline);
  const barred = insuranceBar === undefined ? {} : { insuranceBar };
  const bills = found.map((bill) => bill.billId);
  const wanted = { billIds: bills, payWith: ask.payWith, ...barred };
  const priced = await priceBills(deps, link, wanted, deadline);
  const byHand = deps.rules.refundVia === 'manual' ? { refundByHand: true as const } : {};
  return { split: { ...priceView(priced), ...byHand } };
}
