/** A labelled choice that opens a sheet: looks like a field, is a button. */
Component({
  properties: {
    label: { type: String, value: '' },
    value: { type: String, value: '' },
    testid: { type: String, value: 'pick' },
  },
  methods: {
    onTap() {
      this.triggerEvent('open');
    },
  },
});
