/**
 * How long a place is still kept: minutes and seconds for the eye, the minutes alone for the ear. The
 * page counts; only `spoken` is announced, and it changes once a minute.
 */
export interface Countdown {
  /** 14:32 */
  readonly clock: string;
  readonly spoken: string;
  /** The last minute or two. */
  readonly urgent: boolean;
}

Component({
  properties: {
    /** Countdown */
    left: { type: Object, value: {} },
    label: { type: String, value: '' },
  },
});
