/** Whether a patient's code can pay, or why it did not: an icon and words, who acts, and the number. */
export interface CodeState {
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly title: string;
  readonly lines: readonly string[];
  /** Empty: nobody in particular. */
  readonly who: string;
  /** Empty: no number was heard. */
  readonly number: string;
}

Component({
  properties: {
    /** CodeState */
    code: { type: Object, value: {} },
    testid: { type: String, value: 'code-state' },
  },
});
