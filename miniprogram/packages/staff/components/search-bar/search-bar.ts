/** A number to look for: typed, or scanned. `change` tells the text, `go` that it is to be looked for. */
Component({
  properties: {
    value: { type: String, value: '' },
    placeholder: { type: String, value: '' },
    goLabel: { type: String, value: '' },
    scanLabel: { type: String, value: '' },
    error: { type: String, value: '' },
  },
  methods: {
    onInput(event: WechatMiniprogram.Input) {
      this.triggerEvent('change', { value: event.detail.value });
    },
    onGo() {
      this.triggerEvent('go');
    },
    onScan() {
      this.triggerEvent('scan');
    },
  },
});
