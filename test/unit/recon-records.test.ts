/** What is kept of a row (money rule 11): one line, read back as it was; and who agrees at a glance. */
import fc from 'fast-check';
import { agree, type KeptLine } from '../../cloudfunctions/domain/recon-agree';
import type { Covers } from '../../cloudfunctions/domain/recon-platform';
import { judge } from '../../cloudfunctions/domain/recon-judge';
import {
  EMPTY_DIGEST,
  folded,
  partitionOf,
  partitionsFor,
  readRecord,
  recordText,
  type Mark,
  type ReconRecord,
} from '../../cloudfunctions/domain/recon-records';
import { factsOf } from '../../cloudfunctions/usecases/reconcile-gather';
import { fen } from '../../miniprogram/shared/fen';
import { on, oneBook } from '../support/recon-rig';

const MARKS: readonly Mark[] = [
  'paid',
  'refunded',
  'refunding',
  'other',
  'foreign',
  'settled',
  'due',
  'never',
  'by-hand',
  'confirmed',
];
const key = fc.stringMatching(/^[\x21-\x7e]{1,64}$/);
const amount = fc.integer({ min: 0, max: 1_000_000_000_000 }).map(fen);
const record: fc.Arbitrary<ReconRecord> = fc.record(
  {
    kind: fc.constantFrom('payment', 'refund', 'bill'),
    key,
    mark: fc.constantFrom(...MARKS),
    total: amount,
    cash: amount,
    insurance: amount,
    at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    ref: fc.oneof(fc.constant(''), key),
    channel: fc.constantFrom('payinsurance', 'medins', 'onecode'),
  },
  { requiredKeys: ['kind', 'key', 'mark', 'total', 'cash', 'insurance', 'ref'] },
);

test('a record is one line and comes back as it was', () => {
  fc.assert(
    fc.property(record, (one) => {
      const line = recordText(one);
      expect(line).not.toContain('\n');
      expect(readRecord(line)).toEqual(one);
    }),
  );
});

test.each(['', ' ', 'a b', 'a\tb', '订单', 'x'.repeat(65)])('"%s" is no key', (bad) => {
  const sums = { total: fen(1), cash: fen(1), insurance: fen(0) };
  const one: ReconRecord = { kind: 'payment', key: bad, mark: 'paid', ...sums, ref: '' };
  expect(() => recordText(one)).toThrow(RangeError);
});

test.each([
  '',
  'Pp\tY1',
  'Xp\tY1\t1\t1\t0\t\t',
  'Pz\tY1\t1\t1\t0\t\t',
  'Pp\tY1\t-1\t1\t0\t\t',
  'Pp\tY1\t1\t1\t!\t\t',
  'Pp\tY1\t1\t1\t0\t\t\tx',
])('"%s" was not written by us', (line) => {
  expect(() => readRecord(line)).toThrow(RangeError);
});

test('keys spread evenly over the partitions, always to the same one', () => {
  const counts = Array.from({ length: 16 }, () => 0);
  for (let n = 0; n < 16_000; n += 1) {
    const at = partitionOf(`Y20260302${n.toString(16).padStart(26, '0')}`, 16);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThan(800);
  expect(Math.max(...counts)).toBeLessThan(1_200);
  expect(partitionOf('Y1', 16)).toBe(partitionOf('Y1', 16));
});

test.each([
  [undefined, 256],
  [0, 16],
  [4_999, 16],
  [5_000, 64],
  [49_999, 64],
  [50_000, 256],
])('%p rows the day before: %p partitions', (rows, partitions) => {
  expect(partitionsFor(rows)).toBe(partitions);
});

test('the digest tells other rows, another order and another split', () => {
  const digest = (lines: readonly string[]): number => lines.reduce(folded, EMPTY_DIGEST);
  expect(digest(['a', 'b'])).toBe(digest(['a', 'b']));
  const others = [['b', 'a'], ['ab'], ['a', 'b', ''], ['a'], ['a', 'c']];
  for (const other of others) expect(digest(other)).not.toBe(digest(['a', 'b']));
});

describe('agreeing at a glance', () => {
  const [ALL, CASH] = [oneBook('all'), oneBook('cash')];
  const line = (source: KeptLine['source'], mark: string, rest = '1\t1\t0\tabc\t'): KeptLine => ({
    source,
    line: `${mark}\tY1\t${rest}`,
    carried: false,
  });
  const PAID = [line('platform', 'Pp'), line('ours', 'Ps'), line('hospital', 'Ps')];
  const BACK = [line('platform', 'Rr'), line('ours', 'Rc'), line('hospital', 'Rc')];

  test('a payment in all three books, and its refund', () => {
    expect(agree(PAID, ALL)).toBe(true);
    expect(agree([...PAID, ...BACK], ALL)).toBe(true);
    const elsewhere = line('platform', 'Pp', '1\t1\t0\tzzz\t17');
    expect(agree([elsewhere, ...PAID.slice(1)], ALL)).toBe(true);
  });

  test.each<[string, readonly KeptLine[]]>([
    ['a book is missing', PAID.slice(1)],
    ['twice in one book', [...PAID.slice(0, 2), line('ours', 'Ps')]],
    ['another sum', [line('platform', 'Pp', '1\t1\t1\tabc\t'), ...PAID.slice(1)]],
    ['not booked', [PAID[0] ?? line('ours', 'Pd'), line('ours', 'Pd'), line('hospital', 'Ps')]],
    ['moved no money', [line('platform', 'Po'), ...PAID.slice(1)]],
    ['not ours', [line('platform', 'Pf'), ...PAID.slice(1)]],
    ['from the day before', PAID.map((one) => ({ ...one, carried: true }))],
    ['a refund on its way', [...PAID, line('platform', 'Rg'), ...BACK.slice(1)]],
    [
      'a refund of another sum',
      [...PAID, line('platform', 'Rr', '2\t2\t0\tabc\t'), ...BACK.slice(1)],
    ],
    [
      'a refund by hand',
      [
        ...PAID,
        BACK[0] ?? line('ours', 'Rc'),
        line('ours', 'Rc', '1\t1\t0\tabc\tby-hand'),
        line('hospital', 'Rc'),
      ],
    ],
    ['refunds only', BACK],
    ['nothing', []],
  ])('not when %s', (_what, kept) => {
    expect(agree(kept, ALL)).toBe(false);
  });

  const CASH_ONLY = '2\t2\t0';
  const MIXED = '3\t1\t2';
  const INSURED = '2\t0\t2';
  const books = (sums: string, platform: string): readonly KeptLine[] => [
    line('platform', 'Pp', `${platform}\tabc\t2`),
    line('ours', 'Ps', `${sums}\tabc\t`),
    line('hospital', 'Ps', `${sums}\tabc\t`),
    line('platform', 'Rr', `${platform}\tdef\t3`),
    line('ours', 'Rc', `${sums}\tdef\t`),
    line('hospital', 'Rc', `${sums}\tdef\t`),
  ];
  const withoutPlatform = (kept: readonly KeptLine[]) =>
    kept.filter(({ source }) => source !== 'platform');

  test.each<[string, readonly KeptLine[]]>([
    ['cash alone', books(CASH_ONLY, CASH_ONLY)],
    ['cash beside insurance', books(MIXED, '1\t1\t0')],
    ['insurance alone, which it does not list', withoutPlatform(books(INSURED, ''))],
    ['a part of the cash gone back', [...books(MIXED, '1\t1\t0').slice(0, 3), ...BACK]],
  ])('in a book of cash: %s', (_what, kept) => {
    expect(agree(kept, CASH)).toBe(true);
    expect(agree(kept.slice(0, kept.length / 2), CASH)).toBe(true);
  });

  test.each<[string, readonly KeptLine[]]>([
    ['other cash', books(MIXED, '2\t2\t0')],
    ['cash that it does not list', withoutPlatform(books(MIXED, ''))],
    ['cash where there was none', books(INSURED, '1\t1\t0')],
    ['a refund that it does not list', books(MIXED, '1\t1\t0').toSpliced(3, 1)],
    ['no line of ours', books(MIXED, '1\t1\t0').toSpliced(1, 1)],
    ['no line of the hospital', books(MIXED, '1\t1\t0').toSpliced(2, 1)],
    [
      'insurance that the hospital booked otherwise',
      books(MIXED, '1\t1\t0').toSpliced(2, 1, line('hospital', 'Ps', '4\t1\t3\tabc\t')),
    ],
    ['refunds alone', books(MIXED, '1\t1\t0').slice(3)],
  ])('in a book of cash not with %s', (_what, kept) => {
    expect(agree(kept, CASH)).toBe(false);
  });

  const PLAIN_MARKS = {
    platform: { payment: 'paid', refund: 'refunded' },
    ours: { payment: 'settled', refund: 'confirmed' },
    hospital: { payment: 'settled', refund: 'confirmed' },
  } as const;
  const few = fc.constantFrom(0, 1, 2).map(fen);
  const sums = fc.record({ total: few, cash: few, insurance: few });
  const rarely = <T>(usual: T, other: fc.Arbitrary<T>) =>
    fc.oneof({ arbitrary: fc.constant(usual), weight: 15 }, { arbitrary: other, weight: 1 });
  /** One line of a book, most often as it should be. */
  const nearly = (
    source: KeptLine['source'],
    kind: 'payment' | 'refund',
    due: Pick<ReconRecord, 'total' | 'cash' | 'insurance'>,
  ): fc.Arbitrary<readonly KeptLine[]> =>
    fc
      .record({
        times: rarely(1, fc.constantFrom(0, 2)),
        carried: rarely(false, fc.constant(true)),
        mark: rarely<Mark>(PLAIN_MARKS[source][kind], fc.constantFrom(...MARKS)),
        stated: rarely(due, sums),
        at: fc.constantFrom(on('00:00:01'), on('12:00:00')),
        ref: rarely('', fc.constantFrom('by-hand', 'by-hand:insurance', 'half-paid')),
      })
      .map(({ times, carried, mark, stated, at, ref }) => {
        const text = recordText({ key: 'Y1', kind, mark, ...stated, at, ref });
        return Array.from({ length: times }, () => ({ source, carried, line: text }));
      });
  const lists = (covers: Covers): fc.Arbitrary<readonly KeptLine[]> =>
    fc.tuple(sums, sums, fc.boolean(), fc.boolean()).chain(([paid, back, refunded, listed]) =>
      fc
        .tuple(
          ...(['payment', 'refund'] as const).flatMap((kind) =>
            (['platform', 'ours', 'hospital'] as const).map((source) => {
              const due = kind === 'payment' ? paid : back;
              const isCash = source === 'platform' && covers === 'cash';
              if (isCash && !listed) return fc.constant([]);
              if (kind === 'refund' && !refunded) return fc.constant([]);
              const said = isCash ? { ...due, total: due.cash, insurance: fen(0) } : due;
              return nearly(source, kind, said);
            }),
          ),
        )
        .map((parts) => parts.flat()),
    );

  test.each(['all', 'cash'] as const)(
    'a book of %s: it never says yes where the judgement finds something, and yes where it should',
    (covers) => {
      const view = {
        from: on('00:00:00'),
        to: on('23:59:59'),
        final: false,
        books: oneBook(covers),
      };
      let agreed = 0;
      fc.assert(
        fc.property(lists(covers), (kept) => {
          if (!agree(kept, oneBook(covers))) return;
          agreed += 1;
          expect(judge(factsOf(kept), view)).toEqual([]);
        }),
        { numRuns: 4_000, seed: 20260302 },
      );
      expect(agreed).toBeGreaterThan(400);
    },
  );
});
