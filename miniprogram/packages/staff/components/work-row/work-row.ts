/** A way into one kind of work, with how much of it waits. */
export interface Work {
  readonly key: string;
  readonly icon: string;
  readonly title: string;
  readonly hint: string;
  /** Empty: nothing waits. */
  readonly badge: string;
}

Component({
  properties: {
    /** Work */
    work: { type: Object, value: {} },
  },
  methods: {
    onTap() {
      this.triggerEvent('open');
    },
  },
});
