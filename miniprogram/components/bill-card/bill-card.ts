/** One bill in the list. The whole card is the button; `open` tells which bill was tapped. */
Component({
  properties: {
    /** BillCardView (pages/bills/view.ts) */
    bill: { type: Object, value: {} },
  },
  methods: {
    onTap() {
      this.triggerEvent('open');
    },
  },
});
