/**
 * Paying a prescription by the QR code on it: scanned here, read by the scanner on the first page, or the
 * ordinary link that opened the program. The bill of one's own patient goes to the checkout; somebody
 * else's is paid in cash, after the person confirmed that they pay for a relative (money rule 15).
 */
import type { PrescriptionView } from '../../../cloudfunctions/contract/visit-types';
import type { SplitView } from '../../../cloudfunctions/contract/types';
import type { Notice } from '../../components/notice/notice';
import type { Panel } from '../../components/state-panel/state-panel';
import { call } from '../../services/api';
import { now } from '../../services/clock';
import { scaleStyle } from '../../services/device';
import { callHospital, knownHospital } from '../../services/hospital';
import { go, setTitle, showTop, stopPulling } from '../../services/navigate';
import type { FailedJump } from '../../services/jump';
import { failedJump } from '../../services/jump';
import type { Launch } from '../../services/launching';
import { payForOther } from '../../services/paying';
import { askReminders } from '../../services/reminders';
import { subscribe } from '../../services/return-inbox';
import { scanCode } from '../../services/scan';
import type { Outcome } from '../../services/trouble';
import { words } from '../../services/words';
import { isCode, linkOfQuery, readPrescriptionCode } from '../../shared/prescription-code';
import { loadingPanel, troubleNotice, troublePanel } from '../views/messages';
import type { ScannedView } from './view';
import { cashOf, scannedView } from './view';

const t = words();
const w = t.scan;

type ScanData = {
  scale: string;
  t: typeof w;
  bill: typeof t.bill;
  checkout: typeof t.checkout;
  panel: Panel | null;
  notice: Notice | null;
  found: ScannedView | null;
  /** The question whether to pay for a relative is open. */
  asked: boolean;
  busy: boolean;
  away: boolean;
};

const data: ScanData = {
  scale: scaleStyle(),
  t: w,
  bill: t.bill,
  checkout: t.checkout,
  panel: null,
  notice: null,
  found: null,
  asked: false,
  busy: false,
  away: false,
};

function say(title: string, text: string): Notice {
  return { tone: 'warn', title, text, call: '' };
}

Page({
  data,

  code: '',
  prescription: undefined as PrescriptionView | undefined,
  /** What the person has read that they pay for somebody else. */
  shown: undefined as SplitView | undefined,
  launched: '',
  alive: true,
  turn: 0,
  unsubscribe: (): void => undefined,

  onLoad(query: Record<string, string | undefined>) {
    setTitle(w.title);
    const { c = '', q = '', failed } = query;
    if (isCode(c)) {
      this.code = c;
      void this.load();
    } else if (q !== '' || c !== '') void this.take(linkOfQuery(q === '' ? c : q));
    else if (failed !== undefined) this.setData({ notice: say(w.noCamera, w.noCameraText) });
  },

  onShow() {
    this.unsubscribe = subscribe(({ trouble }) => this.seeResult(trouble));
    // what was paid meanwhile, or a patient that was added, changes what can be done here
    if (this.prescription !== undefined && !this.data.away) void this.load();
  },

  onHide() {
    this.unsubscribe();
  },

  onUnload() {
    this.alive = false;
    this.unsubscribe();
  },

  async onPullDownRefresh() {
    if (this.code !== '') await this.load();
    stopPulling();
  },

  /** The hospital's id is known once the first page was seen; a cold start by a code asks for it. */
  async hospitalId(): Promise<Outcome<string>> {
    const { id } = knownHospital();
    if (id !== '') return { ok: true, value: id };
    const home = await call('clinic', 'home', {});
    return home.ok ? { ok: true, value: home.value.hospital.id } : home;
  },

  /** What a scanner or a link said. */
  async take(text: string) {
    this.turn += 1;
    const { turn } = this;
    this.code = '';
    this.prescription = undefined;
    this.setData({ notice: null, found: null, panel: loadingPanel(t) });
    const hospitalId = await this.hospitalId();
    if (turn !== this.turn || !this.alive) return;
    if (!hospitalId.ok) {
      this.setData({ panel: null, notice: troubleNotice(hospitalId.reason, t, '') });
      return;
    }
    const read = readPrescriptionCode(text, hospitalId.value);
    if (read.kind !== 'code') {
      const other = troubleNotice('code-of-other-hospital', t, '');
      const notice = read.kind === 'other-hospital' ? other : say(w.notCode, w.notCodeText);
      this.setData({ panel: null, notice });
      return;
    }
    this.code = read.code;
    await this.load();
  },

  async load() {
    this.turn += 1;
    const { code, turn } = this;
    if (this.prescription === undefined) this.setData({ panel: loadingPanel(t), notice: null });
    const outcome = await call('clinic', 'prescription', { code });
    if (turn !== this.turn || !this.alive) return;
    const { phone } = knownHospital();
    if (!outcome.ok) {
      this.prescription = undefined;
      const gone = outcome.reason === 'code-unknown' || outcome.reason === 'code-expired';
      const panel = gone ? null : troublePanel(outcome.reason, t, phone);
      const notice = gone ? troubleNotice(outcome.reason, t, phone) : null;
      this.setData({ found: null, panel, notice });
      return;
    }
    const { prescription } = outcome.value;
    this.prescription = prescription;
    this.shown = cashOf(prescription);
    this.setData({ panel: null, found: scannedView(prescription, this.shown, now(), t, phone) });
  },

  async onScan() {
    if (this.data.busy) return;
    const scanned = await scanCode();
    if (!this.alive || scanned.kind === 'cancelled') return;
    if (scanned.kind === 'read') await this.take(scanned.text);
    else this.setData({ notice: say(w.noCamera, w.noCameraText) });
  },

  onRetry() {
    this.setData({ panel: loadingPanel(t) });
    void this.load();
  },

  onPayMine() {
    const { patientId, bill } = this.prescription ?? {};
    if (patientId === undefined || bill === undefined) return;
    go.checkout({ patientId, billIds: [bill.billId], entry: 'prescription-code' });
  },

  onProgress() {
    const orderNo = this.prescription?.bill.liveOrderNo;
    if (orderNo !== undefined) go.result({ orderNo });
  },

  onAsk() {
    this.setData({ asked: true, notice: null });
  },

  onKeep() {
    this.setData({ asked: false });
  },

  async onSure() {
    const { code, shown } = this;
    if (this.data.busy || shown === undefined) return;
    this.setData({ asked: false, busy: true, notice: null });
    if (!(await this.reminded())) return;
    const request = { code, entry: 'prescription-code' } as const;
    const launch = await payForOther(request, shown, () => this.alive);
    if (this.alive) this.afterLaunch(launch);
  },

  /** Whether messages are wanted, asked in the tap's own task. False: the page was left meanwhile. */
  async reminded(): Promise<boolean> {
    await askReminders(['paid', 'refunded']);
    return this.alive;
  },

  afterLaunch(launch: Launch) {
    switch (launch.kind) {
      case 'opened':
        this.launched = launch.orderNo;
        this.setData({ busy: false, away: true });
        return;
      case 'see-result':
        this.launched = launch.orderNo;
        this.seeResult(failedJump(launch.jump));
        return;
      case 'authorising':
      case 'not-authorised':
        // cash needs no permission; if it were wanted, the result knows what to say
        this.launched = launch.orderNo;
        this.seeResult();
        return;
      case 'changed':
        this.showChanged(launch.order.split);
        return;
      case 'left':
        this.setData({ busy: false });
        return;
      case 'trouble': {
        const notice = troubleNotice(launch.reason, t, knownHospital().phone);
        this.setData({ busy: false, notice });
        showTop();
      }
    }
  },

  /** The order's sum is another one: said, and asked for once more. */
  showChanged(split: SplitView) {
    const { prescription } = this;
    if (prescription === undefined) return;
    this.shown = split;
    const { changedTitle, changedText } = t.checkout;
    const found = scannedView(prescription, split, now(), t, knownHospital().phone);
    this.setData({ busy: false, asked: true, notice: say(changedTitle, changedText), found });
    showTop();
  },

  seeResult(jump?: FailedJump) {
    const { launched: orderNo } = this;
    const more = jump === undefined ? {} : { jump };
    if (orderNo !== '') go.resultInstead({ orderNo, ...more });
  },

  onSeeResult() {
    this.seeResult();
  },

  onAddPatient() {
    go.addPatient();
  },

  onCall() {
    callHospital();
  },
});
