/** What happened to an order, oldest first: each step with its time, the last one standing out. */
export interface TimelineRow {
  readonly key: string;
  readonly title: string;
  readonly time: string;
  readonly tone: 'ok' | 'back' | 'plain';
  /** Read aloud. */
  readonly aria: string;
}

Component({
  properties: {
    title: { type: String, value: '' },
    /** TimelineRow[] */
    rows: { type: Array, value: [] },
  },
});
