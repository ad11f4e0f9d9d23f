/** One order with its evidence and history, read anew whenever the page is shown. */
import type { Panel } from '../../../../components/state-panel/state-panel';
import { now } from '../../../../services/clock';
import { scaleStyle } from '../../../../services/device';
import { setTitle, stopPulling } from '../../../../services/navigate';
import { words } from '../../../../services/words';
import { copy } from '../../services/device';
import { ask } from '../../services/desk';
import { staffGo } from '../../services/go';
import { staffWords } from '../../services/words';
import { emptyPanel, isShutOut, troublePanel } from '../views/messages';
import type { OrderDetail } from '../views/order-detail';
import { orderDetail } from '../views/order-detail';

const t = words();
const s = staffWords();

type OrderData = {
  scale: string;
  w: typeof s.order;
  staff: typeof s.staff;
  panel: Panel | null;
  order: OrderDetail | null;
};

const data: OrderData = {
  scale: scaleStyle(),
  w: s.order,
  staff: s.staff,
  panel: null,
  order: null,
};

Page({
  data,

  orderNo: '',
  turn: 0,
  shutOut: false,

  onLoad(query: Record<string, string | undefined>) {
    setTitle(s.order.title);
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
    const { turn } = this;
    const outcome = await ask('order', { orderNo: this.orderNo });
    if (turn !== this.turn) return;
    if (outcome.ok) {
      this.setData({ panel: null, order: orderDetail(outcome.value.order, now(), t, s) });
      return;
    }
    this.shutOut = isShutOut(outcome.reason);
    const { missingTitle, missingText } = s.order;
    const panel =
      outcome.reason === 'order-not-found'
        ? emptyPanel(missingTitle, missingText, s.staff.back)
        : troublePanel(outcome.reason, t, s.staff);
    this.setData({ panel, order: null });
  },

  onAction() {
    if (this.shutOut) staffGo.join();
    else if (this.data.panel?.kind === 'empty') staffGo.back();
    else {
      this.setData({ panel: null });
      void this.load();
    }
  },

  onRefund() {
    staffGo.refund(this.orderNo);
  },

  onHandle() {
    staffGo.review(this.orderNo);
  },

  onCopy({ detail }: WechatMiniprogram.CustomEvent<{ value: string }>) {
    copy(detail.value);
  },
});
