/**
 * The bills of one visit that may be paid together: each with a tick and a way to its items, below them
 * the sum and the one button. `toggle` and `open` tell which bill, `pay` that the button was tapped.
 */
type RowEvent = WechatMiniprogram.CustomEvent<object, object, { billId: string }>;

Component({
  properties: {
    /** Together (pages/bills/visits.ts) */
    together: { type: Object, value: {} },
    busy: { type: Boolean, value: false },
  },
  methods: {
    onToggle({ currentTarget }: RowEvent) {
      this.triggerEvent('toggle', { billId: currentTarget.dataset.billId });
    },
    onOpen({ currentTarget }: RowEvent) {
      this.triggerEvent('open', { billId: currentTarget.dataset.billId });
    },
    onPay() {
      this.triggerEvent('pay');
    },
  },
});
