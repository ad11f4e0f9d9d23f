/**
 * The person's own latest orders, newest first, as the server lists them; each leads to its result page,
 * where it is asked about anew.
 */
import type { Panel } from '../../components/state-panel/state-panel';
import { call } from '../../services/api';
import { now } from '../../services/clock';
import { scaleStyle } from '../../services/device';
import { callHospital, knownHospital } from '../../services/hospital';
import { go, setTitle, stopPulling } from '../../services/navigate';
import { findPending } from '../../services/pending';
import { words } from '../../services/words';
import { emptyPanel, loadingPanel, troublePanel } from '../views/messages';
import type { OrderCardView } from './view';
import { latestNote, orderCard } from './view';

const t = words();

type OrdersData = {
  scale: string;
  panel: Panel | null;
  orders: OrderCardView[];
  latest: string;
};

const data: OrdersData = {
  scale: scaleStyle(),
  panel: loadingPanel(t),
  orders: [],
  latest: '',
};

Page({
  data,

  /** Which load is the latest: an older answer that comes later is dropped. */
  turn: 0,

  onLoad() {
    setTitle(t.orders.title);
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
    const { turn } = this;
    const outcome = await call('clinic', 'listOrders', {});
    if (turn !== this.turn) return;
    if (!outcome.ok) {
      const panel = troublePanel(outcome.reason, t, knownHospital().phone);
      this.setData({ orders: [], panel });
      return;
    }
    const orders = outcome.value.orders.map((order) => orderCard(order, now(), t));
    const { emptyTitle, emptyText, toBills } = t.orders;
    const panel = orders.length === 0 ? emptyPanel(emptyTitle, emptyText, toBills) : null;
    this.setData({ orders, panel, latest: latestNote(orders.length, t.orders) });
  },

  onOpen(event: WechatMiniprogram.CustomEvent<object, object, { index: number }>) {
    const order = this.data.orders[event.currentTarget.dataset.index];
    if (order === undefined) return;
    const { orderNo } = order;
    const patientId = findPending(orderNo)?.patientId;
    go.result(patientId === undefined ? { orderNo } : { orderNo, patientId });
  },

  onAction() {
    if (this.data.panel?.kind === 'empty') {
      go.bills();
      return;
    }
    this.setData({ panel: loadingPanel(t) });
    void this.load();
  },

  onCall() {
    callHospital();
  },
});
