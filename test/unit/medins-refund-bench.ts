/**
 * Refunds of 2.0 with both other parties played by hand: a gateway and a bureau that answer by script and
 * keep, in one trace, what they were asked in which order.
 */
import type { ApiVerdict, CallName } from '../../cloudfunctions/channels/medins/api';
import { refundSender } from '../../cloudfunctions/channels/medins/refund-sender';
import { refundNoOf } from '../../cloudfunctions/domain/ids';
import type { InsuranceBureau, UploadState } from '../../cloudfunctions/ports/insurance-bureau';
import type { HisAnswer } from '../../cloudfunctions/ports/his';
import type { RefundAsker, RefundRequest } from '../../cloudfunctions/ports/refund-channel';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { FOREVER } from '../support/doubles';
import { MIX_NO, ORDER, PROVIDER, said, scriptedApi } from './medins-calls-bench';

export const REFUND = refundNoOf(ORDER);
/** 2026-03-02 15:04:05.678 in Shanghai. */
export const BACK_AT = Date.UTC(2026, 2, 2, 7, 4, 5, 678);
/** 50.00 cash beside insurance of 150.00. */
export const PAID = { cash: fen(5000), fund: fen(10000), self: fen(4000), other: fen(1000) };
const NO_INSURANCE = { fund: ZERO, self: ZERO, other: ZERO };

export const WHOLE: RefundRequest = {
  orderNo: ORDER,
  channel: 'medins',
  insured: true,
  refundNo: REFUND,
  kind: 'clinic',
  mode: 'whole',
  cash: fen(5000),
  insurance: fen(15000),
  serialNo: 'S20260302000001',
  paid: PAID,
  platformTradeNo: MIX_NO,
};
export const INSURANCE_ALONE: RefundRequest = {
  ...WHOLE,
  cash: ZERO,
  paid: { ...PAID, cash: ZERO },
};
/** Nothing of insurance in it; whether it was an insured order the bureau knows. */
export const NO_INSURANCE_MONEY: RefundRequest = {
  ...WHOLE,
  insurance: ZERO,
  paid: { cash: fen(5000), ...NO_INSURANCE },
};
export const CASH_PART: RefundRequest = {
  ...WHOLE,
  mode: 'cash-part',
  cash: fen(1234),
  insurance: ZERO,
};

/** What the platform says of the cash refund, when sending and when asked. */
export function refundSaid(change: Record<string, unknown> = {}): ApiVerdict {
  return said({
    refund_id: '50000000382019052709732678859',
    out_refund_no: REFUND,
    transaction_id: '4200001111202603020000',
    out_trade_no: ORDER,
    channel: 'ORIGINAL',
    user_received_account: '招商银行信用卡0403',
    success_time: '2026-03-02T15:05:00+08:00',
    create_time: '2026-03-02T15:04:06+08:00',
    status: 'SUCCESS',
    amount: { total: 5000, refund: 5000, payer_total: 5000, payer_refund: 5000, currency: 'CNY' },
    ...change,
  });
}

/** 6203 and 6301 by script; an unscripted act throws. */
export function refundBureau(
  script: {
    readonly refund?: HisAnswer<{ refundedAt: number }>;
    readonly state?: HisAnswer<UploadState>;
    readonly revoke?: HisAnswer<{ status: 'revoked' }>;
  },
  trace: string[] = [],
) {
  const asked: unknown[] = [];
  const never = (): never => {
    throw new Error('was not expected');
  };
  const answer = <T>(name: string, scripted: HisAnswer<T> | undefined, ask: unknown) => {
    trace.push(name);
    asked.push(ask);
    return Promise.resolve(scripted ?? never());
  };
  const bureau: InsuranceBureau = {
    upload: never,
    price: never,
    revoke: (orderNo) => answer('6401', script.revoke, orderNo),
    refund: (ask) => answer('6203', script.refund, ask),
    state: (orderNo) => answer('6301', script.state, orderNo),
  };
  return { bureau, asked };
}

export const REVOKED = { ok: true, value: { status: 'revoked' } } as const;
export const DONE = { ok: true, value: { refundedAt: BACK_AT } } as const;
export const is = (status: UploadState['status'], more: Partial<UploadState> = {}) =>
  ({ ok: true, value: { status, ...more } }) as const;
export const NO_HOSPITAL = {
  ok: false,
  certain: false,
  reason: 'hospital-unreachable',
  code: 'timeout',
} as const;
export const BUREAU_SAYS_NO = {
  ok: false,
  certain: true,
  reason: 'refund-hospital-refused',
  code: '6203-REFUSED',
} as const;

type Numbers = Parameters<RefundAsker['queryRefund']>[0];

/** The numbers by which the same refund is asked about. */
export function numbersOf(request: RefundRequest, told: boolean): Numbers {
  const { orderNo, channel, insured, refundNo, mode, cash, insurance } = request;
  return { orderNo, channel, insured, refundNo, mode, cash, insurance, told };
}

type Script = Partial<Record<CallName, ApiVerdict>>;
/** The platform takes everything. */
export const ALL_TAKEN: Script = {
  'refund-cash': refundSaid({ status: 'PROCESSING' }),
  'notify-refund': said(),
};

/** One send, and who was asked what in which order. */
export async function sentRefund(
  request: RefundRequest,
  script: Script = ALL_TAKEN,
  bureaus: Parameters<typeof refundBureau>[0] = { refund: DONE },
  config: Parameters<typeof refundSender>[0] = PROVIDER,
) {
  const trace: string[] = [];
  const { api, asks } = scriptedApi(script, trace);
  const { bureau, asked } = refundBureau(bureaus, trace);
  const outcome = await refundSender(config, api, bureau).refund(request, FOREVER);
  return { outcome, trace, asks, asked };
}
