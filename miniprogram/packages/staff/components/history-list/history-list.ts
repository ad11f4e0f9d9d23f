/** What happened to an order, the latest first, with who it was. */
export interface HistoryLine {
  readonly key: string;
  readonly title: string;
  readonly when: string;
  /** Who, how often, and codes. */
  readonly more: string;
  readonly person: boolean;
}

Component({
  properties: {
    /** HistoryLine[] */
    lines: { type: Array, value: [] },
  },
});
