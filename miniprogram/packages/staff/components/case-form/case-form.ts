/**
 * A case with what to do about it and the one act that ends it (docs/review-cases.md). It keeps what was
 * typed; `submit` tells the draft, what is wrong with it comes back as `errors`.
 */
export interface CaseDraft {
  /** booked-by-hand | refund | held | not-held; empty: nothing chosen. */
  readonly choice: string;
  /** The receipt, or the words. */
  readonly text: string;
  /** Whether other sums are named. */
  readonly otherSums: boolean;
  /** Yuan, as typed. */
  readonly cash: string;
  readonly insurance: string;
}

export const EMPTY_DRAFT: CaseDraft = {
  choice: '',
  text: '',
  otherSums: false,
  cash: '',
  insurance: '',
};

Component({
  properties: {
    /** CaseSheet (pages/review/case-view.ts) */
    sheet: { type: Object, value: {} },
    /** CaseErrors (pages/review/draft.ts) */
    errors: { type: Object, value: {} },
    /** The words of the page `review`. */
    words: { type: Object, value: {} },
    busy: { type: Boolean, value: false },
  },
  data: { draft: EMPTY_DRAFT },
  methods: {
    onText(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { field: string }>) {
      const { field } = event.currentTarget.dataset;
      const { value } = event.detail;
      const draft: CaseDraft = { ...this.data.draft, [field]: value };
      this.setData({ draft });
    },
    onChoice(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
      const draft: CaseDraft = { ...this.data.draft, choice: event.detail.key };
      this.setData({ draft });
    },
    onOtherSums() {
      const { draft } = this.data;
      this.setData({ draft: { ...draft, otherSums: !draft.otherSums } });
    },
    onSubmit() {
      if (!this.data.busy) this.triggerEvent('submit', { draft: this.data.draft });
    },
    onOrder() {
      this.triggerEvent('order');
    },
  },
});
