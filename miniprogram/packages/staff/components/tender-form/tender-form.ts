/**
 * Cash that was taken otherwise: how, and the number of its receipt. It keeps what was typed; `submit`
 * tells the draft, what is wrong with it comes back as `errors`.
 */
export interface TenderDraft {
  /** TenderKind, or empty. */
  readonly kind: string;
  readonly receipt: string;
}

export interface TenderErrors {
  readonly kind: string;
  readonly receipt: string;
}

const EMPTY: TenderDraft = { kind: '', receipt: '' };

Component({
  properties: {
    /** Choice[] */
    kinds: { type: Array, value: [] },
    /** TenderErrors */
    errors: { type: Object, value: {} },
    /** The words of the page `counter-pay`. */
    words: { type: Object, value: {} },
    /** What the button says. */
    yes: { type: String, value: '' },
    busy: { type: Boolean, value: false },
  },
  data: { draft: EMPTY },
  methods: {
    onKind(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
      const draft: TenderDraft = { ...this.data.draft, kind: event.detail.key };
      this.setData({ draft });
    },
    onReceipt(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      const draft: TenderDraft = { ...this.data.draft, receipt: event.detail.value };
      this.setData({ draft });
    },
    onSubmit() {
      if (!this.data.busy) this.triggerEvent('submit', { draft: this.data.draft });
    },
  },
});
