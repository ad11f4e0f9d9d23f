/**
 * Payment codes of WeChat Pay: eighteen digits beginning with 10 to 15, shown by a phone, or given out by the
 * regional 电子凭证中心 as the certificate of one 一码付 payment. Used once, by one number, for one amount.
 */

import { randomDigits } from '../payinsurance/random';
import type { PaymentCode, World } from './model';

export interface PaymentCodeAsk {
  /** Who pays. */
  readonly openid: string;
  readonly amountFen: number;
  /** From then on it is worth nothing, ms since the epoch. */
  readonly expiresAt: number;
  /** The only out_trade_no that may use it; absent: any. */
  readonly outTradeNo?: string;
}

export interface PaymentCodes {
  /** Secret: whoever has it can charge that amount. */
  issue(ask: PaymentCodeAsk): string;
}

export const PAYMENT_CODE = /^1[0-5]\d{16}$/;

/** Codes are kept for a while after their time, so that an old one is told from a made-up one. */
const REMEMBERED_MS = 86_400_000;

export function paymentCodes(world: Pick<World, 'codes' | 'random' | 'clock'>): PaymentCodes {
  return {
    issue(ask) {
      if (!Number.isSafeInteger(ask.amountFen) || ask.amountFen < 1) {
        throw new RangeError('amountFen must be a whole number of at least 1');
      }
      forgetOld(world);
      const code = drawnCode(world);
      world.codes.put(code, { code, ...ask });
      return code;
    },
  };
}

function drawnCode({ codes, random }: Pick<World, 'codes' | 'random'>): string {
  const code = `13${randomDigits(random, 16)}`;
  return codes.get(code) === undefined ? code : drawnCode({ codes, random });
}

function forgetOld({ codes, clock }: Pick<World, 'codes' | 'clock'>): void {
  const old = [...codes.values()].filter(
    ({ expiresAt }: PaymentCode) => expiresAt + REMEMBERED_MS <= clock.now(),
  );
  for (const { code } of old) codes.remove(code);
}
