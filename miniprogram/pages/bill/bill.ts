/** One bill: items, split, and the way to pay it. A split that is late or cannot be had hides nothing. */
import type { Notice } from '../../components/notice/notice';
import type { Panel } from '../../components/state-panel/state-panel';
import { call } from '../../services/api';
import { now } from '../../services/clock';
import { scaleStyle } from '../../services/device';
import { callHospital, knownHospital } from '../../services/hospital';
import { go, setTitle, stopPulling } from '../../services/navigate';
import type { ReadSplit } from '../../services/splits';
import { readSplit } from '../../services/splits';
import type { Outcome } from '../../services/trouble';
import { words } from '../../services/words';
import { loadingPanel, troubleNotice, troublePanel } from '../views/messages';
import type { SplitTable } from '../views/split-rows';
import { isFree, splitTable } from '../views/split-rows';
import type { BillDetail } from './view';
import { billDetail } from './view';

const t = words();

type BillPageData = {
  scale: string;
  t: typeof t.bill;
  common: typeof t.common;
  panel: Panel | null;
  bill: BillDetail | null;
  split: SplitTable | null;
  splitNotice: Notice | null;
  splitRetry: boolean;
  /** The bill is shown, its split is still awaited. */
  splitting: boolean;
};

const data: BillPageData = {
  scale: scaleStyle(),
  t: t.bill,
  common: t.common,
  panel: loadingPanel(t),
  bill: null,
  split: null,
  splitNotice: null,
  splitRetry: false,
  splitting: false,
};

Page({
  data,

  patientId: '',
  billId: '',
  /** Which load is the latest: an older answer that comes later is dropped. */
  turn: 0,

  onLoad(query: Record<string, string | undefined>) {
    setTitle(t.bill.title);
    this.patientId = query['patientId'] ?? '';
    this.billId = query['billId'] ?? '';
  },

  onShow() {
    void this.load();
  },

  onUnload() {
    this.turn += 1;
  },

  async onPullDownRefresh() {
    await this.load();
    stopPulling();
  },

  async load() {
    this.turn += 1;
    const { patientId, billId, turn } = this;
    const asked = readSplit(patientId, [billId], 'insurance');
    const outcome = await call('clinic', 'bill', { patientId, billId });
    if (turn !== this.turn) return;
    const { phone } = knownHospital();
    if (!outcome.ok) {
      this.setData({ bill: null, panel: troublePanel(outcome.reason, t, phone) });
      return;
    }
    const bill = billDetail(outcome.value.bill, now(), t, phone);
    if (bill.act !== 'pay') {
      this.setData({ panel: null, bill, splitting: false, ...this.noShares() });
      return;
    }
    this.setData({ panel: null, bill, splitting: true, splitNotice: null, splitRetry: false });
    const split = await asked;
    if (turn !== this.turn) return;
    this.setData({ splitting: false, ...this.shares(split, phone) });
  },

  noShares() {
    return { split: null, splitNotice: null, splitRetry: false };
  },

  shares(split: Outcome<ReadSplit>, phone: string) {
    if (!split.ok) {
      const said = troubleNotice(split.reason, t, phone);
      const splitNotice: Notice = { ...said, title: t.bill.splitFailed };
      return { split: null, splitNotice, splitRetry: true };
    }
    const { unavailable } = split.value;
    const splitNotice =
      unavailable === undefined || isFree(split.value.split)
        ? null
        : troubleNotice(unavailable, t, phone, 'info');
    return { split: splitTable(split.value.split, t), splitNotice, splitRetry: false };
  },

  onRetry() {
    this.setData({ panel: loadingPanel(t) });
    void this.load();
  },

  onSplitRetry() {
    void this.load();
  },

  onPay() {
    const { patientId, billId } = this;
    go.checkout({ patientId, billIds: [billId] });
  },

  onProgress() {
    const { bill } = this.data;
    if (bill !== null) go.result({ orderNo: bill.liveOrderNo, patientId: this.patientId });
  },

  onCall() {
    callHospital();
  },
});
