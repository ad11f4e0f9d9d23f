/** A number with its name that can be read off, and copied by a tap; `copy` tells which. */
Component({
  properties: {
    label: { type: String, value: '' },
    value: { type: String, value: '' },
    copyLabel: { type: String, value: '' },
    testid: { type: String, value: 'copy' },
  },
  methods: {
    onTap() {
      this.triggerEvent('copy', { value: this.data.value });
    },
  },
});
