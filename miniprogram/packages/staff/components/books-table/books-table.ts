/** The three books of a day side by side; a row in which they differ is marked and says so. */
export interface BooksRow {
  readonly key: string;
  readonly label: string;
  readonly platform: string;
  readonly ours: string;
  readonly hospital: string;
  readonly same: boolean;
  readonly aria: string;
}

Component({
  properties: {
    /** BooksRow[] */
    rows: { type: Array, value: [] },
    /** The words of the page `day`. */
    words: { type: Object, value: {} },
  },
});
