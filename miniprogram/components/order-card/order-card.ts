/** One order in the list. The whole card is the button; `open` tells that it was tapped. */
Component({
  properties: {
    /** OrderCardView (pages/orders/view.ts) */
    order: { type: Object, value: {} },
  },
  methods: {
    onTap() {
      this.triggerEvent('open');
    },
  },
});
