/** What a person said of a difference holds for what it was said of (money rule 11). */
import { hospitalId, openId } from '../../cloudfunctions/domain/ids';
import {
  factsMark,
  isClosed,
  isDealt,
  mayClose,
  needsPerson,
} from '../../cloudfunctions/domain/recon-dealt';
import { begunAnew, newDay, type ReconDay } from '../../cloudfunctions/domain/recon-day';
import { DIFFERENCE_TYPES, type Difference } from '../../cloudfunctions/domain/recon-differences';
import { NO_FACTS } from '../../cloudfunctions/domain/recon-facts';
import { DEFAULT_RECON_RULES } from '../../cloudfunctions/domain/recon-rules';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { T0 } from '../support/orders';

const BY = { by: openId('oClerkLiu'), byName: '刘', at: T0 };
const difference = (change: Partial<Difference> = {}): Difference => ({
  ...{ type: 'ours-only', leg: 'payment', day: '20260302', run: 1, orderNo: 'Y1', state: 'open' },
  ...{ tries: 0, facts: NO_FACTS, foundAt: T0, changedAt: T0 },
  ...change,
});
const dealtWith = (one: Difference) => ({
  ...{ differenceId: 'x', day: one.day, ...BY, note: 'n', facts: factsMark(one) },
});

it('stands while the books say the same, however often they are compared', () => {
  const one = difference();
  const dealt = dealtWith(one);
  expect(isDealt(one, undefined)).toBe(false);
  expect(isDealt({ ...one, run: 2, changedAt: T0 + 1, tries: 3 }, dealt)).toBe(true);
  const entry = { mark: 'paid', total: fen(1), cash: fen(1), insurance: ZERO } as const;
  const facts = { ...NO_FACTS, platform: { payments: [entry], refunds: [] } };
  expect(isDealt({ ...one, facts }, dealt)).toBe(false);
  // the order in which a store gives fields back says nothing
  const { insurance, cash, total, mark } = entry;
  const turned = {
    ...NO_FACTS,
    platform: { refunds: [], payments: [{ insurance, cash, total, mark }] },
  };
  expect(factsMark({ ...one, facts: turned })).toBe(factsMark({ ...one, facts }));
});

it.each(DIFFERENCE_TYPES)('%s needs a person while it is open, a cut-off never', (type) => {
  expect(needsPerson(difference({ type }))).toBe(type !== 'cut-off');
  expect(needsPerson(difference({ type, state: 'resolved' }))).toBe(false);
  expect(needsPerson(difference({ type, state: 'moved' }))).toBe(false);
});

it('a day is closed for the comparison that was looked at', () => {
  const fresh = newDay(hospitalId('hosp1'), '20260302', DEFAULT_RECON_RULES);
  const done: ReconDay = { ...fresh, stage: 'done', dueAt: null, outcome: 'differences' };
  const closing = { day: done.day, run: done.run, ...BY };
  expect(mayClose(fresh)).toBe(false);
  expect(mayClose(done)).toBe(true);
  expect(mayClose({ ...done, outcome: 'no-bill' })).toBe(false);
  expect(isClosed(done, undefined)).toBe(false);
  expect(isClosed(done, closing)).toBe(true);
  const anew = begunAnew(done, T0);
  expect(isClosed(anew, closing)).toBe(false);
  expect(isClosed({ ...anew, stage: 'done' }, closing)).toBe(false);
});
