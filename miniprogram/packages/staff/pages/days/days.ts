/** Days of reconciliation, latest first: how each ended, and which still wait for a person. */
import type { Notice } from '../../../../components/notice/notice';
import type { Panel } from '../../../../components/state-panel/state-panel';
import { now } from '../../../../services/clock';
import { scaleStyle } from '../../../../services/device';
import { setTitle, stopPulling } from '../../../../services/navigate';
import { words } from '../../../../services/words';
import type { DayCard } from '../../components/day-card/day-card';
import type { ReconDayView } from '../../i18n/texts';
import { ask } from '../../services/desk';
import { staffGo } from '../../services/go';
import { staffWords } from '../../services/words';
import { dayCard } from '../views/day-card';
import { emptyPanel, isShutOut, troubleNotice, troublePanel } from '../views/messages';

const t = words();
const s = staffWords();

type DaysData = {
  scale: string;
  staff: typeof s.staff;
  loading: boolean;
  adding: boolean;
  panel: Panel | null;
  notice: Notice | null;
  cards: DayCard[];
  more: boolean;
};

const data: DaysData = {
  scale: scaleStyle(),
  staff: s.staff,
  loading: true,
  adding: false,
  panel: null,
  notice: null,
  cards: [],
  more: false,
};

Page({
  data,

  turn: 0,
  shutOut: false,

  onLoad() {
    setTitle(s.days.title);
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

  cards(days: readonly ReconDayView[]): DayCard[] {
    return days.map((day) => dayCard(day, now(), t, s));
  },

  async load() {
    this.turn += 1;
    const { turn } = this;
    const outcome = await ask('reconciledDays', {});
    if (turn !== this.turn) return;
    if (!outcome.ok) {
      this.shutOut = isShutOut(outcome.reason);
      this.setData({ loading: false, panel: troublePanel(outcome.reason, t, s.staff) });
      return;
    }
    const { days } = outcome.value;
    const { emptyTitle, emptyText } = s.days;
    const panel = days.length === 0 ? emptyPanel(emptyTitle, emptyText, t.common.retry) : null;
    this.setData({
      loading: false,
      panel,
      notice: null,
      cards: this.cards(days),
      more: days.length > 0,
    });
  },

  /** The list ends where an answer brings nothing older. */
  async onMore() {
    const before = this.data.cards[this.data.cards.length - 1]?.day;
    if (!this.data.more || this.data.adding || before === undefined) return;
    const { turn } = this;
    this.setData({ adding: true, notice: null });
    const outcome = await ask('reconciledDays', { before });
    if (turn !== this.turn) {
      this.setData({ adding: false });
      return;
    }
    if (!outcome.ok) {
      this.setData({ adding: false, notice: troubleNotice(outcome.reason, t, s.staff) });
      return;
    }
    const { days } = outcome.value;
    const older = this.cards(days.filter(({ day }) => day < before));
    this.setData({
      adding: false,
      cards: [...this.data.cards, ...older],
      more: older.length > 0,
    });
  },

  onOpen({ currentTarget }: WechatMiniprogram.CustomEvent<object, object, { index: number }>) {
    const card = this.data.cards[currentTarget.dataset.index];
    if (card !== undefined) staffGo.day(card.day);
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
