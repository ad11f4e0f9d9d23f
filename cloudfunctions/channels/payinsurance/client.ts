/**
 * 医保支付 1.0 as our ports see it: placing, querying and closing orders, asking after refunds, the
 * real-name check, notices (interface document v2.4 §3). Every failure is an outcome; only broken stores
 * throw. Sending refunds is not part of it: refund-client.ts.
 */
import type { NameVerifier } from '../../ports/name-verifier';
import type { NoticeReader } from '../../ports/notice-reader';
import type { Deadline } from '../../ports/deadline';
import type {
  AskedOrder,
  CloseOutcome,
  PaymentChannel,
  QueryOutcome,
} from '../../ports/payment-channel';
import type { RefundAsker } from '../../ports/refund-channel';
import { checkedCalls } from './call';
import { closed } from './close-order';
import type { PayInsuranceConfig } from './config';
import type { PayInsuranceDeps } from './deps';
import { noticeReader } from './notice';
import { byNumberFields, queried } from './query-order';
import { refundAsker } from './refund-client';
import { checkUnifiedOrder, placed, unifiedOrderFields } from './unified-order';
import { verified, verifyNameFields } from './verify-name';

/** The number is all that it needs to know of an order. */
type Numbered = Pick<AskedOrder, 'orderNo'>;

export interface PayInsurance
  extends Omit<PaymentChannel, 'query' | 'close'>, NameVerifier, NoticeReader, RefundAsker {
  query(order: Numbered, deadline: Deadline): Promise<QueryOutcome>;
  close(order: Numbered, deadline: Deadline): Promise<CloseOutcome>;
}

export function createPayInsurance(
  config: PayInsuranceConfig,
  deps: PayInsuranceDeps,
): PayInsurance {
  const call = checkedCalls(config, deps);
  return {
    name: 'payinsurance',
    ...noticeReader(config, deps.ids),
    ...refundAsker(config, call),
    async place(request, deadline) {
      const { orderNo, amounts, patient } = request;
      // trap 35: 1.0 insures holders of a resident identity card only
      if (amounts.payType !== 'cash' && patient.idType !== 1) {
        return { kind: 'rejected', code: 'identity-paper', reason: 'insurance-identity-paper' };
      }
      const fields = unifiedOrderFields(config, request);
      const ask = { call: 'unifiedorder', fields, orderNo } as const;
      return placed(config, await call(ask, deadline, () => checkUnifiedOrder(request, fields)));
    },
    async query({ orderNo }, deadline) {
      const ask = { call: 'queryorder', fields: byNumberFields(config, orderNo), orderNo } as const;
      return queried(config, orderNo, await call(ask, deadline));
    },
    async close({ orderNo }, deadline) {
      const ask = { call: 'closeorder', fields: byNumberFields(config, orderNo), orderNo } as const;
      return closed(config, await call(ask, deadline));
    },
    async verify(claim, deadline) {
      return verified(
        await call({ call: 'verifyname', fields: verifyNameFields(claim) }, deadline),
      );
    },
  };
}
