/**
 * The sums of an order as 2.0 wants them, built once from our amounts, and the identities that must hold
 * before anything is sent (移动医保支付 2.0, 金额公式; traps 16, 20 and 36). Unlike in 1.0 nothing may be
 * left over: a total above its parts is an error.
 */
import type { Amounts } from '../../domain/amounts';
import { fen, ZERO, type Fen } from '../../../miniprogram/shared/fen';
import { OrderInvalid } from './order-invalid';

export type MixPayType = 'CASH_ONLY' | 'INSURANCE_ONLY' | 'CASH_AND_INSURANCE';

/** In fen, by the names of the fields; add and reduce are Σ over their details. */
export interface Fees {
  readonly total_fee: Fen;
  readonly med_ins_gov_fee: Fen;
  readonly med_ins_self_fee: Fen;
  readonly med_ins_other_fee: Fen;
  readonly med_ins_cash_fee: Fen;
  readonly wechat_pay_cash_fee: Fen;
  readonly cash_add_fee: Fen;
  readonly cash_reduce_fee: Fen;
}

export type Term = keyof Fees;

const TYPES = {
  cash: 'CASH_ONLY',
  insurance: 'INSURANCE_ONLY',
  mixed: 'CASH_AND_INSURANCE',
} as const satisfies Record<Amounts['payType'], MixPayType>;

/** 0-yuan insurance is CASH_AND_INSURANCE, as is a pre-settlement that comes out all cash. */
export function mixPayTypeOf(amounts: Amounts): MixPayType {
  return TYPES[amounts.payType];
}

const INSURANCE: readonly Term[] = ['med_ins_gov_fee', 'med_ins_self_fee', 'med_ins_other_fee'];

interface Identity {
  readonly left: Term;
  readonly plus: readonly Term[];
  readonly minus: readonly Term[];
}

const BY_WECHAT: Identity = {
  left: 'total_fee',
  plus: [...INSURANCE, 'wechat_pay_cash_fee', 'cash_reduce_fee'],
  minus: [],
};
const BY_BUREAU: Identity = {
  left: 'total_fee',
  plus: [...INSURANCE, 'med_ins_cash_fee', 'cash_add_fee'],
  minus: [],
};
const CASH: Identity = {
  left: 'wechat_pay_cash_fee',
  plus: ['med_ins_cash_fee', 'cash_add_fee'],
  minus: ['cash_reduce_fee'],
};

/** CASH_ONLY has no med_ins amounts, so the first identity without them is all that can hold. */
const CASH_ONLY: Identity = {
  left: 'total_fee',
  plus: ['wechat_pay_cash_fee', 'cash_reduce_fee'],
  minus: [],
};

function identitiesOf(type: MixPayType): readonly Identity[] {
  return type === 'CASH_ONLY' ? [CASH_ONLY] : [BY_WECHAT, BY_BUREAU, CASH];
}

const sum = (fees: Fees, terms: readonly Term[]): number =>
  terms.reduce((all, term) => all + fees[term], 0);

const holds = (fees: Fees, { left, plus, minus }: Identity): boolean =>
  fees[left] === sum(fees, plus) - sum(fees, minus);

const termsOf = ({ left, plus, minus }: Identity): readonly Term[] => [left, ...plus, ...minus];

function wording({ left, plus, minus }: Identity): string {
  return `${left} = ${[plus.join(' + '), ...minus].join(' - ')}`;
}

export interface BrokenIdentity {
  /** The terms that stand in every identity that fails and in none that holds: one of them is wrong. */
  readonly suspects: readonly Term[];
  /** The identities that fail, in words. */
  readonly identities: readonly string[];
}

/** What does not add up, or undefined. */
export function brokenIdentity(type: MixPayType, fees: Fees): BrokenIdentity | undefined {
  const all = identitiesOf(type);
  const broken = all.filter((identity) => !holds(fees, identity));
  const [first] = broken;
  if (first === undefined) return undefined;
  const cleared = new Set(all.filter((identity) => !broken.includes(identity)).flatMap(termsOf));
  const common = termsOf(first).filter(
    (term) => broken.every((identity) => termsOf(identity).includes(term)) && !cleared.has(term),
  );
  return {
    suspects: common.length === 0 ? termsOf(first) : common,
    identities: broken.map(wording),
  };
}

/** The sums to send. Throws OrderInvalid naming the term that does not fit. */
export function feesOf(amounts: Amounts): Fees {
  if (amounts.mode === 'open') {
    throw new OrderInvalid('total_fee', 'the split must be fixed by the bureau before the order');
  }
  const type = mixPayTypeOf(amounts);
  requireParts(amounts);
  const fees: Fees = {
    total_fee: amounts.total,
    med_ins_gov_fee: amounts.insuranceFund ?? ZERO,
    med_ins_self_fee: amounts.insuranceSelf ?? ZERO,
    med_ins_other_fee: amounts.insuranceOther ?? ZERO,
    med_ins_cash_fee: bureauCash(amounts),
    wechat_pay_cash_fee: amounts.cash,
    cash_add_fee: amounts.cashAdd,
    cash_reduce_fee: amounts.cashReduced,
  };
  requireFees(type, fees);
  return fees;
}

/** Throws OrderInvalid where the type's own rules or an identity do not hold. */
export function requireFees(type: MixPayType, fees: Fees): void {
  if (fees.total_fee === 0) throw new OrderInvalid('total_fee', 'must be above 0');
  if (type !== 'INSURANCE_ONLY' && fees.wechat_pay_cash_fee === 0) {
    throw new OrderInvalid('wechat_pay_cash_fee', `must be above 0 in ${type}`);
  }
  if (type === 'INSURANCE_ONLY' && fees.wechat_pay_cash_fee > 0) {
    throw new OrderInvalid('wechat_pay_cash_fee', 'must be absent in INSURANCE_ONLY');
  }
  const insured = INSURANCE.find((term) => fees[term] > 0);
  if (type === 'CASH_ONLY' && insured !== undefined) {
    throw new OrderInvalid(insured, 'must be absent in CASH_ONLY');
  }
  const broken = brokenIdentity(type, fees);
  if (broken !== undefined) {
    const why = `does not add up in ${broken.identities.join(' and ')}`;
    throw new OrderInvalid(broken.suspects.join(', '), why);
  }
}

function requireParts(amounts: Amounts): void {
  const { insuranceFund, insuranceSelf, insuranceOther, insurance } = amounts;
  const parts = (insuranceFund ?? 0) + (insuranceSelf ?? 0) + (insuranceOther ?? 0);
  if (parts === insurance) return;
  throw new OrderInvalid(INSURANCE.join(', '), 'do not add up to what insurance pays');
}

/** med_ins_cash_fee: what the bureau calls cash, before additions and reductions. */
function bureauCash({ cash, cashAdd, cashReduced }: Amounts): Fen {
  const before = cash - cashAdd + cashReduced;
  if (before < 0) throw new OrderInvalid('cash_add_fee', 'is above the cash that it is part of');
  return fen(before);
}
