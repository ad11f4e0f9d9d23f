/**
 * A payment by 医保码 at the counter: whose code, which bills, what insurance pays and what cash, and one
 * charge of exactly what is shown. A charge whose answer is lost is looked for and never sent again by
 * itself; while it is not known, nothing can be charged (money rules 2 and 4).
 */
import type {
  CounterOrderView,
  QuoteView,
  ScanView,
} from '../../../../../cloudfunctions/contract/counter-types';
import { setTitle, showTop, stopPulling } from '../../../../services/navigate';
import type { Trouble } from '../../../../services/trouble';
import { words } from '../../../../services/words';
import { chargeAfterSilence } from '../../services/charging';
import { askCounter, codeIn, isCode, rememberCounter } from '../../services/counter';
import { handOver } from '../../services/counter-watch';
import { scan } from '../../services/device';
import { staffGo } from '../../services/go';
import { staffWords } from '../../services/words';
import { counterNotice } from '../views/counter-words';
import { isLost, isShutOut, troublePanel, warning } from '../views/messages';
import { askedOf, listed, offered, pickedAtFirst, toggled } from './choosing';
import { blank, NOBODY } from './data';
import { findPlace, readOpen } from './place';
import { notCharged, nothingToPay, patientView, quotedView } from './view';

const t = words();
const s = staffWords();
const w = s.counter;
/** Nothing is under way. */
const FREE = { busy: '', sending: false } as const;

type Row<Key extends string> = WechatMiniprogram.CustomEvent<object, object, Record<Key, string>>;

Page({
  data: blank(s),

  scanned: undefined as ScanView | undefined,
  picked: [] as readonly string[],
  /** Whether bills of other visits are shown as well. */
  whole: false,
  quote: undefined as QuoteView | undefined,
  open: [] as readonly CounterOrderView[],
  typed: '',
  turn: 0,
  priceTurn: 0,
  /** Which search for a lost charge is the latest. */
  search: 0,
  shutOut: false,

  onLoad() {
    setTitle(w.title);
  },

  onShow() {
    void this.load();
    if (this.data.busy === 'lost' || this.data.busy === 'unsure') void this.look();
  },

  onHide() {
    this.search += 1;
  },

  onUnload() {
    this.scanned = undefined;
    this.turn += 1;
    this.priceTurn += 1;
    this.search += 1;
  },

  async onPullDownRefresh() {
    await this.load();
    stopPulling();
  },

  async load() {
    this.turn += 1;
    const { turn } = this;
    const outcome = await findPlace(s, t.common.retry);
    if (turn !== this.turn) return;
    if (!outcome.ok) {
      this.fail(outcome.reason);
      return;
    }
    this.setData({ loading: false, ...outcome.value });
    if (outcome.value.counterNo !== '') await this.loadOpen(turn);
  },

  fail(reason: Trouble) {
    this.shutOut = isShutOut(reason);
    if (this.data.counterNo === '' || this.shutOut) {
      this.setData({ loading: false, panel: troublePanel(reason, t, s.staff) });
    } else this.setData({ openNotice: counterNotice(reason, t, s, 'warn') });
  },

  async loadOpen(turn: number) {
    const read = await readOpen(this.data.counterNo, t, s);
    if (turn !== this.turn) return;
    this.open = read.orders ?? this.open;
    this.setData(read.shown);
  },

  onChoose({ detail }: WechatMiniprogram.CustomEvent<{ key: string }>) {
    rememberCounter(detail.key);
    const choice = this.data.choices.find(({ key }) => key === detail.key);
    if (choice === undefined) return;
    const { key: counterNo, title: counterName } = choice;
    this.setData({ choosing: false, counterNo, counterName, open: [], done: [], openNotice: null });
    this.turn += 1;
    void this.loadOpen(this.turn);
  },

  onChange() {
    this.setData({ choosing: true });
  },

  onOpen({ currentTarget: { dataset } }: Row<'orderNo'>) {
    const order = this.open.find(({ orderNo }) => orderNo === dataset.orderNo);
    if (order !== undefined && this.data.busy !== 'charge') this.enter(order);
  },

  /** To the payment; what lies below is as good as new when the clerk comes back. */
  enter(order: CounterOrderView) {
    this.clear();
    handOver(order);
    staffGo.counterPay(order.orderNo);
  },

  clear() {
    this.priceTurn += 1;
    this.search += 1;
    this.scanned = undefined;
    this.quote = undefined;
    this.picked = [];
    this.typed = '';
    this.setData({ ...NOBODY, notice: null });
  },

  onCode({ detail }: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.typed = detail.value;
    if (this.data.codeError !== '') this.setData({ codeError: '' });
  },

  onRead() {
    void this.read(this.typed);
  },

  async onScan() {
    if (this.data.reading) return;
    const found = await scan();
    if (found !== undefined) await this.read(found);
  },

  async read(typed: string) {
    const code = codeIn(typed);
    if (this.data.reading || this.scanned !== undefined) return;
    if (!isCode(code)) {
      this.setData({ codeError: code === '' ? w.typedEmpty : w.typedBad });
      return;
    }
    this.setData({ reading: true, codeError: '', notice: null, findBill: '' });
    const outcome = await askCounter('scan', { counterNo: this.data.counterNo, code });
    const notice = outcome.ok ? null : counterNotice(outcome.reason, t, s);
    this.setData({ reading: false, notice });
    if (outcome.ok) this.begin(outcome.value.scan);
    else showTop();
  },

  begin(scanned: ScanView) {
    if (scanned.bills.length === 0) {
      this.setData({ ...NOBODY, notice: nothingToPay(scanned, s) });
      return;
    }
    this.scanned = scanned;
    this.picked = pickedAtFirst(scanned);
    this.whole = false;
    this.setData({ ...NOBODY, patient: patientView(scanned, s) });
    this.reprice();
    showTop();
  },

  onAnother() {
    if (this.data.busy === '') this.clear();
  },

  onToggle({ currentTarget }: Row<'billId'>) {
    const { billId } = currentTarget.dataset;
    if (this.data.busy !== '' || this.scanned === undefined) return;
    this.picked = toggled(this.scanned, this.picked, billId);
    this.reprice();
  },

  onMoreBills() {
    const { scanned, picked } = this;
    this.whole = true;
    if (scanned !== undefined) this.setData(listed(scanned, picked, true, t, s));
  },

  onSelfPay() {
    if (this.data.busy !== '') return;
    this.setData({ selfPay: !this.data.selfPay });
    this.reprice();
  },

  onAgain() {
    if (this.data.busy === '') this.reprice();
  },

  /** What is shown no longer counts: it is priced anew. */
  reprice() {
    const { scanned, picked } = this;
    this.quote = undefined;
    if (scanned === undefined) return;
    const none = picked.length === 0;
    this.setData(offered(scanned, picked, this.whole, t, s));
    this.priceTurn += 1;
    if (!none) void this.price(scanned, this.priceTurn);
  },

  async price(scanned: ScanView, turn: number) {
    const outcome = await askCounter('quote', askedOf(scanned, this.picked, this.data));
    if (turn !== this.priceTurn) return;
    if (!outcome.ok) {
      if (outcome.reason === 'code-expired') this.expire();
      else {
        const priceNotice = counterNotice(outcome.reason, t, s, 'warn');
        this.setData({ pricing: false, again: true, priceNotice });
      }
      return;
    }
    this.quote = outcome.value.quote;
    const quoted = quotedView(this.quote, t, s);
    const canCharge = quoted.payable && this.data.busy === '';
    this.setData({ pricing: false, quoted, canCharge, again: quoted.again });
  },

  expire() {
    this.clear();
    this.setData({ notice: warning(w.overTitle, w.overText) });
    showTop();
  },

  async onCharge() {
    const { scanned, quote } = this;
    const { busy, canCharge } = this.data;
    if (scanned === undefined || quote === undefined || busy !== '' || !canCharge) return;
    const { total, cash, payWith } = quote.split;
    this.setData({ busy: 'charge', sending: true, canCharge: false, notice: null, findBill: '' });
    const asked = { ...askedOf(scanned, this.picked, this.data), payWith };
    const outcome = await askCounter('charge', { ...asked, shown: { total, cash } });
    if (this.scanned !== scanned) return;
    if (outcome.ok) this.enter(outcome.value.order);
    else if (isLost(outcome.reason)) await this.look();
    else if (outcome.reason === 'code-expired') this.expire();
    else this.refuseCharge(outcome.reason);
  },

  refuseCharge(reason: Trouble) {
    this.setData({ ...FREE, notice: notCharged(reason, t, s) });
    showTop();
    this.reprice();
    this.turn += 1;
    void this.loadOpen(this.turn);
  },

  /** Nothing was heard of a charge: the list of what is not finished says what became of it. */
  async look() {
    const { scanned } = this;
    if (scanned === undefined) return;
    this.search += 1;
    const { search } = this;
    const wanted = (): boolean => search === this.search;
    this.setData({ busy: 'lost', sending: true, notice: warning(w.lostTitle, w.lostAsking) });
    showTop();
    const { counterNo, billIds } = askedOf(scanned, this.picked, this.data);
    const found = await chargeAfterSilence(counterNo, billIds, wanted);
    if (!wanted()) return;
    if (found.kind === 'found') this.enter(found.order);
    else if (found.kind === 'unknown') {
      this.setData({ busy: 'unsure', sending: false, notice: warning(w.lostTitle, w.lostText) });
    } else {
      const [findBill = ''] = billIds;
      this.setData({ ...FREE, notice: warning(w.noneFound, w.noneFoundText), findBill });
      this.reprice();
    }
    showTop();
  },

  onFind() {
    staffGo.find(this.data.findBill);
  },

  onAction() {
    if (this.shutOut) staffGo.join();
    else {
      this.setData({ panel: null, loading: true });
      void this.load();
    }
  },
});
