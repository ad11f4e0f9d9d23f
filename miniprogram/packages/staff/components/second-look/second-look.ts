/**
 * The second look before money goes back (issue: refund with second look): what goes back of which order,
 * and the total typed once more, where
 * there is one. Whether it is the same, the page judges.
 */
Component({
  properties: {
    visible: { type: Boolean, value: false },
    /** SecondLook (pages/refund/view.ts) */
    look: { type: Object, value: {} },
    /** The words of the page `refund`. */
    words: { type: Object, value: {} },
    error: { type: String, value: '' },
    busy: { type: Boolean, value: false },
  },
  methods: {
    onTyped(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.triggerEvent('typed', event.detail);
    },
    onConfirm() {
      if (!this.data.busy) this.triggerEvent('confirm');
    },
    onKeep() {
      if (!this.data.busy) this.triggerEvent('keep');
    },
  },
});
