/** What the page shows, at first and as far as it follows from the address and the patients. */
import type { PatientView } from '../../../cloudfunctions/contract/types';
import type { SlotView } from '../../../cloudfunctions/contract/visit-types';
import type { Choice } from '../../components/choice-list/choice-list';
import type { Countdown } from '../../components/countdown/countdown';
import type { InsuranceHint } from '../../components/insurance-hint/insurance-hint';
import type { Notice } from '../../components/notice/notice';
import type { Panel } from '../../components/state-panel/state-panel';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import type { SlotAddress } from '../../services/appointments';
import { said } from '../../services/appointments';
import { now } from '../../services/clock';
import { scaleStyle } from '../../services/device';
import { cardLine, patientChoices } from '../bills/view';
import type { SplitTable } from '../views/split-rows';
import type { VisitRows, Way } from './view';
import { offerHint, rowsOfSlot } from './view';

export type ConfirmData = {
  scale: string;
  t: Texts['visitConfirm'];
  common: Texts['common'];
  loading: boolean;
  panel: Panel | null;
  notice: Notice | null;
  /** The way on that the notice names; empty: none. */
  noticeAction: string;
  rows: VisitRows | null;
  patientName: string;
  patientCard: string;
  patients: readonly Choice[];
  patientId: string;
  lockText: string;
  switching: boolean;
  /** The place is taken: what follows is paying. */
  taken: boolean;
  /** Nobody knows whether it was taken: the patient stays as they are. */
  unsure: boolean;
  left: Countdown | null;
  insurance: InsuranceHint | null;
  choices: readonly Choice[];
  chosen: Way;
  split: SplitTable | null;
  splitNotice: Notice | null;
  busy: boolean;
  busyText: string;
  givingUp: boolean;
};

export function blank(t: Texts): ConfirmData {
  return {
    scale: scaleStyle(),
    t: t.visitConfirm,
    common: t.common,
    loading: true,
    panel: null,
    notice: null,
    noticeAction: '',
    rows: null,
    patientName: '',
    patientCard: '',
    patients: [],
    patientId: '',
    lockText: '',
    switching: false,
    taken: false,
    unsure: false,
    left: null,
    insurance: null,
    choices: [],
    chosen: 'now',
    split: null,
    splitNotice: null,
    busy: false,
    busyText: '',
    givingUp: false,
  };
}

type Query = Readonly<Record<string, string | undefined>>;

export function slotAddress(query: Query): SlotAddress {
  return {
    departmentId: said(query, 'departmentId'),
    doctorId: said(query, 'doctorId'),
    day: said(query, 'day'),
    slotId: said(query, 'slotId'),
  };
}

/** What the page before knew of department and doctor. */
export function toldBefore(query: Query): Pick<VisitRows, 'department' | 'doctor'> {
  const doctor = [said(query, 'doctor'), said(query, 'title')].filter(Boolean).join(' ');
  return { department: said(query, 'department'), doctor };
}

/** The place as it is offered, before it is taken. */
export function offerData(
  slot: SlotView,
  told: Pick<VisitRows, 'department' | 'doctor'>,
  patient: PatientView | undefined,
  t: Texts,
) {
  return {
    rows: rowsOfSlot(slot, told, now(), t),
    insurance: offerHint(slot, patient, t),
    notice: null,
    noticeAction: '',
  };
}

/** Whom it is for; nobody yet: the page asks to add somebody. */
export function patientData(
  patient: PatientView | undefined,
  patients: readonly PatientView[],
  t: Texts,
) {
  const name = patient?.name ?? '';
  return {
    patientId: patient?.patientId ?? '',
    patientName: name,
    patientCard: patient === undefined ? '' : cardLine(patient, t),
    patients: patientChoices(patients, t),
    lockText: name === '' ? '' : fill(t.visitConfirm.lock, { name }),
  };
}
