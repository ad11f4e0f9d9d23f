/**
 * Which messages must be signed (trap 28, from the answer tables of interface document v2.4 §3.2–§3.10),
 * and which calls change something. Where nothing is demanded, a `sign` that is there must still be
 * right.
 */

/** The calls of 1.0 that this channel makes. */
export type Call =
  'unifiedorder' | 'queryorder' | 'closeorder' | 'refund' | 'queryrefund' | 'verifyname';

interface Policy {
  /** Of a message whose return_code is SUCCESS; one with FAIL never carries a signature. */
  readonly signature: 'required' | 'none';
  readonly writes: boolean;
}

export const SIGNATURE_POLICY: Readonly<Record<Call | 'gettoken' | 'notice', Policy>> = {
  gettoken: { signature: 'none', writes: false },
  unifiedorder: { signature: 'required', writes: true },
  queryorder: { signature: 'required', writes: false },
  closeorder: { signature: 'required', writes: true },
  refund: { signature: 'required', writes: true },
  queryrefund: { signature: 'required', writes: false },
  // §3.9 lists no sign among the answer's fields
  verifyname: { signature: 'none', writes: false },
  notice: { signature: 'required', writes: false },
};

/** Whether a message in that state of signature may be believed. */
export function mayBelieve(
  message: keyof typeof SIGNATURE_POLICY,
  signature: 'right' | 'wrong' | 'absent',
): boolean {
  if (signature === 'absent') return SIGNATURE_POLICY[message].signature === 'none';
  return signature === 'right';
}
