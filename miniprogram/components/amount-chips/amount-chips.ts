/** A few sums to choose from, as large buttons; `choose` tells the yuan that was tapped. */
export interface Chip {
  /** Yuan as text, without decimals where there are none. */
  readonly yuan: string;
  /** Read aloud. */
  readonly aria: string;
}

Component({
  properties: {
    /** Chip[] */
    chips: { type: Array, value: [] },
    chosen: { type: String, value: '' },
    label: { type: String, value: '' },
  },
  methods: {
    onTap({
      currentTarget,
    }: WechatMiniprogram.CustomEvent<object, object, { readonly yuan: string }>) {
      this.triggerEvent('choose', { yuan: currentTarget.dataset.yuan });
    },
  },
});
