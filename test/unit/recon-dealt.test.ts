/** What people do with a day's differences (money rule 11): it holds for what it was said of. */
import { openId } from '../../cloudfunctions/domain/ids';
import { newDay, type ReconDay } from '../../cloudfunctions/domain/recon-day';
import {
  factsMark,
  isClosed,
  isDealt,
  mayClose,
  needsPerson,
  type Closing,
  type Dealt,
} from '../../cloudfunctions/domain/recon-dealt';
import type { Difference } from '../../cloudfunctions/domain/recon-differences';
import { NO_FACTS, type Entry } from '../../cloudfunctions/domain/recon-facts';
import { DEFAULT_RECON_RULES } from '../../cloudfunctions/domain/recon-rules';
import { fen } from '../../miniprogram/shared/fen';
import { DAY, HOSPITAL } from '../support/recon-rig';

const day = newDay(HOSPITAL, DAY, DEFAULT_RECON_RULES);

describe('dealt with', () => {
  const entry: Entry = { mark: 'paid', total: fen(3), cash: fen(1), insurance: fen(2) };
  const one: Difference = {
    ...{ type: 'his-only', leg: 'his-payment', day: DAY, run: 1, orderNo: 'Y1', state: 'open' },
    ...{ tries: 0, foundAt: 1, changedAt: 2 },
    facts: { ...NO_FACTS, his: { payments: [entry], refunds: [] } },
  };
  const dealt: Dealt = {
    ...{ differenceId: 'x', day: DAY, at: 3, by: openId('oClerk'), byName: '王', note: 'ok' },
    facts: factsMark(one),
  };

  test('holds for these facts, in whatever order they are written', () => {
    expect(isDealt(one, dealt)).toBe(true);
    const { mark, ...rest } = entry;
    const turned = {
      ...one,
      facts: { ...one.facts, his: { refunds: [], payments: [{ ...rest, mark }] } },
    };
    expect(factsMark(turned)).toBe(factsMark(one));
    expect(isDealt({ ...one, tries: 3, changedAt: 9 }, dealt)).toBe(true);
    expect(isDealt(one, undefined)).toBe(false);
  });

  test('of a column that cannot be read, for that column', () => {
    const lost = { ...one, fault: '订单号' };
    expect(factsMark(lost)).not.toBe(factsMark({ ...one, fault: '订单状态' }));
    expect(JSON.parse(factsMark(lost))).toHaveProperty('0', '订单号');
    expect(JSON.parse(factsMark(one))).toHaveProperty('0', '');
  });

  const { facts } = one;
  test.each<[string, Partial<Difference>]>([
    ['the platform', { facts: { ...facts, platform: { payments: [entry], refunds: [] } } }],
    ['ours', { facts: { ...facts, ours: { exists: true } } }],
    ['the hospital', { facts: NO_FACTS }],
    ['a window', { facts: { ...facts, windowBills: ['B1'] } }],
    ['a column', { fault: '订单号' }],
  ])('not any more when %s says something else', (_what, change) => {
    expect(isDealt({ ...one, ...change }, dealt)).toBe(false);
  });

  test('needs a person: open, and not for the next day to end', () => {
    expect(needsPerson(one)).toBe(true);
    expect(needsPerson({ ...one, state: 'resolved' })).toBe(false);
    expect(needsPerson({ ...one, state: 'moved' })).toBe(false);
    expect(needsPerson({ ...one, type: 'cut-off' })).toBe(false);
  });

  const over: ReconDay = { ...day, stage: 'done', outcome: 'balanced', run: 2 };
  const closing: Closing = { day: DAY, run: 2, at: 4, by: openId('oClerk'), byName: '王' };
  test('a day may be closed once its books were compared to the end', () => {
    expect([mayClose(over), mayClose({ ...over, stage: 'clean' })]).toEqual([true, true]);
    expect(mayClose({ ...over, stage: 'repair' })).toBe(false);
    expect(mayClose({ ...over, outcome: 'no-bill' })).toBe(false);
  });
  test('and stays closed for that comparison', () => {
    expect(isClosed(over, closing)).toBe(true);
    expect(isClosed(over, undefined)).toBe(false);
    expect(isClosed({ ...over, run: 3 }, closing)).toBe(false);
    expect(isClosed({ ...over, stage: 'compare' }, closing)).toBe(false);
  });
});
