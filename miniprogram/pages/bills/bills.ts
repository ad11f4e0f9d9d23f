/**
 * The unpaid bills of one patient by visit, with a way to another patient. Several of one visit are paid
 * in one payment where the hospital lets them; a bill being paid leads to its payment.
 */
import type { BillView, PatientView } from '../../../cloudfunctions/contract/types';
import type { Choice } from '../../components/choice-list/choice-list';
import type { Notice } from '../../components/notice/notice';
import type { Panel } from '../../components/state-panel/state-panel';
import { call } from '../../services/api';
import { now } from '../../services/clock';
import { scaleStyle } from '../../services/device';
import { callHospital, knownHospital } from '../../services/hospital';
import { go, setTitle, showTop, stopPulling } from '../../services/navigate';
import { readSplit } from '../../services/splits';
import type { Trouble } from '../../services/trouble';
import { words } from '../../services/words';
import { emptyPanel, loadingPanel, troublePanel } from '../views/messages';
import { cardLine, patientChoices } from './view';
import type { Picking, VisitView } from './visits';
import { pickedBills, visitViews } from './visits';

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
  visits: VisitView[];
  notice: Notice | null;
  /** The visit whose bills are about to be paid together. */
  paying: string;
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
  visits: [],
  notice: null,
  paying: '',
  switching: false,
};

/** Everything ticked, nothing set apart. */
const UNTOUCHED: Picking = { left: [], singly: [] };

interface VisitData {
  readonly visitId: string;
}

Page({
  data,

  /** Whom the patient chose here; empty: the default patient. */
  chosenId: '',
  bills: [] as readonly BillView[],
  /** Kept while the page is open, so that reading anew ticks nothing again. */
  picking: UNTOUCHED,
  /** False while another page lies above. */
  alive: true,
  gone: false,
  /** Which load is the latest: an older answer that comes later is dropped. */
  turn: 0,

  onLoad() {
    setTitle(t.bills.title);
  },

  onShow() {
    this.alive = true;
    void this.load();
  },

  onHide() {
    this.alive = false;
  },

  onUnload() {
    this.alive = false;
    this.gone = true;
    this.turn += 1;
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
        visits: [],
        panel: emptyPanel(noPatientTitle, noPatientText, addPatient),
      });
      return;
    }
    const outcome = await call('clinic', 'listBills', { patientId: patient.patientId });
    if (turn !== this.turn) return;
    const whose = this.whose(patient, patients);
    if (!outcome.ok) {
      const panel = troublePanel(outcome.reason, t, knownHospital().phone);
      this.setData({ ...whose, visits: [], panel });
      return;
    }
    const { bills } = outcome.value;
    this.bills = bills;
    const panel =
      bills.length === 0
        ? emptyPanel(t.bills.emptyTitle, t.bills.emptyText, t.bills.refresh)
        : null;
    this.setData({ ...whose, visits: this.visits(), panel });
  },

  visits() {
    return visitViews(this.bills, this.picking, now(), t);
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
    this.setData({ patientId: '', visits: [], panel });
  },

  onOpen({ detail }: WechatMiniprogram.CustomEvent<{ billId: string }>) {
    const { patientId } = this.data;
    const bill = this.bills.find(({ billId }) => billId === detail.billId);
    if (bill === undefined) return;
    const { billId, liveOrderNo } = bill;
    if (liveOrderNo !== undefined) go.result({ orderNo: liveOrderNo, patientId });
    else go.bill({ patientId, billId });
  },

  onToggle({ detail }: WechatMiniprogram.CustomEvent<{ billId: string }>) {
    const { left: before } = this.picking;
    const others = before.filter((billId) => billId !== detail.billId);
    const left = others.length < before.length ? others : [...before, detail.billId];
    this.picking = { ...this.picking, left };
    this.setData({ visits: this.visits() });
  },

  /** The hospital is asked first whether it takes them together, so that a no is said here. */
  async onPay({ currentTarget }: WechatMiniprogram.CustomEvent<object, object, VisitData>) {
    const { visitId } = currentTarget.dataset;
    const { patientId } = this.data;
    const billIds = pickedBills(this.bills, visitId, this.picking.left);
    if (this.data.paying !== '' || billIds.length === 0) return;
    if (billIds.length > 1) {
      this.setData({ paying: visitId, notice: null });
      const split = await readSplit(patientId, billIds, 'insurance');
      if (this.gone) return;
      this.setData({ paying: '' });
      if (!split.ok && split.reason === 'bills-not-combinable') {
        this.setApart(visitId);
        return;
      }
    }
    const same = this.data.patientId === patientId;
    if (this.alive && same) go.checkout({ patientId, billIds });
  },

  setApart(visitId: string) {
    this.picking = { ...this.picking, singly: [...this.picking.singly, visitId] };
    const { singly: title, singlyText: text } = t.bills;
    const notice: Notice = { tone: 'info', title, text, call: '' };
    this.setData({ notice, visits: this.visits() });
    showTop();
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
    this.setData({ switching: false, visits: [], notice: null, panel: loadingPanel(t) });
    void this.load();
  },

  onAddPatient() {
    this.setData({ switching: false });
    go.addPatient();
  },
});
