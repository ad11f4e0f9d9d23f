/** What somebody did, in the audit list. */
export interface AuditLine {
  readonly key: string;
  readonly when: string;
  readonly name: string;
  readonly act: string;
  readonly more: string;
}

Component({
  properties: {
    /** AuditLine */
    line: { type: Object, value: {} },
  },
});
