/** One thing that an acceptance needs: how much there is, and whether it is enough. */
export interface CheckRow {
  readonly key: string;
  readonly label: string;
  /** How many are needed, and there. */
  readonly more: string;
  readonly state: string;
  readonly done: boolean;
}

Component({
  properties: {
    /** CheckRow */
    row: { type: Object, value: {} },
  },
});
