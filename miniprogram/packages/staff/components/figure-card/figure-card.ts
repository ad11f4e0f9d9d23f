/** One figure of the desk or of a shift: a sum or a number, large; with `action` the card is a button. */
export interface Figure {
  readonly key: string;
  readonly label: string;
  /** A sum in yuan; empty: the figure is a number. */
  readonly yuan: string;
  /** The number, or how many make up the sum. */
  readonly count: string;
  readonly parts: readonly string[];
  /** plain | alert */
  readonly tone: 'plain' | 'alert';
  readonly aria: string;
}

Component({
  properties: {
    /** Figure */
    figure: { type: Object, value: {} },
    tappable: { type: Boolean, value: false },
  },
  methods: {
    onTap() {
      if (this.data.tappable) this.triggerEvent('open');
    },
  },
});
