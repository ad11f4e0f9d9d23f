/** The only source of time in the functions. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}
