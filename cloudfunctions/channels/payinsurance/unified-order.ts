/**
 * Placing an order: every field of interface document v2.4 §3.3 from our order, the checks before it is
 * sent, and what its answer says. A violation is a refusal with effect `none`: nothing was sent.
 */
import type { PayType } from '../../domain/amounts';
import { shanghaiStamp } from '../../domain/shanghai';
import type { PlaceOutcome, PlaceRequest } from '../../ports/payment-channel';
import type { PayInsuranceConfig } from './config';
import { checkFields, cutToBytes, type Violation } from './fields';
import type { Verdict } from './judge';
import { isOurs, merchantFields } from './merchant';
import { checkSession, requestContent } from './request-content';
import { ORDER_TYPE_OF, REQUEST_TABLES } from './request-tables';
import type { Fields } from './xml';

const PAY_TYPE: Readonly<Record<PayType, string>> = { cash: '1', insurance: '2', mixed: '3' };
const BODY_BYTES = 128;

type Entry = readonly [name: string, value: string | undefined];

export function unifiedOrderFields(config: PayInsuranceConfig, request: PlaceRequest): Fields {
  const entries: readonly Entry[] = [
    ['order_type', ORDER_TYPE_OF[request.kind]],
    ...merchantFields(config),
    [config.mode === 'independent' ? 'openid' : 'sub_openid', request.payer],
    ['hosp_out_trade_no', request.orderNo],
    ['hospital_name', config.hospitalName],
    ...amountEntries(request),
    ['spbill_create_ip', request.clientIp],
    ['notify_url', config.notifyUrl],
    ['limit_pay', config.limitPay],
    ['body', cutToBytes(request.title.replace(/\p{Cc}+/gu, ' ').trim(), BODY_BYTES)],
    ['return_url', returnUrl(config.returnUrl, request.orderNo)],
    ['city_id', config.cityId],
    ['user_card_type', String(request.patient.idType)],
    ['user_card_no', request.patient.idDigest],
    ['user_name', request.patient.name],
    ['serial_no', request.serialNo],
    ['org_no', request.orgNo],
    ['gmt_out_create', shanghaiStamp(request.createdAt)],
    ['request_content', request.session && requestContent(request.session)],
    ['bill_no', request.billNo],
    ['is_dept', config.isDept],
    ['channel_no', config.channelNo],
  ];
  return new Map(
    entries.flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, value]],
    ),
  );
}

/** §3.3, notes on the amounts; an open split is sent as insurance only (trap 15). */
function amountEntries({ amounts, cashAddWording }: PlaceRequest): readonly Entry[] {
  const positive = (value: number) => (value > 0 ? String(value) : undefined);
  return [
    ['total_fee', String(amounts.total)],
    ['cash_fee', String(amounts.cash)],
    ['cash_add_fee', positive(amounts.cashAdd)],
    ['cash_add_wording', amounts.cashAdd > 0 ? cashAddWording : undefined],
    ['cash_reduced_fee', positive(amounts.cashReduced)],
    ['allow_fee_change', amounts.mode === 'open' ? '1' : '0'],
    ['pay_type', PAY_TYPE[amounts.payType]],
    ['insurance_fee', String(amounts.insurance)],
  ];
}

/**
 * What must hold before anything is sent, or the first thing that does not. How the sums stand to each
 * other is checked where they are made: domain/amounts.
 */
export function checkUnifiedOrder(request: PlaceRequest, fields: Fields): Violation | undefined {
  return (
    checkFields(REQUEST_TABLES.unifiedorder, fields) ??
    (request.session && checkSession(request.session))
  );
}

function returnUrl(url: string, orderNo: string): string {
  const [base = '', ...hash] = url.split('#');
  const joined = `${base}${base.includes('?') ? '&' : '?'}order_no=${encodeURIComponent(orderNo)}`;
  return [joined, ...hash].join('#');
}

/** What the verdict means for the order. */
export function placed(config: PayInsuranceConfig, verdict: Verdict): PlaceOutcome {
  if (verdict.kind === 'unknown') return verdict;
  if (verdict.fields !== undefined && !isOurs(config, verdict.fields)) {
    return { kind: 'unknown', code: 'not-ours', reason: 'payment-misconfigured' };
  }
  if (verdict.kind === 'failure') {
    const { code, reason } = verdict;
    return { kind: verdict.effect === 'none' ? 'rejected' : 'unknown', code, reason };
  }
  return accepted(verdict.fields);
}

/** The order stands, but without its two ways in it can only be closed (money rule 2). */
function accepted(fields: Fields): PlaceOutcome {
  const platformTradeNo = fields.get('med_trans_id') ?? '';
  const path = fields.get('pay_url') ?? '';
  const appId = fields.get('pay_appid') ?? '';
  const opens = appId !== '' && path !== '' && !/^https?:/i.test(path);
  if (platformTradeNo === '' || !opens) {
    return { kind: 'unknown', code: 'launch-missing', reason: 'payment-misconfigured' };
  }
  return { kind: 'accepted', platformTradeNo, launch: { appId, path } };
}
