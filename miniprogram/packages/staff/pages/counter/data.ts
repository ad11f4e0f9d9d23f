/** The data of the counter's page, and how it is without a patient. */
import type { Choice } from '../../../../components/choice-list/choice-list';
import type { Notice } from '../../../../components/notice/notice';
import type { Panel } from '../../../../components/state-panel/state-panel';
import { scaleStyle } from '../../../../services/device';
import type { ChargeBill } from '../../components/charge-bill/charge-bill';
import type { OpenRow } from '../../components/open-row/open-row';
import type { StaffTexts } from '../../i18n/texts';
import type { Patient, Quoted } from './view';

interface PatientData {
  /** What was typed. */
  code: string;
  codeError: string;
  patient: Patient | null;
  billsTitle: string;
  bills: readonly ChargeBill[];
  /** How many more there are, of other visits; empty: all stand there. */
  moreBills: string;
  selfPay: boolean;
  pricing: boolean;
  quoted: Quoted | null;
  priceNotice: Notice | null;
  /** Whether asking for the price again is offered. */
  again: boolean;
  canCharge: boolean;
  /** charge: sent · lost: no answer came, it is looked for · unsure: nothing could be found out yet. */
  busy: '' | 'charge' | 'lost' | 'unsure';
  /** A charge was sent, and what became of it is not known yet. */
  sending: boolean;
  /** A bill whose orders are worth a look. */
  findBill: string;
}

/** Nobody stands at the counter. */
export const NOBODY: PatientData = {
  code: '',
  codeError: '',
  patient: null,
  billsTitle: '',
  bills: [],
  moreBills: '',
  selfPay: false,
  pricing: false,
  quoted: null,
  priceNotice: null,
  again: false,
  canCharge: false,
  busy: '',
  sending: false,
  findBill: '',
};

export type CounterData = PatientData & {
  scale: string;
  w: StaffTexts['counter'];
  staff: StaffTexts['staff'];
  loading: boolean;
  panel: Panel | null;
  notice: Notice | null;
  choices: readonly Choice[];
  choosing: boolean;
  counterNo: string;
  counterName: string;
  open: readonly OpenRow[];
  /** Paid a moment ago. */
  done: readonly OpenRow[];
  openNotice: Notice | null;
  reading: boolean;
};

export function blank(s: StaffTexts): CounterData {
  return {
    ...NOBODY,
    scale: scaleStyle(),
    w: s.counter,
    staff: s.staff,
    loading: true,
    panel: null,
    notice: null,
    choices: [],
    choosing: false,
    counterNo: '',
    counterName: '',
    open: [],
    done: [],
    openNotice: null,
    reading: false,
  };
}
