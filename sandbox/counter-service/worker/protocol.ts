/** What the sandbox hands to the thread of the counter service. */

export interface ServiceSettings {
  /** Absolute path of the bundle. */
  readonly bundle: string;
  /** One Int64: ms that the sandbox's clock is ahead of real time, shared with the functions. */
  readonly offset: SharedArrayBuffer;
}
