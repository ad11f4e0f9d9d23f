/** The ticket of a visit: number, place, time. As the hospital says it now, read anew on every look. */
import type { Notice } from '../../components/notice/notice';
import type { Panel } from '../../components/state-panel/state-panel';
import type { Ticket } from '../../components/ticket-card/ticket-card';
import { call } from '../../services/api';
import { said } from '../../services/appointments';
import { now } from '../../services/clock';
import { scaleStyle } from '../../services/device';
import { callHospital, knownHospital } from '../../services/hospital';
import { go, setTitle, showTop, stopPulling } from '../../services/navigate';
import { words } from '../../services/words';
import { troubleNotice, troublePanel } from '../views/messages';
import type { Way } from './view';
import { standingOf } from './view';

const t = words();

type TicketData = {
  scale: string;
  t: typeof t.ticket;
  common: typeof t.common;
  loading: boolean;
  panel: Panel | null;
  notice: Notice | null;
  ticket: Ticket | null;
  phone: string;
};

const data: TicketData = {
  scale: scaleStyle(),
  t: t.ticket,
  common: t.common,
  loading: true,
  panel: null,
  notice: null,
  ticket: null,
  phone: '',
};

Page({
  data,

  patientId: '',
  appointmentId: '',
  orderNo: '',
  way: undefined as Way | undefined,
  /** Which load is the latest: an older answer that comes later is dropped. */
  turn: 0,

  onLoad(query: Record<string, string | undefined>) {
    setTitle(t.ticket.title);
    this.patientId = said(query, 'patientId');
    this.appointmentId = said(query, 'appointmentId');
    this.orderNo = said(query, 'orderNo');
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
    const { patientId, appointmentId, turn } = this;
    const outcome = await call('clinic', 'appointment', { patientId, appointmentId });
    if (turn !== this.turn) return;
    const { phone } = knownHospital();
    if (outcome.ok) {
      const { appointment } = outcome.value;
      this.orderNo = appointment.liveOrderNo ?? this.orderNo;
      const standing = standingOf(appointment, now(), t);
      this.way = 'way' in standing ? standing.way : undefined;
      const ticket = 'ticket' in standing ? standing.ticket : null;
      const panel = 'panel' in standing ? standing.panel : null;
      this.setData({ loading: false, ticket, panel, notice: null, phone });
      return;
    }
    // A ticket that was shown is still one: without a network it can be read on.
    if (this.data.ticket !== null) {
      this.setData({ notice: troubleNotice(outcome.reason, t, phone) });
      showTop();
      return;
    }
    this.way = 'refresh';
    this.setData({ loading: false, panel: troublePanel(outcome.reason, t, phone), phone });
  },

  onAction() {
    if (this.way === 'appointments') go.appointments();
    else if (this.way === 'departments') go.departments();
    else {
      this.setData({ loading: true, panel: null });
      void this.load();
    }
  },

  onRefund() {
    const { orderNo, patientId } = this;
    if (orderNo === '') go.orders();
    else go.result({ orderNo, patientId });
  },

  onHome() {
    go.home();
  },

  onCall() {
    callHospital();
  },
});
