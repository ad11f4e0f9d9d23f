/** A day or a time of day, chosen with WeChat's own picker; `change` tells it ("2025-11-21", "14:05"). */
Component({
  properties: {
    label: { type: String, value: '' },
    /** What is chosen, as the picker writes it. */
    value: { type: String, value: '' },
    /** What is shown instead of an empty value. */
    placeholder: { type: String, value: '' },
    /** date | time */
    mode: { type: String, value: 'date' },
    start: { type: String, value: '' },
    end: { type: String, value: '' },
    testid: { type: String, value: 'moment' },
  },
  methods: {
    onChange(event: WechatMiniprogram.PickerChange) {
      this.triggerEvent('change', { value: event.detail.value });
    },
  },
});
