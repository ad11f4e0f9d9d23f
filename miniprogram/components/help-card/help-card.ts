/** A person to call. Without a number it names the counter and is no button. */
Component({
  properties: {
    title: { type: String, value: '' },
    hint: { type: String, value: '' },
    phone: { type: String, value: '' },
  },
  methods: {
    onCall() {
      if (this.data.phone !== '') this.triggerEvent('call');
    },
  },
});
