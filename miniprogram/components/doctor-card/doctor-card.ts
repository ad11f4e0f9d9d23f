/** A doctor on the chosen day: title, skills, fee, places left. Without places it cannot be tapped. */
export interface DoctorCard {
  readonly doctorId: string;
  readonly name: string;
  readonly title: string;
  readonly skills: string;
  readonly yuan: string;
  readonly yuanLabel: string;
  /** "余 5 个号", "约满", "不出诊" */
  readonly places: string;
  readonly open: boolean;
  readonly aria: string;
}

Component({
  properties: {
    /** DoctorCard */
    doctor: { type: Object, value: {} },
  },
  methods: {
    onTap() {
      const { open } = this.data.doctor as Partial<DoctorCard>;
      if (open === true) this.triggerEvent('open');
    },
  },
});
