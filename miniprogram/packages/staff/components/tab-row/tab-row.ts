/** Chips in a row of which one is chosen; `choose` tells the key. What does not fit wraps. */
export interface Tab {
  readonly key: string;
  readonly title: string;
}

Component({
  properties: {
    /** Tab[] */
    tabs: { type: Array, value: [] },
    chosen: { type: String, value: '' },
    label: { type: String, value: '' },
    /** tablist | group */
    kind: { type: String, value: 'tablist' },
    /** The test id of a chip is `{{testid}}-{{key}}`. */
    testid: { type: String, value: 'tab' },
  },
  methods: {
    onTap(event: WechatMiniprogram.TouchEvent) {
      const key: unknown = event.currentTarget.dataset['key'];
      this.triggerEvent('choose', { key });
    },
  },
});
