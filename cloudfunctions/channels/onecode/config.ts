/** What an institution has at the regional 电子凭证中心 (one-code specification V1.0 §1.3.2.1, §1.4.2). */
import type { Sm4Key } from './sm4';

/** Unit of ownPaySetlAmt, of which the document says nothing (trap 24): yuan "12.34", fen "1234". */
export type AmountUnit = 'yuan' | 'fen';

export interface OneCodeConfig {
  /** {localUrl} of §1.2, without a slash at the end. */
  readonly localUrl: string;
  readonly orgId: string;
  /** As the centre gave it: sys&350000 (trap 24). */
  readonly reqtType: string;
  /** National code of the institution. */
  readonly orgCodg: string;
  readonly orgName: string;
  readonly amountUnit: AmountUnit;
  readonly key: Sm4Key;
  readonly timeoutMs: number;
}
