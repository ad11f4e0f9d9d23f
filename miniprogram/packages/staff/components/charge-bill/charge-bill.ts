/** A bill that can be taken or left. The whole row is the tick; `toggle` tells that it was tapped. */
export interface ChargeBill {
  readonly billId: string;
  readonly title: string;
  readonly from: string;
  /** Why it is not chosen by itself; empty: nothing. */
  readonly remark: string;
  readonly yuan: string;
  readonly yuanLabel: string;
  readonly aria: string;
  readonly picked: boolean;
}

Component({
  properties: {
    /** ChargeBill */
    bill: { type: Object, value: {} },
  },
  methods: {
    onTap() {
      this.triggerEvent('toggle');
    },
  },
});
