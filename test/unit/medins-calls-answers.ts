/** What platform and our book say of an order, for the tests of the calls of 2.0. */
import { billId, patientId } from '../../cloudfunctions/domain/ids';
import type { Upload } from '../../cloudfunctions/domain/upload';
import type { AskedOrder } from '../../cloudfunctions/ports/payment-channel';
import { MIX_NO, MIXED_REQUEST, ORDER } from './medins-calls-bench';

/** A mixed order as query and notice state it. */
export function mixedSaid(
  mix: string,
  legs: { readonly cash?: string; readonly insurance?: string } = {},
  change: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    mix_trade_no: MIX_NO,
    mix_pay_status: mix,
    self_pay_status: legs.cash ?? 'SELF_PAY_CREATED',
    med_ins_pay_status: legs.insurance ?? 'MED_INS_PAY_CREATED',
    mix_pay_type: 'CASH_AND_INSURANCE',
    order_type: 'DIAG_PAY',
    appid: 'wxprovider',
    sub_appid: 'wxhospital',
    sub_mchid: '1900000202',
    out_trade_no: ORDER,
    total_fee: 20000,
    med_ins_gov_fee: 10000,
    med_ins_self_fee: 4000,
    med_ins_other_fee: 1000,
    med_ins_cash_fee: 5000,
    wechat_pay_cash_fee: 5000,
    ...change,
  };
}

/** A cash order as its query and notice state it. */
export function cashSaid(
  state: string,
  change: Record<string, unknown> = {},
): Record<string, unknown> {
  const paid = state === 'SUCCESS' || state === 'REFUND';
  return {
    sp_appid: 'wxprovider',
    sp_mchid: '1900000101',
    sub_appid: 'wxhospital',
    sub_mchid: '1900000202',
    out_trade_no: ORDER,
    trade_state: state,
    amount: { total: 5000, currency: 'CNY' },
    ...(paid
      ? { transaction_id: '4200001111202603020000', success_time: '2026-03-02T10:05:00+08:00' }
      : {}),
    ...change,
  };
}

const UPLOADED: Upload = { state: 'priced', quoted: MIXED_REQUEST.amounts, payOrderId: 'ORD1' };

/** An order on which our book asks. */
export function asked(change: Partial<AskedOrder> = {}): AskedOrder {
  return {
    orderNo: ORDER,
    patientId: patientId('P00001'),
    billIds: [billId('B00001')],
    serialNo: 'S00001',
    channel: 'medins',
    payment: 'payable',
    amounts: MIXED_REQUEST.amounts,
    legs: { cash: 'unpaid', insurance: 'unpaid' },
    upload: UPLOADED,
    ...change,
  };
}
