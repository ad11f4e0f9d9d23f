/** Which part of a list is shown: tabs that stand in several rows where one is too narrow; `choose` tells the key. */
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
    /** The test id of a tab is `{{testid}}-{{key}}`. */
    testid: { type: String, value: 'tab' },
  },
  methods: {
    onTap({
      currentTarget,
    }: WechatMiniprogram.CustomEvent<object, object, { readonly key: string }>) {
      this.triggerEvent('choose', { key: currentTarget.dataset.key });
    },
  },
});
