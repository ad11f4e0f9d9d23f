/** Asks before something is undone: two large buttons, the careful one is the way out. */
Component({
  properties: {
    visible: { type: Boolean, value: false },
    title: { type: String, value: '' },
    text: { type: String, value: '' },
    confirmLabel: { type: String, value: '' },
    keepLabel: { type: String, value: '' },
    testid: { type: String, value: 'confirm' },
  },
  methods: {
    onConfirm() {
      this.triggerEvent('confirm');
    },
    onKeep() {
      this.triggerEvent('keep');
    },
  },
});
