/**
 * The sender of refunds of 2.0, made apart from everything that only asks (money rule 9): what was not
 * given it cannot send.
 */
import type { InsuranceBureau } from '../../ports/insurance-bureau';
import type { RefundSender } from '../../ports/refund-channel';
import { createApi, type ApiDeps } from './client';
import type { MedInsConfig } from './config';
import { refundSender } from './refund-sender';

export interface MedInsRefundDeps extends ApiDeps {
  readonly bureau: InsuranceBureau;
}

/** For the function `refund` alone. Every failure is an outcome. */
export function createMedInsRefunds(config: MedInsConfig, deps: MedInsRefundDeps): RefundSender {
  return refundSender(config, createApi(config, deps), deps.bureau);
}
