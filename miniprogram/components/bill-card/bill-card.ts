/** One bill in the list. The whole card is the button; `open` tells which bill was tapped. */

/** The card's own bill; what a page hands over is an object of its making. */
function billIdOf(bill: Record<string, unknown>): string {
  const { billId } = bill;
  return typeof billId === 'string' ? billId : '';
}

Component({
  properties: {
    /** BillCardView (pages/bills/view.ts) */
    bill: { type: Object, value: {} },
  },
  methods: {
    onTap() {
      this.triggerEvent('open', { billId: billIdOf(this.data.bill) });
    },
  },
});
