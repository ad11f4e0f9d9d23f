/** A labelled input with its error under it; `change` tells the text, `leave` that it was left. */
Component({
  properties: {
    label: { type: String, value: '' },
    value: { type: String, value: '' },
    placeholder: { type: String, value: '' },
    error: { type: String, value: '' },
    /** Said under the field when nothing is wrong. */
    hint: { type: String, value: '' },
    /** text | number | digit | idcard */
    type: { type: String, value: 'text' },
    maxlength: { type: Number, value: 40 },
    testid: { type: String, value: 'field' },
  },
  methods: {
    onInput(event: WechatMiniprogram.Input) {
      this.triggerEvent('change', { value: event.detail.value });
    },
    onBlur() {
      this.triggerEvent('leave');
    },
  },
});
