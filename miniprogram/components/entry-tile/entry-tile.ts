/** A way into a part of the program: one large tile of the grid on the first page. */
Component({
  properties: {
    icon: { type: String, value: '' },
    title: { type: String, value: '' },
    hint: { type: String, value: '' },
    /** main | plain */
    tone: { type: String, value: 'plain' },
    testid: { type: String, value: 'entry' },
  },
  methods: {
    onTap() {
      this.triggerEvent('open');
    },
  },
});
