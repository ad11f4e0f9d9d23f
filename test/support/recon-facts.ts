/** Facts of one order by hand, and what is found about it, as words. */
import type { Finding } from '../../cloudfunctions/domain/recon-differences';
import { NO_FACTS, type Entry, type OrderFacts } from '../../cloudfunctions/domain/recon-facts';
import { judge, type DayView } from '../../cloudfunctions/domain/recon-judge';
import type { Mark } from '../../cloudfunctions/domain/recon-records';
import { fen } from '../../miniprogram/shared/fen';
import { on, oneBook } from './recon-rig';

export const FROM = on('00:00:00');
export const TO = on('23:59:59') + 999;
export const VIEW: DayView = { from: FROM, to: TO, final: false, books: oneBook('all') };
export const FINAL: DayView = { ...VIEW, final: true };
export const NOON = on('12:00:00');

export const entry = (mark: Mark, change: Partial<Entry> = {}): Entry => ({
  mark,
  total: fen(12000),
  cash: fen(4000),
  insurance: fen(8000),
  at: NOON,
  ...change,
});

export interface Books {
  readonly bill?: readonly Entry[];
  readonly back?: readonly Entry[];
  readonly mine?: Entry;
  readonly myRefund?: Entry;
  /** Our order exists, although the day's list says nothing of it. */
  readonly exists?: true;
  readonly his?: readonly Entry[];
  readonly hisBack?: readonly Entry[];
}

export function facts({
  bill = [],
  back = [],
  mine,
  myRefund,
  exists,
  his = [],
  hisBack = [],
}: Books): OrderFacts {
  const ours = {
    exists: exists === true || mine !== undefined || myRefund !== undefined,
    ...(mine === undefined ? {} : { payment: mine }),
    ...(myRefund === undefined ? {} : { refund: myRefund }),
  };
  const platform = { payments: bill, refunds: back };
  return { ...NO_FACTS, platform, ours, his: { payments: his, refunds: hisBack } };
}

export const said = (books: Books, view: DayView = VIEW): readonly string[] =>
  judge(facts(books), view).map(({ type, leg }: Finding) => `${type} ${leg}`);

export const PAID = entry('paid');
export const MINE = entry('settled');
export const HIS = entry('settled');
export const BACK = entry('refunded');
export const MY_BACK = entry('confirmed');
export const HIS_BACK = entry('confirmed');
export const SETTLED = { bill: [PAID], mine: MINE, his: [HIS] };
export const REFUNDED = { ...SETTLED, back: [BACK], myRefund: MY_BACK, hisBack: [HIS_BACK] };
