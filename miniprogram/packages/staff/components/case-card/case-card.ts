/** One case in the queue; `open` tells that it was tapped. */
export interface CaseCard {
  readonly orderNo: string;
  readonly title: string;
  /** What was paid for, and whose. */
  readonly from: string;
  readonly since: string;
  /** What the amount is: the order's, not what is to be transferred. */
  readonly sum: string;
  readonly yuan: string;
  readonly aria: string;
}

Component({
  properties: {
    /** CaseCard */
    card: { type: Object, value: {} },
    chosen: { type: Boolean, value: false },
  },
  methods: {
    onTap() {
      this.triggerEvent('open');
    },
  },
});
