/** One reconciled day in the list; `open` tells that it was tapped. */
export interface DayCard {
  readonly day: string;
  readonly title: string;
  /** How the comparison ended, or how far it is. */
  readonly state: string;
  readonly tone: 'success' | 'warning' | 'danger' | 'default';
  readonly sums: readonly string[];
  /** Whether a person closed it. */
  readonly closed: string;
  readonly aria: string;
}

Component({
  properties: {
    /** DayCard */
    card: { type: Object, value: {} },
  },
  methods: {
    onTap() {
      this.triggerEvent('open');
    },
  },
});
