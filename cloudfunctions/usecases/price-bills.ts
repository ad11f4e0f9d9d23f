/**
 * What bills cost now and how they can be paid: everything from the hospital by id, nothing from the
 * phone. Binds nothing. Says why insurance cannot pay (money rules 15 and 16; trap: on 1.0 the payer is
 * the insured, so a relative's bill is paid in cash).
 */
import type { PayWith, SplitView } from '../contract/types';
import { buildAmounts, type Amounts } from '../domain/amounts';
import type { BillId } from '../domain/ids';
import { isAtOrAfter } from '../domain/shanghai';
import type { Deadline } from '../ports/deadline';
import type { HisReader, PreSettlement } from '../ports/his';
import type { PatientLink } from '../ports/patient-links';
import type { Reason } from '../../miniprogram/shared/reasons';
import type { Base } from './deps';
import { partsOf } from './insurance-parts';
import { insuranceBar } from './patient-view';
import { given, Refusal } from './refusal';

export interface Priced {
  readonly payWith: PayWith;
  readonly amounts: Amounts;
  readonly preSettlement: PreSettlement;
  /** Why insurance was asked for and cannot be had. */
  readonly insuranceUnavailable?: Reason;
}

/** Whose bills they are, as far as pricing goes. */
export type PricedFor = Pick<PatientLink, 'patientId' | 'idType' | 'proof'>;

function insuranceBarNow(deps: Base, link: PricedFor): Reason | undefined {
  const bar = insuranceBar(deps.scope, link);
  if (bar !== undefined) return bar;
  return isBehindCutOff(deps, deps.clock.now()) ? 'insurance-cut-off' : undefined;
}

/** Whether insurance takes no order of that moment (ms) any more (money rule 16). */
export function isBehindCutOff(deps: Base, at: number): boolean {
  return isAtOrAfter(at, deps.rules.insuranceCutOff);
}

/** Refusal with the hospital's reason, or `hospital-answer-unreadable` for sums that cannot be. */
export async function priceBills(
  deps: Base & { readonly his: HisReader },
  link: PricedFor,
  ask: {
    readonly billIds: readonly BillId[];
    readonly payWith: PayWith;
    /** What stands against insurance because of what is paid. */
    readonly insuranceBar?: Reason;
    /** At a counter the hospital fixes the split itself. */
    readonly at?: 'counter';
  },
  deadline: Deadline,
): Promise<Priced> {
  const barred =
    ask.payWith === 'insurance' ? (ask.insuranceBar ?? insuranceBarNow(deps, link)) : undefined;
  const payWith = barred === undefined ? ask.payWith : 'cash';
  const { patientId } = link;
  const where = ask.at === undefined ? {} : { at: ask.at };
  const preSettlement = given(
    await deps.his.preSettle({ patientId, billIds: ask.billIds, payWith, ...where }, deadline),
  );
  const built = buildAmounts(preSettlement.amounts);
  const uninvited = built.ok && payWith === 'cash' && built.amounts.payType !== 'cash';
  if (!built.ok || uninvited) {
    const code = built.ok ? 'insurance-not-asked-for' : built.fault;
    deps.log.alarm('price.impossible', { code });
    throw new Refusal('hospital-answer-unreadable');
  }
  const unavailable = barred ?? preSettlement.insuranceUnavailable;
  return {
    payWith: built.amounts.payType === 'cash' ? 'cash' : 'insurance',
    amounts: built.amounts,
    preSettlement,
    ...(unavailable === undefined ? {} : { insuranceUnavailable: unavailable }),
  };
}

/** The split for the patient's eyes. */
export function priceView(priced: Priced): SplitView {
  const { amounts, preSettlement } = priced;
  return {
    ...partsOf(amounts),
    payWith: priced.payWith,
    total: amounts.total,
    cash: amounts.cash,
    insurance: amounts.insurance,
    cashAdd: amounts.cashAdd,
    cashReduced: amounts.cashReduced,
    decidedAtPayment: amounts.mode === 'open',
    ...(preSettlement.cashAddWording === undefined
      ? {}
      : { cashAddWording: preSettlement.cashAddWording }),
    ...(priced.insuranceUnavailable === undefined
      ? {}
      : { insuranceUnavailable: priced.insuranceUnavailable }),
  };
}
