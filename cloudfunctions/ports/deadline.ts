/** How long an invocation may still take; made once at the door and handed down to every call. */
export interface Deadline {
  /** Milliseconds left, not below 0. */
  leftMs(): number;
}
