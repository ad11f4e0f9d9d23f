/** One patient in the list, with the two things that can be done to it. */
Component({
  properties: {
    /** PatientRow (pages/patients/patients.ts) */
    patient: { type: Object, value: {} },
    /** Texts of the patients' page */
    words: { type: Object, value: {} },
  },
  methods: {
    onMakeDefault() {
      this.triggerEvent('makedefault');
    },
    onRemove() {
      this.triggerEvent('remove');
    },
  },
});
