/** What is known, row by row; numbers that people pass on can be copied. */
export interface Fact {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  /** A number: shown whole, with a way to copy it. */
  readonly number: boolean;
}

Component({
  properties: {
    /** Fact[] */
    facts: { type: Array, value: [] },
    copyLabel: { type: String, value: '' },
  },
  methods: {
    onCopy(event: WechatMiniprogram.TouchEvent) {
      const value: unknown = event.currentTarget.dataset['value'];
      this.triggerEvent('copy', { value });
    },
  },
});
