/** Whether the place may be told, with the reason for it; a tap changes it. */
Component({
  properties: {
    title: { type: String, value: '' },
    text: { type: String, value: '' },
    on: { type: Boolean, value: false },
  },
  methods: {
    onTap() {
      this.triggerEvent('toggle');
    },
  },
});
