/** The times of a doctor's day. What insurance pays is said at every time, before it is tapped. */
import type { InsuranceHint } from '../../components/insurance-hint/insurance-hint';
import type { Panel } from '../../components/state-panel/state-panel';
import { call } from '../../services/api';
import { said } from '../../services/appointments';
import { now } from '../../services/clock';
import { scaleStyle } from '../../services/device';
import { callHospital, knownHospital } from '../../services/hospital';
import { go, setTitle, stopPulling } from '../../services/navigate';
import { words } from '../../services/words';
import { emptyPanel, troublePanel } from '../views/messages';
import { dayText } from '../views/visits';
import type { SlotGroup } from './view';
import { slotGroups, slotHints } from './view';

const t = words();

type SlotsData = {
  scale: string;
  common: typeof t.common;
  loading: boolean;
  panel: Panel | null;
  doctor: string;
  title: string;
  department: string;
  when: string;
  hints: InsuranceHint[];
  groups: SlotGroup[];
};

const data: SlotsData = {
  scale: scaleStyle(),
  common: t.common,
  loading: true,
  panel: null,
  doctor: '',
  title: '',
  department: '',
  when: '',
  hints: [],
  groups: [],
};

Page({
  data,

  departmentId: '',
  doctorId: '',
  day: '',
  /** Which load is the latest: an older answer that comes later is dropped. */
  turn: 0,

  onLoad(query: Record<string, string | undefined>) {
    setTitle(t.slots.title);
    this.departmentId = said(query, 'departmentId');
    this.doctorId = said(query, 'doctorId');
    this.day = said(query, 'day');
    const when = this.day === '' ? '' : dayText(this.day, now(), t);
    this.setData({
      when,
      department: said(query, 'department'),
      doctor: said(query, 'doctor'),
      title: said(query, 'title'),
    });
  },

  /** Places go while one looks at them: every return asks anew. */
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
    const { departmentId, doctorId, day, turn } = this;
    const outcome = await call('clinic', 'slots', { departmentId, doctorId, day });
    if (turn !== this.turn) return;
    if (!outcome.ok) {
      const panel = troublePanel(outcome.reason, t, knownHospital().phone);
      this.setData({ loading: false, panel, hints: [], groups: [] });
      return;
    }
    const { slots } = outcome.value;
    const { emptyTitle, emptyText, otherDay } = t.slots;
    this.setData({
      loading: false,
      panel: slots.length === 0 ? emptyPanel(emptyTitle, emptyText, otherDay) : null,
      hints: slotHints(slots, t),
      groups: slotGroups(slots, t),
    });
  },

  onChoose({ detail }: WechatMiniprogram.CustomEvent<{ slotId: string }>) {
    const { departmentId, doctorId, day } = this;
    const { department, doctor, title } = this.data;
    const { slotId } = detail;
    go.visitConfirm({ departmentId, doctorId, day, slotId, department, doctor, title });
  },

  onAction() {
    if (this.data.panel?.kind === 'empty') {
      go.back();
      return;
    }
    this.setData({ loading: true, panel: null });
    void this.load();
  },

  onCall() {
    callHospital();
  },
});
