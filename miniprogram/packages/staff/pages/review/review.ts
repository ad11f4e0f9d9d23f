/**
 * What needs a person: cases, each with its one act (money rule 12), and refunds that wait for a second
 * clerk. With `orderNo` the page is about that one case; on a wide window list and case stand side by side.
 */
import type { CaseView, StaffActions } from '../../../../../cloudfunctions/contract/staff-types';
import { now } from '../../../../services/clock';
import { setTitle, showTop, stopPulling } from '../../../../services/navigate';
import type { Trouble } from '../../../../services/trouble';
import { words } from '../../../../services/words';
import { fill } from '../../../../i18n/texts';
import type { CaseDraft } from '../../components/case-form/case-form';
import type { RequestCard } from '../../components/request-card/request-card';
import { watchWidth } from '../../services/device';
import { ask } from '../../services/desk';
import { staffGo } from '../../services/go';
import { staffWords } from '../../services/words';
import { emptyPanel, info, isShutOut, troubleNotice, troublePanel } from '../views/messages';
import { caseCard, caseSheet, requestCard } from './case-view';
import type { TabKey } from './data';
import { data } from './data';
import type { Act } from './draft';
import { actSaid, judge, NO_CASE_ERRORS } from './draft';

const t = words();
const s = staffWords();
const w = s.review;

type AtIndex = WechatMiniprogram.CustomEvent<object, object, { index: number }>;

Page({
  data,

  orderNo: '',
  cases: [] as readonly CaseView[],
  turn: 0,
  shutOut: false,
  act: undefined as Act | undefined,
  request: undefined as RequestCard | undefined,
  note: '',
  stopWatching: (): void => undefined,

  onLoad(query: Record<string, string | undefined>) {
    setTitle(w.title);
    this.orderNo = query['orderNo'] ?? '';
    const tab = query['tab'] === 'requests' ? 'requests' : 'cases';
    this.setData({ single: this.orderNo !== '', tab });
    this.stopWatching = watchWidth((wide) => this.setData({ wide }));
  },

  onShow() {
    void this.load();
  },

  onUnload() {
    this.turn += 1;
    this.stopWatching();
  },

  async onPullDownRefresh() {
    await this.load();
    stopPulling();
  },

  onReachBottom() {
    void this.onMore();
  },

  async load() {
    this.turn += 1;
    const { turn } = this;
    if (this.orderNo !== '') await this.loadOne(turn);
    else if (this.data.tab === 'requests') await this.loadRequests(turn);
    else await this.loadCases(turn);
  },

  async loadOne(turn: number) {
    const outcome = await ask('order', { orderNo: this.orderNo });
    if (turn !== this.turn) return;
    if (!outcome.ok) {
      this.fail(outcome.reason);
      return;
    }
    const { review } = outcome.value.order;
    const over = review === undefined;
    this.setData({
      loading: false,
      panel: over ? emptyPanel(w.over, w.overText, w.seeOrder) : null,
      open: over ? [] : [caseSheet(review, t, s)],
    });
  },

  async loadCases(turn: number) {
    const outcome = await ask('reviewQueue', { skip: 0 });
    if (turn !== this.turn) return;
    if (!outcome.ok) {
      this.fail(outcome.reason);
      return;
    }
    this.showCases(outcome.value);
  },

  showCases({ cases, more }: StaffActions['reviewQueue']['out']) {
    this.cases = cases;
    const { chosen, open } = this.data;
    const still = cases.some(({ orderNo }) => orderNo === chosen);
    this.setData({
      loading: false,
      panel: cases.length === 0 ? emptyPanel(w.emptyTitle, w.emptyText, t.common.retry) : null,
      cards: cases.map((each) => caseCard(each, now(), t, s)),
      more,
      chosen: still ? chosen : '',
      open: still ? open : [],
    });
  },

  async loadRequests(turn: number) {
    const outcome = await ask('refundRequests', {});
    if (turn !== this.turn) return;
    if (!outcome.ok) {
      this.fail(outcome.reason);
      return;
    }
    const requests = outcome.value.requests.map((each) => requestCard(each, now(), t, s));
    const { emptyRequests, emptyRequestsText } = w;
    const empty = emptyPanel(emptyRequests, emptyRequestsText, t.common.retry);
    this.setData({ loading: false, panel: requests.length === 0 ? empty : null, requests });
  },

  async onMore() {
    const { more, adding, single, tab } = this.data;
    if (!more || adding || single || tab !== 'cases') return;
    const { turn } = this;
    this.setData({ adding: true });
    const outcome = await ask('reviewQueue', { skip: this.cases.length });
    this.setData({ adding: false });
    if (turn !== this.turn) return;
    if (!outcome.ok) {
      this.setData({ notice: troubleNotice(outcome.reason, t, s.staff) });
      return;
    }
    const known = new Set(this.cases.map(({ orderNo }) => orderNo));
    const fresh = outcome.value.cases.filter(({ orderNo }) => !known.has(orderNo));
    this.showCases({ cases: [...this.cases, ...fresh], more: outcome.value.more });
  },

  fail(reason: Trouble) {
    this.shutOut = isShutOut(reason);
    this.setData({ loading: false, panel: troublePanel(reason, t, s.staff) });
  },

  onTab({ detail }: WechatMiniprogram.CustomEvent<{ key: TabKey }>) {
    this.setData({ tab: detail.key, loading: true, panel: null, notice: null });
    void this.load();
  },

  onOpen({ currentTarget }: AtIndex) {
    const found = this.cases[currentTarget.dataset.index];
    if (found === undefined) return;
    if (!this.data.wide) {
      staffGo.review(found.orderNo);
      return;
    }
    const open = [caseSheet(found, t, s)];
    this.setData({ chosen: found.orderNo, open, errors: NO_CASE_ERRORS, notice: null });
  },

  onSubmit({ detail }: WechatMiniprogram.CustomEvent<{ draft: CaseDraft }>) {
    const [sheet] = this.data.open;
    if (sheet === undefined) return;
    const judged = judge(sheet, detail.draft, w);
    if (!judged.ok) {
      this.setData({ errors: judged.errors });
      return;
    }
    this.act = judged.act;
    this.setData({ errors: NO_CASE_ERRORS, asking: 'case', said: actSaid(judged.act, s) });
  },

  /** The same act again is no fault: an answer that was lost may be repeated (docs/review-cases.md). */
  async onSure() {
    const [sheet] = this.data.open;
    const { act } = this;
    if (sheet === undefined || act === undefined || this.data.busy) return;
    this.setData({ asking: '', busy: true, notice: null });
    const outcome = await ask('endReview', { orderNo: sheet.orderNo, act });
    this.setData({ busy: false });
    if (!outcome.ok) {
      this.setData({ notice: troubleNotice(outcome.reason, t, s.staff, 'bad') });
      showTop();
      return;
    }
    this.act = undefined;
    showTop();
    if (this.data.single) {
      this.setData({ open: [], panel: emptyPanel(w.ended, w.endedText, w.seeOrder) });
      return;
    }
    this.setData({ chosen: '', open: [], notice: info(w.ended, w.endedText) });
    void this.load();
  },

  onKeep() {
    this.setData({ asking: '', noteError: '' });
  },

  onApprove({ currentTarget }: AtIndex) {
    this.asked(currentTarget.dataset.index, 'approve');
  },

  onDismiss({ currentTarget }: AtIndex) {
    this.note = '';
    this.asked(currentTarget.dataset.index, 'dismiss');
  },

  asked(index: number, asking: 'approve' | 'dismiss') {
    const request = this.data.requests[index];
    if (request === undefined || this.data.busy) return;
    this.request = request;
    const { orderNo, yuan } = request;
    const text = asking === 'approve' ? w.approveText : w.dismissText;
    this.setData({
      asking,
      notice: null,
      noteError: '',
      askTitle: fill(w.approveTitle, { yuan }),
      askText: fill(text, { orderNo }),
    });
  },

  onNote({ detail }: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.note = detail.value;
  },

  async onApproved() {
    const { request } = this;
    if (request === undefined || this.data.busy) return;
    this.setData({ asking: '', busy: true });
    const outcome = await ask('approveRefund', { requestId: request.requestId });
    this.answered(outcome.ok ? undefined : outcome.reason, w.approved);
  },

  async onDismissed() {
    const { request } = this;
    const note = this.note.trim();
    if (request === undefined || this.data.busy) return;
    if (note === '') {
      this.setData({ noteError: w.dismissEmpty });
      return;
    }
    this.setData({ asking: '', busy: true });
    const outcome = await ask('dismissRefund', { requestId: request.requestId, note });
    this.answered(outcome.ok ? undefined : outcome.reason, w.dismissed);
  },

  answered(reason: Trouble | undefined, done: string) {
    const bad = reason === undefined ? null : troubleNotice(reason, t, s.staff, 'bad');
    this.setData({ busy: false, notice: bad ?? info(done) });
    showTop();
    void this.load();
  },

  onRequestOrder({ currentTarget }: AtIndex) {
    const request = this.data.requests[currentTarget.dataset.index];
    if (request !== undefined) staffGo.order(request.orderNo);
  },

  onCaseOrder() {
    const [sheet] = this.data.open;
    if (sheet !== undefined) staffGo.order(sheet.orderNo);
  },

  onAction() {
    if (this.shutOut) staffGo.join();
    else if (this.data.single && this.data.panel?.kind === 'empty') {
      staffGo.orderInstead(this.orderNo);
    } else {
      this.setData({ loading: true, panel: null });
      void this.load();
    }
  },
});
