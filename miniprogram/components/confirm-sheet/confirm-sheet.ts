/**
 * Asks before something is undone: two large buttons, the careful one is the way out. What more there is
 * to know stands in the slot.
 */
Component({
  properties: {
    visible: { type: Boolean, value: false },
    title: { type: String, value: '' },
    text: { type: String, value: '' },
    confirmLabel: { type: String, value: '' },
    keepLabel: { type: String, value: '' },
    /** danger | primary */
    tone: { type: String, value: 'danger' },
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
