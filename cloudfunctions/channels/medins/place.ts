/**
 * Placing (移动医保支付 2.0): the cash order first where there is cash, then the mixed order under the same
 * number, then the parameters of the cashier. Both are built and checked before the first is sent. Only a
 * verified refusal without effect is a rejection, and what was made before it is left over (money rule
 * 2); an order that is there already, or may be, is unknown (trap 39: the permission may be spent).
 */
import type { Clock } from '../../ports/clock';
import type { Deadline } from '../../ports/deadline';
import type { Ids } from '../../ports/ids';
import type { PlaceOutcome, PlaceRequest } from '../../ports/payment-channel';
import type { ApiAsk, ApiVerdict, Json } from './api';
import { cashierParameters } from './cashier';
import { closeCash } from './close';
import { failureOf, unclear } from './look';
import { orderBody, type MedInsOrder } from './order-body';
import { OrderInvalid } from './order-invalid';
import { prepayAsk } from './prepay';
import type { Parties } from './query';
import { isSaid, orderNoOf, referenceOf } from './said';

export type PlaceParties = Pick<Parties, 'config' | 'api'> & {
  readonly clock: Clock;
  readonly ids: Ids;
};

const ORDER_EXISTS = '268512536';
/** Stands in for the number that prepay gives, while the order is checked before anything is sent. */
const NO_PREPAY_YET = 'prepay';

export async function placeOrder(
  parties: PlaceParties,
  request: PlaceRequest,
  deadline: Deadline,
): Promise<PlaceOutcome> {
  const built = build(parties, request);
  if (built.kind === 'rejected') return built;
  if (built.prepay === undefined) return placeMixed(parties, request, undefined, deadline);
  const verdict = await parties.api.send(built.prepay, deadline);
  if (verdict.kind !== 'success') return notPlaced(verdict, request, false);
  const prepayId = referenceOf(verdict.body, 'prepay_id');
  if (prepayId === undefined) return unclear('prepay-unreadable');
  return placeMixed(parties, request, prepayId, deadline);
}

type Rejected = Extract<PlaceOutcome, { kind: 'rejected' }>;

/** An order that must not be sent never is; then nothing exists but the upload. */
function build(
  { config }: PlaceParties,
  request: PlaceRequest,
): { readonly kind: 'built'; readonly prepay?: ApiAsk } | Rejected {
  const { cash, payType } = request.amounts;
  try {
    orderBody(config, request, cash > 0 ? NO_PREPAY_YET : undefined);
    return { kind: 'built', ...(cash > 0 ? { prepay: prepayAsk(config, request) } : {}) };
  } catch (error) {
    if (!(error instanceof OrderInvalid)) throw error;
    const bureaus = error.isAboutMoney && payType !== 'cash';
    const reason = bureaus ? 'insurance-amount-mismatch' : 'payment-misconfigured';
    return rejected({ code: error.code, reason }, request, false);
  }
}

async function placeMixed(
  parties: PlaceParties,
  request: PlaceRequest,
  prepayId: string | undefined,
  deadline: Deadline,
): Promise<PlaceOutcome> {
  const { api, config } = parties;
  const { orderNo } = request;
  const body: MedInsOrder & Json = { ...orderBody(config, request, prepayId) };
  const path = '/v3/med-ins/orders';
  const ask = {
    call: 'mixed-order',
    method: 'POST',
    path,
    body,
    orderNo,
    sensitive: true,
  } as const;
  const verdict = await api.send(ask, deadline);
  if (verdict.kind === 'success') return accepted(parties, request, verdict.body, prepayId);
  const outcome = notPlaced(verdict, request, prepayId !== undefined);
  // best effort: what is left over is closed, and proven closed, in its own time
  if (outcome.kind === 'rejected' && prepayId !== undefined) {
    await closeCash(parties, orderNo, deadline);
  }
  return outcome;
}

function accepted(
  parties: PlaceParties,
  request: PlaceRequest,
  said: Readonly<Record<string, unknown>>,
  prepayId: string | undefined,
): PlaceOutcome {
  const mixTradeNo = referenceOf(said, 'mix_trade_no');
  if (mixTradeNo === undefined) return unclear('order-unreadable');
  if (isSaid(said, 'out_trade_no') && orderNoOf(said) !== request.orderNo) {
    return unclear('other-order');
  }
  const placed = { mixTradeNo, ...(prepayId === undefined ? {} : { prepayId }) };
  const launch = cashierParameters(parties.config, parties, placed);
  return { kind: 'accepted', platformTradeNo: mixTradeNo, launch };
}

function notPlaced(
  verdict: Exclude<ApiVerdict, { kind: 'success' }>,
  request: PlaceRequest,
  hasCashOrder: boolean,
): PlaceOutcome {
  const failure = failureOf(verdict);
  const nothingDone =
    verdict.kind === 'not-sent' ||
    (verdict.kind === 'failure' && verdict.effect === 'none' && verdict.number !== ORDER_EXISTS);
  return nothingDone ? rejected(failure, request, hasCashOrder) : { kind: 'unknown', ...failure };
}

function rejected(
  failure: ReturnType<typeof failureOf>,
  { insured }: PlaceRequest,
  hasCashOrder: boolean,
): Rejected {
  const leftovers = hasCashOrder || insured !== undefined;
  return { kind: 'rejected', ...failure, ...(leftovers ? { leftovers: true } : {}) };
}
