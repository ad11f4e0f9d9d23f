/** The privacy consent: asked for, or declined with a way back. WeChat's own popup does the asking. */
Component({
  properties: {
    title: { type: String, value: '' },
    text: { type: String, value: '' },
    readLabel: { type: String, value: '' },
    agreeLabel: { type: String, value: '' },
    declined: { type: Boolean, value: false },
  },
  methods: {
    onRead() {
      this.triggerEvent('read');
    },
    onAgree() {
      this.triggerEvent('agree');
    },
  },
});
