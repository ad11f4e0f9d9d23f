/** At which counter this phone stands, the one chosen last or the only one, and what is open or done there. */
import type { CounterOrderView } from '../../../../../cloudfunctions/contract/counter-types';
import type { Choice } from '../../../../components/choice-list/choice-list';
import type { Panel } from '../../../../components/state-panel/state-panel';
import type { Texts } from '../../../../i18n/texts';
import { now } from '../../../../services/clock';
import type { Outcome } from '../../../../services/trouble';
import type { StaffTexts } from '../../i18n/texts';
import { askCounter, rememberedCounter } from '../../services/counter';
import { counterNotice } from '../views/counter-words';
import { emptyPanel, warning } from '../views/messages';
import type { CounterData } from './data';
import { counterChoices, openRow } from './view';

/** What of the page's data follows from it. */
export interface Place {
  readonly panel: Panel | null;
  readonly choices: readonly Choice[];
  readonly choosing: boolean;
  /** Empty: none yet. */
  readonly counterNo: string;
  readonly counterName: string;
}

const NOWHERE: Place = {
  panel: null,
  choices: [],
  choosing: false,
  counterNo: '',
  counterName: '',
};

/** Never throws. `retry`: the label of a button. */
export async function findPlace(
  { counter: w }: Pick<StaffTexts, 'counter'>,
  retry: string,
): Promise<Outcome<Place>> {
  const outcome = await askCounter('counters', {});
  if (!outcome.ok) return outcome;
  const { enabled, counters } = outcome.value;
  const nothing = (title: string, text: string): Outcome<Place> => ({
    ok: true,
    value: { ...NOWHERE, panel: emptyPanel(title, text, retry) },
  });
  if (!enabled) return nothing(w.offTitle, w.offText);
  const [only] = counters;
  if (only === undefined) return nothing(w.noneTitle, w.noneText);
  const wanted = counters.length === 1 ? only.counterNo : rememberedCounter();
  const here = counters.find(({ counterNo }) => counterNo === wanted);
  const choices = counterChoices(counters);
  if (here === undefined) return { ok: true, value: { ...NOWHERE, choices, choosing: true } };
  const { counterNo, name: counterName } = here;
  return { ok: true, value: { ...NOWHERE, choices, counterNo, counterName } };
}

export interface OpenRead {
  /** Undefined: they could not be read. */
  readonly orders: readonly CounterOrderView[] | undefined;
  readonly shown: Partial<Pick<CounterData, 'open' | 'done' | 'openNotice'>>;
}

/** What is not finished at that counter, and what was paid there a moment ago. Never throws. */
export async function readOpen(counterNo: string, t: Texts, s: StaffTexts): Promise<OpenRead> {
  const outcome = await askCounter('open', { counterNo });
  if (!outcome.ok) {
    const { text } = counterNotice(outcome.reason, t, s);
    return { orders: undefined, shown: { openNotice: warning(s.counter.openFailed, text) } };
  }
  const { orders } = outcome.value;
  const rows = orders.map((order) => openRow(order, now(), t, s));
  const open = rows.filter(({ done }) => !done);
  return { orders, shown: { open, done: rows.filter(({ done }) => done), openNotice: null } };
}
