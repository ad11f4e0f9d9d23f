/** What goes back and where to: one row for each way it was paid. */
Component({
  properties: {
    /** RefundPart[] (pages/result/refund-view.ts) */
    parts: { type: Array, value: [] },
  },
});
