/** The end of a shift: what came in and went back since eight o'clock, or between two chosen moments. */
import type { Notice } from '../../../../components/notice/notice';
import type { Panel } from '../../../../components/state-panel/state-panel';
import { now } from '../../../../services/clock';
import { scaleStyle } from '../../../../services/device';
import { setTitle, showTop, stopPulling } from '../../../../services/navigate';
import { words } from '../../../../services/words';
import type { Figure } from '../../components/figure-card/figure-card';
import { dashed, dayOf, timeOf } from '../../services/days';
import { ask } from '../../services/desk';
import { openTable } from '../../services/files';
import { staffGo } from '../../services/go';
import { staffWords } from '../../services/words';
import { isShutOut, troubleNotice, troublePanel } from '../views/messages';
import type { Moments, Span } from './view';
import { momentsOf, shiftFigures } from './view';

const t = words();
const s = staffWords();
const w = s.shift;

const BEGINS = '08:00';

/** Since eight of today; before eight, of the day before: a night's shift. */
function usualSpan(nowMs: number): Span {
  const today = dashed(dayOf(nowMs));
  const time = timeOf(nowMs);
  const begun = time > BEGINS ? today : dashed(dayOf(nowMs - 24 * 60 * 60 * 1000));
  return { fromDate: begun, fromTime: BEGINS, toDate: today, toTime: time };
}

type ShiftData = Span & {
  scale: string;
  w: typeof w;
  staff: typeof s.staff;
  lastDate: string;
  error: string;
  panel: Panel | null;
  notice: Notice | null;
  loading: boolean;
  figures: readonly Figure[];
  exporting: boolean;
};

const data: ShiftData = {
  ...usualSpan(now()),
  scale: scaleStyle(),
  w,
  staff: s.staff,
  lastDate: dashed(dayOf(now())),
  error: '',
  panel: null,
  notice: null,
  loading: true,
  figures: [],
  exporting: false,
};

type Field = keyof Span;

Page({
  data,

  turn: 0,
  shutOut: false,
  /** Whether the clerk chose the moments; else the end is now. */
  chosen: false,

  onLoad() {
    setTitle(w.title);
  },

  onShow() {
    if (!this.chosen) this.setData(usualSpan(now()));
    void this.load();
  },

  onUnload() {
    this.turn += 1;
  },

  async onPullDownRefresh() {
    if (!this.chosen) this.setData(usualSpan(now()));
    await this.load();
    stopPulling();
  },

  moments(): Moments | undefined {
    const { fromDate, fromTime, toDate, toTime } = this.data;
    const found = momentsOf({ fromDate, fromTime, toDate, toTime }, w);
    if (found.ok) return found.moments;
    this.setData({ error: found.why, loading: false, figures: [] });
    return undefined;
  },

  async load() {
    this.turn += 1;
    const { turn } = this;
    const moments = this.moments();
    if (moments === undefined) return;
    const outcome = await ask('shift', moments);
    if (turn !== this.turn) return;
    if (!outcome.ok) {
      this.shutOut = isShutOut(outcome.reason);
      this.setData({ loading: false, panel: troublePanel(outcome.reason, t, s.staff) });
      return;
    }
    const figures = shiftFigures(outcome.value.shift, t, s);
    this.setData({ loading: false, panel: null, error: '', figures });
  },

  onMoment({
    detail,
    currentTarget,
  }: WechatMiniprogram.CustomEvent<{ value: string }, object, { field: Field }>) {
    this.chosen = true;
    const change: Partial<Span> = { [currentTarget.dataset.field]: detail.value };
    this.setData({ ...change, error: '', loading: true });
    void this.load();
  },

  async onExport() {
    const moments = this.moments();
    if (moments === undefined || this.data.exporting) return;
    this.setData({ exporting: true, notice: null });
    const outcome = await ask('shiftFile', moments);
    const opened = outcome.ok && (await openTable(outcome.value.file));
    const { fileTitle: title, fileText: text } = s.staff;
    const notice: Notice = outcome.ok
      ? { tone: 'warn', title, text, call: '' }
      : troubleNotice(outcome.reason, t, s.staff, 'bad');
    this.setData({ exporting: false, notice: opened ? null : notice });
    if (!opened) showTop();
  },

  onAction() {
    if (this.shutOut) {
      staffGo.join();
      return;
    }
    this.setData({ panel: null, loading: true });
    void this.load();
  },
});
