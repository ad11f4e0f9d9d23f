/**
 * Placing at a counter (one-code specification V1.0 §1.4.3.2 (4)–(10)): can the person pay with the code,
 * the certificate for exactly this cash, the charge with it; one number for both, each asked for once.
 * Without a certificate nothing can be charged. The code's token and the certificate go no further.
 */
import type { Deadline } from '../../ports/deadline';
import type { CodeAsk, OneCode, OneCodeStatus } from '../../ports/one-code';
import type { Failure, PlaceOutcome, PlaceRequest } from '../../ports/payment-channel';
import type { CounterParties } from './parties';

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
  const usable = usableBy(await oneCode.status(counter, deadline));
  if (usable !== undefined) return rejected(usable);
  return charged({ ...parties, oneCode }, request, counter, deadline);
}

/** Why the code cannot pay now. */
function usableBy(status: OneCodeStatus): Failure | undefined {
  switch (status.kind) {
    case 'usable':
      return undefined;
    case 'not-signed':
      return { code: 'onecode-not-signed', reason: 'one-code-not-signed' };
    case 'suspended':
      return { code: 'onecode-suspended', reason: 'one-code-suspended' };
    case 'refused':
    case 'unknown':
      return { code: status.code, reason: status.reason };
  }
}

/** Nothing is left of it here: insurance that was settled first is the order's own, and taken back by it. */
function rejected({ code, reason }: Failure): PlaceOutcome {
  return { kind: 'rejected', code, reason };
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
      return { kind: 'unknown', code: charge.code, reason: charge.reason };
  }
}

/** Insurance pays all of it, and has been settled: there is nothing to charge. */
async function withoutCash(
  { insurance }: CounterParties,
  request: PlaceRequest,
  deadline: Deadline,
): Promise<PlaceOutcome> {
  const answer = await insurance.state(request.orderNo, deadline);
  if (!answer.ok) return { kind: 'unknown', code: answer.code, reason: answer.reason };
  if (answer.value.status !== 'settled') {
    const code = `insurance-${answer.value.status}`;
    return rejected({ code, reason: 'insurance-settle-failed' });
  }
  return { kind: 'accepted', platformTradeNo: answer.value.settlementNo, launch: LAUNCH };
}
