/** The unpaid bills of one patient, with a way to another patient. A bill being paid leads to its payment. */
import type { PatientView } from '../../../cloudfunctions/contract/types';
import type { Choice } from '../../components/choice-list/choice-list';
import type { Panel } from '../../components/state-panel/state-panel';
import { call } from '../../services/api';
import { now } from '../../services/clock';
import { scaleStyle } from '../../services/device';
import { callHospital, knownHospital } from '../../services/hospital';
import { go, setTitle, stopPulling } from '../../services/navigate';
import type { Trouble } from '../../services/trouble';
import { words } from '../../services/words';
import { emptyPanel, loadingPanel, troublePanel } from '../views/messages';
import type { BillCardView } from './view';
import { billCard, cardLine, patientChoices } from './view';

const t = words();

type BillsData = {
  scale: string;
  t: typeof t.bills;
  common: typeof t.common;
  panel: Panel | null;
  patientId: string;
  patientName: string;
  patientCard: string;
  choices: Choice[];
  bills: BillCardView[];
  switching: boolean;
};

const data: BillsData = {
  scale: scaleStyle(),
  t: t.bills,
  common: t.common,
  panel: loadingPanel(t),
  patientId: '',
  patientName: '',
  patientCard: '',
  choices: [],
  bills: [],
  switching: false,
};

Page({
  data,

  /** Whom the patient chose here; empty: the default patient. */
  chosenId: '',
  /** Which load is the latest: an older answer that comes later is dropped. */
  turn: 0,

  onLoad() {
    setTitle(t.bills.title);
  },

  onShow() {
    void this.load();
  },

  async onPullDownRefresh() {
    await this.load();
    stopPulling();
  },

  async load() {
    this.turn += 1;
    const turn = this.turn;
    const listed = await call('clinic', 'listPatients', {});
    if (turn !== this.turn) return;
    if (!listed.ok) {
      this.showTrouble(listed.reason);
      return;
    }
    const { patients } = listed.value;
    const patient =
      patients.find(({ patientId }) => patientId === this.chosenId) ??
      patients.find(({ isDefault }) => isDefault) ??
      patients[0];
    if (patient === undefined) {
      const { noPatientTitle, noPatientText, addPatient } = t.bills;
      this.setData({
        patientId: '',
        bills: [],
        panel: emptyPanel(noPatientTitle, noPatientText, addPatient),
      });
      return;
    }
    const outcome = await call('clinic', 'listBills', { patientId: patient.patientId });
    if (turn !== this.turn) return;
    const whose = this.whose(patient, patients);
    if (!outcome.ok) {
      const panel = troublePanel(outcome.reason, t, knownHospital().phone);
      this.setData({ ...whose, bills: [], panel });
      return;
    }
    const bills = outcome.value.bills.map((bill) => billCard(bill, now(), t));
    const panel =
      bills.length === 0
        ? emptyPanel(t.bills.emptyTitle, t.bills.emptyText, t.bills.refresh)
        : null;
    this.setData({ ...whose, bills, panel });
  },

  whose(patient: PatientView, patients: readonly PatientView[]) {
    return {
      patientId: patient.patientId,
      patientName: patient.name,
      patientCard: cardLine(patient, t),
      choices: patientChoices(patients, t),
    };
  },

  showTrouble(reason: Trouble) {
    const panel = troublePanel(reason, t, knownHospital().phone);
    this.setData({ patientId: '', bills: [], panel });
  },

  onOpen(event: WechatMiniprogram.CustomEvent<object, object, { index: number }>) {
    const { patientId, bills } = this.data;
    const bill = bills[event.currentTarget.dataset.index];
    if (bill === undefined) return;
    if (bill.liveOrderNo !== '') go.result({ orderNo: bill.liveOrderNo, patientId });
    else go.bill({ patientId, billId: bill.billId });
  },

  onAction() {
    if (this.data.panel?.kind === 'empty' && this.data.patientId === '') {
      go.addPatient();
      return;
    }
    this.setData({ panel: loadingPanel(t) });
    void this.load();
  },

  onCall() {
    callHospital();
  },

  onSwitch() {
    this.setData({ switching: true });
  },

  onSheetClose() {
    this.setData({ switching: false });
  },

  onChoose(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
    this.chosenId = event.detail.key;
    this.setData({ switching: false, bills: [], panel: loadingPanel(t) });
    void this.load();
  },

  onAddPatient() {
    this.setData({ switching: false });
    go.addPatient();
  },
});
