/**
 * The person's own orders, newest first, 20 at a time, by how they stand; each leads to its result page,
 * where it is asked about anew.
 */
import type { Tab } from '../../components/filter-tabs/filter-tabs';
import type { Panel } from '../../components/state-panel/state-panel';
import { call } from '../../services/api';
import { now } from '../../services/clock';
import { scaleStyle } from '../../services/device';
import { callHospital, knownHospital } from '../../services/hospital';
import { go, setTitle, stopPulling } from '../../services/navigate';
import { findPending } from '../../services/pending';
import { words } from '../../services/words';
import { emptyPanel, loadingPanel, troublePanel } from '../views/messages';
import type { Filter, OrderCardView } from './view';
import { asFilter, filterTabs, orderCard } from './view';

const t = words();

/** A page of the list: no node gets more children than WeChat's audit allows. */
interface ListPage {
  readonly key: string;
  readonly orders: readonly OrderCardView[];
}

type OrdersData = {
  scale: string;
  t: typeof t.orders;
  tabs: readonly Tab[];
  filter: Filter;
  panel: Panel | null;
  pages: ListPage[];
  /** Below the list: more is coming, that was all, or it did not load. */
  foot: string;
};

const data: OrdersData = {
  scale: scaleStyle(),
  t: t.orders,
  tabs: filterTabs(t.orders),
  filter: 'all',
  panel: loadingPanel(t),
  pages: [],
  foot: '',
};

Page({
  data,

  /** Where the list goes on; empty: nowhere. */
  next: '',
  loadingMore: false,
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

  /** The first page anew; the others follow when they are scrolled to. */
  async load() {
    this.turn += 1;
    const { turn } = this;
    const { filter } = this.data;
    const outcome = await call('clinic', 'listOrders', { filter });
    if (turn !== this.turn) return;
    this.loadingMore = false;
    if (!outcome.ok) {
      this.next = '';
      const panel = troublePanel(outcome.reason, t, knownHospital().phone);
      this.setData({ pages: [], panel, foot: '' });
      return;
    }
    const { orders, next } = outcome.value;
    this.next = next ?? '';
    if (orders.length === 0) {
      this.setData({ pages: [], panel: this.emptyPanel(), foot: '' });
      return;
    }
    const cards = orders.map((order) => orderCard(order, now(), t));
    this.setData({ pages: [{ key: 'first', orders: cards }], panel: null, foot: '' });
  },

  async onReachBottom() {
    const { next: after, turn } = this;
    if (after === '') {
      if (this.data.pages.length > 1) this.setData({ foot: t.orders.end });
      return;
    }
    if (this.loadingMore) return;
    this.loadingMore = true;
    this.setData({ foot: t.orders.more });
    const outcome = await call('clinic', 'listOrders', { filter: this.data.filter, after });
    if (turn !== this.turn) return;
    this.loadingMore = false;
    if (!outcome.ok) {
      this.setData({ foot: t.orders.moreFailed });
      return;
    }
    const { orders, next } = outcome.value;
    this.next = next ?? '';
    const cards = orders.map((order) => orderCard(order, now(), t));
    const pages = [...this.data.pages, { key: after, orders: cards }];
    this.setData({ pages, foot: this.next === '' ? t.orders.end : '' });
  },

  emptyPanel(): Panel {
    const { emptyTitle, emptyText, toBills, none, noneText, showAll } = t.orders;
    return this.data.filter === 'all'
      ? emptyPanel(emptyTitle, emptyText, toBills)
      : emptyPanel(none, noneText, showAll);
  },

  onFilter({ detail }: WechatMiniprogram.CustomEvent<{ key: string }>) {
    this.show(asFilter(detail.key));
  },

  show(filter: Filter) {
    if (filter === this.data.filter) return;
    this.next = '';
    this.setData({ filter, pages: [], panel: loadingPanel(t), foot: '' });
    void this.load();
  },

  onOpen({ currentTarget }: WechatMiniprogram.CustomEvent<object, object, { orderNo: string }>) {
    const { orderNo } = currentTarget.dataset;
    const patientId = findPending(orderNo)?.patientId;
    go.result(patientId === undefined ? { orderNo } : { orderNo, patientId });
  },

  onAction() {
    if (this.data.panel?.kind === 'empty') {
      if (this.data.filter === 'all') go.bills();
      else this.show('all');
      return;
    }
    this.setData({ panel: loadingPanel(t) });
    void this.load();
  },

  onCall() {
    callHospital();
  },
});
