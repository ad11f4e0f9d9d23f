/**
 * Placing an order (money rules 1, 2, 6): claim the bills → price them at the hospital → store the
 * order under its number → only then send it → store what came of it. The same person's live order is
 * returned instead of a second one.
 */
import type { OrderView, PayWith, Place } from '../contract/types';
import { nothingToPay, type Amounts } from '../domain/amounts';
import type { CounterPart } from '../domain/counter';
import {
  newOrderNo,
  ORDER_NO_BYTES,
  patientId,
  type BillId,
  type OpenId,
  type OrderNo,
} from '../domain/ids';
import { newOrder } from '../domain/new-order';
import type { EntryPoint, Order } from '../domain/order';
import { shanghaiDay } from '../domain/shanghai';
import type { Deadline } from '../ports/deadline';
import type { CodeAsk } from '../ports/one-code';
import type { HisBill, HisPatient } from '../ports/his-values';
import type { PatientLink } from '../ports/patient-links';
import type { Fen } from '../../miniprogram/shared/fen';
import { applyEvent } from './apply-event';
import type { Placer } from './deps';
import { giveBack, holdBills, stillHolds } from './hold-bills';
import { viewOf } from './order-view';
import { ownLink } from './own-link';
import { isOwn } from './patient-view';
import { orderedBills, readBills, type OrderedBills } from './ordered-bills';
import { isBehindCutOff, priceBills, type Priced, type PricedFor } from './price-bills';
import { given, Refusal } from './refusal';
import { resumeOrder } from './resume-order';
import { sendOrder, type SendWith } from './send-order';
import { settleWithHospital } from './settle-with-hospital';

export interface PlaceInput {
  readonly owner: OpenId;
  readonly patientId: string;
  readonly billIds: readonly string[];
  readonly payWith: PayWith;
  readonly place: Place;
  readonly entry: EntryPoint;
  /** The caller's address, as the cloud saw it. */
  readonly clientIp: string;
  readonly counter?: AtCounter;
}

/** A clerk takes it at a counter; the sums are those that the clerk was shown. */
export interface AtCounter {
  readonly part: CounterPart;
  readonly code: CodeAsk;
  readonly shown: { readonly total: Fen; readonly cash: Fen };
}

/** Whose bill it is: one of the payer's own patients, or whom a prescription's code names. */
export type PaidFor = PricedFor & Pick<PatientLink, 'nameMasked'>;

interface Wanted {
  readonly input: Omit<PlaceInput, 'patientId' | 'billIds'>;
  readonly link: PaidFor;
  readonly bills: readonly BillId[];
  readonly what: OrderedBills;
  readonly orderNo: OrderNo;
}

/** Longer ways into an order (close the old one, then place) end after so many turns. */
const TURNS = 3;

function draft(deps: Placer, wanted: Wanted, priced: Priced): Order {
  const { preSettlement, amounts, insuranceUnavailable } = priced;
  const { billNo, cashAddWording } = preSettlement;
  const { kind, title, visit, admissionId } = wanted.what;
  const { counter } = wanted.input;
  return newOrder(
    {
      orderNo: wanted.orderNo,
      hospital: deps.hospital.id,
      channel: nothingToPay(amounts) ? 'none' : deps.channel.name,
      kind,
      ...(visit === undefined ? {} : { visit }),
      ...(admissionId === undefined ? {} : { admissionId }),
      entry: wanted.input.entry,
      ...(counter === undefined ? {} : { counter: partOf(counter, amounts) }),
      owner: wanted.input.owner,
      patientId: wanted.link.patientId,
      patientName: wanted.link.nameMasked,
      billIds: wanted.bills,
      title,
      payWith: priced.payWith,
      ...(insuranceUnavailable === undefined ? {} : { insuranceUnavailable }),
      amounts,
      ...(cashAddWording === undefined ? {} : { cashAddWording }),
      serialNo: preSettlement.serialNo,
      ...(billNo === undefined ? {} : { billNo }),
      orgNo: preSettlement.orgNo,
      ...(isToBeAuthorised(deps, wanted, priced) ? { authorise: true } : {}),
    },
    deps.clock.now(),
    deps.rules,
  );
}

/** Where nothing is to be paid in cash there is nothing that could come first. */
function partOf({ part }: AtCounter, { cash }: Amounts): CounterPart {
  return cash === 0 ? { ...part, first: 'insurance' } : part;
}

/** The patient must permit the use of their insurance, or a counter settle it, before it is sent. */
function isToBeAuthorised(
  { scope }: Placer,
  { input }: Wanted,
  { payWith, amounts }: Priced,
): boolean {
  const first = input.counter === undefined ? undefined : partOf(input.counter, amounts).first;
  const waits = first === undefined ? scope.authorisation !== undefined : first === 'insurance';
  return waits && payWith === 'insurance' && !nothingToPay(amounts);
}

/** Stores and sends. From the insert on, the order itself carries the bills; nothing is given back. */
async function storeAndSend(
  deps: Placer,
  order: Order,
  given: SendWith,
  deadline: Deadline,
): Promise<Order> {
  if ((await deps.orders.insert(order)) === 'exists') throw new Refusal('busy', true);
  if (!(await stillHolds(deps, order.billIds, order.orderNo))) {
    const event = { type: 'abandoned', reason: 'busy' } as const;
    return (await applyEvent(deps, order.orderNo, event)).order;
  }
  if (order.channel === 'none') {
    const free = await applyEvent(deps, order.orderNo, { type: 'nothing-to-pay' });
    return settleWithHospital(deps, free.order, deadline);
  }
  if (order.payment === 'authorising') return order;
  return sendOrder(deps, order, given, deadline);
}

async function priceAsked(deps: Placer, wanted: Wanted, deadline: Deadline): Promise<Priced> {
  const { counter, payWith } = wanted.input;
  const { insuranceBar } = wanted.what;
  const barred = insuranceBar === undefined ? {} : { insuranceBar };
  const where = counter === undefined ? {} : ({ at: 'counter' } as const);
  const ask = { billIds: wanted.bills, payWith, ...barred, ...where };
  const priced = await priceBills(deps, wanted.link, ask, deadline);
  const { insuranceUnavailable } = priced;
  if (insuranceUnavailable !== undefined) throw new Refusal(insuranceUnavailable);
  if (priced.payWith !== payWith) throw new Refusal('hospital-answer-unreadable');
  const { cash, total } = priced.amounts;
  const { shown = { cash, total } } = counter ?? {};
  if (shown.cash !== cash || shown.total !== total) throw new Refusal('bill-amount-changed');
  return priced;
}

/** The place must outlive the payment that may still come (money rule 7); undefined where there is none. */
async function keepPlace(deps: Placer, { what }: Wanted, deadline: Deadline) {
  if (what.visit === undefined) return undefined;
  const { queryEveryMs, slotLockMs } = deps.rules;
  const until = deps.clock.now() + slotLockMs + queryEveryMs;
  return deps.visits.extendLock(what.visit.appointmentId, until, deadline);
}

/**
 * Who pays, where the channel wants to know of relatives and that is not the patient: the person whom the
 * hospital knows as the owner of the phone. Insured orders hear it from the authorisation instead.
 */
async function payerOf(
  deps: Placer,
  { input, link }: Wanted,
  deadline: Deadline,
): Promise<HisPatient | undefined> {
  if (!deps.scope.relatives || input.payWith !== 'cash') return undefined;
  const own = (await deps.links.of(deps.hospital.id, input.owner)).find(isOwn);
  if (own === undefined || own.patientId === link.patientId) return undefined;
  return given(await deps.his.patient(own.patientId, deadline));
}

interface Prepared {
  readonly priced: Priced;
  readonly patient: HisPatient;
  readonly payer?: HisPatient;
}

/** At the same time: a hospital that is slow, and asked one by one, leaves no time to send the order. */
async function prepared(deps: Placer, wanted: Wanted, deadline: Deadline): Promise<Prepared> {
  const [priced, patient, payer, place] = await Promise.all([
    priceAsked(deps, wanted, deadline),
    deps.his.patient(wanted.link.patientId, deadline),
    payerOf(deps, wanted, deadline),
    keepPlace(deps, wanted, deadline),
  ]);
  if (place !== undefined) given(place);
  return { priced, patient: given(patient), ...(payer === undefined ? {} : { payer }) };
}

/** An order that is cut off while it is sent can only be closed again: rather none is made. */
function requireTimeToSend(deps: Placer, deadline: Deadline): void {
  if (deadline.leftMs() < deps.rules.httpTimeoutMs) throw new Refusal('timeout', true);
}

/** The hospital may have taken its time: what counts is when the order is made (money rule 16). */
function requireBeforeCutOff(deps: Placer, { createdAt, payWith }: Order): void {
  const late = payWith === 'insurance' && isBehindCutOff(deps, createdAt);
  if (late) throw new Refusal('insurance-cut-off');
}

async function placeHeld(deps: Placer, wanted: Wanted, deadline: Deadline): Promise<Order> {
  let order: Order;
  let sendWith: SendWith;
  try {
    const { priced, ...people } = await prepared(deps, wanted, deadline);
    order = draft(deps, wanted, priced);
    requireBeforeCutOff(deps, order);
    const { session } = priced.preSettlement;
    const { counter, place, clientIp } = wanted.input;
    const code = counter === undefined ? {} : { counter: counter.code };
    const asked = session === undefined ? {} : { session };
    sendWith = { ...people, ...asked, ...code, place, clientIp };
    requireTimeToSend(deps, deadline);
  } catch (error) {
    await giveBack(deps, wanted.bills, wanted.orderNo);
    throw error;
  }
  return storeAndSend(deps, order, sendWith, deadline);
}

async function wantedOf(
  deps: Placer,
  link: PaidFor,
  input: Wanted['input'],
  found: readonly HisBill[],
  deadline: Deadline,
): Promise<Wanted> {
  const bills = found.map(({ billId }) => billId);
  const what = await orderedBills(deps, link, found, deadline);
  const number = newOrderNo(shanghaiDay(deps.clock.now()), deps.ids.hex(ORDER_NO_BYTES));
  return { input, link, bills, what, orderNo: number };
}

/**
 * The order on these bills of that person, as the hospital has just told them, each once and sorted: a
 * new one, or the payer's own live one. Refusals: what the hospital says of the bills,
 * `bill-being-paid-by-other`, `busy`.
 */
export async function orderFor(
  deps: Placer,
  link: PaidFor,
  asked: Wanted['input'] & { readonly bills: readonly HisBill[] },
  deadline: Deadline,
): Promise<Order> {
  const { bills: found, ...input } = asked;
  const wanted = await wantedOf(deps, link, input, found, deadline);
  for (let turn = 0; turn < TURNS; turn += 1) {
    const { bills, orderNo } = wanted;
    const held = await holdBills(deps, { bills, orderNo, owner: input.owner });
    if (held.kind === 'held') return placeHeld(deps, wanted, deadline);
    const { payWith } = input;
    const ask = { wanted: bills, payWith, price: () => priceAsked(deps, wanted, deadline) };
    const standing = await resumeOrder(deps, held, ask, deadline);
    if (standing !== undefined) return standing;
  }
  throw new Refusal('busy', true);
}

/** The same, as its payer sees it. */
export async function placeFor(
  deps: Placer,
  link: PaidFor,
  asked: Wanted['input'] & { readonly bills: readonly HisBill[] },
  deadline: Deadline,
): Promise<OrderView> {
  return viewOf(deps, await orderFor(deps, link, asked, deadline));
}

/** The order to pay now for one of the caller's own patients; refusals as `placeFor`, `patient-not-yours`. */
export async function placeOrder(
  deps: Placer,
  { patientId: id, billIds, ...input }: PlaceInput,
  deadline: Deadline,
): Promise<OrderView> {
  const link = await ownLink(deps, input.owner, patientId(id));
  const bills = await readBills(deps, billIds, deadline);
  return placeFor(deps, link, { ...input, bills }, deadline);
}
