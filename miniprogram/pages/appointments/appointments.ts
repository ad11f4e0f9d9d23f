/**
 * One patient's appointments, made here or elsewhere: those to be paid lead to paying, those paid to the
 * ticket, those that are over are folded away.
 */
import type { AppointmentView } from '../../../cloudfunctions/contract/visit-types';
import type { AppointmentCard } from '../../components/appointment-card/appointment-card';
import type { Choice } from '../../components/choice-list/choice-list';
import type { Notice } from '../../components/notice/notice';
import type { Panel } from '../../components/state-panel/state-panel';
import { fill } from '../../i18n/texts';
import { call } from '../../services/api';
import { countDown, openKept } from '../../services/appointments';
import { now } from '../../services/clock';
import { scaleStyle } from '../../services/device';
import { callHospital, knownHospital } from '../../services/hospital';
import { go, setTitle, showTop, stopPulling } from '../../services/navigate';
import type { Trouble } from '../../services/trouble';
import { words } from '../../services/words';
import { cardLine, patientChoices } from '../bills/view';
import { emptyPanel, troubleNotice, troublePanel } from '../views/messages';
import { patientOf } from '../visit-confirm/view';
import { actOf, appointmentCard, isOver } from './view';
import { leftTexts, soonestEnd } from './locks';

const t = words();
const w = t.appointments;

type AppointmentsData = {
  scale: string;
  t: typeof w;
  common: typeof t.common;
  loading: boolean;
  panel: Panel | null;
  notice: Notice | null;
  patientId: string;
  patientName: string;
  patientCard: string;
  choices: Choice[];
  switching: boolean;
  cards: AppointmentCard[];
  over: AppointmentCard[];
  overText: string;
  overShown: boolean;
  /** How long each locked place is kept, by appointment. */
  lefts: Readonly<Record<string, string>>;
  busy: boolean;
  dropping: boolean;
};

const data: AppointmentsData = {
  scale: scaleStyle(),
  t: w,
  common: t.common,
  loading: true,
  panel: null,
  notice: null,
  patientId: '',
  patientName: '',
  patientCard: '',
  choices: [],
  switching: false,
  cards: [],
  over: [],
  overText: '',
  overShown: false,
  lefts: {},
  busy: false,
  dropping: false,
};

type CardEvent = WechatMiniprogram.CustomEvent<object, object, { id: string }>;

Page({
  data,

  /** Whom the patient chose here; empty: the default patient. */
  chosenId: '',
  heard: [] as readonly AppointmentView[],
  droppingId: '',
  /** Until when the server was asked about locks already. */
  askedAtEnd: 0,
  /** Which load is the latest: an older answer that comes later is dropped. */
  turn: 0,
  stopCounting: (): void => undefined,

  onLoad() {
    setTitle(w.title);
  },

  onShow() {
    void this.load();
  },

  onHide() {
    this.stopCounting();
  },

  onUnload() {
    this.turn += 1;
    this.stopCounting();
  },

  async onPullDownRefresh() {
    await this.load();
    stopPulling();
  },

  async load(notice: Notice | null = null) {
    this.turn += 1;
    const { turn } = this;
    const listed = await call('clinic', 'listPatients', {});
    if (turn !== this.turn) return;
    if (!listed.ok) {
      this.showTrouble(listed.reason);
      return;
    }
    const { patients } = listed.value;
    const patient = patientOf(patients, this.chosenId);
    if (patient === undefined) {
      const panel = emptyPanel(w.noPatientTitle, w.noPatientText, w.addPatient);
      this.setData({ loading: false, panel, patientId: '', cards: [], over: [] });
      return;
    }
    const { patientId } = patient;
    const outcome = await call('clinic', 'appointments', { patientId });
    if (turn !== this.turn) return;
    const choices = patientChoices(patients, t);
    const whose = { patientId, patientName: patient.name, patientCard: cardLine(patient, t) };
    this.setData({ ...whose, choices, notice });
    if (outcome.ok) this.show(outcome.value.appointments);
    else this.showTrouble(outcome.reason);
  },

  showTrouble(reason: Trouble) {
    const panel = troublePanel(reason, t, knownHospital().phone);
    this.stopCounting();
    this.setData({ loading: false, panel, cards: [], over: [] });
  },

  show(appointments: readonly AppointmentView[]) {
    this.heard = appointments;
    const card = (one: AppointmentView): AppointmentCard => appointmentCard(one, now(), t);
    const past = appointments.filter((one) => isOver(one, now()));
    const coming = appointments.filter((one) => !isOver(one, now()));
    const panel =
      coming.length === 0 ? emptyPanel(w.emptyTitle, w.emptyText, w.toDepartments) : null;
    const overText = fill(w.showOver, { count: past.length });
    this.setData({
      loading: false,
      panel,
      cards: coming.map(card),
      over: past.map(card),
      overText,
      lefts: leftTexts(coming, t),
    });
    this.count(coming);
  },

  /** One clock for all locked places; when one ends, the server is asked once. */
  count(coming: readonly AppointmentView[]) {
    this.stopCounting();
    const until = soonestEnd(coming);
    if (until === undefined) return;
    this.stopCounting = countDown(until, (leftMs) => {
      this.setData({ lefts: leftTexts(coming, t) });
      if (leftMs > 0 || this.data.busy || this.askedAtEnd === until) return;
      this.askedAtEnd = until;
      void this.load();
    });
  },

  onAct(event: CardEvent) {
    const one = this.heard.find(({ appointmentId }) => appointmentId === this.idOf(event));
    if (one === undefined || this.data.busy) return;
    const { patientId, appointmentId, billId, liveOrderNo } = one;
    const act = actOf(one, now());
    if (act === 'confirm') openKept({ patientId, appointmentId });
    else if (act === 'pay') go.checkout({ patientId, billIds: [billId] });
    else if (act === 'ticket') go.ticket({ patientId, appointmentId });
    else if (act === 'progress' && liveOrderNo !== undefined) {
      go.result({ orderNo: liveOrderNo, patientId });
    }
  },

  idOf({ currentTarget }: CardEvent): string {
    return currentTarget.dataset.id;
  },

  onDrop(event: CardEvent) {
    this.droppingId = this.idOf(event);
    this.setData({ dropping: true });
  },

  onClose() {
    this.setData({ dropping: false, switching: false });
  },

  async onDropYes() {
    const { droppingId: appointmentId } = this;
    const { patientId, busy } = this.data;
    if (busy) return;
    const waiting: Notice = { tone: 'info', title: w.working, text: '', call: '' };
    this.setData({ busy: true, dropping: false, notice: waiting });
    showTop();
    const outcome = await call('clinic', 'releaseAppointment', { patientId, appointmentId });
    this.setData({ busy: false });
    const dropped: Notice = { tone: 'info', title: w.dropped, text: '', call: '' };
    const said = outcome.ok ? dropped : troubleNotice(outcome.reason, t, knownHospital().phone);
    await this.load(said);
  },

  onFold() {
    this.setData({ overShown: !this.data.overShown });
  },

  onSwitch() {
    if (!this.data.busy) this.setData({ switching: true });
  },

  onChoose({ detail }: WechatMiniprogram.CustomEvent<{ key: string }>) {
    this.chosenId = detail.key;
    this.stopCounting();
    this.setData({ switching: false, loading: true, panel: null, cards: [], over: [] });
    void this.load();
  },

  onAddPatient() {
    this.setData({ switching: false });
    go.addPatient();
  },

  onAction() {
    if (this.data.panel?.kind !== 'empty') {
      this.setData({ loading: true, panel: null });
      void this.load();
    } else if (this.data.patientId === '') go.addPatient();
    else go.departments();
  },

  onRegister() {
    go.departments();
  },

  onCall() {
    callHospital();
  },
});
