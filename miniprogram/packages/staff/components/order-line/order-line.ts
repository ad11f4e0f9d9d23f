/** One order in the clerk's list. The whole line is the button; `open` tells that it was tapped. */
export interface OrderLine {
  readonly orderNo: string;
  readonly title: string;
  /** Whose, and when it was placed. */
  readonly from: string;
  readonly tag: string;
  readonly tagTheme: 'success' | 'warning' | 'danger' | 'default';
  readonly yuan: string;
  readonly yuanLabel: string;
  readonly aria: string;
}

Component({
  properties: {
    /** OrderLine */
    line: { type: Object, value: {} },
    /** Its detail stands beside the list. */
    chosen: { type: Boolean, value: false },
  },
  methods: {
    onTap() {
      this.triggerEvent('open');
    },
  },
});
