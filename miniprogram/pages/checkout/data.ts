/** What the checkout shows before anything was read. */
import type { PayWith } from '../../../cloudfunctions/contract/types';
import type { Choice } from '../../components/choice-list/choice-list';
import type { Notice } from '../../components/notice/notice';
import type { Panel } from '../../components/state-panel/state-panel';
import { scaleStyle } from '../../services/device';
import type { EntryPoint } from '../../services/entry';
import { words } from '../../services/words';
import { loadingPanel } from '../views/messages';
import type { SumView } from './view';

const t = words();

export type CheckoutData = {
  scale: string;
  t: typeof t.checkout;
  panel: Panel | null;
  patientName: string;
  billTitle: string;
  /** Clinic bills have a list to go back to; what else is paid came from its own page. */
  backText: string;
  choices: Choice[];
  chosen: PayWith;
  sum: SumView | null;
  whyCash: Notice | null;
  /** A refund of it is made at the hospital by hand. */
  byHand: Notice | null;
  notice: Notice | null;
  sharePlace: boolean;
  /** The bill cannot be paid here any more. */
  over: boolean;
  busy: boolean;
  busyText: string;
  /** In place of the button's own words; empty: none. */
  againText: string;
  /** The patient is elsewhere: to pay, or to permit the use of their insurance. */
  away: boolean;
  awayTitle: string;
  awayText: string;
};

export const data: CheckoutData = {
  scale: scaleStyle(),
  t: t.checkout,
  panel: loadingPanel(t),
  patientName: '',
  billTitle: '',
  backText: t.checkout.toBills,
  choices: [],
  chosen: 'cash',
  sum: null,
  whyCash: null,
  byHand: null,
  notice: null,
  sharePlace: true,
  over: false,
  busy: false,
  busyText: '',
  againText: '',
  away: false,
  awayTitle: t.checkout.away,
  awayText: t.checkout.awayText,
};

/** Until the address has been read. */
export const UNTOLD: { readonly entry: EntryPoint } = { entry: 'menu' };
