/**
 * What the hospital's scanner service asks of the regional 电子凭证中心: who stands behind a 医保码, and the
 * ecToken for it (one-code specification V1.0 §1.4.3.2 (3), §1.5.1). The token is secret.
 */

export type CodeRead =
  | {
      readonly ok: true;
      /** ecToken, at most 40 characters. */
      readonly token: string;
      /** Whose code it is, by the hospital's number. */
      readonly patientId: string;
      /** Shown by a relative, whose main account pays (§1.4.3.3 (4)). */
      readonly byRelative: boolean;
      /** Of the token, ms since the epoch. */
      readonly expiresAt: number;
    }
  | { readonly ok: false; readonly why: 'unknown' | 'expired' };

export interface CodeReader {
  /** The same code gives the same token while both live. */
  read(code: string): CodeRead;
}
