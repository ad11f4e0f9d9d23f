/**
 * Any order of the hospital in three taps: by a number that was typed or scanned, by state, by day; 20 a
 * page. On a wide window the order stands beside the list.
 */
import type {
  DeskState,
  OrderLineView,
  OrderSearch,
} from '../../../../../cloudfunctions/contract/staff-desk-types';
import type { Notice } from '../../../../components/notice/notice';
import type { Panel } from '../../../../components/state-panel/state-panel';
import { now } from '../../../../services/clock';
import { scaleStyle } from '../../../../services/device';
import { setTitle, stopPulling } from '../../../../services/navigate';
import { words } from '../../../../services/words';
import type { OrderLine } from '../../components/order-line/order-line';
import type { Tab } from '../../components/tab-row/tab-row';
import { dashed, dayOf, daysBefore, undashed } from '../../services/days';
import { copy, isWide, scan, watchWidth } from '../../services/device';
import { ask } from '../../services/desk';
import { staffGo } from '../../services/go';
import { isNumber, numberIn } from '../../services/number';
import { staffWords } from '../../services/words';
import { orderLine } from '../views/lines';
import { emptyPanel, isShutOut, troubleNotice, troublePanel } from '../views/messages';
import type { OrderDetail } from '../views/order-detail';
import { orderDetail } from '../views/order-detail';

const t = words();
const s = staffWords();

const STATES: readonly DeskState[] = ['waiting', 'paid', 'refunded', 'review', 'over'];

const stateTabs: readonly Tab[] = [
  { key: 'all', title: s.find.all },
  ...STATES.map((key) => ({ key, title: s.states.line[key] })),
];
const dayTabs: readonly Tab[] = [
  { key: 'all', title: s.staff.allDays },
  { key: 'today', title: s.staff.today },
  { key: 'yesterday', title: s.staff.yesterday },
];

type FindData = {
  scale: string;
  w: typeof s.find;
  orderWords: typeof s.order;
  staff: typeof s.staff;
  states: readonly Tab[];
  days: readonly Tab[];
  text: string;
  textError: string;
  state: string;
  dayTab: string;
  /** As the picker writes it. */
  date: string;
  lastDate: string;
  loading: boolean;
  adding: boolean;
  panel: Panel | null;
  lines: OrderLine[];
  more: boolean;
  moreFailed: Notice | null;
  wide: boolean;
  chosen: string;
  order: OrderDetail | null;
  orderPanel: Panel | null;
};

const data: FindData = {
  scale: scaleStyle(),
  w: s.find,
  orderWords: s.order,
  staff: s.staff,
  states: stateTabs,
  days: dayTabs,
  text: '',
  textError: '',
  state: 'all',
  dayTab: 'all',
  date: '',
  lastDate: dashed(dayOf(now())),
  loading: true,
  adding: false,
  panel: null,
  lines: [],
  more: false,
  moreFailed: null,
  wide: isWide(),
  chosen: '',
  order: null,
  orderPanel: null,
};

type Chosen = WechatMiniprogram.CustomEvent<{ key: string }>;

Page({
  data,

  typed: '',
  next: '',
  turn: 0,
  orderTurn: 0,
  shutOut: false,
  stopWatching: (): void => undefined,

  onLoad(query: Record<string, string | undefined>) {
    setTitle(s.find.title);
    this.typed = query['text'] ?? '';
    const state = query['state'] ?? 'all';
    const known = stateTabs.some(({ key }) => key === state);
    const today = state === 'paid' || state === 'refunded' || state === 'waiting';
    this.setData({
      text: this.typed,
      state: known ? state : 'all',
      dayTab: known && today ? 'today' : 'all',
    });
    this.stopWatching = watchWidth((wide) => this.setData({ wide }));
  },

  onShow() {
    void this.load();
    if (this.data.wide && this.data.chosen !== '') void this.loadOrder(this.data.chosen);
  },

  onUnload() {
    this.turn += 1;
    this.orderTurn += 1;
    this.stopWatching();
  },

  async onPullDownRefresh() {
    await this.load();
    stopPulling();
  },

  onReachBottom() {
    void this.onMore();
  },

  search(): OrderSearch {
    const text = numberIn(this.typed);
    const { state, dayTab, date } = this.data;
    const found = STATES.find((each) => each === state);
    const today = dayOf(now());
    const day =
      dayTab === 'today' ? today : dayTab === 'yesterday' ? daysBefore(today, 1) : undashed(date);
    return {
      ...(text === '' ? {} : { text }),
      ...(found === undefined ? {} : { state: found }),
      ...(day === '' ? {} : { day }),
    };
  },

  lines(orders: readonly OrderLineView[]): OrderLine[] {
    return orders.map((order) => orderLine(order, now(), t, s));
  },

  async load() {
    const text = numberIn(this.typed);
    if (text !== '' && !isNumber(text)) {
      this.setData({ textError: s.find.badText, loading: false });
      return;
    }
    this.turn += 1;
    const { turn } = this;
    const outcome = await ask('findOrders', this.search());
    if (turn !== this.turn) return;
    const nothing = !outcome.ok && outcome.reason === 'nothing-found';
    if (!outcome.ok && !nothing) {
      this.shutOut = isShutOut(outcome.reason);
      const panel = troublePanel(outcome.reason, t, s.staff);
      this.setData({ loading: false, lines: [], more: false, panel });
      return;
    }
    const { orders, next } = outcome.ok ? outcome.value : { orders: [], next: undefined };
    this.next = next ?? '';
    const { emptyTitle, emptyText, reset } = s.find;
    this.setData({
      loading: false,
      textError: '',
      lines: this.lines(orders),
      more: next !== undefined,
      moreFailed: null,
      panel: orders.length === 0 ? emptyPanel(emptyTitle, emptyText, reset) : null,
    });
  },

  async onMore() {
    if (!this.data.more || this.data.adding || this.data.loading) return;
    const { turn } = this;
    this.setData({ adding: true, moreFailed: null });
    const outcome = await ask('findOrders', { ...this.search(), after: this.next });
    if (turn !== this.turn) {
      this.setData({ adding: false });
      return;
    }
    if (!outcome.ok) {
      this.setData({ adding: false, moreFailed: troubleNotice(outcome.reason, t, s.staff) });
      return;
    }
    const { orders, next } = outcome.value;
    this.next = next ?? '';
    const known = new Set(this.data.lines.map(({ orderNo }) => orderNo));
    const fresh = this.lines(orders).filter(({ orderNo }) => !known.has(orderNo));
    this.setData({
      adding: false,
      lines: [...this.data.lines, ...fresh],
      more: next !== undefined,
    });
  },

  anew(change: Partial<FindData> = {}) {
    this.setData({ ...change, loading: true, panel: null, lines: [], more: false });
    void this.load();
  },

  onText({ detail }: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.typed = detail.value;
  },

  onGo() {
    this.anew();
  },

  async onScan() {
    const found = await scan();
    if (found === undefined) return;
    this.typed = numberIn(found);
    this.anew({ text: this.typed, state: 'all', dayTab: 'all', date: '' });
  },

  onState({ detail }: Chosen) {
    this.anew({ state: detail.key });
  },

  onDayTab({ detail }: Chosen) {
    this.anew({ dayTab: detail.key, date: '' });
  },

  onDate({ detail }: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.anew({ date: detail.value, dayTab: '' });
  },

  onAction() {
    if (this.shutOut) staffGo.join();
    else if (this.data.panel?.kind === 'empty') {
      this.typed = '';
      this.anew({ text: '', textError: '', state: 'all', dayTab: 'all', date: '' });
    } else this.anew();
  },

  onOpen({ currentTarget }: WechatMiniprogram.CustomEvent<object, object, { index: number }>) {
    const line = this.data.lines[currentTarget.dataset.index];
    if (line === undefined) return;
    if (!this.data.wide) {
      staffGo.order(line.orderNo);
      return;
    }
    this.setData({ chosen: line.orderNo, order: null, orderPanel: null });
    void this.loadOrder(line.orderNo);
  },

  async loadOrder(orderNo: string) {
    this.orderTurn += 1;
    const turn = this.orderTurn;
    const outcome = await ask('order', { orderNo });
    if (turn !== this.orderTurn) return;
    if (outcome.ok) this.setData({ order: orderDetail(outcome.value.order, now(), t, s) });
    else this.setData({ order: null, orderPanel: troublePanel(outcome.reason, t, s.staff) });
  },

  onOrderAgain() {
    this.setData({ orderPanel: null });
    void this.loadOrder(this.data.chosen);
  },

  onRefund() {
    staffGo.refund(this.data.chosen);
  },

  onHandle() {
    staffGo.review(this.data.chosen);
  },

  onCopy({ detail }: WechatMiniprogram.CustomEvent<{ value: string }>) {
    copy(detail.value);
  },
});
