/**
 * The place is taken for a while (the same request however often it is tapped), counted down, and paid by
 * the checkout, kept for the visit, or given back. Whatever goes wrong is said in place and what was
 * chosen stays. The server alone decides when a place is over; at zero the page asks it.
 */
import type { AppointmentView } from '../../../cloudfunctions/contract/visit-types';
import { call } from '../../services/api';
import { countDown, readOffer, said } from '../../services/appointments';
import { now } from '../../services/clock';
import { callHospital, knownHospital } from '../../services/hospital';
import { requestIdOf } from '../../services/identity';
import { go, setTitle, showTop, stopPulling } from '../../services/navigate';
import { askReminders } from '../../services/reminders';
import { readSplit } from '../../services/splits';
import type { Outcome, Trouble } from '../../services/trouble';
import { words } from '../../services/words';
import { troubleNotice, troublePanel } from '../views/messages';
import { insuranceHint } from '../views/visits';
import { blank, offerData, patientData, slotAddress, toldBefore } from './data';
import { leave } from './leave';
import { asWay, countdownOf, endOf, FIRST, patientOf, payingView, rowsOf, wayOnFrom } from './view';

const t = words();
const w = t.visitConfirm;

type Changed = Outcome<{ appointment: AppointmentView }>;

Page({
  data: blank(t),

  at: { departmentId: '', doctorId: '', day: '', slotId: '' },
  /** What the page before knew. */
  told: { department: '', doctor: '' },
  appointmentId: '',
  patientId: '',
  appointment: undefined as AppointmentView | undefined,
  /** Paying later costs nobody their insurance: it stands first. */
  wanted: asWay('later'),
  next: FIRST,
  openedAt: 0,
  /** Counts what was refused for certain: the next try is another request. */
  attempt: 0,
  /** For which end of a lock the server was asked already. */
  askedAtEnd: 0,
  busy: false,
  /** Which load is the latest: an older answer that comes later is dropped. */
  turn: 0,
  stopCounting: (): void => undefined,

  onLoad(query: Record<string, string | undefined>) {
    setTitle(w.title);
    this.openedAt = now();
    this.at = slotAddress(query);
    this.appointmentId = said(query, 'appointmentId');
    this.patientId = said(query, 'patientId');
    this.told = toldBefore(query);
  },

  onShow() {
    if (!this.busy) void this.load();
  },

  onHide() {
    this.stopCounting();
  },

  onUnload() {
    this.turn += 1;
    this.stopCounting();
  },

  async onPullDownRefresh() {
    if (!this.busy) await this.load();
    stopPulling();
  },

  async load() {
    this.turn += 1;
    if (this.appointmentId !== '') await this.loadAppointment(this.turn);
    // A place that may be ours already would read as taken.
    else if (!this.data.unsure) await this.loadSlot(this.turn);
  },

  async loadSlot(turn: number) {
    const offer = await readOffer(this.at);
    if (turn !== this.turn) return;
    if (!offer.ok) {
      this.showNothing(offer.reason);
      return;
    }
    const { patients, slot } = offer.value;
    const patient = patientOf(patients, this.patientId);
    this.patientId = patient?.patientId ?? '';
    const known = { loading: false, panel: null, ...patientData(patient, patients, t) };
    if (slot === undefined || slot.free === 0) {
      this.setData(known);
      this.refuse(slot === undefined ? 'slot-over' : 'slot-taken');
      return;
    }
    this.setData({ ...known, ...offerData(slot, this.told, patient, t) });
  },

  async loadAppointment(turn: number) {
    const { patientId, appointmentId } = this;
    const outcome = await call('clinic', 'appointment', { patientId, appointmentId });
    if (turn !== this.turn) return;
    if (outcome.ok) await this.show(outcome.value.appointment, turn);
    else this.showNothing(outcome.reason);
  },

  /** Nothing can be said of the place. What stands on the page stays; an empty page says why. */
  showNothing(reason: Trouble) {
    if (this.data.rows !== null) this.refuse(reason);
    else this.setData({ loading: false, panel: troublePanel(reason, t, knownHospital().phone) });
  },

  async show(appointment: AppointmentView, turn: number) {
    this.appointment = appointment;
    this.appointmentId = appointment.appointmentId;
    const { patientName, lockedUntil = 0 } = appointment;
    const rows = rowsOf(appointment, now(), t);
    const known = { loading: false, taken: true, unsure: false, notice: null, rows, patientName };
    const ended = endOf(appointment, t);
    this.stopCounting();
    this.next = ended?.next ?? this.next;
    this.setData({ ...known, panel: ended?.panel ?? null });
    if (ended !== undefined) return;
    this.count(lockedUntil);
    await this.loadSplit(turn);
  },

  count(until: number) {
    this.stopCounting = countDown(until, (leftMs) => {
      this.setData({ left: countdownOf(leftMs, t) });
      if (leftMs > 0 || this.busy || this.askedAtEnd === until) return;
      this.askedAtEnd = until;
      void this.load();
    });
  },

  /** Insurance is asked only where the city's rules leave it open. */
  async loadSplit(turn: number) {
    const { appointment } = this;
    if (appointment === undefined) return;
    const { patientId, billId, insurance } = appointment;
    const read = await readSplit(patientId, [billId], insurance.possible ? 'insurance' : 'cash');
    if (turn !== this.turn || appointment !== this.appointment) return;
    if (!read.ok) {
      const notice = troubleNotice(read.reason, t, knownHospital().phone);
      const splitNotice = { ...notice, title: w.splitFailed };
      this.setData({ insurance: insuranceHint(insurance, t), splitNotice });
      return;
    }
    this.setData({ ...payingView(appointment, read.value, this.wanted, t), splitNotice: null });
  },

  /** What a refusal means for the place, said at the top; the patient stays chosen. */
  refuse(reason: Trouble) {
    const wayOn = wayOnFrom(reason, t);
    this.next = wayOn?.next ?? this.next;
    this.setData({
      notice: troubleNotice(reason, t, knownHospital().phone),
      noticeAction: wayOn?.action ?? '',
    });
    showTop();
  },

  begin(busyText: string): number {
    this.busy = true;
    this.setData({ busy: true, busyText, notice: null, noticeAction: '', givingUp: false });
    return (this.turn += 1);
  },

  done() {
    this.busy = false;
    this.setData({ busy: false });
  },

  async onLock() {
    const { patientId, openedAt, attempt, at } = this;
    const { slotId } = at;
    if (this.busy || patientId === '') return;
    const turn = this.begin(w.locking);
    const requestId = requestIdOf([String(openedAt), String(attempt), patientId, slotId]);
    const outcome = await call('clinic', 'lockSlot', { requestId, patientId, slotId });
    if (turn !== this.turn) return;
    this.done();
    if (outcome.ok) {
      await this.show(outcome.value.appointment, turn);
      return;
    }
    // It may have been taken all the same: only the same request again can tell.
    if (!outcome.retry) this.attempt += 1;
    this.refuse(outcome.reason);
    const { notice } = this.data;
    const unsure = outcome.retry && notice !== null;
    this.setData(unsure ? { unsure, notice: { ...notice, text: w.unsureText } } : { unsure });
  },

  onChoose({ detail }: WechatMiniprogram.CustomEvent<{ key: string }>) {
    if (this.busy) return;
    this.wanted = asWay(detail.key);
    this.setData({ chosen: this.wanted });
  },

  onGo() {
    const { appointment } = this;
    if (this.busy || appointment === undefined) return;
    if (this.data.chosen === 'later') {
      void this.keep(appointment);
      return;
    }
    const { patientId, billId } = appointment;
    go.checkout({ patientId, billIds: [billId] });
  },

  /** The reminder for the day of the visit is asked for in the tap's own task. */
  async keep({ patientId, appointmentId }: AppointmentView) {
    const asked = askReminders(['visit']);
    const turn = this.begin(w.working);
    await asked;
    const kept = await call('clinic', 'keepAppointment', { patientId, appointmentId });
    await this.changed(kept, turn);
  },

  /** After a change the place is what the server says; a refusal is followed by a fresh look. */
  async changed(outcome: Changed, turn: number) {
    if (turn !== this.turn) return;
    this.done();
    if (outcome.ok) {
      await this.show(outcome.value.appointment, turn);
      return;
    }
    if (!outcome.retry) await this.load();
    if (this.data.panel === null) this.refuse(outcome.reason);
  },

  onGiveUp() {
    if (!this.busy) this.setData({ givingUp: true });
  },

  async onGiveUpYes() {
    const { appointment } = this;
    if (this.busy || appointment === undefined) return;
    const turn = this.begin(w.working);
    const { patientId, appointmentId } = appointment;
    const released = await call('clinic', 'releaseAppointment', { patientId, appointmentId });
    if (released.ok && turn === this.turn) {
      this.stopCounting();
      this.done();
      go.back();
      return;
    }
    await this.changed(released, turn);
  },

  /** The way on from a panel or a notice. */
  onNext() {
    const { patientId, appointmentId, appointment } = this;
    leave(this.next, { patientId, appointmentId }, appointment?.liveOrderNo);
  },

  onAction() {
    if (this.data.panel?.kind === 'empty') {
      this.onNext();
      return;
    }
    this.setData({ loading: true, panel: null });
    void this.load();
  },

  /** A split that cannot be had may mean that the place is gone: the place is read as well. */
  onSplitRetry() {
    if (!this.busy) void this.load();
  },

  onSwitch() {
    if (!this.busy) this.setData({ switching: true });
  },

  onClose() {
    this.setData({ switching: false, givingUp: false });
  },

  onPatient({ detail }: WechatMiniprogram.CustomEvent<{ key: string }>) {
    this.patientId = detail.key;
    this.setData({ switching: false, notice: null, noticeAction: '' });
    void this.load();
  },

  onAddPatient() {
    this.setData({ switching: false });
    go.addPatient();
  },

  onCall() {
    callHospital();
  },
});
