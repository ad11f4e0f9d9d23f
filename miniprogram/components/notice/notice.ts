/** Something that happened, in place: what it is and what to do now; with a number to call if need be. */
export interface Notice {
  /** info | warn | bad */
  readonly tone: 'info' | 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
  readonly call: string;
}

Component({
  properties: {
    /** Notice */
    notice: { type: Object, value: {} },
    testid: { type: String, value: 'notice' },
  },
  methods: {
    onCall() {
      this.triggerEvent('call');
    },
  },
});
