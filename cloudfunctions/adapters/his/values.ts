/**
 * The contract's values in our words: fen, ms since the epoch, our own ids. RangeError for what fits
 * the schema and yet cannot be.
 */
import type { PreSettledAmounts } from '../../domain/amounts';
import { billId, patientId } from '../../domain/ids';
import type { PreSettlement } from '../../ports/his';
import type { HisBill, HisPatient, HisSession, HisSettlement } from '../../ports/his-values';
import { fen, ZERO, type Fen } from '../../../miniprogram/shared/fen';
import type { IdentityKind } from '../../../miniprogram/shared/identity-number';
import { EXCLUSIONS } from './errors';
import type { Schemas } from './schemas';

/** The digest of an identity number of that kind, lower-case hex. */
export type IdentityDigest = (kind: IdentityKind, number: string) => string;

const SHANGHAI_MS = 8 * 60 * 60 * 1000;

/** ms since the epoch of the contract's Time. */
export function msOf(time: string): number {
  const at = Date.parse(time);
  if (Number.isNaN(at)) throw new RangeError('no such time');
  return at;
}

/** ISO 8601 with +08:00; milliseconds only where there are some. */
export function timeOf(at: number): string {
  const text = new Date(at + SHANGHAI_MS).toISOString();
  return `${at % 1000 === 0 ? text.slice(0, 19) : text.slice(0, 23)}+08:00`;
}

/** The key with the amount, unless there is none. */
function amountAs<K extends string>(key: K, value: number | undefined): { [P in K]?: Fen } {
  return value === undefined ? {} : ({ [key]: fen(value) } as { [P in K]?: Fen });
}

export function textAs<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: string });
}

/** Without the identity number: only its digest comes out (trap 1). */
export function patientOf(from: Schemas['Patient'], digest: IdentityDigest): HisPatient {
  return {
    patientId: patientId(from.patientId),
    name: from.name,
    cardNo: from.cardNo,
    idType: from.idType,
    idDigest: digest(from.idType, from.idNo),
  };
}

/** What a registration or a deposit belongs to must be named, and nothing else is. */
function idsOf(bill: Schemas['Bill']): { appointmentId?: string; admissionId?: string } {
  const { kind, appointmentId, admissionId } = bill;
  if (
    (kind === 'registration') !== (appointmentId !== undefined) ||
    (kind === 'deposit') !== (admissionId !== undefined)
  ) {
    throw new RangeError('a bill of another kind');
  }
  return { ...textAs('appointmentId', appointmentId), ...textAs('admissionId', admissionId) };
}

/** RangeError for a bill whose kind and ids contradict each other. */
export function billOf(bill: Schemas['Bill']): HisBill {
  return {
    billId: billId(bill.billId),
    kind: bill.kind,
    visitId: bill.visitId,
    visitAt: msOf(bill.visitAt),
    ...idsOf(bill),
    patientId: patientId(bill.patientId),
    title: bill.title,
    department: bill.department,
    doctor: bill.doctor,
    issuedAt: msOf(bill.issuedAt),
    expiresAt: msOf(bill.expiresAt),
    status: bill.status,
    total: fen(bill.totalFen),
    items: bill.items.map((item) => ({
      name: item.name,
      category: item.category,
      ...textAs('spec', item.spec),
      quantity: item.quantity,
      unit: item.unit,
      amount: fen(item.amountFen),
      ...textAs('insuranceClass', item.insuranceClass),
    })),
  };
}

export function sessionOf(content: Schemas['RequestContent']): HisSession {
  return {
    sessionId: content.session_id,
    operatorNo: content.operatorNo,
    operatorName: content.operatorName,
    batchNo: content.batchNo,
  };
}

function amountsOf(from: Schemas['PreSettlement']): PreSettledAmounts {
  const total = fen(from.totalFen);
  const cashAdd = fen(from.cashAddFen);
  const cashReduced = fen(from.cashReducedFen);
  switch (from.mode) {
    case 'offline':
      return {
        kind: 'insurance-offline',
        total,
        cash: fen(from.cashFen),
        insurance: fen(from.insuranceFen),
        ...amountAs('insuranceFund', from.insuranceFundFen),
        ...amountAs('insuranceSelf', from.insuranceSelfFen),
        ...amountAs('insuranceOther', from.insuranceOtherFen),
        cashAdd,
        cashReduced,
      };
    case 'online':
      // The bureau decides: cash is sent as 0, insurance as the total (trap 15). Estimates are no sums.
      if (cashAdd > 0 || cashReduced > 0) throw new RangeError('online with additions');
      return {
        kind: 'insurance-online',
        total,
        cash: ZERO,
        insurance: total,
        cashAdd,
        cashReduced,
      };
    case 'cash':
      return {
        kind: 'cash',
        total,
        cash: fen(from.cashFen),
        insurance: ZERO,
        cashAdd,
        cashReduced,
      };
  }
}

/**
 * `asked`: what HIS was asked for. Insurance where cash was asked for contradicts the question, and so
 * does cash instead of insurance without a word why, or a split that is still open at a counter.
 */
export function preSettlementOf(
  from: Schemas['PreSettlement'],
  asked: 'insurance' | 'cash',
  at?: 'counter',
): PreSettlement | undefined {
  if (at === 'counter' && from.mode === 'online') return undefined;
  if (asked === 'cash' && from.mode !== 'cash') return undefined;
  if (asked === 'insurance' && from.mode === 'cash' && from.insuranceUnavailable === undefined) {
    return undefined;
  }
  return {
    amounts: amountsOf(from),
    ...textAs('cashAddWording', from.cashAddWording),
    serialNo: from.serialNo,
    ...textAs('billNo', from.billNo),
    orgNo: from.orgNo,
    ...(from.mode === 'cash' ? {} : { session: sessionOf(from.requestContent) }),
    ...(from.mode === 'cash' && from.insuranceUnavailable !== undefined
      ? { insuranceUnavailable: EXCLUSIONS[from.insuranceUnavailable.code] }
      : {}),
  };
}

export function settlementOf(
  state: Schemas['SettlementState'],
  orderNo: string,
): HisSettlement | undefined {
  if (state.orderNo !== orderNo) return undefined;
  const { totalFen, cashFen, insuranceFen } = state;
  const booked =
    state.status === 'settled' &&
    totalFen !== undefined &&
    cashFen !== undefined &&
    insuranceFen !== undefined
      ? { total: fen(totalFen), cash: fen(cashFen), insurance: fen(insuranceFen) }
      : undefined;
  return {
    status: state.status === 'settled-elsewhere' ? 'elsewhere' : state.status,
    ...textAs('settlementNo', state.settlementNo),
    ...textAs('pickup', state.pickup),
    ...(booked === undefined ? {} : { booked }),
  };
}
