/** An order that must not be sent: built wrong, or priced in a way that 2.0 does not know. */
export class OrderInvalid extends Error {
  override readonly name = 'OrderInvalid';
  /** `what` is a field, or the terms of an identity; `code` holds no value of a field. */
  readonly code: string;
  constructor(
    readonly what: string,
    readonly why: string,
  ) {
    super(`${what}: ${why}`);
    this.code = `order-invalid ${what}: ${why}`;
  }

  /** Sums that do not fit, which is the hospital's matter; anything else is ours. */
  get isAboutMoney(): boolean {
    return this.what.includes('_fee');
  }
}
