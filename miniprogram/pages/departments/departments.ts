/** Registering begins here: a department, found by name or by what it treats. */
import type { DepartmentView } from '../../../cloudfunctions/contract/visit-types';
import type { DepartmentRow } from '../../components/department-row/department-row';
import type { InsuranceHint } from '../../components/insurance-hint/insurance-hint';
import type { Panel } from '../../components/state-panel/state-panel';
import { fill } from '../../i18n/texts';
import { call } from '../../services/api';
import { scaleStyle } from '../../services/device';
import { callHospital, knownHospital } from '../../services/hospital';
import { go, setTitle, stopPulling } from '../../services/navigate';
import { words } from '../../services/words';
import { emptyPanel, troublePanel } from '../views/messages';
import { departmentRow, insuranceWord, matching, PAGE } from './view';

const t = words();

type DepartmentsData = {
  scale: string;
  t: typeof t.departments;
  common: typeof t.common;
  loading: boolean;
  panel: Panel | null;
  insurance: InsuranceHint | null;
  word: string;
  found: string;
  rows: DepartmentRow[];
  more: boolean;
};

const data: DepartmentsData = {
  scale: scaleStyle(),
  t: t.departments,
  common: t.common,
  loading: true,
  panel: null,
  insurance: null,
  word: '',
  found: '',
  rows: [],
  more: false,
};

Page({
  data,

  all: [] as readonly DepartmentView[],
  /** As typed; the input keeps its own text, so typing sets the rows only. */
  word: '',
  shown: PAGE,
  /** Which load is the latest: an older answer that comes later is dropped. */
  turn: 0,

  onLoad() {
    setTitle(t.departments.title);
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
    const outcome = await call('clinic', 'departments', {});
    if (turn !== this.turn) return;
    if (!outcome.ok) {
      const panel = troublePanel(outcome.reason, t, knownHospital().phone);
      this.setData({ loading: false, panel, rows: [], more: false });
      return;
    }
    const { departments, sameDayOnly } = outcome.value;
    this.all = departments;
    const insurance = insuranceWord(sameDayOnly, t.departments);
    this.setData({ loading: false, insurance, ...this.list() });
  },

  /** What of all departments is to be shown now. */
  list() {
    const { noneTitle, noneText, showAll, emptyTitle, emptyText, found } = t.departments;
    const matches = matching(this.all, this.word);
    const rows = matches.slice(0, this.shown).map(departmentRow);
    const more = matches.length > rows.length;
    const searching = this.word.trim() !== '';
    if (rows.length > 0) {
      const said = searching ? fill(found, { count: matches.length }) : '';
      return { panel: null, rows, more, found: said };
    }
    const panel = searching
      ? emptyPanel(fill(noneTitle, { word: this.word.trim() }), noneText, showAll)
      : emptyPanel(emptyTitle, emptyText, t.common.retry);
    return { panel, rows, more, found: '' };
  },

  onSearch({ detail }: WechatMiniprogram.Input) {
    this.word = detail.value;
    this.shown = PAGE;
    if (!this.data.loading && this.data.insurance !== null) this.setData(this.list());
  },

  /** The input has to be emptied as well. */
  onClear() {
    this.setData({ word: this.word });
    this.word = '';
    this.shown = PAGE;
    this.setData({ word: '', ...this.list() });
  },

  onMore() {
    this.shown += PAGE;
    this.setData(this.list());
  },

  onAction() {
    if (this.data.panel?.kind === 'empty' && this.word.trim() !== '') {
      this.onClear();
      return;
    }
    this.setData({ loading: true, panel: null });
    void this.load();
  },

  onOpen(event: WechatMiniprogram.CustomEvent<object, object, { index: number }>) {
    const row = this.data.rows[event.currentTarget.dataset.index];
    if (row !== undefined) go.doctors({ departmentId: row.departmentId, name: row.name });
  },

  onCall() {
    callHospital();
  },
});
