/** What the page `review` shows, before anything is known. */
import type { Notice } from '../../../../components/notice/notice';
import type { Panel } from '../../../../components/state-panel/state-panel';
import { scaleStyle } from '../../../../services/device';
import type { CaseCard } from '../../components/case-card/case-card';
import type { RequestCard } from '../../components/request-card/request-card';
import type { Tab } from '../../components/tab-row/tab-row';
import { isWide } from '../../services/device';
import { staffWords } from '../../services/words';
import type { CaseSheet } from './case-view';
import type { CaseErrors } from './draft';
import { NO_CASE_ERRORS } from './draft';

const s = staffWords();
const w = s.review;

export type TabKey = 'cases' | 'requests';

export type ReviewData = {
  scale: string;
  w: typeof w;
  staff: typeof s.staff;
  tabs: readonly Tab[];
  tab: TabKey;
  /** About one case only. */
  single: boolean;
  wide: boolean;
  loading: boolean;
  adding: boolean;
  panel: Panel | null;
  notice: Notice | null;
  cards: CaseCard[];
  more: boolean;
  chosen: string;
  /** The case that is open: one or none; keyed by its number, so that a form begins empty. */
  open: CaseSheet[];
  errors: CaseErrors;
  said: readonly string[];
  requests: RequestCard[];
  asking: '' | 'case' | 'approve' | 'dismiss';
  askTitle: string;
  askText: string;
  noteError: string;
  busy: boolean;
};

export const data: ReviewData = {
  scale: scaleStyle(),
  w,
  staff: s.staff,
  tabs: [
    { key: 'cases', title: w.cases },
    { key: 'requests', title: w.requests },
  ],
  tab: 'cases',
  single: false,
  wide: isWide(),
  loading: true,
  adding: false,
  panel: null,
  notice: null,
  cards: [],
  more: false,
  chosen: '',
  open: [],
  errors: NO_CASE_ERRORS,
  said: [],
  requests: [],
  asking: '',
  askTitle: '',
  askText: '',
  noteError: '',
  busy: false,
};
