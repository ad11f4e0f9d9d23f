/**
 * One payment at a counter, stage by stage, until the server knows its end: asked on with growing waits
 * while it is looked at, never taken for failed because nothing was heard (money rules 2 and 4). Cash is
 * asked for only once the server says that the code pays nothing any more.
 */
import type { CounterOrderView } from '../../../../../cloudfunctions/contract/counter-types';
import type { Choice } from '../../../../components/choice-list/choice-list';
import type { Countdown } from '../../../../components/countdown/countdown';
import type { Notice } from '../../../../components/notice/notice';
import type { Panel } from '../../../../components/state-panel/state-panel';
import { countDown } from '../../../../services/appointments';
import { now } from '../../../../services/clock';
import { scaleStyle } from '../../../../services/device';
import { setTitle, showTop, stopPulling } from '../../../../services/navigate';
import type { Outcome, Trouble } from '../../../../services/trouble';
import { words } from '../../../../services/words';
import type { TenderDraft, TenderErrors } from '../../components/tender-form/tender-form';
import { askCounter } from '../../services/counter';
import type { CounterNews } from '../../services/counter-watch';
import { handedOver, watchCounterOrder } from '../../services/counter-watch';
import { copy } from '../../services/device';
import { staffGo } from '../../services/go';
import { staffWords } from '../../services/words';
import { counterNotice } from '../views/counter-words';
import { emptyPanel, isLost, isShutOut, troublePanel, warning } from '../views/messages';
import type { Act, PayView } from './view';
import { countdownOf, kindChoices, NO_ERRORS, payView, readTender } from './view';

const t = words();
const s = staffWords();
const w = s.counterPay;

type Changed = Outcome<{ order: CounterOrderView }>;

type PayData = {
  scale: string;
  w: typeof w;
  panel: Panel | null;
  notice: Notice | null;
  pay: PayView | null;
  kinds: readonly Choice[];
  errors: TenderErrors;
  left: Countdown | null;
  /** What the clerk is asked about. */
  asking: '' | Act;
  /** What was sent and not answered yet. */
  busy: '' | Act | 'record';
};

const data: PayData = {
  scale: scaleStyle(),
  w,
  panel: null,
  notice: null,
  pay: null,
  kinds: kindChoices(w),
  errors: NO_ERRORS,
  left: null,
  asking: '',
  busy: '',
};

const UNKNOWN = warning(w.unknownTitle, w.unknownText);
const LOST = warning(s.staff.lostTitle, s.staff.lostText);
const AGAIN = warning(s.staff.lostTitle, s.staff.lostAgain);

Page({
  data,

  orderNo: '',
  order: undefined as CounterOrderView | undefined,
  shown: false,
  /** Which act is the latest: its answer alone counts. */
  turn: 0,
  /** An act without an answer: what became of it is asked. */
  lost: false,
  /** The notice says why an act was refused. */
  refused: false,
  countedTo: 0,
  shutOut: false,
  stopWatching: (): void => undefined,
  stopCounting: (): void => undefined,

  onLoad(query: Record<string, string | undefined>) {
    setTitle(w.title);
    this.orderNo = query['orderNo'] ?? '';
    const known = handedOver(this.orderNo);
    if (known !== undefined) this.show(known);
  },

  onShow() {
    this.shown = true;
    // an act that is under way answers for itself
    if (this.data.busy === '' || this.lost) this.watch();
    this.count();
  },

  onHide() {
    this.rest();
  },

  onUnload() {
    this.turn += 1;
    this.rest();
  },

  rest() {
    this.shown = false;
    this.stopWatching();
    this.stopCounting();
    this.countedTo = 0;
  },

  onPullDownRefresh() {
    if (this.data.busy === '' || this.lost) this.watch();
    stopPulling();
  },

  /** Asks at once, unless it was just heard how it stands. */
  watch(known?: CounterOrderView) {
    this.stopWatching();
    if (!this.shown) return;
    this.stopWatching = watchCounterOrder(this.orderNo, known, (news) => this.hear(news));
  },

  hear(news: CounterNews) {
    if (news.kind === 'trouble') {
      this.fail(news.reason);
      return;
    }
    const same = news.order.stage === this.order?.stage;
    const again = same && this.lost && news.order.stage === 'tender';
    // why an act was refused stays to be read as long as nothing has changed
    const kept = same && this.refused ? this.data.notice : null;
    this.lost = false;
    this.refused = kept !== null;
    this.setData({ notice: again ? AGAIN : kept, busy: '' });
    this.show(news.order);
  },

  fail(reason: Trouble) {
    if (isShutOut(reason)) {
      this.shutOut = true;
      this.setData({ panel: troublePanel(reason, t, s.staff) });
    } else if (reason === 'order-not-found' || reason === 'bad-request') {
      this.setData({ panel: emptyPanel(w.missingTitle, w.missingText, w.back) });
    } else if (!this.lost) {
      this.refused = false;
      this.setData({ notice: UNKNOWN });
    }
  },

  show(order: CounterOrderView) {
    const moved = this.order !== undefined && this.order.stage !== order.stage;
    this.order = order;
    const pay = payView(order, now(), t, s);
    const { asking, errors } = this.data;
    // a question about something that can't be done any more is taken back
    const canStill = asking === 'give-up' ? pay.giveUp : pay.otherTender;
    this.setData({
      pay,
      panel: null,
      asking: canStill ? asking : '',
      errors: pay.form ? errors : NO_ERRORS,
      ...(pay.form ? {} : { left: null }),
    });
    if (moved) showTop();
    this.count();
  },

  /** The phone only counts; at zero it asks the server. */
  count() {
    const until = this.data.pay?.form === true ? this.order?.tenderUntil : undefined;
    if (until === this.countedTo) return;
    this.stopCounting();
    this.countedTo = 0;
    if (until === undefined || !this.shown) return;
    this.countedTo = until;
    this.stopCounting = countDown(until, (leftMs) => {
      this.setData({ left: countdownOf(leftMs, w) });
      if (leftMs === 0 && this.data.busy === '') this.watch();
    });
  },

  onOther() {
    if (this.data.busy === '') this.setData({ asking: 'other-tender' });
  },

  onGiveUp() {
    if (this.data.busy === '') this.setData({ asking: 'give-up' });
  },

  onKeep() {
    this.setData({ asking: '' });
  },

  async onSure() {
    const { asking, busy } = this.data;
    if (asking === '' || busy !== '') return;
    const { orderNo } = this;
    const action = asking === 'give-up' ? 'giveUp' : 'otherTender';
    await this.act(asking, () => askCounter(action, { orderNo }));
  },

  async onRecord({ detail }: WechatMiniprogram.CustomEvent<{ draft: TenderDraft }>) {
    if (this.data.busy !== '') return;
    const read = readTender(detail.draft, w);
    this.setData({ errors: read.ok ? NO_ERRORS : read.errors });
    if (!read.ok) return;
    const { kind, receipt } = read;
    const { orderNo } = this;
    await this.act('record', () => askCounter('recordTender', { orderNo, kind, receipt }));
  },

  /** Sends it once; while it is under way, or its end unknown, nothing else is sent. */
  async act(busy: PayData['busy'], send: () => Promise<Changed>) {
    this.turn += 1;
    const { turn } = this;
    this.stopWatching();
    this.refused = false;
    this.setData({ busy, asking: '', notice: null });
    const outcome = await send();
    if (turn !== this.turn) return;
    if (outcome.ok) {
      this.setData({ busy: '' });
      this.show(outcome.value.order);
      this.watch(outcome.value.order);
      return;
    }
    if (isLost(outcome.reason)) {
      this.lost = true;
      this.setData({ notice: LOST });
    } else if (isShutOut(outcome.reason)) this.fail(outcome.reason);
    else {
      this.refused = true;
      this.setData({ busy: '', notice: counterNotice(outcome.reason, t, s) });
    }
    showTop();
    this.watch(isLost(outcome.reason) ? undefined : this.order);
  },

  onAction() {
    if (this.shutOut) staffGo.join();
    else staffGo.backToCounter();
  },

  onCounter() {
    staffGo.backToCounter();
  },

  onCase() {
    staffGo.review(this.orderNo);
  },

  onCopy({ detail }: WechatMiniprogram.CustomEvent<{ value: string }>) {
    copy(detail.value);
  },
});
