/**
 * The report of one day: three books, differences each with the act that it needs, and its closing by a
 * person once all are dealt with (money rule 11). The table can be opened and passed on.
 */
import type { Notice } from '../../../../components/notice/notice';
import type { Panel } from '../../../../components/state-panel/state-panel';
import { fill } from '../../../../i18n/texts';
import { now } from '../../../../services/clock';
import { scaleStyle } from '../../../../services/device';
import { setTitle, showTop, stopPulling } from '../../../../services/navigate';
import type { Trouble } from '../../../../services/trouble';
import { words } from '../../../../services/words';
import type { DifferenceCard } from '../../components/difference-card/difference-card';
import type { DifferenceView, ReconDayView } from '../../i18n/texts';
import { dashed } from '../../services/days';
import { ask } from '../../services/desk';
import { openTable } from '../../services/files';
import { staffGo } from '../../services/go';
import { readDay } from '../../services/recon';
import { staffWords } from '../../services/words';
import { info, isShutOut, troubleNotice, troublePanel } from '../views/messages';
import type { DayReport } from './view';
import { dayReport, differenceCard, openCount } from './view';

const t = words();
const s = staffWords();
const w = s.day;

type DayData = {
  scale: string;
  w: typeof w;
  staff: typeof s.staff;
  panel: Panel | null;
  notice: Notice | null;
  report: DayReport | null;
  differences: DifferenceCard[];
  more: boolean;
  adding: boolean;
  asking: '' | 'settle' | 'close' | 'again';
  askTitle: string;
  askText: string;
  note: string;
  noteError: string;
  busy: '' | 'settle' | 'close' | 'again' | 'export';
};

const data: DayData = {
  scale: scaleStyle(),
  w,
  staff: s.staff,
  panel: null,
  notice: null,
  report: null,
  differences: [],
  more: false,
  adding: false,
  asking: '',
  askTitle: '',
  askText: '',
  note: '',
  noteError: '',
  busy: '',
};

type AtIndex = WechatMiniprogram.CustomEvent<object, object, { index: number }>;

Page({
  data,

  day: '',
  known: undefined as ReconDayView | undefined,
  found: [] as readonly DifferenceView[],
  next: undefined as string | undefined,
  about: undefined as DifferenceView | undefined,
  note: '',
  /** How many the server said were left. */
  left: undefined as number | undefined,
  turn: 0,
  shutOut: false,

  onLoad(query: Record<string, string | undefined>) {
    setTitle(w.title);
    this.day = query['day'] ?? '';
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

  onReachBottom() {
    void this.onMore();
  },

  async load() {
    this.turn += 1;
    const { turn } = this;
    const outcome = await readDay(this.day);
    if (turn !== this.turn) return;
    if (!outcome.ok) {
      this.shutOut = isShutOut(outcome.reason);
      this.setData({ panel: troublePanel(outcome.reason, t, s.staff), report: null });
      return;
    }
    const { day, differences, next } = outcome.value;
    this.known = day;
    this.found = differences;
    this.next = next;
    this.show();
  },

  show() {
    const { known, found, next } = this;
    if (known === undefined) return;
    const open = openCount(known, found, next === undefined, this.left);
    this.setData({
      panel: null,
      report: dayReport(known, open, now(), t, s),
      differences: found.map((each) => differenceCard(each, now(), t, s)),
      more: next !== undefined,
      adding: false,
    });
  },

  async onMore() {
    const { next, turn } = this;
    if (next === undefined || this.data.adding) return;
    this.setData({ adding: true });
    const outcome = await ask('differences', { day: this.day, after: next });
    if (turn !== this.turn) {
      this.setData({ adding: false });
      return;
    }
    if (!outcome.ok) {
      this.setData({ adding: false });
      this.fail(outcome.reason);
      return;
    }
    this.found = [...this.found, ...outcome.value.differences];
    this.next = outcome.value.next;
    this.show();
  },

  fail(reason: Trouble) {
    const open = reason === 'difference-open';
    const title = open ? this.data.report?.stillOpen : undefined;
    const notice = troubleNotice(reason, t, s.staff, 'bad');
    this.setData({
      busy: '',
      notice: title === undefined || title === '' ? notice : { ...notice, text: title },
    });
    showTop();
  },

  onSettle({ currentTarget }: AtIndex) {
    const about = this.found[currentTarget.dataset.index];
    if (about === undefined || this.data.busy !== '') return;
    const same = this.about?.differenceId === about.differenceId;
    this.about = about;
    if (!same) this.note = '';
    const what = s.differences.type[about.type];
    this.setData({
      asking: 'settle',
      askText: fill(w.settleText, { orderNo: about.orderNo, what }),
      note: this.note,
      noteError: '',
      notice: null,
    });
  },

  onNote({ detail }: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.note = detail.value;
  },

  async onSettled() {
    const { about } = this;
    const note = this.note.trim();
    if (about === undefined || this.data.busy !== '') return;
    if (note === '') {
      this.setData({ noteError: w.noteEmpty });
      return;
    }
    this.setData({ asking: '', busy: 'settle' });
    const { differenceId } = about;
    const outcome = await ask('settleDifference', { day: this.day, differenceId, note });
    if (!outcome.ok) {
      this.fail(outcome.reason);
      return;
    }
    this.about = undefined;
    this.left = outcome.value.open;
    this.setData({ busy: '' });
    await this.load();
  },

  onClose() {
    const askTitle = fill(w.closeTitle, { day: dashed(this.day) });
    this.setData({ asking: 'close', askTitle, notice: null });
  },

  async onClosed() {
    if (this.data.busy !== '') return;
    this.setData({ asking: '', busy: 'close' });
    const outcome = await ask('closeDay', { day: this.day });
    if (!outcome.ok) {
      this.fail(outcome.reason);
      void this.load();
      return;
    }
    this.setData({ busy: '' });
    await this.load();
  },

  onAgain() {
    this.setData({ asking: 'again', notice: null });
  },

  async onCompareAgain() {
    if (this.data.busy !== '') return;
    this.setData({ asking: '', busy: 'again' });
    const outcome = await ask('reconcileAgain', { day: this.day });
    if (!outcome.ok) {
      this.fail(outcome.reason);
      return;
    }
    this.setData({ busy: '', notice: info(w.againSent) });
    showTop();
    await this.load();
  },

  async onExport() {
    if (this.data.busy !== '') return;
    this.setData({ busy: 'export', notice: null });
    const outcome = await ask('dayFile', { day: this.day });
    if (!outcome.ok) {
      this.fail(outcome.reason);
      return;
    }
    const opened = await openTable(outcome.value.file);
    const { fileTitle: title, fileText: text } = s.staff;
    this.setData({ busy: '', notice: opened ? null : { tone: 'warn', title, text, call: '' } });
    if (!opened) showTop();
  },

  onKeep() {
    this.setData({ asking: '' });
  },

  onOrder({ currentTarget }: AtIndex) {
    const difference = this.found[currentTarget.dataset.index];
    if (difference !== undefined) staffGo.order(difference.orderNo);
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
