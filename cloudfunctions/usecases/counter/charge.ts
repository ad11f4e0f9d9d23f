/**
 * Taking a payment at a counter (one-code specification V1.0 §1.4.3.2; money rules 1, 2 and 6): the order
 * is stored, then insurance is settled by the hospital where it comes first, then the exact cash of that
 * settlement is charged with a certificate. What fails is taken back, or waits for cash that the clerk
 * takes otherwise. Of two calls at once one goes on.
 */
import type { CounterActions, CounterOrderView } from '../../contract/counter-types';
import { buildAmounts, type Amounts } from '../../domain/amounts';
import type { OpenId } from '../../domain/ids';
import type { Order } from '../../domain/order';
import type { SettledInsurance } from '../../ports/counter-desk';
import type { Deadline } from '../../ports/deadline';
import type { HisPatient } from '../../ports/his-values';
import type { CodeAsk } from '../../ports/one-code';
import type { Reason } from '../../../miniprogram/shared/reasons';
import { advanceOrder } from '../advance-order';
import { applyEvent } from '../apply-event';
import { readBills } from '../ordered-bills';
import { orderFor, type AtCounter } from '../place-order';
import { given } from '../refusal';
import { sendOrder, withdrawn } from '../send-order';
import { counterOrderView } from './counter-view';
import { ownerOf, partsOf, type CounterDeps, type CounterParts } from './deps';
import { codeOf, payerAtCounter } from './quote';

/** Status, certificate and charge follow: they must fit into what is left. */
const CALLS_TO_SEND = 3;

type Fixed =
  | { readonly ok: true; readonly settled: SettledInsurance; readonly amounts: Amounts }
  | {
      readonly ok: false;
      readonly reason: Reason;
      readonly code: string;
      /** Absent: the hospital itself said that nothing was settled. */
      readonly leftovers?: true;
    };

/** The settlement is what was shown: the patient was told that sum, and no other is charged. */
function isAsShown(order: Order, amounts: Amounts): boolean {
  const { total, cash, insurance } = order.amounts;
  const same = amounts.total === total && amounts.cash === cash && amounts.insurance === insurance;
  return same && amounts.mode === 'fixed' && amounts.payType !== 'cash';
}

async function settleInsurance(
  deps: CounterDeps,
  parts: CounterParts,
  order: Order,
  scanId: string,
  deadline: Deadline,
): Promise<Fixed> {
  const { orderNo, patientId, billIds, serialNo } = order;
  const ask = { orderNo, patientId, billIds, serialNo, scanId };
  const answer = await parts.insurance.settle(ask, deadline);
  if (!answer.ok) {
    const { code, reason, certain } = answer;
    return { ok: false, reason, code, ...(certain ? {} : { leftovers: true }) };
  }
  const built = buildAmounts(answer.value.amounts);
  if (!built.ok || !isAsShown(order, built.amounts)) {
    deps.log.alarm('price.impossible', { orderNo, code: built.ok ? 'differs' : built.fault });
    return { ok: false, reason: 'bill-amount-changed', code: 'settled', leftovers: true };
  }
  return { ok: true, settled: answer.value, amounts: built.amounts };
}

/** Insurance first: from here on the hospital may have settled it, and somebody must end that. */
async function insuranceFirst(
  deps: CounterDeps,
  order: Order,
  patient: HisPatient,
  { part, code }: AtCounter,
  deadline: Deadline,
): Promise<Order> {
  const { outcome, order: asked } = await applyEvent(deps, order.orderNo, { type: 'authorised' });
  if (outcome !== 'authorised') return asked;
  const fixed = await settleInsurance(deps, partsOf(deps), asked, part.scanId, deadline);
  if (!fixed.ok) {
    const { ok: _ok, ...why } = fixed;
    return withdrawn(deps, asked, { type: 'rejected', ...why }, deadline);
  }
  const { settlementNo } = fixed.settled;
  const { outcome: stored, order: ready } = await applyEvent(deps, order.orderNo, {
    ...{ type: 'priced', amounts: fixed.amounts },
    // by our own clock: how long a charge may be under way is counted from here
    ...{ payOrderId: settlementNo, createdAt: deps.clock.now() },
  });
  // ended meanwhile: whoever ended it takes the settlement back
  if (stored !== 'priced') return ready;
  if (deadline.leftMs() < CALLS_TO_SEND * deps.rules.httpTimeoutMs) {
    const late = { type: 'rejected', reason: 'timeout', code: 'timeout', leftovers: true } as const;
    return withdrawn(deps, ready, late, deadline);
  }
  return sendOrder(deps, ready, sendWith(patient, code), deadline);
}

function sendWith(patient: HisPatient, code: CodeAsk) {
  return {
    patient,
    counter: code,
    place: { kind: 'refused' },
    clientIp: code.terminal.devIp,
  } as const;
}

/** One look more, if there is time: mostly it is paid by now. */
async function looked(deps: CounterDeps, order: Order, deadline: Deadline): Promise<Order> {
  const sent = order.payment === 'payable' || order.payment === 'unknown';
  const inTime = deadline.leftMs() > 2 * deps.rules.httpTimeoutMs;
  return sent && inTime ? advanceOrder(deps, order, deadline) : order;
}

/**
 * The order as it stands then, or the counter's own live one on these bills. Refusals: those of placing an
 * order, `code-expired`, `counter-unknown`, `bill-amount-changed`; nothing was taken then.
 */
export async function chargeAtCounter(
  deps: CounterDeps,
  who: OpenId,
  input: CounterActions['charge']['in'],
  deadline: Deadline,
): Promise<CounterOrderView> {
  const parts = partsOf(deps);
  const { counterNo, scanId, payWith, shown } = input;
  const [held, bills] = await Promise.all([
    codeOf(parts, input, deadline),
    readBills(deps, input.billIds, deadline),
  ]);
  const { patientId, token, terminal } = held;
  const code = { token, terminal };
  const patient = given(await deps.his.patient(patientId, deadline));
  const link = payerAtCounter(patient);
  const part = { counterNo, clerk: who, first: parts.first, scanId };
  const counter: AtCounter = { part, code, shown };
  const owner = ownerOf(counterNo);
  const way = { place: { kind: 'refused' }, entry: 'counter' } as const;
  const asked = { owner, payWith, bills, clientIp: terminal.devIp, counter, ...way };
  const order = await orderFor(deps, link, asked, deadline);
  const sent =
    order.payment === 'authorising' && order.counter?.scanId === scanId
      ? await insuranceFirst(deps, order, patient, counter, deadline)
      : order;
  return counterOrderView(deps, await looked(deps, sent, deadline));
}
