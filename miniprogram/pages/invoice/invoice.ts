/** The electronic invoice of an order, for reimbursement: issued, not yet issued, or printed at the counter. */
import type { Panel } from '../../components/state-panel/state-panel';
import { call } from '../../services/api';
import { copyText } from '../../services/clipboard';
import { now } from '../../services/clock';
import { scaleStyle } from '../../services/device';
import { callHospital, knownHospital } from '../../services/hospital';
import { setTitle, stopPulling } from '../../services/navigate';
import { words } from '../../services/words';
import { emptyPanel, loadingPanel, troublePanel } from '../views/messages';
import type { InvoiceDetail } from './view';
import { invoiceDetail } from './view';

const t = words();
const w = t.invoice;

type InvoiceData = {
  scale: string;
  t: typeof w;
  panel: Panel | null;
  invoice: InvoiceDetail | null;
};

const data: InvoiceData = { scale: scaleStyle(), t: w, panel: loadingPanel(t), invoice: null };

Page({
  data,

  orderNo: '',
  turn: 0,

  onLoad(query: Record<string, string | undefined>) {
    setTitle(w.title);
    this.orderNo = query['orderNo'] ?? '';
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
    const { orderNo, turn } = this;
    const outcome = await call('clinic', 'invoice', { orderNo });
    if (turn !== this.turn) return;
    if (!outcome.ok) {
      this.setData({
        invoice: null,
        panel: troublePanel(outcome.reason, t, knownHospital().phone),
      });
      return;
    }
    const { invoice } = outcome.value;
    if (invoice.state === 'issued') {
      this.setData({ panel: null, invoice: invoiceDetail(invoice, now(), t) });
      return;
    }
    const panel =
      invoice.state === 'not-yet'
        ? emptyPanel(w.notYetTitle, w.notYetText, w.refresh)
        : emptyPanel(w.atCounterTitle, w.atCounterText);
    this.setData({ invoice: null, panel });
  },

  onAction() {
    this.setData({ panel: loadingPanel(t) });
    void this.load();
  },

  onCopy({ detail }: WechatMiniprogram.CustomEvent<{ value: string }>) {
    copyText(detail.value);
  },

  onCopyAll() {
    const { invoice } = this.data;
    if (invoice !== null) copyText(invoice.all);
  },

  onCall() {
    callHospital();
  },
});
