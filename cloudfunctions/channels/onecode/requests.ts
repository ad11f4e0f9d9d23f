/**
 * The fields that the two calls send, with their lengths (one-code specification V1.0 §1.5.1, §1.5.2). The
 * document says VARCHAR2 without a unit: counted in characters here. orgName has 40 in the first call and
 * 200 in the second, so that a name must be good for 40.
 */
import type { CertificateAsk, CodeAsk } from '../../ports/one-code';
import { yuanText, type Fen } from '../../../miniprogram/shared/fen';
import type { AmountUnit, OneCodeConfig } from './config';
import { ownFault, type Ended } from './own-faults';

const BOTH = {
  token: 40,
  orgCodg: 40,
  orgName: 40,
  opterId: 40,
  opterName: 40,
  devId: 40,
  devIP: 40,
} as const;

export const STATUS_LENGTHS = BOTH;
export const CERTIFICATE_LENGTHS = {
  ...BOTH,
  ownPaySetlAmt: 20,
  orgName: 200,
  fixmedinsTrnsSn: 200,
} as const;

type Body<L> = Readonly<Record<keyof L, string>>;

type Institution = Pick<OneCodeConfig, 'orgCodg' | 'orgName'>;

export function statusBody(
  { orgCodg, orgName }: Institution,
  { token, terminal }: CodeAsk,
): Body<typeof STATUS_LENGTHS> {
  return {
    token,
    orgCodg,
    orgName,
    opterId: terminal.operatorNo,
    opterName: terminal.operatorName,
    devId: terminal.devId,
    devIP: terminal.devIp,
  };
}

export function certificateBody(
  config: Institution & Pick<OneCodeConfig, 'amountUnit'>,
  ask: CertificateAsk,
): Body<typeof CERTIFICATE_LENGTHS> {
  return {
    ...statusBody(config, ask),
    ownPaySetlAmt: amountText(ask.cash, config.amountUnit),
    fixmedinsTrnsSn: ask.orderNo,
  };
}

/** "12.34" or "1234"; '' for nothing to pay, which no certificate is asked for. */
export function amountText(cash: Fen, unit: AmountUnit): string {
  if (cash === 0) return '';
  return unit === 'yuan' ? yuanText(cash) : String(cash);
}

/** The first field that may not be sent as it is; undefined where all may. */
export function faultIn<L extends Readonly<Record<string, number>>>(
  lengths: L,
  body: Body<L>,
): Ended | undefined {
  if (body['token'] === '') return ownFault('token-missing');
  const wrong = Object.keys(lengths).find((name) => !fits(body[name] ?? '', lengths[name] ?? 0));
  return wrong === undefined ? undefined : ownFault('field-wrong', `field-${wrong}`);
}

function fits(value: string, most: number): boolean {
  return value.trim() !== '' && Array.from(value).length <= most && !/\p{C}/u.test(value);
}
