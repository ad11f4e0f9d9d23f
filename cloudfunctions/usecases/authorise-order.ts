/**
 * The patient has permitted the use of their insurance: the code they brought back is exchanged, the fees
 * go to the bureau under the order's number, the bureau fixes the split, and only then the order is sent
 * (money rules 1, 15 and 16; traps 38 and 39). The pay_auth_no lives in this one invocation: it is never
 * stored, logged or shown. Whatever fails after the hospital was asked to upload leaves an order that is
 * withdrawn before its bills are free.
 */
import type { OrderView, Place } from '../contract/types';
import { buildAmounts, nothingToPay, type Amounts } from '../domain/amounts';
import type { OpenId } from '../domain/ids';
import type { Order } from '../domain/order';
import type { Authorisation } from '../ports/authoriser';
import type { Deadline } from '../ports/deadline';
import type { HisPatient } from '../ports/his-values';
import type { PricedUpload } from '../ports/insurance-bureau';
import type { PatientLink } from '../ports/patient-links';
import type { Insured, InsuredPerson } from '../ports/payment-channel';
import type { Reason } from '../../miniprogram/shared/reasons';
import { applyEvent } from './apply-event';
import type { AuthorisingDeps } from './deps';
import { viewOf } from './order-view';
import { ownOrder } from './own-order';
import { isOwn } from './patient-view';
import { normaliseName } from './person-name';
import { isBehindCutOff } from './price-bills';
import { given, Refusal } from './refusal';
import { sendOrder, withdrawn } from './send-order';

export interface AuthoriseInput {
  readonly owner: OpenId;
  readonly orderNo: string;
  readonly authCode: string;
  readonly place: Place;
  readonly clientIp: string;
}

interface Permitted {
  readonly authorisation: Authorisation;
  readonly payAuthNo: string;
  readonly patient: HisPatient;
  readonly payer?: InsuredPerson;
}

async function exchanged(
  deps: AuthorisingDeps,
  { authCode, owner }: AuthoriseInput,
  deadline: Deadline,
): Promise<Authorisation> {
  const outcome = await deps.authoriser.exchange({ authCode, openId: owner }, deadline);
  if (outcome.kind === 'authorised') return outcome.authorisation;
  throw new Refusal(outcome.reason, outcome.kind === 'unknown');
}

function sameName(person: Authorisation['person'], patient: HisPatient): boolean {
  return normaliseName(person.name) === normaliseName(patient.name);
}

function isPatient({ person }: Authorisation, patient: HisPatient): boolean {
  return person.idDigest === patient.idDigest && sameName(person, patient);
}

/** The insurance has just named the holder of this phone: the patient is they themself. */
async function keepProof(deps: AuthorisingDeps, link: PatientLink | undefined): Promise<void> {
  if (link === undefined || isOwn(link)) return;
  const own: PatientLink = { ...link, proof: 'insurance-card', relation: 'self' };
  await deps.links.replace(deps.hospital.id, own);
}

/** Whose insurance it is: the patient's own, or that of somebody who may pay for them (money rule 15). */
async function permitted(
  deps: AuthorisingDeps,
  order: Order,
  input: AuthoriseInput,
  deadline: Deadline,
): Promise<Permitted> {
  const patient = given(await deps.his.patient(order.patientId, deadline));
  const authorisation = await exchanged(deps, input, deadline);
  const links = await deps.links.of(deps.hospital.id, order.owner);
  const link = links.find(({ patientId }) => patientId === order.patientId);
  if (isPatient(authorisation, patient)) {
    await keepProof(deps, link);
    // the platform takes the name to the letter, and compares it with the one that insurance has
    const named = { ...patient, name: authorisation.person.name };
    return { authorisation, payAuthNo: authorisation.payAuthNo, patient: named };
  }
  // one number under two names is nobody's relative
  const doubtful = authorisation.person.idDigest === patient.idDigest;
  if (link === undefined || isOwn(link) || doubtful) throw new Refusal('authorisation-of-other');
  const { familyPayAuthNo, person } = authorisation;
  if (familyPayAuthNo === undefined) throw new Refusal('relative-not-bound');
  // the bureau knows its insured by the resident identity card
  const payer = { ...person, idType: 1 } as const;
  // nobody has told us how insurance spells the relative: in the form in which such registers do
  const relative = { ...patient, name: normaliseName(patient.name) };
  return { authorisation, payAuthNo: familyPayAuthNo, patient: relative, payer };
}

type Split =
  | { readonly ok: true; readonly priced: PricedUpload; readonly amounts: Amounts }
  | {
      readonly ok: false;
      readonly reason: Reason;
      readonly code: string;
      /** Absent: the hospital itself said that nothing was uploaded. */
      readonly leftovers?: true;
    };

function isSplit(amounts: Amounts): boolean {
  return amounts.payType !== 'cash' && amounts.mode === 'fixed';
}

/** 6201 and 6202: the bureau's split of what the hospital has billed. */
async function splitOf(
  deps: AuthorisingDeps,
  order: Order,
  payAuthNo: string,
  deadline: Deadline,
): Promise<Split> {
  const { orderNo, patientId, billIds, serialNo } = order;
  const ask = { orderNo, patientId, billIds, serialNo, payAuthNo };
  const uploaded = await deps.bureau.upload(ask, deadline);
  if (!uploaded.ok) {
    const { code, reason, certain } = uploaded;
    return { ok: false, reason, code, ...(certain ? {} : { leftovers: true }) };
  }
  const priced = await deps.bureau.price({ orderNo, payAuthNo }, deadline);
  if (!priced.ok) return { ok: false, reason: priced.reason, code: priced.code, leftovers: true };
  const built = buildAmounts(priced.value.amounts);
  if (built.ok && nothingToPay(built.amounts)) {
    // no order of the platform (trap 40): withdrawn, and settled with the hospital alone like any of 0 yuan
    deps.log.warn('price.nothing', { orderNo });
    return { ok: false, reason: 'bill-nothing-to-pay', code: 'nothing-to-pay', leftovers: true };
  }
  const fits = built.ok && isSplit(built.amounts);
  if (!fits || built.amounts.total !== order.amounts.total) {
    deps.log.alarm('price.impossible', { orderNo, code: built.ok ? 'differs' : built.fault });
    return { ok: false, reason: 'insurance-amount-mismatch', code: 'price', leftovers: true };
  }
  return { ok: true, priced: priced.value, amounts: built.amounts };
}

function insuredBy(permit: Permitted, priced: PricedUpload, place: Place): Insured {
  const { payAuthNo, authorisation } = permit;
  const { payOrderId, createdAt } = priced;
  // what the bureau knows of the place counts before what the phone says
  const told =
    place.kind === 'located' ? { latitude: place.latitude, longitude: place.longitude } : undefined;
  const stands = authorisation.place ?? told;
  const where = stands === undefined ? {} : { place: stands };
  return { payAuthNo, payOrderId, createdAt, ...where };
}

/** Why an order with a split must not go out any more. */
function tooLate(deps: AuthorisingDeps, permit: Permitted, deadline: Deadline): Reason | undefined {
  const now = deps.clock.now();
  if (isBehindCutOff(deps, now)) return 'insurance-cut-off';
  if (now >= permit.authorisation.expiresAt) return 'authorisation-expired';
  return deadline.leftMs() < deps.rules.httpTimeoutMs ? 'timeout' : undefined;
}

async function uploadAndSend(
  deps: AuthorisingDeps,
  order: Order,
  permit: Permitted,
  input: AuthoriseInput,
  deadline: Deadline,
): Promise<Order> {
  const split = await splitOf(deps, order, permit.payAuthNo, deadline);
  if (!split.ok) {
    const { ok: _ok, ...why } = split;
    return withdrawn(deps, order, { type: 'rejected', ...why }, deadline);
  }
  const { priced, amounts } = split;
  const { payOrderId, createdAt } = priced;
  const event = { type: 'priced', amounts, payOrderId, createdAt } as const;
  const { outcome, order: ready } = await applyEvent(deps, order.orderNo, event);
  // closed meanwhile: whoever closes it withdraws the upload
  if (outcome !== 'priced') return ready;
  const late = tooLate(deps, permit, deadline);
  if (late !== undefined) {
    const why = { type: 'rejected', reason: late, code: late, leftovers: true } as const;
    return withdrawn(deps, ready, why, deadline);
  }
  const { patient, payer } = permit;
  const { place, clientIp } = input;
  const insured = insuredBy(permit, priced, place);
  const given = { patient, insured, place, clientIp, ...(payer === undefined ? {} : { payer }) };
  return sendOrder(deps, ready, given, deadline);
}

const HOUR = 60 * 60 * 1000;
const PER_PERSON_HOUR = 20;

/** Codes are asked about at the bureau: nobody tries many. */
async function countTry(deps: AuthorisingDeps, owner: OpenId): Promise<void> {
  const name = `authorise:${deps.hospital.id}:${owner}`;
  const taken = await deps.attempts.take(name, PER_PERSON_HOUR, HOUR, deps.clock.now());
  if (taken === 'over') throw new Refusal('too-many-attempts', true);
}

/**
 * The order after its authorisation. Of two that come at once only one goes on. Refusals:
 * `order-not-found`, `too-many-attempts`, `insurance-cut-off`, what the authorisation says, `authorisation-of-other`,
 * `relative-not-bound`; the order then still waits, or is closed behind the cut-off.
 */
export async function authoriseOrder(
  deps: AuthorisingDeps,
  input: AuthoriseInput,
  deadline: Deadline,
): Promise<OrderView> {
  const order = await ownOrder(deps, input.owner, input.orderNo);
  if (order.payment !== 'authorising') return viewOf(deps, order);
  await countTry(deps, input.owner);
  const now = deps.clock.now();
  if (now >= order.deadlineAt) {
    const over = { type: 'close-asked', by: 'deadline' } as const;
    return viewOf(deps, (await applyEvent(deps, order.orderNo, over)).order);
  }
  if (isBehindCutOff(deps, now)) {
    await applyEvent(deps, order.orderNo, { type: 'close-asked', by: 'deadline' });
    throw new Refusal('insurance-cut-off');
  }
  const permit = await permitted(deps, order, input, deadline);
  const { outcome, order: asked } = await applyEvent(deps, order.orderNo, { type: 'authorised' });
  if (outcome !== 'authorised') return viewOf(deps, asked);
  return viewOf(deps, await uploadAndSend(deps, asked, permit, input, deadline));
}
