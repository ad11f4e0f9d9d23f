/** The ticket of a visit: the number to be called, large enough to be read across a desk; then the rest. */
export interface Ticket {
  readonly number: string;
  readonly numberLabel: string;
  readonly numberAria: string;
  readonly state: string;
  readonly place: string;
  readonly placeLabel: string;
  readonly rows: readonly {
    readonly key: string;
    readonly label: string;
    readonly value: string;
  }[];
  readonly next: string;
}

Component({
  properties: {
    /** Ticket */
    ticket: { type: Object, value: {} },
  },
});
