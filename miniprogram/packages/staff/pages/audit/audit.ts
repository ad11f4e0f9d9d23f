/** Who did what, the latest first, for administrators. */
import type { AuditLineView } from '../../../../../cloudfunctions/contract/staff-desk-types';
import type { Notice } from '../../../../components/notice/notice';
import type { Panel } from '../../../../components/state-panel/state-panel';
import { fill } from '../../../../i18n/texts';
import { longTime } from '../../../../i18n/when';
import { fen, yuanText } from '../../../../shared/fen';
import { now } from '../../../../services/clock';
import { scaleStyle } from '../../../../services/device';
import { setTitle, stopPulling } from '../../../../services/navigate';
import { words } from '../../../../services/words';
import type { AuditLine } from '../../components/audit-line/audit-line';
import { dashed } from '../../services/days';
import { ask } from '../../services/desk';
import { staffGo } from '../../services/go';
import { staffWords } from '../../services/words';
import { reasonSaid } from '../views/counter-words';
import { emptyPanel, isShutOut, troubleNotice, troublePanel } from '../views/messages';

const t = words();
const s = staffWords();
const w = s.audit;

type AuditData = {
  scale: string;
  staff: typeof s.staff;
  panel: Panel | null;
  notice: Notice | null;
  loading: boolean;
  adding: boolean;
  lines: AuditLine[];
  more: boolean;
};

const data: AuditData = {
  scale: scaleStyle(),
  staff: s.staff,
  panel: null,
  notice: null,
  loading: true,
  adding: false,
  lines: [],
  more: false,
};

function isIn<Key extends string>(
  key: string | undefined,
  table: Readonly<Record<Key, unknown>>,
): key is Key {
  return key !== undefined && Object.prototype.hasOwnProperty.call(table, key);
}

/** Sums in yuan, modes, differences and refusals in words; what has none stays as it is. */
function partSaid(part: string, act: string): string {
  const sums = /^cash=(\d+) insurance=(\d+)$/.exec(part);
  if (sums !== null) {
    const [cash, insurance] = sums.slice(1).map((each) => yuanText(fen(Number(each))));
    const { cashPart, insurancePart } = s.staff;
    return `${fill(cashPart, { yuan: cash ?? '' })} ${fill(insurancePart, { yuan: insurance ?? '' })}`;
  }
  const [day, type, orderNo, leg] = part.split(':');
  if (leg !== undefined && isIn(type, s.differences.type)) {
    return [dashed(day ?? ''), s.differences.type[type], orderNo].join(' ');
  }
  if (isIn(part, s.states.mode)) return s.states.mode[part];
  if (isIn(part, s.states.role)) return s.states.role[part];
  if (isIn(part, w.outcomes)) return w.outcomes[part];
  if (isIn(part, t.reasons)) {
    // at a counter it was a clerk who read it
    return (act.startsWith('counter-') ? reasonSaid(part, t, s) : t.reasons[part]).title;
  }
  return /^\d{8}$/.test(part) ? dashed(part) : part;
}

function auditLine(line: AuditLineView, index: number): AuditLine {
  const { at, byName, act, orderNo, detail } = line;
  const order = orderNo === undefined ? [] : [fill(w.order, { orderNo })];
  // whom: an opaque name that tells nobody anything
  const told = detail?.split(' · ').map((part) => part.replace(/^[0-9a-f]{24} ?/, '')) ?? [];
  const parts = told.filter((part) => part !== '').map((part) => partSaid(part, act));
  return {
    key: String(index),
    when: longTime(at, now(), t),
    name: byName,
    act: w.acts[isIn(act, w.acts) ? act : 'other'],
    more: [...order, ...parts].join(' · '),
  };
}

Page({
  data,

  known: [] as readonly AuditLineView[],
  next: undefined as string | undefined,
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

  onReachBottom() {
    void this.onMore();
  },

  async load() {
    this.turn += 1;
    const { turn } = this;
    const outcome = await ask('audit', {});
    if (turn !== this.turn) return;
    if (!outcome.ok) {
      this.shutOut = isShutOut(outcome.reason);
      this.setData({ loading: false, panel: troublePanel(outcome.reason, t, s.staff) });
      return;
    }
    this.known = outcome.value.lines;
    this.next = outcome.value.next;
    this.show();
  },

  show() {
    const { known, next } = this;
    const panel = known.length === 0 ? emptyPanel(w.emptyTitle, w.emptyText, t.common.retry) : null;
    this.setData({
      ...{ loading: false, adding: false, panel, notice: null },
      lines: known.map(auditLine),
      more: next !== undefined,
    });
  },

  async onMore() {
    const { next, turn } = this;
    if (next === undefined || this.data.adding) return;
    this.setData({ adding: true, notice: null });
    const outcome = await ask('audit', { after: next });
    if (turn !== this.turn) {
      this.setData({ adding: false });
      return;
    }
    if (!outcome.ok) {
      this.setData({ adding: false, notice: troubleNotice(outcome.reason, t, s.staff) });
      return;
    }
    this.known = [...this.known, ...outcome.value.lines];
    this.next = outcome.value.next;
    this.show();
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
