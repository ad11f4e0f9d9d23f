/** One of several, each with a line of explanation; `choose` tells the key. */
export interface Choice {
  readonly key: string;
  readonly title: string;
  readonly hint?: string;
}

Component({
  properties: {
    /** Choice[] */
    choices: { type: Array, value: [] },
    chosen: { type: String, value: '' },
    label: { type: String, value: '' },
    /** The test id of a row is `{{testid}}-{{key}}`. */
    testid: { type: String, value: 'choice' },
  },
  methods: {
    onTap(event: WechatMiniprogram.TouchEvent) {
      const key: unknown = event.currentTarget.dataset['key'];
      this.triggerEvent('choose', { key });
    },
  },
});
