/**
 * The clerk's first page: the day's figures, what waits, and a number to look for. Who may be here is for
 * the server to say; whoever may not is led to the invitation code (money rule 13).
 */
import type { StaffActions } from '../../../../../cloudfunctions/contract/staff-types';
import type { Notice } from '../../../../components/notice/notice';
import type { Panel } from '../../../../components/state-panel/state-panel';
import { scaleStyle } from '../../../../services/device';
import { setTitle, stopPulling } from '../../../../services/navigate';
import { words } from '../../../../services/words';
import { askCounter } from '../../services/counter';
import { scan } from '../../services/device';
import { ask } from '../../services/desk';
import { staffGo } from '../../services/go';
import { isNumber, numberIn } from '../../services/number';
import { staffWords } from '../../services/words';
import { info, isShutOut, troublePanel } from '../views/messages';
import type { DeskFigures, DeskView, WorkKey } from './view';
import { deskFigures, deskView } from './view';

const t = words();
const s = staffWords();

type DeskData = {
  scale: string;
  w: typeof s.desk;
  find: typeof s.find;
  staff: typeof s.staff;
  panel: Panel | null;
  notice: Notice | null;
  desk: DeskView | null;
  figures: DeskFigures | null;
  text: string;
  textError: string;
};

const data: DeskData = {
  scale: scaleStyle(),
  w: s.desk,
  find: s.find,
  staff: s.staff,
  panel: null,
  notice: null,
  desk: null,
  figures: null,
  text: '',
  textError: '',
};

const WAYS: Readonly<Record<WorkKey, () => void>> = {
  counter: () => staffGo.counter(),
  find: () => staffGo.find(),
  cases: () => staffGo.review(),
  days: () => staffGo.days(),
  shift: () => staffGo.shift(),
  acceptance: () => staffGo.acceptance(),
  members: () => staffGo.members(),
  audit: () => staffGo.audit(),
};

Page({
  data,

  turn: 0,
  typed: '',
  shutOut: false,
  who: undefined as StaffActions['whoAmI']['out'] | undefined,
  waiting: 0,
  /** Whether payments by 医保码 are taken at counters here; false until that is known. */
  counters: false,

  onLoad() {
    setTitle(s.desk.title);
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
    void this.loadCounters(turn);
    const [who, counted] = await Promise.all([ask('whoAmI', {}), ask('figures', {})]);
    if (turn !== this.turn) return;
    this.who = who.ok ? who.value : undefined;
    if (!who.ok) {
      this.shutOut = isShutOut(who.reason);
      const panel = troublePanel(who.reason, t, s.staff);
      this.setData({ panel, desk: null, figures: null, notice: null });
      return;
    }
    const figures = counted.ok ? counted.value.figures : undefined;
    this.waiting = figures === undefined ? 0 : figures.inReview + figures.waitingRefunds;
    const failed = counted.ok ? null : t.reasons[counted.reason];
    this.setData({
      panel: null,
      desk: deskView(who.value, this.waiting, this.counters, s),
      figures: figures === undefined ? null : deskFigures(figures, t, s),
      notice: failed === null ? null : info(s.desk.figuresFailed, failed.text),
    });
  },

  /** The desk does not wait for it. */
  async loadCounters(turn: number) {
    const outcome = await askCounter('counters', {});
    if (turn !== this.turn || !outcome.ok || outcome.value.enabled === this.counters) return;
    this.counters = outcome.value.enabled;
    if (this.who === undefined) return;
    this.setData({ desk: deskView(this.who, this.waiting, this.counters, s) });
  },

  onText({ detail }: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.typed = detail.value;
    if (this.data.textError !== '') this.setData({ textError: '' });
  },

  onFind() {
    this.look(this.typed);
  },

  async onScan() {
    const found = await scan();
    if (found !== undefined) this.look(found);
  },

  look(typed: string) {
    const text = numberIn(typed);
    if (text === '') staffGo.find();
    else if (isNumber(text)) staffGo.find(text);
    else this.setData({ textError: s.find.badText });
  },

  onFigure({ currentTarget }: WechatMiniprogram.CustomEvent<object, object, { key: string }>) {
    const { key } = currentTarget.dataset;
    if (key === 'review') staffGo.review();
    else if (key === 'requests') staffGo.requests();
    else staffGo.find(undefined, key);
  },

  onWork({ currentTarget }: WechatMiniprogram.CustomEvent<object, object, { key: WorkKey }>) {
    WAYS[currentTarget.dataset.key]();
  },

  onAction() {
    if (this.shutOut) {
      staffGo.join();
      return;
    }
    this.setData({ panel: null });
    void this.load();
  },
});
