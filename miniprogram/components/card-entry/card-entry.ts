/** The way to add oneself with the insurance card: a button where it can be used, else why not. */
Component({
  properties: {
    title: { type: String, value: '' },
    text: { type: String, value: '' },
    /** What the button says, or how it stands. */
    action: { type: String, value: '' },
    /** Whether it can be tapped. */
    open: { type: Boolean, value: false },
    error: { type: String, value: '' },
  },
  methods: {
    onTap() {
      if (this.data.open) this.triggerEvent('go');
    },
  },
});
