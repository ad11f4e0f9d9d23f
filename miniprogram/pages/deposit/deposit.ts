/**
 * The inpatient deposit: what is left, paying in more (cash only: insurance does not cover it in 1.0), and
 * after discharge what is left going back across the top-ups, each by its own refund.
 */
import type { PatientView } from '../../../cloudfunctions/contract/types';
import type { AdmissionView } from '../../../cloudfunctions/contract/visit-types';
import type { Choice } from '../../components/choice-list/choice-list';
import type { Notice } from '../../components/notice/notice';
import type { Panel } from '../../components/state-panel/state-panel';
import { fill } from '../../i18n/texts';
import { call } from '../../services/api';
import { now } from '../../services/clock';
import { scaleStyle } from '../../services/device';
import { callHospital, knownHospital } from '../../services/hospital';
import { requestIdOf } from '../../services/identity';
import { go, setTitle, showTop, stopPulling } from '../../services/navigate';
import type { Outcome, Trouble } from '../../services/trouble';
import { failed } from '../../services/trouble';
import { words } from '../../services/words';
import type { Fen } from '../../shared/fen';
import { cardLine, patientChoices } from '../bills/view';
import { emptyPanel, loadingPanel, troubleNotice, troublePanel } from '../views/messages';
import type { AdmissionDetail, TopUpRow } from './view';
import { admissionDetail, payText, readAmount, topUpRows } from './view';

const t = words();
const w = t.deposit;

type DepositData = {
  scale: string;
  t: typeof w;
  bills: typeof t.bills;
  common: typeof t.common;
  panel: Panel | null;
  notice: Notice | null;
  patientId: string;
  patientName: string;
  patientCard: string;
  choices: Choice[];
  switching: boolean;
  admission: AdmissionDetail | null;
  /** The preset that is chosen; the input holds what was typed. */
  chip: string;
  typed: string;
  error: string;
  payText: string;
  cashOnly: Notice;
  asked: boolean;
  busy: boolean;
  rows: TopUpRow[];
};

const data: DepositData = {
  scale: scaleStyle(),
  t: w,
  bills: t.bills,
  common: t.common,
  panel: loadingPanel(t),
  notice: null,
  patientId: '',
  patientName: '',
  patientCard: '',
  choices: [],
  switching: false,
  admission: null,
  chip: '',
  typed: '',
  error: '',
  payText: w.payNone,
  cashOnly: { tone: 'info', title: w.cashOnly, text: w.cashOnlyText, call: '' },
  asked: false,
  busy: false,
  rows: [],
};

/** Bills of one amount that may be over before another is given up. */
const BILLS_OVER = 3;

Page({
  data,

  chosenId: '',
  admission: undefined as AdmissionView | undefined,
  /** What was typed or chosen last. */
  text: '',
  openedAt: 0,
  /** How many bills of one amount were opened and are over: the next is a new request. */
  serial: 0,
  alive: true,
  gone: false,
  turn: 0,

  onLoad() {
    setTitle(w.title);
    this.openedAt = now();
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
    const { turn } = this;
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
      const { noPatientTitle, addPatient } = t.bills;
      const panel = emptyPanel(noPatientTitle, t.deposit.noPatientText, addPatient);
      this.setData({ patientId: '', admission: null, panel });
      return;
    }
    await this.loadFor(patient, patients, turn);
  },

  async loadFor(patient: PatientView, patients: readonly PatientView[], turn: number) {
    const { patientId, name } = patient;
    const [outcome, orders] = await Promise.all([
      call('clinic', 'admission', { patientId }),
      call('clinic', 'listOrders', { filter: 'refunded' }),
    ]);
    if (turn !== this.turn) return;
    const whose = {
      patientId,
      patientName: name,
      patientCard: cardLine(patient, t),
      choices: patientChoices(patients, t),
    };
    if (!outcome.ok) {
      const panel = troublePanel(outcome.reason, t, knownHospital().phone);
      this.setData({ ...whose, admission: null, panel });
      return;
    }
    const rows = orders.ok ? topUpRows(orders.value.orders, patientId, now(), t) : this.data.rows;
    const { admission } = outcome.value;
    this.admission = admission ?? undefined;
    if (admission === null) {
      const panel = emptyPanel(fill(w.emptyTitle, { name }), w.emptyText, w.refresh);
      this.setData({ ...whose, admission: null, rows, panel });
      return;
    }
    const detail = admissionDetail(admission, now(), t);
    this.setData({ ...whose, admission: detail, rows, panel: null });
  },

  showTrouble(reason: Trouble) {
    const panel = troublePanel(reason, t, knownHospital().phone);
    this.setData({ patientId: '', admission: null, panel });
  },

  onAction() {
    if (this.data.panel?.kind === 'empty' && this.data.patientId === '') {
      go.addPatient();
      return;
    }
    this.setData({ panel: loadingPanel(t) });
    void this.load();
  },

  onChip({ detail }: WechatMiniprogram.CustomEvent<{ yuan: string }>) {
    this.text = detail.yuan;
    this.showAmount({ chip: detail.yuan, typed: '' });
  },

  onType({ detail }: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.text = detail.value;
    this.showAmount({ chip: '' });
  },

  onLeave() {
    if (this.admission === undefined) return;
    const read = readAmount(this.text, this.admission, t);
    this.setData({
      typed: this.data.chip === '' ? this.text : '',
      error: read.ok ? '' : read.error,
    });
  },

  showAmount(more: Partial<DepositData>) {
    if (this.admission === undefined) return;
    const read = readAmount(this.text, this.admission, t);
    this.setData({ ...more, payText: payText(read, w), ...(read.ok ? { error: '' } : {}) });
  },

  async onTopUp() {
    const { admission } = this;
    if (this.data.busy || admission === undefined) return;
    const read = readAmount(this.text, admission, t);
    if (!read.ok) {
      this.setData({ error: read.error === '' ? w.payNone : read.error });
      return;
    }
    this.setData({ busy: true, notice: null });
    const { patientId } = this.data;
    const outcome = await this.openBill(patientId, admission.admissionId, read.amount);
    if (this.gone) return;
    this.setData({ busy: false });
    if (!this.alive || this.data.patientId !== patientId) return;
    if (outcome.ok) go.checkout({ patientId, billIds: [outcome.value] });
    else this.fail(outcome.reason);
  },

  /** A bill that is still to be paid is answered again; one that is over makes room for another. */
  async openBill(patientId: string, admissionId: string, amount: Fen): Promise<Outcome<string>> {
    let last: Outcome<string> = failed('internal', true);
    for (let turn = 0; turn < BILLS_OVER; turn += 1) {
      const parts = [this.openedAt, admissionId, amount, this.serial].map(String);
      const request = { requestId: requestIdOf(parts), patientId, admissionId, amount };
      const outcome = await call('clinic', 'topUp', request);
      if (!outcome.ok) return outcome;
      const { billId, status } = outcome.value.bill;
      last = { ok: true, value: billId };
      if (status === 'unpaid') break;
      this.serial += 1;
    }
    return last;
  },

  fail(reason: Trouble) {
    this.setData({ notice: troubleNotice(reason, t, knownHospital().phone) });
    showTop();
  },

  onRefund() {
    this.setData({ asked: true, notice: null });
  },

  onKeep() {
    this.setData({ asked: false });
  },

  /** Without a clear answer nobody knows whether it went through: what the hospital then says counts. */
  async onRefundSure() {
    const { admission } = this;
    if (this.data.busy || admission === undefined) return;
    const { patientId } = this.data;
    const waiting: Notice = { tone: 'info', title: w.asking, text: '', call: '' };
    this.setData({ asked: false, busy: true, notice: waiting });
    showTop();
    const { admissionId } = admission;
    const outcome = await call('pay', 'refundDeposit', { patientId, admissionId });
    if (this.gone) return;
    this.setData({ busy: false, notice: null });
    if (!outcome.ok) this.fail(outcome.reason);
    if (this.alive) await this.load();
  },

  onOpenRow({ currentTarget }: WechatMiniprogram.CustomEvent<object, object, { orderNo: string }>) {
    go.result({ orderNo: currentTarget.dataset.orderNo, patientId: this.data.patientId });
  },

  onSwitch() {
    this.setData({ switching: true });
  },

  onSheetClose() {
    this.setData({ switching: false });
  },

  onChoose({ detail }: WechatMiniprogram.CustomEvent<{ key: string }>) {
    this.chosenId = detail.key;
    this.text = '';
    const cleared = { chip: '', typed: '', error: '', payText: w.payNone, notice: null };
    const panel = loadingPanel(t);
    this.setData({ ...cleared, switching: false, admission: null, rows: [], panel });
    void this.load();
  },

  onCall() {
    callHospital();
  },
});
