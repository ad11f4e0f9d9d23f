/** The person's patients: which one is the default, add another, remove one after a question. */
import type { PatientView } from '../../../cloudfunctions/contract/types';
import type { Notice } from '../../components/notice/notice';
import type { Panel } from '../../components/state-panel/state-panel';
import { fill } from '../../i18n/texts';
import { call } from '../../services/api';
import { scaleStyle } from '../../services/device';
import { callHospital, knownHospital } from '../../services/hospital';
import { go, setTitle, showTop, stopPulling } from '../../services/navigate';
import type { Outcome } from '../../services/trouble';
import { words } from '../../services/words';
import { emptyPanel, loadingPanel, troubleNotice, troublePanel } from '../views/messages';

const t = words();

interface PatientRow {
  readonly patientId: string;
  readonly name: string;
  readonly relation: string;
  readonly card: string;
  readonly isDefault: boolean;
  readonly cashOnly: boolean;
}

type PatientsData = {
  scale: string;
  t: typeof t.patients;
  panel: Panel | null;
  notice: Notice | null;
  patients: readonly PatientRow[];
  removing: boolean;
  removeTitle: string;
};

const data: PatientsData = {
  scale: scaleStyle(),
  t: t.patients,
  panel: loadingPanel(t),
  notice: null,
  patients: [],
  removing: false,
  removeTitle: '',
};

type Listed = Outcome<{ patients: readonly PatientView[] }>;

Page({
  data,

  /** Who is asked about. */
  removingId: '',
  busy: false,
  alive: true,
  /** Which question is the latest: an older list that comes later is dropped. */
  turn: 0,

  onLoad() {
    setTitle(t.patients.title);
  },

  onShow() {
    void this.load();
  },

  onUnload() {
    this.alive = false;
    this.turn += 1;
  },

  async onPullDownRefresh() {
    await this.load();
    stopPulling();
  },

  async load() {
    this.turn += 1;
    const { turn } = this;
    const listed = await call('clinic', 'listPatients', {});
    if (turn !== this.turn) return;
    if (listed.ok) this.show(listed.value.patients);
    else {
      const panel = troublePanel(listed.reason, t, knownHospital().phone);
      this.setData({ panel, patients: [] });
    }
  },

  show(patients: readonly PatientView[]) {
    const rows = patients.map(
      ({ patientId, name, cardNo, isDefault, relation, canUseInsurance }): PatientRow => ({
        patientId,
        name,
        // oneself, proven by no more than the telephone, stands there as anybody else: no word is better
        relation: relation === 'other' ? '' : t.patients[relation],
        card: fill(t.common.card, { cardNo }),
        isDefault,
        cashOnly: !canUseInsurance,
      }),
    );
    const { emptyTitle, emptyText } = t.patients;
    const panel = rows.length === 0 ? emptyPanel(emptyTitle, emptyText) : null;
    this.setData({ panel, patients: rows, notice: null, removing: false });
  },

  /** One change at a time; a failure is said in place and the list stays. */
  async change(work: () => Promise<Listed>) {
    if (this.busy) return;
    this.busy = true;
    const waiting: Notice = { tone: 'info', title: t.checkout.wait, text: '', call: '' };
    this.setData({ notice: waiting, removing: false });
    showTop();
    const outcome = await work();
    this.busy = false;
    this.turn += 1;
    if (!this.alive) return;
    if (outcome.ok) this.show(outcome.value.patients);
    else {
      this.setData({ notice: troubleNotice(outcome.reason, t, knownHospital().phone) });
      showTop();
    }
  },

  rowOf(event: WechatMiniprogram.CustomEvent<object, object, { index: number }>) {
    return this.data.patients[event.currentTarget.dataset.index];
  },

  onMakeDefault(event: WechatMiniprogram.CustomEvent<object, object, { index: number }>) {
    const patientId = this.rowOf(event)?.patientId;
    if (patientId === undefined) return;
    void this.change(() => call('clinic', 'chooseDefault', { patientId }));
  },

  onRemove(event: WechatMiniprogram.CustomEvent<object, object, { index: number }>) {
    const row = this.rowOf(event);
    if (row === undefined) return;
    this.removingId = row.patientId;
    const removeTitle = fill(t.patients.removeTitle, { name: row.name });
    this.setData({ removing: true, removeTitle });
  },

  onKeep() {
    this.setData({ removing: false });
  },

  onRemoveConfirmed() {
    const { removingId: patientId } = this;
    void this.change(() => call('clinic', 'removePatient', { patientId }));
  },

  onRetry() {
    this.setData({ panel: loadingPanel(t) });
    void this.load();
  },

  onAdd() {
    go.addPatient();
  },

  onCall() {
    callHospital();
  },
});
