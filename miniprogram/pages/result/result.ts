/**
 * What became of a payment. However the patient came here - back from the cashier, a cold start, the
 * list - the page asks the server (services/confirmation) and says what the server said. The same
 * order can be gone on with or cancelled; a second order is never offered while one is alive. A paid one
 * can be asked back where the server says so, once.
 */
import type { OrderView } from '../../../cloudfunctions/contract/types';
import { call } from '../../services/api';
import { now } from '../../services/clock';
import type { News } from '../../services/confirmation';
import { watchOrder } from '../../services/confirmation';
import { copyText } from '../../services/clipboard';
import { entryOf } from '../../services/entry';
import { callHospital, knownHospital } from '../../services/hospital';
import { go, setTitle, showTop, stopPulling, toBills } from '../../services/navigate';
import type { Launch } from '../../services/paying';
import { openOrder, pay } from '../../services/paying';
import { findPending, forgetPending, isFinal } from '../../services/pending';
import type { Asked } from '../../services/refunds';
import { askRefund } from '../../services/refunds';
import { askReminders, canRemind } from '../../services/reminders';
import { subscribe } from '../../services/return-inbox';
import type { Trouble } from '../../services/trouble';
import { words } from '../../services/words';
import { troubleNotice } from '../views/messages';
import type { ResultData } from './data';
import { data, notices } from './data';
import type { Known } from './view';
import { isBillOver, nothingYet, resultView } from './view';

const t = words();

Page({
  data,

  orderNo: '',
  patientId: '',
  /** False once the page was left for good, and while it is hidden. */
  alive: false,
  billOver: false,
  known: nothingYet(),
  stopWatching: (): void => undefined,
  unsubscribe: (): void => undefined,

  onLoad(query: Record<string, string | undefined>) {
    setTitle(t.result.title);
    this.orderNo = query['orderNo'] ?? '';
    this.patientId = query['patientId'] ?? findPending(this.orderNo)?.patientId ?? '';
    if (query['jump'] === 'failed') this.setData({ notice: notices.jumpFailed() });
  },

  onShow() {
    this.alive = true;
    this.watch();
    this.unsubscribe = subscribe(() => this.watch());
  },

  onHide() {
    this.leave();
  },

  onUnload() {
    this.leave();
  },

  onPullDownRefresh() {
    this.watch();
    stopPulling();
  },

  leave() {
    this.alive = false;
    this.stopWatching();
    this.unsubscribe();
  },

  /** Nothing known of the payment; what is known of the bill, and what was asked, stays. */
  fresh(): Known {
    return { ...nothingYet(), billOver: this.billOver, asking: this.known.asking };
  },

  /** Asks anew. What was known before the patient came back counts only if it is final. */
  watch() {
    this.stopWatching();
    const { order } = this.known;
    const kept = order !== undefined && isFinal(order) ? order : undefined;
    this.known = { ...this.fresh(), order: kept };
    this.show();
    this.stopWatching = watchOrder(this.orderNo, (news) => this.hear(news));
  },

  hear(news: News) {
    switch (news.kind) {
      case 'order':
        this.heardOrder(news.order);
        return;
      case 'trouble':
        this.heardTrouble(news.reason, news.retry);
        return;
      case 'given-up':
        this.known = { ...this.known, phase: 'later' };
    }
    this.show();
  },

  /** The server's word on the order also answers whether a refund went through that nobody was sure of. */
  heardOrder(order: OrderView) {
    const { asking } = this.known;
    const unsure = asking === 'unsure';
    this.known = { ...this.fresh(), order, asking: unsure ? 'no' : asking };
    const missing = unsure && order.canRefund && order.refund === undefined;
    if (missing) this.show({ notice: notices.noRefundFound() });
    else this.show(order.refund === undefined ? {} : { notice: null });
  },

  heardTrouble(reason: Trouble, retry: boolean) {
    this.known = { ...this.known, trouble: reason, hopeless: !retry };
    if (retry || this.known.asking !== 'unsure') {
      this.show();
      return;
    }
    // asking on will not help: the last known state, and why
    this.known = { ...this.known, asking: 'no' };
    this.show({ notice: troubleNotice(reason, t, this.data.phone) });
  },

  show(more: Partial<ResultData> = {}) {
    const { phone } = knownHospital();
    const view = resultView(this.known, now(), t, phone);
    // a question that the server no longer lets be asked is taken back
    const refundAsked = this.data.refundAsked && view.refund.offer === 'ask';
    const offer = view.order?.remind ?? null;
    const remind = offer !== null && canRemind(offer.kinds) ? offer.text : '';
    const reminded =
      remind === '' ? {} : { remind: this.data.reminded ? this.data.remind : remind };
    this.setData({ view, phone, refundAsked, ...reminded, ...more });
  },

  async onGoOn() {
    const { patientId } = this;
    const { order } = this.known;
    if (this.data.busy || order?.payment !== 'unpaid') return;
    this.stopWatching();
    this.setData({ busy: true, notice: null });
    const sharePlace = findPending(order.orderNo)?.sharePlace ?? false;
    const { billIds, split, next } = order;
    const stillWanted = (): boolean => this.alive;
    if (patientId !== '') {
      const replaces = order.orderNo;
      const entry = entryOf(undefined);
      const request = { patientId, billIds, payWith: split.payWith, entry, sharePlace, replaces };
      this.afterLaunch(await pay(request, split, stillWanted));
    } else if (next.do === 'open-mini-program') {
      this.afterLaunch(await openOrder(order, next, { sharePlace }, stillWanted));
    } else {
      this.setData({ busy: false });
      this.watchIfHere();
    }
  },

  afterLaunch(launch: Launch) {
    switch (launch.kind) {
      case 'opened':
        this.orderNo = launch.orderNo;
        this.known = { ...this.fresh(), phase: 'away' };
        this.show({ busy: false });
        return;
      case 'see-result': {
        this.orderNo = launch.orderNo;
        const notice = launch.jump === 'failed' ? notices.jumpFailed() : null;
        this.setData({ busy: false, notice });
        this.watchIfHere();
        return;
      }
      case 'left':
        this.orderNo = launch.orderNo ?? this.orderNo;
        this.setData({ busy: false });
        this.watchIfHere();
        return;
      case 'changed': {
        this.orderNo = launch.order.orderNo;
        this.known = { ...this.fresh(), order: launch.order };
        this.show({ busy: false, notice: notices.changed() });
        return;
      }
      case 'trouble':
        this.billOver ||= isBillOver(launch.reason);
        this.setData({ busy: false, notice: troubleNotice(launch.reason, t, this.data.phone) });
        this.watchIfHere();
    }
  },

  /** A hidden page asks when it is shown again; one that was left asks nothing. */
  watchIfHere() {
    if (this.alive) this.watch();
  },

  onCancel() {
    this.setData({ cancelling: true });
  },

  onKeep() {
    this.setData({ cancelling: false });
  },

  async onCancelConfirmed() {
    if (this.data.busy) return;
    this.stopWatching();
    this.setData({ cancelling: false, busy: true, notice: null });
    const outcome = await call('pay', 'closeOrder', { orderNo: this.orderNo });
    if (outcome.ok && isFinal(outcome.value.order)) {
      this.known = { ...this.fresh(), order: outcome.value.order };
      forgetPending(this.orderNo);
      this.show({ busy: false });
      return;
    }
    const notice = outcome.ok ? null : troubleNotice(outcome.reason, t, this.data.phone);
    this.setData({ busy: false, notice });
    this.watchIfHere();
  },

  onRefund() {
    this.setData({ refundAsked: true });
  },

  onRefundKept() {
    this.setData({ refundAsked: false });
  },

  async onRefundConfirmed() {
    const { asking, order } = this.known;
    if (asking !== 'no' || order?.canRefund !== true) return;
    this.stopWatching();
    this.known = { ...this.fresh(), order, asking: 'sending' };
    this.show({ refundAsked: false, notice: null });
    showTop();
    this.heardOfRefund(await askRefund(this.orderNo));
  },

  heardOfRefund(asked: Asked) {
    const asking = asked.kind === 'unsure' ? 'unsure' : 'no';
    const order = asked.kind === 'answered' ? asked.order : this.known.order;
    this.known = { ...this.fresh(), order, asking };
    const refused = asked.kind === 'refused' ? asked.reason : undefined;
    const notice = refused === undefined ? null : troubleNotice(refused, t, this.data.phone);
    this.show({ notice });
    this.watchIfHere();
  },

  onRefresh() {
    this.watch();
  },

  /** To where orders of this kind come from. */
  onBills() {
    const kind = this.known.order?.kind;
    if (kind === 'registration') go.appointments();
    else if (kind === 'deposit') go.deposit();
    else toBills();
  },

  onAgain() {
    if (this.known.order?.kind === 'registration') go.departments();
    else this.onBills();
  },

  onInvoice() {
    go.invoice({ orderNo: this.orderNo });
  },

  onTicket() {
    const { order } = this.known;
    if (order?.visit === undefined) return;
    go.ticket({ patientId: order.patientId, appointmentId: order.visit.appointmentId });
  },

  onCopy({ detail }: WechatMiniprogram.CustomEvent<{ value: string }>) {
    copyText(detail.value);
  },

  async onRemind() {
    const kinds = this.data.view.order?.remind?.kinds ?? [];
    if (this.data.reminded || kinds.length === 0) return;
    const accepted = await askReminders(kinds);
    const reminded = accepted.length > 0;
    this.setData({ reminded, remind: reminded ? t.result.remindOn : t.result.remindOff });
  },

  onHome() {
    go.home();
  },

  onCall() {
    callHospital();
  },
});
