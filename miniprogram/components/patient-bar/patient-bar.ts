/** Whose bills these are, with a way to switch. */
Component({
  properties: {
    name: { type: String, value: '' },
    card: { type: String, value: '' },
    /** Empty: nobody to switch to. */
    action: { type: String, value: '' },
  },
  methods: {
    onSwitch() {
      this.triggerEvent('switch');
    },
  },
});
