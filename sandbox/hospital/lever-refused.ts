/** A lever that cannot be pulled now; nothing was changed. */
export class LeverRefused extends Error {
  override readonly name = 'LeverRefused';
  constructor(
    readonly code: 'NOT_PAID' | 'REFUND_HELD' | 'NOT_LOCKED' | 'IN_HOSPITAL' | 'NO_CODE',
    message: string,
  ) {
    super(message);
  }
}
