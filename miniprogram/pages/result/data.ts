/** What the result page shows before anything was heard, and its short notices. */
import type { OrderView } from '../../../cloudfunctions/contract/types';
import type { Notice } from '../../components/notice/notice';
import { scaleStyle } from '../../services/device';
import { knownHospital } from '../../services/hospital';
import { words } from '../../services/words';
import { wordsFor } from '../views/free-visit';
import type { ResultView } from './view';
import { nothingYet, resultView } from './view';

const t = words();

export type ResultData = {
  scale: string;
  t: typeof t.result;
  timeline: typeof t.timeline;
  common: typeof t.common;
  refund: typeof t.refund;
  phone: string;
  view: ResultView;
  notice: Notice | null;
  cancelling: boolean;
  /** The question whether the payment shall go back is open. */
  refundAsked: boolean;
  busy: boolean;
  /** The label of the button that asks for messages, or what came of it; empty: none. */
  remind: string;
  reminded: boolean;
};

export const data: ResultData = {
  scale: scaleStyle(),
  t: t.result,
  timeline: t.timeline,
  common: t.common,
  refund: t.refund,
  phone: knownHospital().phone,
  view: resultView(nothingYet(), 0, t, ''),
  notice: null,
  cancelling: false,
  refundAsked: false,
  busy: false,
  remind: '',
  reminded: false,
};

/** What giving back is called on this page. */
export function refundWords(order: OrderView | undefined): typeof t.refund {
  return order === undefined ? t.refund : wordsFor(order, t).refund;
}

export const notices = {
  noRefundFound: (order: OrderView): Notice => {
    const { notFound: title, notFoundText: text } = refundWords(order);
    return { tone: 'warn', title, text, call: '' };
  },
};
