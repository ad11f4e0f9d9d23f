/** A department to register with: its name, what it treats, where it is. The whole row is the button. */
export interface DepartmentRow {
  readonly departmentId: string;
  readonly name: string;
  readonly about: string;
  readonly building: string;
  readonly aria: string;
}

Component({
  properties: {
    /** DepartmentRow */
    row: { type: Object, value: {} },
  },
  methods: {
    onTap() {
      this.triggerEvent('open');
    },
  },
});
