/**
 * A clerk's refund with a second look (money rule 9, trap 11): what goes back, why, what the server would
 * do, the total typed again, and only then the request. An answer that is lost is asked about, never
 * taken for a failure (money rule 2).
 */
import type {
  ClerkRefund,
  StaffOrderView,
} from '../../../../../cloudfunctions/contract/staff-types';
import type { Notice } from '../../../../components/notice/notice';
import type { Panel } from '../../../../components/state-panel/state-panel';
import { scaleStyle } from '../../../../services/device';
import { setTitle, showTop } from '../../../../services/navigate';
import type { Trouble } from '../../../../services/trouble';
import { words } from '../../../../services/words';
import type { Tab } from '../../components/tab-row/tab-row';
import { ask } from '../../services/desk';
import { staffGo } from '../../services/go';
import { readYuan } from '../../services/money';
import { refundAfterSilence } from '../../services/refunding';
import { staffWords } from '../../services/words';
import { emptyPanel, isLost, isShutOut, troubleNotice, troublePanel } from '../views/messages';
import { canGoBack, wordsFor } from '../views/place-back';
import type { Done, Mode, RefundOrder, SecondLook } from './view';
import {
  amountError,
  doneView,
  isPartial,
  isSame,
  reasonsFor,
  refundOrder,
  secondLook,
} from './view';

const t = words();
const s = staffWords();
const w = s.refund;

type Errors = { amount: string; note: string; again: string };
const NO_ERRORS: Errors = { amount: '', note: '', again: '' };

type RefundData = {
  scale: string;
  w: typeof w;
  staff: typeof s.staff;
  panel: Panel | null;
  notice: Notice | null;
  order: RefundOrder | null;
  mode: string;
  partial: boolean;
  amount: string;
  reasons: readonly Tab[];
  reasonKey: string;
  note: string;
  errors: Errors;
  look: SecondLook | null;
  looking: boolean;
  busy: '' | 'preview' | 'send';
  done: Done | null;
};

const data: RefundData = {
  scale: scaleStyle(),
  w,
  staff: s.staff,
  panel: null,
  notice: null,
  order: null,
  mode: '',
  partial: false,
  amount: '',
  reasons: [],
  reasonKey: '',
  note: '',
  errors: NO_ERRORS,
  look: null,
  looking: false,
  busy: '',
  done: null,
};

type Typed = WechatMiniprogram.CustomEvent<{ value: string }>;
type Chosen = WechatMiniprogram.CustomEvent<{ key: string }>;

Page({
  data,

  orderNo: '',
  /** As typed; the inputs keep their own text. */
  amount: '',
  note: '',
  again: '',
  /** When an earlier refund of it was asked for, one that was refused. */
  askedBefore: undefined as number | undefined,
  alive: true,
  shutOut: false,
  /** In the words of what goes back. */
  said: s,

  onLoad(query: Record<string, string | undefined>) {
    setTitle(w.title);
    this.orderNo = query['orderNo'] ?? '';
    void this.load();
  },

  onUnload() {
    this.alive = false;
  },

  async load() {
    const outcome = await ask('order', { orderNo: this.orderNo });
    if (!this.alive) return;
    if (!outcome.ok) {
      this.shutOut = isShutOut(outcome.reason);
      this.setData({ panel: troublePanel(outcome.reason, t, s.staff) });
      return;
    }
    this.showOrder(outcome.value.order);
  },

  showOrder(found: StaffOrderView) {
    if (!canGoBack(found)) {
      this.setData({ panel: emptyPanel(w.nothing, w.nothingText, w.seeOrder) });
      return;
    }
    this.said = wordsFor(found, s);
    const order = refundOrder(found, t, this.said);
    this.askedBefore = found.refund?.askedAt;
    const mode = order.modes.length === 1 ? 'whole' : '';
    const reasons = reasonsFor(order, this.said);
    this.setData({ panel: null, w: this.said.refund, order, reasons, mode });
    setTitle(this.said.refund.title);
  },

  onMode({ detail }: Chosen) {
    const mode = this.data.order?.modes.find(({ key }) => key === detail.key)?.key;
    if (mode === undefined) return;
    this.setData({
      mode,
      partial: isPartial(mode),
      amount: this.amount,
      errors: { ...this.data.errors, amount: '' },
    });
  },

  onAmount({ detail }: Typed) {
    this.amount = detail.value;
  },

  onAmountLeft() {
    const { order, errors } = this.data;
    if (order === null || this.amount === '') return;
    const amount = amountError(this.amount, order.mostCash, w);
    if (amount !== errors.amount) this.setData({ errors: { ...errors, amount } });
  },

  onReason({ detail }: Chosen) {
    const reason = this.data.reasons.find(({ key }) => key === detail.key);
    if (reason === undefined) return;
    this.note = reason.title;
    this.setData({
      reasonKey: reason.key,
      note: this.note,
      errors: { ...this.data.errors, note: '' },
    });
  },

  onNote({ detail }: Typed) {
    this.note = detail.value;
    if (this.data.reasonKey !== '') this.setData({ reasonKey: '', note: this.note });
  },

  /** What is asked for, or undefined with the errors shown. */
  asked(order: RefundOrder): ClerkRefund | undefined {
    const mode: Mode | undefined = order.modes.find(({ key }) => key === this.data.mode)?.key;
    const note = this.note.trim();
    const partial = mode !== undefined && isPartial(mode);
    const amount = partial ? amountError(this.amount, order.mostCash, w) : '';
    const errors: Errors = {
      amount,
      note: note === '' ? this.said.refund.reasonEmpty : '',
      again: '',
    };
    const notice: Notice | null =
      mode === undefined ? { tone: 'warn', title: w.how, text: '', call: '' } : null;
    if (mode === undefined || amount !== '' || errors.note !== '') {
      this.setData({ errors, notice });
      if (notice !== null) showTop();
      return undefined;
    }
    const cash = partial ? readYuan(this.amount) : undefined;
    const part = cash?.ok === true ? { cash: cash.fen } : {};
    return { orderNo: order.orderNo, mode, ...part, note };
  },

  async onNext() {
    const { order, busy } = this.data;
    if (order === null || busy !== '') return;
    const asked = this.asked(order);
    if (asked === undefined) return;
    this.setData({ busy: 'preview', errors: NO_ERRORS, notice: null });
    const outcome = await ask('previewRefund', asked);
    if (!this.alive) return;
    if (!outcome.ok) {
      this.fail(outcome.reason);
      return;
    }
    this.again = '';
    const look = secondLook(order, outcome.value, t, this.said);
    this.setData({ busy: '', look, looking: true });
  },

  onAgain({ detail }: Typed) {
    this.again = detail.value;
    if (this.data.errors.again !== '') this.setData({ errors: NO_ERRORS });
  },

  onKeep() {
    this.setData({ looking: false, errors: NO_ERRORS });
  },

  async onConfirm() {
    const { order, look, busy } = this.data;
    if (order === null || look === null || busy !== '') return;
    if (look.total > 0 && !isSame(this.again, look.total)) {
      this.setData({ errors: { ...NO_ERRORS, again: w.typeAgainWrong } });
      return;
    }
    const asked = this.asked(order);
    if (asked === undefined) return;
    this.setData({ busy: 'send' });
    const outcome = await ask('refund', asked);
    if (!this.alive) return;
    if (outcome.ok) this.finish(outcome.value.order, outcome.value.waitsFor !== undefined);
    else if (isLost(outcome.reason)) await this.lookAfter();
    else this.fail(outcome.reason);
  },

  /** Nothing was heard: the server is asked what became of it. */
  async lookAfter() {
    this.setData({
      looking: false,
      notice: { tone: 'warn', title: s.staff.lostTitle, text: s.staff.lostText, call: '' },
    });
    showTop();
    const found = await refundAfterSilence(this.orderNo, this.askedBefore, () => this.alive);
    if (!this.alive) return;
    if (found.kind === 'found') this.finish(found.order, false);
    else if (found.kind === 'waits') this.finish(found.order, true);
    else {
      const { unsureTitle, unsureText, lostTitle } = s.staff;
      const none = found.kind === 'none';
      const text = none ? unsureText : t.reasons[found.reason].text;
      const title = none ? unsureTitle : lostTitle;
      this.setData({ busy: '', notice: { tone: 'warn', title, text, call: '' } });
      showTop();
    }
  },

  finish(order: StaffOrderView, waits: boolean) {
    const { refund } = order;
    const { look } = this.data;
    const asked = { cash: order.cash, insurance: order.insurance };
    const rows = look?.rows ?? [];
    const state = waits ? 'waiting' : refund?.state === 'refused' ? 'refused' : 'sent';
    const done = doneView(state, refund ?? asked, t, this.said);
    const shown = waits ? { ...done, rows } : done;
    this.setData({ busy: '', looking: false, notice: null, done: shown });
    showTop();
  },

  fail(reason: Trouble) {
    const notice = troubleNotice(reason, t, s.staff, 'bad');
    this.setData({ busy: '', looking: false, notice });
    showTop();
  },

  onAction() {
    if (this.shutOut) staffGo.join();
    else if (this.data.panel?.kind === 'empty') staffGo.orderInstead(this.orderNo);
    else {
      this.setData({ panel: null });
      void this.load();
    }
  },

  onSeeOrder() {
    staffGo.orderInstead(this.orderNo);
  },

  onBack() {
    staffGo.back();
  },
});
