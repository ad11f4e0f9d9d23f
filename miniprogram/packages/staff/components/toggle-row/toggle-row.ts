/** Something that is on or off, with a line of explanation. The whole row is the switch. */
Component({
  properties: {
    title: { type: String, value: '' },
    hint: { type: String, value: '' },
    on: { type: Boolean, value: false },
    testid: { type: String, value: 'toggle' },
  },
  methods: {
    onTap() {
      this.triggerEvent('toggle');
    },
  },
});
