/** How far a refund is, step by step, what goes back, and when it arrives. Read aloud when it changes. */
Component({
  properties: {
    /** RefundProgress (pages/result/refund-view.ts) */
    progress: { type: Object, value: {} },
  },
});
