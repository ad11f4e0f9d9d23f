/** Somebody who works here; `shutout` that they are to be shut out. */
export interface MemberRow {
  readonly memberId: string;
  readonly name: string;
  readonly role: string;
  readonly since: string;
  /** By the settings: not to be shut out here. */
  readonly fixed: boolean;
}

Component({
  properties: {
    /** MemberRow */
    member: { type: Object, value: {} },
    fixedLabel: { type: String, value: '' },
    shutOutLabel: { type: String, value: '' },
  },
  methods: {
    onShutOut() {
      this.triggerEvent('shutout');
    },
  },
});
