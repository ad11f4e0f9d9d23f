/**
 * Sending a refund (interface document v2.4 §3.6): every field from our refund, the checks before it is
 * sent, and what the answer is worth. The answer names neither account nor order (trap 30): at best the
 * refund was taken; that money went back is for a query to prove.
 */
import { refundNoOf } from '../../domain/ids';
import type { RefundMode } from '../../domain/refund';
import type { RefundOutcome, RefundRequest } from '../../ports/refund-channel';
import type { PayInsuranceConfig } from './config';
import { platformError } from './errors';
import { checkFields, type Violation } from './fields';
import type { Verdict } from './judge';
import { merchantFields, namesNobodyElse } from './merchant';
import { checkSession, requestContent } from './request-content';
import { ORDER_TYPE_OF, REQUEST_TABLES } from './request-tables';
import { amount, reference, stated } from './values';
import type { Fields } from './xml';

/**
 * §3.6: no part_refund_type gives everything back, CASH_ONLY leaves the insurance alone; a
 * cash_refund_fee gives back that much of the cash instead of all of it.
 */
const PARTS: Readonly<Record<RefundMode, { readonly cashOnly: boolean; readonly sum: boolean }>> = {
  whole: { cashOnly: false, sum: false },
  'cash-only': { cashOnly: true, sum: false },
  'cash-part': { cashOnly: true, sum: true },
  'insurance-and-cash-part': { cashOnly: false, sum: true },
};

export function refundFields(config: PayInsuranceConfig, request: RefundRequest): Fields {
  const { cashOnly, sum } = PARTS[request.mode];
  const { session } = request;
  const entries: readonly (readonly [name: string, value: string | undefined])[] = [
    ...merchantFields(config),
    ['hosp_out_trade_no', request.orderNo],
    ['hosp_out_refund_no', request.refundNo],
    ['cancel_serial_no', request.serialNo],
    ['cancel_bill_no', request.billNo],
    ['part_refund_type', cashOnly ? 'CASH_ONLY' : undefined],
    ['cash_refund_fee', sum ? String(request.cash) : undefined],
    // trap 33: a payment without insurance has no session to refund in
    ['request_content', session && requestContent(session, ORDER_TYPE_OF[request.kind])],
  ];
  return new Map(
    entries.flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, value]],
    ),
  );
}

/**
 * What must hold before anything is sent, or the first thing that does not. Insurance goes back only
 * with the bureau's bill number and a session (§3.6).
 */
export function checkRefund(request: RefundRequest, fields: Fields): Violation | undefined {
  return (
    checkFields(REQUEST_TABLES.refund, fields, request.insurance > 0) ??
    checkMode(request) ??
    (request.session && checkSession(request.session))
  );
}

/** Trap 11: `R` and the order number. What is reserved must be what the fields make the platform do. */
function checkMode({ orderNo, refundNo, mode, cash, insurance }: RefundRequest) {
  if (refundNo !== refundNoOf(orderNo)) {
    return { field: 'hosp_out_refund_no', rule: 'value' } as const;
  }
  if (cash + insurance === 0 || (PARTS[mode].cashOnly && insurance > 0)) {
    return { field: 'part_refund_type', rule: 'value' } as const;
  }
  return undefined;
}

/**
 * What the verdict means for the refund. Without an effect it is refused for good where the catalogue
 * says that it never passes (554, 558); anything else has a cause outside of the refund, and the same
 * may be sent again once that is gone.
 */
export function refundTaken(
  config: PayInsuranceConfig,
  request: RefundRequest,
  verdict: Verdict,
): RefundOutcome {
  if (verdict.kind === 'unknown') return verdict;
  const answered = verdict.fields;
  if (answered !== undefined && !namesNobodyElse(config, answered)) {
    return { kind: 'unknown', code: 'not-ours', reason: 'payment-misconfigured' };
  }
  if (answered !== undefined && !namesNoOther(request, answered)) {
    return { kind: 'unknown', code: 'other-refund', reason: 'payment-unreachable' };
  }
  if (verdict.kind === 'success') return taken(request, verdict.fields);
  const { code, reason, effect } = verdict;
  // 550: it was taken before
  if (effect === 'done') return { kind: 'taken' };
  if (effect === 'maybe') return { kind: 'unknown', code, reason };
  return { kind: platformError(code)?.retry === 'no' ? 'refused' : 'not-sent', code, reason };
}

/** The document lists no numbers of ours in the answer; where one stands, it must be right. */
function namesNoOther(request: RefundRequest, fields: Fields): boolean {
  const said = (name: string, ours: string) => [ours, ''].includes(fields.get(name) ?? '');
  return said('hosp_out_refund_no', request.refundNo) && said('hosp_out_trade_no', request.orderNo);
}

/** Other sums than asked for: what the platform does is for a query to tell. */
function taken(request: RefundRequest, fields: Fields): RefundOutcome {
  const asAsked = (name: string, asked: number) =>
    (fields.get(name) ?? '') === '' || amount(fields, name) === asked;
  const sums =
    asAsked('cash_refund_fee', request.cash) && asAsked('insurance_refund_fee', request.insurance);
  if (!sums) return { kind: 'unknown', code: 'refund-sums', reason: 'payment-unreachable' };
  return { kind: 'taken', ...stated('platformRefundNo', reference(fields, 'med_refund_id')) };
}
