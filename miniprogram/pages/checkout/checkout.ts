/**
 * The last look before paying. Whatever goes wrong is said in place and the form stays; the order is
 * placed by services/paying, and once the cashier was opened, coming back leads to the result.
 */
import type { PayWith, SplitView } from '../../../cloudfunctions/contract/types';
import type { Choice } from '../../components/choice-list/choice-list';
import type { Notice } from '../../components/notice/notice';
import type { Panel } from '../../components/state-panel/state-panel';
import { call } from '../../services/api';
import { scaleStyle } from '../../services/device';
import { callHospital, knownHospital } from '../../services/hospital';
import { go, setTitle, showTop, toBills } from '../../services/navigate';
import type { Launch } from '../../services/paying';
import { pay } from '../../services/paying';
import { subscribe } from '../../services/return-inbox';
import { readSplit } from '../../services/splits';
import type { Trouble } from '../../services/trouble';
import { words } from '../../services/words';
import { loadingPanel, troubleNotice, troublePanel } from '../views/messages';
import { isFree } from '../views/split-rows';
import type { SumView } from './view';
import { asPayWith, endsHere, sumView, wayChoices } from './view';

const t = words();

type CheckoutData = {
  scale: string;
  t: typeof t.checkout;
  panel: Panel | null;
  patientName: string;
  billTitle: string;
  choices: Choice[];
  chosen: PayWith;
  sum: SumView | null;
  whyCash: Notice | null;
  notice: Notice | null;
  sharePlace: boolean;
  /** The bill cannot be paid here any more. */
  over: boolean;
  busy: boolean;
  away: boolean;
};

const data: CheckoutData = {
  scale: scaleStyle(),
  t: t.checkout,
  panel: loadingPanel(t),
  patientName: '',
  billTitle: '',
  choices: [],
  chosen: 'cash',
  sum: null,
  whyCash: null,
  notice: null,
  sharePlace: true,
  over: false,
  busy: false,
  away: false,
};

Page({
  data,

  patientId: '',
  billId: '',
  /** What the patient has read; the order must say the same. */
  shown: undefined as SplitView | undefined,
  launched: '',
  unsubscribe: (): void => undefined,

  onLoad(query: Record<string, string | undefined>) {
    setTitle(t.checkout.title);
    this.patientId = query['patientId'] ?? '';
    this.billId = query['billId'] ?? '';
    void this.load();
  },

  onShow() {
    this.unsubscribe = subscribe(() => this.seeResult());
  },

  onHide() {
    this.unsubscribe();
  },

  onUnload() {
    this.unsubscribe();
  },

  async load() {
    const { patientId, billId } = this;
    const [split, bill, listed] = await Promise.all([
      readSplit(patientId, billId, 'insurance'),
      call('clinic', 'bill', { patientId, billId }),
      call('clinic', 'listPatients', {}),
    ]);
    const { phone } = knownHospital();
    if (!split.ok || !bill.ok || !listed.ok) {
      const reason = [split, bill, listed].flatMap((one) => (one.ok ? [] : [one.reason]))[0];
      this.setData({ panel: troublePanel(reason ?? 'internal', t, phone) });
      return;
    }
    const { unavailable } = split.value;
    const shown = split.value.split;
    const patient = listed.value.patients.find((one) => one.patientId === patientId);
    const silent = unavailable === undefined || isFree(shown);
    this.shown = shown;
    this.setData({
      panel: null,
      patientName: patient?.name ?? '',
      billTitle: bill.value.bill.title,
      choices: wayChoices(shown.payWith === 'insurance', t.checkout),
      chosen: shown.payWith,
      sum: sumView(shown, t),
      whyCash: silent ? null : troubleNotice(unavailable, t, phone, 'info'),
    });
  },

  onRetry() {
    this.setData({ panel: loadingPanel(t) });
    void this.load();
  },

  async onChoose(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
    const chosen = asPayWith(event.detail.key);
    if (this.data.busy || chosen === this.data.chosen) return;
    this.setData({ busy: true, chosen });
    await this.reprice(chosen);
  },

  /** The split for another way of paying, or after the amount changed; the form stays. */
  async reprice(chosen: PayWith, notice: Notice | null = null) {
    const outcome = await readSplit(this.patientId, this.billId, chosen);
    if (!outcome.ok) {
      const said = troubleNotice(outcome.reason, t, knownHospital().phone);
      this.setData({ busy: false, chosen: this.shown?.payWith ?? chosen, notice: said });
      showTop();
      return;
    }
    const { split } = outcome.value;
    this.shown = split;
    this.setData({ busy: false, chosen: split.payWith, sum: sumView(split, t), notice });
    if (notice !== null) showTop();
  },

  onTogglePlace() {
    this.setData({ sharePlace: !this.data.sharePlace });
  },

  async onPay() {
    const { shown, patientId, billId } = this;
    const { busy, chosen, sharePlace } = this.data;
    if (busy || shown === undefined) return;
    this.setData({ busy: true, notice: null });
    const launch = await pay({ patientId, billIds: [billId], payWith: chosen, sharePlace }, shown);
    await this.afterLaunch(launch);
  },

  async afterLaunch(launch: Launch) {
    switch (launch.kind) {
      case 'opened':
        this.launched = launch.orderNo;
        this.setData({ busy: false, away: true });
        return;
      case 'see-result':
        this.launched = launch.orderNo;
        this.seeResult(launch.jump === 'failed' ? { jump: 'failed' } : {});
        return;
      case 'changed': {
        const { split } = launch.order;
        this.shown = split;
        const notice = this.changedNotice();
        this.setData({ busy: false, chosen: split.payWith, sum: sumView(split, t), notice });
        showTop();
        return;
      }
      case 'trouble':
        await this.onTrouble(launch.reason);
    }
  },

  async onTrouble(reason: Trouble) {
    if (reason === 'bill-amount-changed') {
      await this.reprice(this.data.chosen, this.changedNotice());
      return;
    }
    const notice = troubleNotice(reason, t, knownHospital().phone);
    this.setData({ busy: false, notice, over: endsHere(reason) });
    showTop();
  },

  changedNotice(): Notice {
    const { changedTitle: title, changedText: text } = t.checkout;
    return { tone: 'warn', title, text, call: '' };
  },

  /** Only for an order that was launched here: other arrivals are none of this page's business. */
  seeResult(more: { readonly jump?: 'failed' } = {}) {
    const { launched: orderNo, patientId } = this;
    if (orderNo !== '') go.resultInstead({ orderNo, patientId, ...more });
  },

  onSeeResult() {
    this.seeResult();
  },

  onToBills() {
    toBills();
  },

  onCall() {
    callHospital();
  },
});
