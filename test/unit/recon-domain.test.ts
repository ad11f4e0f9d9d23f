/** Days, acts and the CSV of reconciliation (money rule 11). */
import {
  actFor,
  DIFFERENCE_TYPES,
  differenceId,
  mayHeal,
  type Difference,
} from '../../cloudfunctions/domain/recon-differences';
import { csvCell, csvDifference, csvHeader } from '../../cloudfunctions/domain/recon-csv';
import {
  counted,
  dayAfter,
  dayBefore,
  dayBegins,
  dayEnds,
  newBook,
  newDay,
  readAnew,
} from '../../cloudfunctions/domain/recon-day';
import { afterFailure, givenUpAs } from '../../cloudfunctions/domain/recon-failure';
import { NO_FACTS } from '../../cloudfunctions/domain/recon-facts';
import { DEFAULT_RECON_RULES } from '../../cloudfunctions/domain/recon-rules';
import {
  reconcileCsv,
  reconDay,
  reconDays,
  reconDifferences,
} from '../../cloudfunctions/usecases/reconcile-report';
import { fen } from '../../miniprogram/shared/fen';
import { FOUND, manyOrders } from '../support/recon-many';
import { DAY, HOSPITAL, on } from '../support/recon-rig';

const MINUTE = 60_000;
const day = newDay(HOSPITAL, DAY, DEFAULT_RECON_RULES);

test('days follow one another in Shanghai', () => {
  expect(dayBegins(DAY)).toBe(on('00:00:00'));
  expect(dayEnds(DAY)).toBe(on('23:59:59') + 999);
  expect([dayBefore('20260301'), dayAfter('20260228'), dayAfter('20261231')]).toEqual([
    '20260228',
    '20260301',
    '20270101',
  ]);
  for (const bad of ['', '2026-03-02', '20260230', '20261301']) {
    expect(() => dayBegins(bad)).toThrow(RangeError);
  }
});

test('a failure waits longer each time; at the end of patience it says whose it was', () => {
  const at = day.startAt;
  const waits = [1, 2, 3, 4, 5, 6].map((n) => {
    const next = afterFailure(
      { ...day, attempts: n - 1 },
      { at: 'bill', code: 'cut' },
      at,
      DEFAULT_RECON_RULES,
    );
    return ((next.dueAt ?? 0) - at) / MINUTE;
  });
  expect(waits).toEqual([10, 20, 30, 60, 60, 60]);
  const late = at + DEFAULT_RECON_RULES.giveUpMs;
  const before = afterFailure(day, { at: 'bill', code: 'cut' }, late - 1, DEFAULT_RECON_RULES);
  expect(before).toMatchObject({ stage: 'waiting', attempts: 1, fault: 'cut' });
  expect(before).not.toHaveProperty('outcome');
  expect(afterFailure(day, { at: 'bill', code: 'cut' }, late, DEFAULT_RECON_RULES)).toMatchObject({
    stage: 'clean',
    outcome: 'no-bill',
    dueAt: late,
  });
  expect(
    (['bill', 'hospital', 'work'] as const).map((where) => givenUpAs({ at: where, code: 'x' })),
  ).toEqual(['no-bill', 'no-ledger', 'failed']);
});

test('a book that is read anew forgets what it was and remembers what to remove', () => {
  const book = { ...newBook(3, 2), rows: 9, blocks: 4, counts: [4, 5], cursor: 'x' };
  const next = readAnew(
    { ...day, partitions: 2, step: 7, books: { ...day.books, hospital: book } },
    'hospital',
  );
  expect(next).toMatchObject({
    stage: 'hospital',
    run: 2,
    step: 0,
    spent: [{ source: 'hospital', run: 3, blocks: 5 }],
  });
  expect(next.books.hospital).toEqual(newBook(4, 2));
  expect(next.books.ours).toEqual(day.books.ours);
});

test('sums count what moved our money and nothing else', () => {
  const none = { rows: 0, total: fen(0), cash: fen(0), insurance: fen(0) };
  const one = { key: 'Y1', total: fen(3), cash: fen(1), insurance: fen(2), ref: '' };
  const start = { payments: none, refunds: none };
  const sum = { rows: 1, total: 3, cash: 1, insurance: 2 };
  expect(counted(start, { kind: 'payment', mark: 'paid', ...one })).toEqual({
    payments: sum,
    refunds: none,
  });
  expect(counted(start, { kind: 'refund', mark: 'refunded', ...one })).toEqual({
    payments: none,
    refunds: sum,
  });
  for (const mark of ['other', 'foreign', 'refunding'] as const) {
    expect(counted(start, { kind: 'payment', mark, ...one })).toEqual(start);
  }
  expect(counted(start, { kind: 'bill', mark: 'paid', ...one })).toEqual(start);
});

test('every type has an act; only those heal that asking can end', () => {
  expect(new Set(DIFFERENCE_TYPES.map(actFor)).size).toBe(15);
  expect(DIFFERENCE_TYPES.filter(mayHeal)).toEqual([
    'paid-not-known',
    'his-missing',
    'refund-platform-only',
    'refund-his-missing',
    'refund-unfinished',
  ]);
});

describe('CSV', () => {
  test.each([
    ['plain', 'plain'],
    ['=1+1', "'=1+1"],
    ['+86', "'+86"],
    ['-5', "'-5"],
    ['@x', "'@x"],
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    ['=a,"b"', '"\'=a,""b"""'],
    ['a\nb', '"a\nb"'],
  ])('%j is written %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  const entry = { mark: 'paid', total: fen(12005), cash: fen(5), insurance: fen(12000) } as const;
  const one: Difference = {
    type: 'platform-only',
    leg: 'payment',
    day: DAY,
    run: 1,
    orderNo: '=HYPERLINK()',
    state: 'open',
    tries: 0,
    facts: {
      ...NO_FACTS,
      platform: { payments: [{ ...entry, at: on('12:00:00'), line: 7 }], refunds: [] },
    },
    foundAt: 0,
    changedAt: 0,
  };

  test('a difference: what, where, what to do, and the sums of each book in yuan', () => {
    expect(csvDifference(one)).toBe(
      "平台有、本系统无此订单号,payment,'=HYPERLINK(),7,,未解决,联系平台核实付款人,20260302120000,120.05,0.05,120.00,,,,,,,platform-only\r\n",
    );
    expect(csvDifference({ ...one, state: 'resolved' })).toContain(',已解决,,');
    expect(csvHeader().split(',')).toHaveLength(csvDifference(one).split(',').length);
    expect(differenceId(one)).toBe(`${DAY}:platform-only:=HYPERLINK():payment`);
  });

  test('a refund shows the refund’s sums', () => {
    const facts = {
      ...NO_FACTS,
      ours: { exists: true, payment: entry, refund: { ...entry, cash: fen(4) } },
    };
    const line = csvDifference({ ...one, type: 'refund-ours-only', leg: 'refund', facts });
    expect(line).toContain(',120.05,0.04,120.00,');
  });

  test('the whole day, with a BOM, CRLF and every difference', async () => {
    const rig = await manyOrders();
    await rig.tick();
    let text = '';
    for await (const piece of reconcileCsv(rig.deps, DAY)) text += piece;
    expect(text.startsWith('\ufeff对账日期,20260302,结果,differences\r\n')).toBe(true);
    expect(text).toContain('平台,支付,400,48000.00,15960.01,32000.00\r\n');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text.split('\r\n').filter((line) => line.includes('未解决'))).toHaveLength(FOUND.length);
    for await (const piece of reconcileCsv(rig.deps, '20200101')) expect(piece).toBe('nothing');
  });
});

test('what staff reads: days, one day, its differences page by page with their acts', async () => {
  const rig = await manyOrders();
  await rig.tick();
  const days = await reconDays(rig.deps, { limit: 5 });
  expect(days.map((one) => [one.day, one.stage, one.outcome])).toEqual([
    ['20260303', 'waiting', undefined],
    [DAY, 'done', 'differences'],
  ]);
  expect(await reconDay(rig.deps, DAY)).toEqual(days[1]);
  expect(await reconDay(rig.deps, '20200101')).toBeUndefined();
  expect(JSON.stringify(days)).not.toContain('counts');
  const first = await reconDifferences(rig.deps, { day: DAY, limit: 4 });
  expect(first.differences.map(({ type, act }) => [type, act])).toEqual([
    ['amount-differs', 'correct-amount-with-platform'],
    ['duplicate-row', 'look-at-the-bill'],
    ['his-missing', 'book-at-hospital'],
    ['ours-only', 'clarify-with-platform'],
  ]);
  const after = first.next ?? '';
  const rest = await reconDifferences(rig.deps, { day: DAY, limit: 4, after, state: 'open' });
  expect(rest.differences.map(({ type }) => type)).toEqual(['platform-only', 'unreadable-row']);
  expect(rest).not.toHaveProperty('next');
});
