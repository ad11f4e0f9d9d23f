/**
 * The two questions that the counter service passes on from the cloud to the regional centre, and nothing
 * else: no sum but a whole number of fen above 0, no number but an order's (one-code specification V1.0 §1.5).
 */
import type { AskedCertificate, AskedStatus } from '../../contract/counter-service';
import { orderNo } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import type { CertificateOutcome, OneCode, OneCodeStatus } from '../../ports/one-code';
import { fen } from '../../../miniprogram/shared/fen';
import { Refusal } from '../refusal';

export interface OneCodeDesk {
  readonly oneCode: OneCode;
}

export function askStatus(
  { oneCode }: OneCodeDesk,
  asked: AskedStatus,
  deadline: Deadline,
): Promise<OneCodeStatus> {
  return oneCode.status(asked, deadline);
}

/** Refusal `bad-request` where it is no cash to pay or no order's number; nothing was asked then. */
export async function askCertificate(
  { oneCode }: OneCodeDesk,
  asked: AskedCertificate,
  deadline: Deadline,
): Promise<CertificateOutcome> {
  return oneCode.certificate({ ...asked, ...named(asked) }, deadline);
}

function named(asked: AskedCertificate) {
  if (asked.cash <= 0) throw new Refusal('bad-request');
  try {
    return { cash: fen(asked.cash), orderNo: orderNo(asked.orderNo) };
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal('bad-request');
    throw error;
  }
}
