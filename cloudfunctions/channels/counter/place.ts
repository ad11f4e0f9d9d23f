/**
 * Placing at a counter (one-code specification V1.0 §1.4.3.2 (4)–(10)): can the person pay with the code,
 * the certificate for exactly this cash, the charge with it; one number for both, each asked for once.
 * Without a certificate nothing can be charged. The code's token and the certificate go no further.
 */
import type { Deadline } from '../../ports/deadline';
import type { CodeAsk, OneCode, OneCodeStatus } from '../../ports/one-code';
import type { Failure, PlaceOutcome, PlaceRequest } from '../../ports/payment-channel';
import type { CounterParties } from './parties';
import { failureOf } from './his-failure';

const LAUNCH = { counter: true } as const;

export async function placeOrder(
  parties: CounterParties,
  request: PlaceRequest,
  deadline: Deadline,
): Promise<PlaceOutcome> {
  const { oneCode } = parties;
  const { counter } = request;
  if (oneCode === undefined || counter === undefined) {
    return rejected({ code: 'counter-not-configured', reason: 'counter-not-configured' });
  }
  if (request.amounts.cash === 0) return withoutCash(parties, request, deadline);
  const unusable = unusableBy(await oneCode.status(counter, deadline));
  if (unusable !== undefined) return rejected(unusable);
  return charged({ ...parties, oneCode }, request, counter, deadline);
}

type Why = Failure & { readonly why?: string };

/** Why the code cannot pay now; `why` as the paying channel says it (abnRea). */
function unusableBy(status: OneCodeStatus): Why | undefined {
  switch (status.kind) {
    case 'usable':
      return undefined;
    case 'not-signed':
      return { code: 'onecode-not-signed', reason: 'one-code-not-signed', ...said(status) };
    case 'suspended':
      return { code: 'onecode-suspended', reason: 'one-code-suspended', ...said(status) };
    case 'refused':
    case 'unknown':
      return status;
  }
}

function said({ why }: { readonly why?: string }): { readonly why?: string } {
  return why === undefined ? {} : { why };
}

/** Nothing is left of it here: insurance that was settled first is the order's own, and taken back by it. */
function rejected(failure: Why): PlaceOutcome {
  return { ...failure, kind: 'rejected' };
}

async function charged(
  { oneCode, payment }: CounterParties & { readonly oneCode: OneCode },
  request: PlaceRequest,
  counter: CodeAsk,
  deadline: Deadline,
): Promise<PlaceOutcome> {
  const { orderNo, title, amounts } = request;
  const { cash } = amounts;
  const issued = await oneCode.certificate({ ...counter, cash, orderNo }, deadline);
  if (issued.kind !== 'issued') return rejected(issued);
  const { terminal } = counter;
  const { payCert } = issued;
  const charge = await payment.charge({ orderNo, title, cash, payCert, terminal }, deadline);
  switch (charge.kind) {
    case 'taken':
      return { kind: 'accepted', platformTradeNo: charge.tradeNo ?? orderNo, launch: LAUNCH };
    case 'refused':
      return rejected(charge);
    case 'unknown':
      return charge;
  }
}

/** Insurance pays all of it, and has been settled: there is nothing to charge. */
async function withoutCash(
  { insurance }: CounterParties,
  request: PlaceRequest,
  deadline: Deadline,
): Promise<PlaceOutcome> {
  const answer = await insurance.state(request.orderNo, deadline);
  if (!answer.ok) return { kind: 'unknown', ...failureOf(answer) };
  if (answer.value.status !== 'settled') {
    const code = `insurance-${answer.value.status}`;
    return rejected({ code, reason: 'insurance-settle-failed' });
  }
  return { kind: 'accepted', platformTradeNo: answer.value.settlementNo, launch: LAUNCH };
}
