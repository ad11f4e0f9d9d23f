/** Who pays what: rows of a label and a sum. `level` 2 rows are parts of the row above them. */
Component({
  properties: {
    /** SplitRow[] (pages/views/split-rows.ts) */
    rows: { type: Array, value: [] },
    /** A sentence under the rows. */
    note: { type: String, value: '' },
  },
});
