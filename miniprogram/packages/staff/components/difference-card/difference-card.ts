/** One difference: what each book says, and what to do. `settle` that it was dealt with, `order` to see it. */
export interface DifferenceCard {
  readonly id: string;
  readonly orderNo: string;
  readonly title: string;
  readonly order: string;
  readonly says: readonly string[];
  readonly act: string;
  readonly tag: string;
  readonly tone: 'success' | 'warning' | 'default';
  readonly dealt: string;
  /** Whether somebody still has to say what was done. */
  readonly open: boolean;
  /** Whether there is an order to look at. */
  readonly known: boolean;
}

Component({
  properties: {
    /** DifferenceCard */
    card: { type: Object, value: {} },
    /** The words of the page `day`. */
    words: { type: Object, value: {} },
  },
  methods: {
    onSettle() {
      this.triggerEvent('settle');
    },
    onOrder() {
      this.triggerEvent('order');
    },
  },
});
