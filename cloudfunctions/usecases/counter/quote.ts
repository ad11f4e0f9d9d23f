/**
 * What a payment at the counter would cost and whether the code can pay its cash part (one-code
 * specification V1.0 §1.5.1, scene a). Binds nothing and may be asked again.
 */
import type { CounterActions, OneCodeView, QuoteView } from '../../contract/counter-types';
import { patientId, type OpenId, type PatientId } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import type { HisPatient } from '../../ports/his-values';
import type { CodeAsk, OneCodeStatus } from '../../ports/one-code';
import { orderedBills, readBills } from '../ordered-bills';
import { priceBills, priceView } from '../price-bills';
import { given, Refusal } from '../refusal';
import { staffOf } from '../staff/staff-of';
import type { PaidFor } from '../place-order';
import { maskName } from '../../domain/identity';
import { partsOf, terminalOf, type CounterDeps, type CounterParts } from './deps';

export interface Shown {
  readonly counterNo: string;
  readonly scanId: string;
  readonly patientId: string;
}

/** The code's token for this moment; it is that patient's. Refusals: `code-expired`, `counter-unknown`. */
export async function codeOf(
  parts: CounterParts,
  { counterNo, scanId, patientId: shown }: Shown,
  deadline: Deadline,
): Promise<CodeAsk & { readonly patientId: PatientId }> {
  const [terminal, held] = await Promise.all([
    terminalOf(parts, counterNo, deadline),
    parts.desk.token(scanId, deadline),
  ]);
  const { token, patientId: whose } = given(held);
  if (whose !== patientId(shown)) throw new Refusal('one-code-patient');
  return { terminal, token, patientId: whose };
}

/** Whom the hospital knows behind the code; the code itself has proven that they are here. */
export function payerAtCounter({ patientId: id, name, idType }: HisPatient): PaidFor {
  return { patientId: id, idType, nameMasked: maskName(name), proof: 'insurance-card' };
}

function accountOf(
  status: Extract<OneCodeStatus, { kind: 'usable' | 'not-signed' | 'suspended' }>,
) {
  const { channelName, userName } = status;
  return {
    ...(channelName === undefined ? {} : { channelName }),
    ...(userName === undefined ? {} : { userName }),
  };
}

function oneCodeView(status: OneCodeStatus): OneCodeView {
  switch (status.kind) {
    case 'usable':
      return { state: 'usable', ...accountOf(status) };
    case 'not-signed':
    case 'suspended': {
      const why = status.why === undefined ? {} : { why: status.why };
      const reason =
        status.kind === 'suspended' ? 'one-code-suspended' : ('one-code-not-signed' as const);
      return { state: status.kind, reason, ...why, ...accountOf(status) };
    }
    case 'refused':
    case 'unknown':
      return { state: 'unavailable', reason: status.reason, code: status.code };
  }
}

/** Refusals: what the hospital says of code and bills, `bills-not-combinable`. */
export async function quoteAtCounter(
  deps: CounterDeps,
  who: OpenId,
  input: CounterActions['quote']['in'],
  deadline: Deadline,
): Promise<{ quote: QuoteView }> {
  await staffOf(deps, who);
  const parts = partsOf(deps);
  const [code, found] = await Promise.all([
    codeOf(parts, input, deadline),
    readBills(deps, input.billIds, deadline),
  ]);
  const link = payerAtCounter(given(await deps.his.patient(code.patientId, deadline)));
  const { insuranceBar } = await orderedBills(deps, link, found, deadline);
  const barred = insuranceBar === undefined ? {} : { insuranceBar };
  const billIds = found.map(({ billId }) => billId);
  const ask = { billIds, payWith: input.payWith, at: 'counter', ...barred } as const;
  const { token, terminal } = code;
  const [priced, status] = await Promise.all([
    priceBills(deps, link, ask, deadline),
    parts.oneCode.status({ token, terminal }, deadline),
  ]);
  const split = priceView(priced);
  // where nothing is left to pay in cash the code has nothing to do
  return { quote: { split, ...(split.cash === 0 ? {} : { oneCode: oneCodeView(status) }) } };
}
