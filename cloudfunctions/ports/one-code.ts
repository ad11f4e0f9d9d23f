/**
 * 医保码一码付 of the regional 电子凭证中心 (one-code specification V1.0): whether the person behind a code
 * can pay cash with it, and the certificate for one payment. Reached in the insurance network only, by the
 * counter service.
 */
import type { OrderNo } from '../domain/ids';
import type { Fen } from '../../miniprogram/shared/fen';
import type { Deadline } from './deadline';
import type { Failure } from './payment-channel';

/** A registered counter and who works at it (§1.5.1: devId, devIP, opterId, opterName). */
export interface CounterTerminal {
  readonly counterNo: string;
  readonly name: string;
  readonly devId: string;
  readonly devIp: string;
  readonly operatorNo: string;
  readonly operatorName: string;
}

export interface CodeAsk {
  /** ecToken. Secret: never logged, stored or shown. */
  readonly token: string;
  readonly terminal: CounterTerminal;
}

/** In the channel's own words, to be shown to the clerk; absent where it gives none. */
export interface PayAccount {
  readonly channelName?: string;
  readonly userName?: string;
}

export type OneCodeStatus =
  /** stasFlag 1. */
  | ({ readonly kind: 'usable' } & PayAccount)
  /** stasFlag 0 and 2; `why` is abnRea. */
  | ({ readonly kind: 'not-signed' | 'suspended'; readonly why?: string } & PayAccount)
  /** A return code of §1.7, or a fault of our own: `code` is `onecode <number>`. */
  | ({ readonly kind: 'refused' } & Failure)
  | ({ readonly kind: 'unknown' } & Failure);

export interface CertificateAsk extends CodeAsk {
  /** The exact cash of this order, as the hospital priced it; > 0. */
  readonly cash: Fen;
  /** fixmedinsTrnsSn. Asked for once: a second certificate is a second order. */
  readonly orderNo: OrderNo;
}

export type CertificateOutcome =
  /** `payCert` is secret and single use: straight into the payment, nowhere else. */
  | ({ readonly kind: 'issued'; readonly payCert: string } & PayAccount)
  | ({ readonly kind: 'refused' } & Failure)
  /** No certificate came to us, so nothing can have been charged with it. */
  | ({ readonly kind: 'unknown' } & Failure);

export interface OneCode {
  /** 1.5.1 查询用户一码付状态. May be repeated. */
  status(ask: CodeAsk, deadline: Deadline): Promise<OneCodeStatus>;
  /** 1.5.2 获取一码付付款凭据. Never repeated with the same number by anybody below the order. */
  certificate(ask: CertificateAsk, deadline: Deadline): Promise<CertificateOutcome>;
}
