/** An invitation code, large enough to be read out, with until when it holds; `copy` and `again`. */
Component({
  properties: {
    title: { type: String, value: '' },
    code: { type: String, value: '' },
    text: { type: String, value: '' },
    copyLabel: { type: String, value: '' },
    againLabel: { type: String, value: '' },
  },
  methods: {
    onCopy() {
      this.triggerEvent('copy');
    },
    onAgain() {
      this.triggerEvent('again');
    },
  },
});
