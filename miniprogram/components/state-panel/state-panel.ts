/** Instead of a page's content: loading, nothing there, something failed, no network. */
export type PanelKind = 'loading' | 'empty' | 'error' | 'offline';

export interface Panel {
  readonly kind: PanelKind;
  readonly title: string;
  readonly text: string;
  /** Label of the button; empty: no button. */
  readonly action: string;
  /** Label of the call button; empty: nobody to call. */
  readonly call: string;
}

Component({
  properties: {
    /** Panel */
    panel: { type: Object, value: {} },
  },
  methods: {
    onAction() {
      this.triggerEvent('action');
    },
    onCall() {
      this.triggerEvent('call');
    },
  },
});
