/** A top-up that is on its way back: when it was made, how much goes back, how it stands. */
Component({
  properties: {
    /** TopUpRow (pages/deposit/view.ts) */
    row: { type: Object, value: {} },
  },
  methods: {
    onTap() {
      this.triggerEvent('open');
    },
  },
});
