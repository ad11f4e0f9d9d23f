/** A payment of this counter that is not finished, or was just paid. The whole row is the button; `open` tells of the tap. */
export interface OpenRow {
  readonly orderNo: string;
  readonly title: string;
  readonly from: string;
  /** How it stands. */
  readonly state: string;
  readonly icon: string;
  readonly yuan: string;
  readonly yuanLabel: string;
  readonly aria: string;
  /** Paid: nothing is left to do with it. */
  readonly done: boolean;
}

Component({
  properties: {
    /** OpenRow */
    row: { type: Object, value: {} },
  },
  methods: {
    onTap() {
      this.triggerEvent('open');
    },
  },
});
