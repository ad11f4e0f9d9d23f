/** The doctors of a department, by day: title, fee, what they are good at, places left. */
import type { DoctorView } from '../../../cloudfunctions/contract/visit-types';
import type { StripDay } from '../../components/day-strip/day-strip';
import type { DoctorCard } from '../../components/doctor-card/doctor-card';
import type { Panel } from '../../components/state-panel/state-panel';
import { call } from '../../services/api';
import { said } from '../../services/appointments';
import { now } from '../../services/clock';
import { scaleStyle } from '../../services/device';
import { callHospital, knownHospital } from '../../services/hospital';
import { go, setTitle, stopPulling } from '../../services/navigate';
import { words } from '../../services/words';
import { emptyPanel, troublePanel } from '../views/messages';
import { dayToShow, doctorCards, stripDays } from './view';

const t = words();

type DoctorsData = {
  scale: string;
  t: typeof t.doctors;
  common: typeof t.common;
  loading: boolean;
  panel: Panel | null;
  department: string;
  days: StripDay[];
  day: string;
  doctors: DoctorCard[];
};

const data: DoctorsData = {
  scale: scaleStyle(),
  t: t.doctors,
  common: t.common,
  loading: true,
  panel: null,
  department: '',
  days: [],
  day: '',
  doctors: [],
};

Page({
  data,

  departmentId: '',
  heard: [] as readonly DoctorView[],
  /** Which load is the latest: an older answer that comes later is dropped. */
  turn: 0,

  onLoad(query: Record<string, string | undefined>) {
    setTitle(t.doctors.title);
    this.departmentId = said(query, 'departmentId');
    const department = said(query, 'name');
    if (department !== '') this.setData({ department });
  },

  /** Places go while one looks at them: every return asks anew, and the day stays chosen. */
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
    const { departmentId, turn } = this;
    const outcome = await call('clinic', 'schedule', { departmentId });
    if (turn !== this.turn) return;
    if (!outcome.ok) {
      const panel = troublePanel(outcome.reason, t, knownHospital().phone);
      this.setData({ loading: false, panel, days: [], doctors: [] });
      return;
    }
    const { days, doctors } = outcome.value;
    this.heard = doctors;
    const strip = stripDays(days, doctors, now(), t);
    const day = dayToShow(strip, this.data.day);
    this.setData({ loading: false, days: strip, ...this.onDay(day, strip) });
  },

  onDay(day: string, days: readonly StripDay[]) {
    const { emptyTitle, emptyText, toDepartments, nobodyTitle, nobodyText } = t.doctors;
    const doctors = doctorCards(this.heard, day, t);
    if (days.every(({ open }) => !open)) {
      return { day, doctors, panel: emptyPanel(emptyTitle, emptyText, toDepartments) };
    }
    const some = doctors.some(({ open }) => open);
    return { day, doctors, panel: some ? null : emptyPanel(nobodyTitle, nobodyText) };
  },

  onDayChosen({ detail }: WechatMiniprogram.CustomEvent<{ day: string }>) {
    if (detail.day !== this.data.day) this.setData(this.onDay(detail.day, this.data.days));
  },

  onOpen(event: WechatMiniprogram.CustomEvent<object, object, { index: number }>) {
    const { day, department } = this.data;
    const doctor = this.data.doctors[event.currentTarget.dataset.index];
    if (doctor === undefined || !doctor.open) return;
    const { departmentId } = this;
    const { doctorId, name, title } = doctor;
    go.slots({ departmentId, doctorId, day, department, doctor: name, title });
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
