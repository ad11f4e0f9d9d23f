/** What insurance can pay here, in plain words: yes, or why not, and what can be done instead. */
export interface InsuranceHint {
  readonly possible: boolean;
  readonly title: string;
  readonly text: string;
}

Component({
  properties: {
    /** InsuranceHint */
    hint: { type: Object, value: {} },
    testid: { type: String, value: 'insurance-hint' },
  },
});
