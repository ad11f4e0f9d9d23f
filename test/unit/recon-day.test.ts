/** The checkpoint of a day's comparison, step by step (money rule 11). */
import {
  begunAnew,
  begunDay,
  comparedAnew,
  counted,
  dayBegins,
  isCompared,
  isComparing,
  isOver,
  keptOfReading,
  MOST_KEPT,
  newBook,
  newDay,
  plus,
  readAnew,
  ROW_LEGS,
  SOURCES,
  startOf,
  type ReconDay,
  type ReconStage,
} from '../../cloudfunctions/domain/recon-day';
import { afterFailure, retryAt } from '../../cloudfunctions/domain/recon-failure';
import { EMPTY_DIGEST, type ReconRecord } from '../../cloudfunctions/domain/recon-records';
import { DEFAULT_RECON_RULES } from '../../cloudfunctions/domain/recon-rules';
import { fen } from '../../miniprogram/shared/fen';
import { DAY, HOSPITAL, on } from '../support/recon-rig';

const RULES = DEFAULT_RECON_RULES;
const NO_SUMS = { rows: 0, total: 0, cash: 0, insurance: 0 };
const day = newDay(HOSPITAL, DAY, RULES);
const STAGES: readonly ReconStage[] = [
  'waiting',
  'bill',
  'ours',
  'hospital',
  'compare',
  'repair',
  'clean',
  'done',
];

test('a day before anything was done for it', () => {
  const book = {
    run: 1,
    rows: 0,
    digest: EMPTY_DIGEST,
    blocks: 0,
    counts: Array.from({ length: 256 }, () => 0),
    payments: NO_SUMS,
    refunds: NO_SUMS,
    window: NO_SUMS,
    unreadable: 0,
  };
  expect(newDay(HOSPITAL, DAY, RULES)).toEqual({
    hospital: HOSPITAL,
    day: DAY,
    version: 1,
    stage: 'waiting',
    dueAt: on('10:30:00', '03'),
    startAt: on('10:30:00', '03'),
    run: 1,
    attempts: 0,
    partitions: 256,
    books: { platform: book, ours: book, hospital: book },
    spent: [],
    step: 0,
    unasked: false,
    kept: 0,
    beyond: {},
    carried: [],
    types: {},
  });
  expect(startOf(DAY, { ...RULES, startAt: '09:05' })).toBe(on('09:05:00', '03'));
  expect([...SOURCES]).toEqual(['platform', 'ours', 'hospital']);
  expect(ROW_LEGS).toEqual({ platform: 'row', ours: 'our-row', hospital: 'his-row' });
});

test.each(['x20260302', '20260302x', '2026030', '202603021', '00000000'])('%s is no day', (bad) => {
  expect(() => dayBegins(bad)).toThrow(new RangeError('a day is yyyyMMdd'));
});

describe('how many partitions: by the largest book of the day before', () => {
  const before = (rows: readonly [number, number, number], stage: ReconStage): ReconDay => {
    const [platform, ours, hospital] = rows.map((count) => ({ ...newBook(1, 1), rows: count }));
    const none = newBook(1, 1);
    const books = { platform: platform ?? none, ours: ours ?? none, hospital: hospital ?? none };
    return { ...day, stage, outcome: 'balanced', books };
  };
  test.each<[string, ReconDay | undefined, number]>([
    ['not known', undefined, 256],
    ['not compared yet', before([1, 1, 1], 'compare'), 256],
    ['small', before([1, 4_999, 1], 'done'), 16],
    ['middling', before([1, 1, 5_000], 'done'), 64],
    ['large', before([50_000, 1, 1], 'repair'), 256],
  ])('%s', (_what, yesterday, partitions) => {
    const begun = begunDay(day, yesterday);
    expect(begun).toMatchObject({ stage: 'bill', partitions, version: 1 });
    expect(begun.books).toEqual({
      platform: newBook(1, partitions),
      ours: newBook(1, partitions),
      hospital: newBook(1, partitions),
    });
  });
});

describe('read anew', () => {
  const books = {
    platform: { ...newBook(1, 2), blocks: 3, unreadable: 1 },
    ours: { ...newBook(2, 2), blocks: 4, unreadable: 2 },
    hospital: { ...newBook(3, 2), blocks: 5, unreadable: 4 },
  };
  const begun: ReconDay = {
    ...day,
    ...{ partitions: 2, books, stage: 'compare', step: 9, run: 7, cursor: 'x', kept: 99 },
    beyond: { 'his-only': { open: 1, resolved: 0 } },
    carried: [['ours', 'Pp']],
    spent: [{ source: 'ours', run: 1, blocks: 1 }],
  };

  test.each([
    [
      'platform',
      'bill',
      [
        ['platform', 1, 4],
        ['ours', 2, 5],
        ['hospital', 3, 6],
      ],
      0,
    ],
    [
      'ours',
      'ours',
      [
        ['ours', 2, 5],
        ['hospital', 3, 6],
      ],
      1,
    ],
    ['hospital', 'hospital', [['hospital', 3, 6]], 3],
  ] as const)('%s, and those behind it', (source, stage, spent, kept) => {
    const next = readAnew(begun, source);
    expect(next).not.toHaveProperty('cursor');
    expect(next).toMatchObject({ stage, run: 8, step: 0, carried: [], kept, beyond: {} });
    expect(next.spent).toEqual([
      { source: 'ours', run: 1, blocks: 1 },
      ...spent.map(([of, run, blocks]) => ({ source: of, run, blocks })),
    ]);
    for (const [of, run] of spent) expect(next.books[of]).toEqual(newBook(run + 1, 2));
    for (const of of SOURCES.slice(0, SOURCES.indexOf(source))) {
      expect(next.books[of]).toEqual(books[of]);
    }
  });

  test('compared anew: what the reading left remains', () => {
    expect(comparedAnew(begun)).toEqual({
      ...begun,
      ...{ run: 8, step: 0, carried: [], kept: 7, beyond: {} },
    });
  });

  test('begun anew: from the platform, now, as if nothing had been', () => {
    const over: ReconDay = { ...begun, stage: 'done', outcome: 'balanced', fault: 'cut' };
    const types = { 'his-only': { open: 1, resolved: 0 } };
    const next = begunAnew({ ...over, finishedAt: 5, attempts: 3, types, dueAt: null }, 1234);
    expect(next).toMatchObject({ stage: 'bill', startAt: 1234, dueAt: 1234, attempts: 0 });
    expect(next.types).toEqual({});
    for (const gone of ['outcome', 'finishedAt', 'fault', 'cursor']) {
      expect(next).not.toHaveProperty(gone);
    }
  });
});

test.each([
  [0, 0, {}],
  [MOST_KEPT, MOST_KEPT, {}],
  [MOST_KEPT + 1, MOST_KEPT, { 'unreadable-row': { open: 1, resolved: 0 } }],
])('%p rows that cannot be read: %p kept', (unreadable, kept, beyond) => {
  const lost = { ...newBook(1, 1), unreadable };
  const books = { platform: newBook(1, 1), ours: lost, hospital: newBook(1, 1) };
  expect(keptOfReading(books)).toEqual({ kept, beyond });
  expect(MOST_KEPT).toBe(5_000);
});

test('sums', () => {
  const one = { total: fen(3), cash: fen(1), insurance: fen(2) };
  const two = plus(plus({ rows: 0, total: fen(0), cash: fen(0), insurance: fen(0) }, one), one);
  expect(two).toEqual({ rows: 2, total: 6, cash: 2, insurance: 4 });
  const record: ReconRecord = { kind: 'refund', key: 'Y1', mark: 'refunding', ...one, ref: '' };
  const none = { payments: two, refunds: two };
  expect(counted(none, record)).toBe(none);
  expect(counted(none, { ...record, mark: 'confirmed' })).toEqual({
    payments: two,
    refunds: plus(two, one),
  });
});

test.each(STAGES)('stage %s: compared, comparing, over', (stage) => {
  const at = STAGES.indexOf(stage);
  const balanced: ReconDay = { ...day, stage, outcome: 'balanced' };
  expect([isCompared(balanced), isComparing(balanced), isOver(balanced)]).toEqual([
    at >= STAGES.indexOf('repair'),
    at >= STAGES.indexOf('compare'),
    at >= STAGES.indexOf('clean'),
  ]);
  expect(isCompared({ ...balanced, outcome: 'differences' })).toBe(isCompared(balanced));
  for (const outcome of ['no-bill', 'no-ledger', 'failed'] as const) {
    expect(isCompared({ ...balanced, outcome })).toBe(stage === 'repair');
  }
});

describe('failures', () => {
  test('wait as the rules say, the last wait repeated', () => {
    expect([1, 2, 3, 4, 5].map((n) => retryAt(1000, n, { ...RULES, retryMs: [1, 2, 3] }))).toEqual([
      1001, 1002, 1003, 1003, 1003,
    ]);
    expect(retryAt(1000, 1, { ...RULES, retryMs: [] })).toBe(1000);
  });
  test('an outcome that stands is kept when patience ends', () => {
    const late = day.startAt + RULES.giveUpMs;
    const compared: ReconDay = { ...day, stage: 'repair', step: 4, outcome: 'differences' };
    expect(afterFailure(compared, { at: 'work', code: 'x' }, late, RULES)).toMatchObject({
      ...{ stage: 'clean', step: 0, outcome: 'differences', attempts: 1, fault: 'x', dueAt: late },
    });
  });
  test('the defaults', () => {
    const minute = 60_000;
    expect(RULES).toEqual({
      startAt: '10:30',
      retryMs: [10 * minute, 20 * minute, 30 * minute, 60 * minute],
      giveUpMs: 72 * 60 * minute,
      healTries: 5,
    });
  });
});
