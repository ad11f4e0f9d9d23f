/**
 * What became of a payment. However the patient came here - back from the cashier, a cold start, the
 * list - the page asks the server (services/confirmation) and says what the server said. The same
 * order can be gone on with or cancelled; a second order is never offered while one is alive. A paid one
 * can be asked back where the server says so, once.
 */
import type { OrderView, SplitView } from '../../../cloudfunctions/contract/types';
import { call } from '../../services/api';
import { now } from '../../services/clock';
import { type News, watchOrder } from '../../services/confirmation';
import { copyText } from '../../services/clipboard';
import { callHospital, knownHospital } from '../../services/hospital';
import { failedJump } from '../../services/jump';
import type { Launch } from '../../services/launching';
import { go, setTitle, showTop, stopPulling, toBills } from '../../services/navigate';
import { backFromAuthorisation, goOn } from '../../services/paying';
import { findPending, forgetPending, isFinal } from '../../services/pending';
import type { Asked } from '../../services/refunds';
import { askRefund } from '../../services/refunds';
import { askReminders, canRemind } from '../../services/reminders';
import type { Arrival } from '../../services/return-inbox';
import { subscribe } from '../../services/return-inbox';
import type { Trouble } from '../../services/trouble';
import { words } from '../../services/words';
import { jumpNotice, troubleNotice } from '../views/messages';
import { afterLaunch, isSaidAlready } from './after-launch';
import type { ResultData } from './data';
import { data, notices, refundWords } from './data';
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
  /** The sums that the patient went on with. */
  shown: undefined as SplitView | undefined,
  /** The notice is about a jump. */
  jumpSaid: false,
  stopWatching: (): void => undefined,
  unsubscribe: (): void => undefined,

  onLoad(query: Record<string, string | undefined>) {
    setTitle(t.result.title);
    this.orderNo = query['orderNo'] ?? '';
    this.patientId = query['patientId'] ?? findPending(this.orderNo)?.patientId ?? '';
    this.sayJump(query['jump']);
  },

  onShow() {
    this.alive = true;
    this.watch();
    this.unsubscribe = subscribe((arrival) => this.onArrival(arrival));
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

  sayJump(said: string | undefined) {
    const jump = failedJump(said);
    if (jump === undefined) return;
    this.jumpSaid = true;
    this.setData({ notice: jumpNotice(jump, t, knownHospital().phone) });
  },

  onArrival(arrival: Arrival) {
    this.sayJump(arrival.trouble);
    if (arrival.authCode !== undefined) void this.onPermission(arrival);
    else if (this.known.phase !== 'authorised') this.watch();
  },

  /** Back with a code. What was read before the program was started anew is read again before paying. */
  async onPermission(arrival: Arrival) {
    this.stopWatching();
    this.known = { ...this.fresh(), phase: 'authorised' };
    this.show({ notice: null });
    const { orderNo, shown } = this;
    this.afterLaunch(await backFromAuthorisation(arrival, orderNo, shown, () => this.alive));
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
    if (missing) this.show({ notice: notices.noRefundFound(order) });
    else {
      this.show(isSaidAlready(order, this.jumpSaid) ? { notice: null } : {});
    }
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
    const refund = refundWords(this.known.order);
    const offer = view.order?.remind ?? null;
    const remind = offer !== null && canRemind(offer.kinds) ? offer.text : '';
    const reminded =
      remind === '' ? {} : { remind: this.data.reminded ? this.data.remind : remind };
    this.setData({ view, phone, refund, refundAsked, ...reminded, ...more });
  },

  async onGoOn() {
    const { patientId } = this;
    const { order } = this.known;
    if (this.data.busy || order?.payment !== 'unpaid') return;
    this.stopWatching();
    this.setData({ busy: true, notice: null });
    this.shown = order.split;
    this.afterLaunch(await goOn(order, patientId, () => this.alive));
  },

  afterLaunch(launch: Launch) {
    // the patient may be back from there already
    const gone = launch.kind === 'authorising' && findPending(launch.orderNo)?.phase === 'paying';
    if (gone) return;
    if (launch.kind === 'trouble') this.billOver ||= isBillOver(launch.reason);
    const { orderNo, order, phase, notice, jump } = afterLaunch(launch, t, this.data.phone);
    this.orderNo = orderNo ?? this.orderNo;
    this.jumpSaid = jump;
    if (order === undefined && phase === undefined) {
      this.setData({ busy: false, notice });
      this.watchIfHere();
      return;
    }
    this.known = { ...this.fresh(), order, phase: phase ?? 'asking' };
    this.show({ busy: false, notice });
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
    showTop();
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
