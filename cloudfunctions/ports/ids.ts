/** The only source of randomness in the functions. */
export interface Ids {
  /** `bytes` unguessable bytes as lower-case hex (2 characters a byte). */
  hex(bytes: number): string;
}
