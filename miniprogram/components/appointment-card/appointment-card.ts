/**
 * One appointment: when, with whom, where, and the one thing to do next (`act`); giving it up is asked
 * for by a quiet second button (`drop`).
 */
export interface AppointmentCard {
  readonly appointmentId: string;
  readonly tag: string;
  readonly tagTheme: 'primary' | 'success' | 'warning' | 'default';
  readonly title: string;
  readonly doctor: string;
  readonly when: string;
  readonly place: string;
  readonly yuan: string;
  readonly yuanLabel: string;
  /** What to know before acting: insurance, or when it can be paid. */
  readonly hint: string;
  readonly state: string;
  /** Label of the button; empty: nothing to do. */
  readonly action: string;
  /** Label of the second button; empty: it cannot be given up here. */
  readonly drop: string;
  readonly number: string;
}

Component({
  properties: {
    /** AppointmentCard */
    appointment: { type: Object, value: {} },
    /** How long it is still kept, as text; empty when that is not limited. */
    left: { type: String, value: '' },
    busy: { type: Boolean, value: false },
  },
  methods: {
    onAct() {
      if (!this.data.busy) this.triggerEvent('act');
    },
    onDrop() {
      if (!this.data.busy) this.triggerEvent('drop');
    },
  },
});
