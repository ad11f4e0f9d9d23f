/**
 * An order with everything that is known of it. `refund` and `handle` tell which act was chosen, `copy`
 * which number; two columns where there is room.
 */
Component({
  properties: {
    /** OrderDetail (pages/views/order-detail.ts) */
    order: { type: Object, value: {} },
    /** The words of the page `order`. */
    words: { type: Object, value: {} },
  },
  methods: {
    onRefund() {
      this.triggerEvent('refund');
    },
    onHandle() {
      this.triggerEvent('handle');
    },
    onCopy(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.triggerEvent('copy', event.detail);
    },
  },
});
