/** The sum that counts at a counter: larger than anything beside it, and on one line of any screen. */
export interface DueSum {
  readonly label: string;
  readonly yuan: string;
  /** What a screen reader says instead of the digits. */
  readonly aria: string;
}

Component({
  properties: {
    /** DueSum */
    due: { type: Object, value: {} },
  },
});
