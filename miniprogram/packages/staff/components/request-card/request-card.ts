/** A refund that waits for a second clerk: `approve` or `dismiss`. Who asked cannot agree. */
export interface RequestCard {
  readonly requestId: string;
  readonly orderNo: string;
  readonly title: string;
  readonly from: string;
  readonly yuan: string;
  readonly yuanLabel: string;
  readonly parts: readonly string[];
  readonly note: string;
  readonly asked: string;
  readonly own: boolean;
}

Component({
  properties: {
    /** RequestCard */
    card: { type: Object, value: {} },
    /** The words of the page `review`. */
    words: { type: Object, value: {} },
  },
  methods: {
    onApprove() {
      this.triggerEvent('approve');
    },
    onDismiss() {
      this.triggerEvent('dismiss');
    },
    onOrder() {
      this.triggerEvent('order');
    },
  },
});
