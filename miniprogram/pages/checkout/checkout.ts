/**
 * The last look before paying, for one bill or several of one visit. Whatever goes wrong is said in place
 * and the form stays; the order is placed by services/paying, and once the cashier was opened, coming back
 * leads to the result. Coming back from where insurance is permitted leads on to the cashier, or here.
 */
import type { PayWith, SplitView } from '../../../cloudfunctions/contract/types';
import type { Notice } from '../../components/notice/notice';
import { call } from '../../services/api';
import { entryOf } from '../../services/entry';
import { callHospital, knownHospital } from '../../services/hospital';
import { go, idsOf, setTitle, showTop, toBills } from '../../services/navigate';
import type { FailedJump } from '../../services/jump';
import { failedJump } from '../../services/jump';
import type { Launch } from '../../services/launching';
import { backFromAuthorisation, pay } from '../../services/paying';
import { askReminders } from '../../services/reminders';
import type { Arrival } from '../../services/return-inbox';
import { subscribe } from '../../services/return-inbox';
import type { ReadSplit } from '../../services/splits';
import { readSplit } from '../../services/splits';
import type { Trouble } from '../../services/trouble';
import { words } from '../../services/words';
import type { NotAuthorised } from '../views/messages';
import {
  changedNotice,
  loadingPanel,
  notAuthorisedNotice,
  troubleNotice,
  troublePanel,
} from '../views/messages';
import { isFree } from '../views/split-rows';
import { data, UNTOLD } from './data';
import {
  asPayWith,
  asksAgain,
  billsTitle,
  byHandNotice,
  endsHere,
  readBills,
  sumView,
  wayChoices,
} from './view';

const t = words();

Page({
  data,

  patientId: '',
  billIds: [] as readonly string[],
  entry: UNTOLD.entry,
  /** What the patient has read; the order must say the same. */
  shown: undefined as SplitView | undefined,
  launched: '',
  /** The order for which insurance is being permitted. */
  authorising: '',
  /** The order that is alive on the bill, as far as this page knows; another one replaces it. */
  placed: '',
  alive: true,
  asked: false,
  listed: true,
  unsubscribe: (): void => undefined,

  onLoad(query: Record<string, string | undefined>) {
    setTitle(t.checkout.title);
    this.patientId = query['patientId'] ?? '';
    this.billIds = idsOf(query['billIds']);
    this.entry = entryOf(query['entry']);
    void this.load();
  },

  onShow() {
    this.unsubscribe = subscribe((arrival) => this.onArrival(arrival));
  },

  onHide() {
    this.unsubscribe();
  },

  onUnload() {
    this.alive = false;
    this.unsubscribe();
  },

  async load() {
    const { patientId, billIds } = this;
    const [split, bills, listed] = await Promise.all([
      readSplit(patientId, billIds, 'insurance'),
      readBills(patientId, billIds),
      call('clinic', 'listPatients', {}),
    ]);
    if (!this.alive) return;
    if (!split.ok || !bills.ok || !listed.ok) {
      const reasons = [split, bills, listed].flatMap((one) => (one.ok ? [] : [one.reason]));
      this.showNothing(reasons.find(endsHere) ?? reasons[0] ?? 'internal');
      return;
    }
    this.placed = bills.value.find((bill) => bill.liveOrderNo !== undefined)?.liveOrderNo ?? '';
    this.listed = bills.value.every(({ kind }) => kind === 'clinic');
    const patient = listed.value.patients.find((one) => one.patientId === patientId);
    this.setData({
      panel: null,
      patientName: patient?.name ?? '',
      backText: this.listed ? t.checkout.toBills : t.checkout.goBack,
      billTitle: billsTitle(bills.value, t.checkout),
      ...this.priced('insurance', split.value),
    });
  },

  /** Nothing to pay can be shown. What will not mend by asking again leads back to the list. */
  showNothing(reason: Trouble) {
    const panel = troublePanel(reason, t, knownHospital().phone);
    const over = endsHere(reason);
    this.setData({ over, panel: over ? { ...panel, action: t.checkout.toBills } : panel });
  },

  /** What a split means for the form. Asked for cash, it says nothing of insurance: the ways stay. */
  priced(asked: PayWith, { split, unavailable }: ReadSplit) {
    this.shown = split;
    const byHand = byHandNotice(split, t) ?? this.data.byHand;
    const known = { chosen: split.payWith, sum: sumView(split, t), byHand };
    if (asked === 'cash' && unavailable === undefined) return known;
    const free = isFree(split);
    const silent = unavailable === undefined || free;
    const { phone } = knownHospital();
    return {
      ...known,
      choices: wayChoices(split.payWith === 'insurance' && !free, t.checkout),
      whyCash: silent ? null : troubleNotice(unavailable, t, phone, 'info'),
    };
  },

  onRetry() {
    if (this.data.over) {
      this.onToBills();
      return;
    }
    this.setData({ panel: loadingPanel(t) });
    void this.load();
  },

  async onChoose(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
    const chosen = asPayWith(event.detail.key);
    if (this.data.busy || chosen === this.data.chosen) return;
    this.setData({ busy: true, busyText: t.checkout.wait, chosen, againText: '' });
    await this.reprice(chosen);
  },

  /** The split for another way of paying, or after the amount changed; the form stays. */
  async reprice(chosen: PayWith, notice: Notice | null = null) {
    const outcome = await readSplit(this.patientId, this.billIds, chosen);
    if (!this.alive) return;
    if (!outcome.ok) {
      const said = troubleNotice(outcome.reason, t, knownHospital().phone);
      this.setData({ busy: false, chosen: this.shown?.payWith ?? chosen, notice: said });
      showTop();
      return;
    }
    this.setData({ busy: false, notice, ...this.priced(chosen, outcome.value) });
    if (notice !== null) showTop();
  },

  onTogglePlace() {
    this.setData({ sharePlace: !this.data.sharePlace });
  },

  async onPay() {
    const { shown, patientId, billIds, entry } = this;
    const { busy, chosen, sharePlace } = this.data;
    if (busy || shown === undefined) return;
    this.authorising = '';
    const quiet = shown.payWith === 'cash' || isFree(shown);
    const busyText = quiet ? t.checkout.wait : t.checkout.working;
    this.setData({ busy: true, busyText, notice: null });
    if (!(await this.askedOnce(shown))) return;
    const request = { patientId, billIds, payWith: chosen, entry, sharePlace };
    const replaces = this.placed === '' ? {} : { replaces: this.placed };
    const stillWanted = (): boolean => this.alive;
    const announce = (orderNo: string): void => this.toAuthorise(orderNo);
    const launch = await pay({ ...request, ...replaces }, shown, stillWanted, announce);
    if (this.alive) await this.afterLaunch(launch);
  },

  /** Before the phone leaves: why, and what then. A return may come before the jump is known to be done. */
  toAuthorise(orderNo: string) {
    this.placed = orderNo;
    this.authorising = orderNo;
    const { needed: title, neededText: text, opening: busyText } = t.pay;
    this.setData({ busyText, notice: { tone: 'info', title, text, call: '' } });
    showTop();
  },

  onArrival(arrival: Arrival) {
    if (this.authorising === '') this.seeResult(arrival.trouble);
    else void this.onPermission(arrival);
  },

  /** Back from the permission, or shown again without one: only a code leads on. */
  async onPermission(arrival: Arrival) {
    const { authorising: orderNo, shown } = this;
    this.authorising = '';
    this.setData({ away: false, busy: true, busyText: t.pay.checking, notice: null });
    const launch = await backFromAuthorisation(arrival, orderNo, shown, () => this.alive);
    if (this.alive) await this.afterLaunch(launch);
  },

  /**
   * Whether messages are wanted: in the tap's own task, and answered before WeChat leaves for the cashier.
   * False: the page was left meanwhile.
   */
  async askedOnce(shown: SplitView): Promise<boolean> {
    // nothing is paid, so no message would ever come
    if (!this.asked && !isFree(shown)) {
      this.asked = true;
      await askReminders(['paid', 'refunded']);
    }
    return this.alive;
  },

  async afterLaunch(launch: Launch) {
    switch (launch.kind) {
      case 'opened':
        this.launched = launch.orderNo;
        this.goAway(t.checkout);
        return;
      case 'authorising':
        // the patient may be back already
        if (this.authorising === launch.orderNo) this.goAway(t.pay);
        return;
      case 'not-authorised':
        this.notAuthorised(launch.orderNo, launch.why);
        return;
      case 'see-result':
        this.launched = launch.orderNo;
        this.seeResult(failedJump(launch.jump));
        return;
      case 'changed': {
        const { split, orderNo } = launch.order;
        this.placed = orderNo;
        const why = split.insuranceUnavailable;
        const read: ReadSplit = why === undefined ? { split } : { split, unavailable: why };
        const notice = changedNotice(launch.fixed, t);
        const sums = this.priced(this.data.chosen, read);
        this.setData({ busy: false, againText: '', notice, ...sums });
        showTop();
        return;
      }
      case 'left':
        this.setData({ busy: false });
        return;
      case 'trouble':
        await this.onTrouble(launch.reason);
    }
  },

  async onTrouble(reason: Trouble) {
    if (reason === 'bill-amount-changed') {
      await this.reprice(this.data.chosen, changedNotice(false, t));
      return;
    }
    const notice = troubleNotice(reason, t, knownHospital().phone);
    this.setData({ busy: false, notice, over: endsHere(reason) });
    showTop();
  },

  goAway({ away: awayTitle, awayText }: { readonly away: string; readonly awayText: string }) {
    this.setData({ busy: false, away: true, awayTitle, awayText });
  },

  /** Nothing was paid: said in place, and it can be permitted again or paid another way. */
  notAuthorised(orderNo: string, why: NotAuthorised) {
    // without a code nothing has changed: one may still come
    this.authorising = why === 'none' ? orderNo : '';
    const notice = notAuthorisedNotice(why, t, knownHospital().phone);
    const againText = asksAgain(why) ? t.pay.authoriseAgain : '';
    this.setData({ busy: false, away: false, againText, notice, over: endsHere(why) });
    showTop();
  },

  /** Only for an order that was launched here: other arrivals are none of this page's business. */
  seeResult(jump?: FailedJump) {
    const { launched: orderNo, patientId } = this;
    const more = jump === undefined ? {} : { jump };
    if (orderNo !== '') go.resultInstead({ orderNo, patientId, ...more });
  },

  onSeeResult() {
    if (this.authorising !== '') this.launched = this.authorising;
    this.seeResult();
  },

  onToBills() {
    if (this.listed) toBills();
    else go.back();
  },

  onCall() {
    callHospital();
  },
});
