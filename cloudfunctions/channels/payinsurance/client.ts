/**
 * 医保支付 1.0 as our ports see it: placing, querying and closing orders, the real-name check, notices
 * (interface document v2.4 §3). Every failure is an outcome; only broken stores throw.
 */
import type { Deadline } from '../../ports/deadline';
import type { NameVerifier } from '../../ports/name-verifier';
import type { NoticeReader } from '../../ports/notice-reader';
import type { Failure, PaymentChannel } from '../../ports/payment-channel';
import { accessTokens } from './access-token';
import { closed } from './close-order';
import type { PayInsuranceConfig } from './config';
import type { PayInsuranceDeps } from './deps';
import { exchangeWith, type Ask } from './exchange';
import { checkFields, type Violation } from './fields';
import type { Verdict } from './judge';
import { noticeReader } from './notice';
import { byNumberFields, queried } from './query-order';
import { REQUEST_TABLES } from './request-tables';
import { tokenSource } from './token-source';
import { checkUnifiedOrder, placed, unifiedOrderFields } from './unified-order';
import { verified, verifyNameFields } from './verify-name';

export function createPayInsurance(
  config: PayInsuranceConfig,
  deps: PayInsuranceDeps,
): PaymentChannel & NameVerifier & NoticeReader {
  const exchange = exchangeWith(config, deps, accessTokens(tokenSource(config), deps));

  /** Sends nothing that breaks its table: that is a failure with effect `none`, and an alarm. */
  async function call(
    ask: Ask,
    deadline: Deadline,
    violation = checkFields(REQUEST_TABLES[ask.call], ask.fields),
  ): Promise<Verdict> {
    if (violation === undefined) return exchange(ask, deadline);
    const failure = violated(violation);
    deps.log.alarm('payinsurance.not-sent', {
      call: ask.call,
      ...failure,
      ...(ask.orderNo === undefined ? {} : { orderNo: ask.orderNo }),
    });
    return { kind: 'failure', effect: 'none', ...failure };
  }

  return {
    name: 'payinsurance',
    ...noticeReader(config, deps.ids),
    async place(request, deadline) {
      const { orderNo, amounts, patient } = request;
      // trap 35: 1.0 insures holders of a resident identity card only
      if (amounts.payType !== 'cash' && patient.idType !== 1) {
        return { kind: 'rejected', code: 'identity-paper', reason: 'insurance-identity-paper' };
      }
      const fields = unifiedOrderFields(config, request);
      const ask = { call: 'unifiedorder', fields, orderNo } as const;
      return placed(config, await call(ask, deadline, checkUnifiedOrder(request, fields)));
    },
    async query(orderNo, deadline) {
      const ask = { call: 'queryorder', fields: byNumberFields(config, orderNo), orderNo } as const;
      return queried(config, orderNo, await call(ask, deadline));
    },
    async close(orderNo, deadline) {
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

function violated({ field, rule }: Violation): Failure {
  return { code: `field-${field}-${rule}`, reason: 'payment-misconfigured' };
}
