/**
 * The first page: the hospital, the ways in, and the payment that is still open. A cold start
 * after paying lands here (scene 1038): with a pending payment it goes straight to the result.
 */
import type { HospitalView } from '../../../cloudfunctions/contract/types';
import type { Notice } from '../../components/notice/notice';
import { call } from '../../services/api';
import { takeTicket } from '../../services/card-binding';
import { confirmOnce, wasHeardOf } from '../../services/confirmation';
import { scaleStyle } from '../../services/device';
import { callHospital, knownHospital, rememberHospital } from '../../services/hospital';
import { go, setTitle, showTop, stopPulling } from '../../services/navigate';
import { findPending, latestPending } from '../../services/pending';
import type { Consent } from '../../services/privacy';
import { askConsent, openPrivacyText, readConsent } from '../../services/privacy';
import type { Arrival } from '../../services/return-inbox';
import { rememberTemplates } from '../../services/reminders';
import { leaveForNext, subscribe } from '../../services/return-inbox';
import { scanCode } from '../../services/scan';
import { words } from '../../services/words';
import { troubleNotice } from '../views/messages';
import type { Banner } from './view';
import { bannerOf, patientLine, resumeBanner } from './view';

const t = words();

type HomeData = {
  scale: string;
  t: typeof t.home;
  common: typeof t.common;
  hospital: HospitalView;
  patientHint: string;
  banner: Banner | null;
  notice: Notice | null;
  consent: Consent;
  declined: boolean;
  /** The patient asked to try again, and that is under way. */
  loading: boolean;
};

const data: HomeData = {
  scale: scaleStyle(),
  t: t.home,
  common: t.common,
  hospital: knownHospital(),
  patientHint: t.home.patientsHint,
  banner: null,
  notice: null,
  consent: 'given',
  declined: false,
  loading: false,
};

Page({
  data,

  unsubscribe: (): void => undefined,
  alive: true,

  onLoad() {
    setTitle(t.home.title);
  },

  onShow() {
    const hospital = knownHospital();
    if (JSON.stringify(hospital) !== JSON.stringify(this.data.hospital)) this.setData({ hospital });
    this.unsubscribe = subscribe((arrival) => this.onArrival(arrival));
    void this.load();
  },

  onHide() {
    this.unsubscribe();
  },

  onUnload() {
    this.alive = false;
    this.unsubscribe();
  },

  async onPullDownRefresh() {
    await this.load();
    stopPulling();
  },

  onArrival(arrival: Arrival) {
    if (arrival.ticket !== undefined) void this.onTicket(arrival);
    const pending = latestPending();
    if (!arrival.fromMiniProgram || pending === undefined) return;
    // what an authorisation brought is for the page of its order
    if (arrival.authCode !== undefined) leaveForNext(arrival);
    this.openResult(pending.orderNo);
  },

  /** WeChat had ended the program while the insurance card was bound: it goes on from here. */
  async onTicket(arrival: Arrival) {
    const bound = await takeTicket(arrival);
    if (!this.alive || bound === undefined) return;
    if (bound.ok) go.patients();
    else this.setData({ notice: troubleNotice(bound.reason, t, knownHospital().phone) });
  },

  async load() {
    const [outcome, consent] = await Promise.all([call('clinic', 'home', {}), readConsent()]);
    if (!outcome.ok) {
      const hospital = knownHospital();
      const banner = resumeBanner(latestPending(), undefined, t.home);
      const notice = troubleNotice(outcome.reason, t, hospital.phone);
      this.setData({ consent, hospital, banner, notice, loading: false });
      return;
    }
    const { hospital, patients, unfinished, templates } = outcome.value;
    const pending = latestPending();
    const open = unfinished.some(({ orderNo }) => orderNo === pending?.orderNo);
    const unheard = open && pending?.phase === 'paying' && !wasHeardOf(pending.orderNo);
    rememberHospital(hospital);
    rememberTemplates(templates);
    this.setData({
      consent,
      hospital,
      patientHint: consent === 'given' ? patientLine(patients, t.home) : t.home.patientsHint,
      banner: resumeBanner(pending, unheard ? undefined : unfinished, t.home),
      notice: null,
      loading: false,
    });
    if (unheard) await this.hearOf(pending.orderNo);
  },

  /** The program ended while it was being paid, and nobody has asked since what became of it. */
  async hearOf(orderNo: string) {
    const outcome = await confirmOnce(orderNo);
    if (this.alive && outcome.ok) this.setData({ banner: bannerOf(outcome.value, t.home) });
  },

  openResult(orderNo: string) {
    const patientId = findPending(orderNo)?.patientId;
    go.result(patientId === undefined ? { orderNo } : { orderNo, patientId });
  },

  onResume() {
    const { banner } = this.data;
    if (banner !== null) this.openResult(banner.orderNo);
  },

  async enter(open: () => void) {
    if ((await this.consented()) && this.alive) open();
  },

  onRegister() {
    void this.enter(go.departments);
  },

  onAppointments() {
    void this.enter(go.appointments);
  },

  onBills() {
    void this.enter(go.bills);
  },

  /** The scanner opens in this tap; what it reads is the next page's business. */
  async onScan() {
    if (!(await this.consented())) return;
    const scanned = await scanCode();
    if (!this.alive || scanned.kind === 'cancelled') return;
    go.scan(scanned.kind === 'read' ? { link: scanned.text } : { failed: true });
  },

  onDeposit() {
    void this.enter(go.deposit);
  },

  onOrders() {
    void this.enter(go.orders);
  },

  onPatients() {
    void this.enter(go.patients);
  },

  onSettings() {
    go.settings();
  },

  /** Names and papers are shown only after the consent; a tap may ask for it. */
  async consented(): Promise<boolean> {
    if (this.data.consent === 'given') return true;
    const consent = await askConsent();
    this.setData({ consent, declined: consent !== 'given' });
    if (consent !== 'given' && this.alive) showTop();
    return consent === 'given';
  },

  onAgree() {
    void this.consented();
  },

  onReadPrivacy() {
    openPrivacyText();
  },

  onRetry() {
    if (this.data.loading) return;
    this.setData({ loading: true });
    void this.load();
  },

  onCall() {
    callHospital();
  },
});
