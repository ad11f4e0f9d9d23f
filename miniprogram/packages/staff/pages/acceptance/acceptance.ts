/** What the platform wants to see before going live, and what of it is still missing. */
import type { Notice } from '../../../../components/notice/notice';
import type { Panel } from '../../../../components/state-panel/state-panel';
import { fill } from '../../../../i18n/texts';
import { now } from '../../../../services/clock';
import { scaleStyle } from '../../../../services/device';
import { setTitle, showTop, stopPulling } from '../../../../services/navigate';
import { words } from '../../../../services/words';
import { dashed, dayOf, daysBefore, undashed } from '../../services/days';
import { ask } from '../../services/desk';
import { openTable } from '../../services/files';
import { staffGo } from '../../services/go';
import { staffWords } from '../../services/words';
import { isShutOut, troubleNotice, troublePanel } from '../views/messages';
import type { AcceptanceSheet } from './view';
import { acceptanceSheet } from './view';

const t = words();
const s = staffWords();
const w = s.acceptance;

/** What the server looks at in one piece; how far back a rehearsal usually reaches. */
const MOST_DAYS = 31;

type AcceptanceData = {
  scale: string;
  w: typeof w;
  staff: typeof s.staff;
  /** As the picker writes them. */
  from: string;
  to: string;
  lastDate: string;
  error: string;
  panel: Panel | null;
  notice: Notice | null;
  loading: boolean;
  sheet: AcceptanceSheet | null;
  exporting: boolean;
};

const today = dayOf(now());

const data: AcceptanceData = {
  scale: scaleStyle(),
  w,
  staff: s.staff,
  from: dashed(daysBefore(today, MOST_DAYS - 1)),
  to: dashed(today),
  lastDate: dashed(today),
  error: '',
  panel: null,
  notice: null,
  loading: true,
  sheet: null,
  exporting: false,
};

function spanError({ from, to }: { readonly from: string; readonly to: string }): string {
  if (from > to) return w.wrongOrder;
  return from < daysBefore(to, MOST_DAYS - 1) ? fill(w.tooLong, { count: MOST_DAYS }) : '';
}

Page({
  data,

  turn: 0,
  shutOut: false,

  onLoad() {
    setTitle(w.title);
    void this.load();
  },

  onUnload() {
    this.turn += 1;
  },

  async onPullDownRefresh() {
    await this.load();
    stopPulling();
  },

  span() {
    const { from, to } = this.data;
    return { from: undashed(from), to: undashed(to) };
  },

  async load() {
    this.turn += 1;
    const { turn } = this;
    const span = this.span();
    const error = spanError(span);
    if (error !== '') {
      this.setData({ error, loading: false, sheet: null });
      return;
    }
    const outcome = await ask('acceptance', span);
    if (turn !== this.turn) return;
    if (!outcome.ok) {
      this.shutOut = isShutOut(outcome.reason);
      this.setData({ loading: false, panel: troublePanel(outcome.reason, t, s.staff) });
      return;
    }
    const sheet = acceptanceSheet(outcome.value.acceptance, s);
    this.setData({ loading: false, panel: null, error: '', sheet });
  },

  onMoment({
    detail,
    currentTarget,
  }: WechatMiniprogram.CustomEvent<{ value: string }, object, { field: 'from' | 'to' }>) {
    const change =
      currentTarget.dataset.field === 'from' ? { from: detail.value } : { to: detail.value };
    this.setData({ ...change, error: '', loading: true });
    void this.load();
  },

  async onExport() {
    if (this.data.exporting) return;
    this.setData({ exporting: true, notice: null });
    const outcome = await ask('acceptanceFile', this.span());
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
