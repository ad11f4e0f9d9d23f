/** One thing that an acceptance needs, or is better with: how much there is, and whether it is enough. */
export interface CheckRow {
  readonly key: string;
  readonly label: string;
  /** How many are needed, and there. */
  readonly more: string;
  readonly state: string;
  readonly tone: 'done' | 'missing' | 'advised';
}

Component({
  properties: {
    /** CheckRow */
    row: { type: Object, value: {} },
  },
});
