/**
 * 移动医保支付 2.0 as our ports see it: placing, querying and abandoning orders, asking after refunds,
 * reading notices, the exchange of a permission. Every failure is an outcome; only broken stores and
 * settings throw. Sending refunds is not part of it: refund-client.ts.
 */
import type { Rules } from '../../domain/rules';
import type { Authoriser } from '../../ports/authoriser';
import type { Clock } from '../../ports/clock';
import type { Http } from '../../ports/http';
import type { Ids } from '../../ports/ids';
import type { InsuranceBureau } from '../../ports/insurance-bureau';
import type { Log } from '../../ports/log';
import type { NoticeReader } from '../../ports/notice-reader';
import type { PaymentChannel } from '../../ports/payment-channel';
import type { RefundAsker } from '../../ports/refund-channel';
import { authoriser } from './authorise';
import { createApi } from './client';
import { closeOrder } from './close';
import type { MedInsConfig } from './config';
import { noticeReader } from './notice';
import { placeOrder } from './place';
import { queryOrder } from './query';
import { refundAsker } from './refund-asker';

export interface MedInsDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly rules: Pick<Rules, 'httpTimeoutMs'>;
  readonly bureau: InsuranceBureau;
}

export type MedIns = PaymentChannel & NoticeReader & RefundAsker & Authoriser;

export function createMedIns(config: MedInsConfig, deps: MedInsDeps): MedIns {
  const { bureau, clock, ids } = deps;
  const api = createApi(config, deps);
  const parties = { config, api, bureau, clock, ids };
  return {
    name: 'medins',
    ...noticeReader(config, deps),
    ...refundAsker(config, api, bureau),
    ...authoriser(config, deps),
    place: (request, deadline) => placeOrder(parties, request, deadline),
    query: (order, deadline) => queryOrder(parties, order, deadline),
    close: (order, deadline) => closeOrder(parties, order, deadline),
  };
}
