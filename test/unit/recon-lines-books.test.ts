/**
 * Which book is to list an order, how its kept lines say so, and when they agree at a glance (money rule 11).
 */
import { agree, type KeptLine } from '../../cloudfunctions/domain/recon-agree';
import {
  bookOf,
  coversOf,
  isSameBook,
  type PlatformBook,
} from '../../cloudfunctions/domain/recon-platform';
import {
  channelOfLine,
  readRecord,
  recordText,
  type Mark,
  type ReconRecord,
} from '../../cloudfunctions/domain/recon-records';
import { fen } from '../../miniprogram/shared/fen';

const ALL: PlatformBook = { name: 'payinsurance', channels: ['payinsurance'], covers: 'all' };
const CASH: PlatformBook = { name: 'medins', channels: ['medins', 'onecode'], covers: 'cash' };
const BOOKS = [ALL, CASH];

describe('the book that is to list it', () => {
  test('follows from how it was paid; what is older than the question belongs to the first', () => {
    expect(bookOf(BOOKS, 'payinsurance')).toBe(ALL);
    expect(bookOf(BOOKS, 'onecode')).toBe(CASH);
    expect(bookOf(BOOKS, undefined)).toBe(ALL);
    expect(bookOf([CASH], 'payinsurance')).toBeUndefined();
    expect([coversOf(BOOKS, 'medins'), coversOf(BOOKS, 'payinsurance')]).toEqual(['cash', 'all']);
    expect(coversOf([CASH], 'payinsurance')).toBe('all');
  });

  test('is the same for two ways that share a merchant, never for what nobody reads', () => {
    expect(isSameBook(BOOKS, 'medins', 'onecode')).toBe(true);
    expect(isSameBook(BOOKS, 'medins', 'payinsurance')).toBe(false);
    expect(isSameBook(BOOKS, undefined, 'payinsurance')).toBe(true);
    expect(isSameBook([CASH], 'payinsurance', 'payinsurance')).toBe(false);
  });
});

const record = (change: Partial<ReconRecord> = {}): ReconRecord => ({
  ...{ kind: 'payment', key: 'Y1', mark: 'settled', ref: '' },
  ...{ total: fen(120), cash: fen(40), insurance: fen(80), at: 5 },
  ...change,
});

describe('a line', () => {
  test.each(['payinsurance', 'medins', 'onecode'] as const)('ends with its way: %s', (channel) => {
    const line = recordText(record({ channel }));
    expect(channelOfLine(line)).toBe(channel);
    expect(readRecord(line)).toStrictEqual(record({ channel }));
  });

  test('that is older says no way', () => {
    const line = recordText(record());
    expect(channelOfLine(line)).toBeUndefined();
    expect(readRecord(line)).toStrictEqual(record());
    expect(channelOfLine(recordText(record({ ref: 'p' })))).toBe('payinsurance');
    expect(channelOfLine(recordText(record({ ref: 'mp' })))).toBeUndefined();
    expect(channelOfLine('p')).toBe('payinsurance');
    expect(channelOfLine('')).toBeUndefined();
  });

  test('without a time has none', () => {
    const { at: _at, ...timeless } = record();
    expect(readRecord(recordText(timeless))).toStrictEqual(timeless);
  });

  test.each(['', 'Ps', 'Ps\tY1\t1\t1\t1\t1', 'Xs\tY1\t1\t1\t1\t1\t', 'Ps\tY1\t1\t1\t1\t1\t\tx'])(
    '%j is none',
    (line) => {
      expect(() => readRecord(line)).toThrow(new RangeError('not a record'));
    },
  );
});

describe('at a glance', () => {
  type Way = 'payinsurance' | 'medins' | 'onecode';
  const kept = (
    source: KeptLine['source'],
    change: Partial<ReconRecord> = {},
    carried = false,
  ): KeptLine => {
    const mark: Record<KeptLine['source'], Mark> = {
      ...{ platform: 'paid', ours: 'settled', hospital: 'settled' },
    };
    const line = recordText(record({ mark: mark[source], ...change }));
    return { source, line, carried };
  };
  const three = (platform: Way, ours: Way, more: Partial<ReconRecord> = {}) => [
    kept('platform', { channel: platform }),
    kept('ours', { channel: ours, ...more }),
    kept('hospital'),
  ];

  test('one in each book, of the same sums, agree', () => {
    expect(agree(three('payinsurance', 'payinsurance'), BOOKS)).toBe(true);
    expect(agree([kept('platform'), kept('ours'), kept('hospital')], BOOKS)).toBe(true);
  });

  test('in a book of cash only the cash must', () => {
    const sums = { total: fen(40), cash: fen(40), insurance: fen(0) };
    const [, ours, hospital] = three('medins', 'medins');
    if (ours === undefined || hospital === undefined) throw new Error('no lines');
    const row = (change: object) => kept('platform', { channel: 'onecode', ...sums, ...change });
    expect(agree([row({}), ours, hospital], BOOKS)).toBe(true);
    expect(agree([row({ cash: fen(41) }), ours, hospital], BOOKS)).toBe(false);
    expect(agree([ours, hospital], BOOKS)).toBe(false);
    const none = { total: fen(80), cash: fen(0), insurance: fen(80) };
    const insured = [kept('ours', { channel: 'medins', ...none }), kept('hospital', none)];
    expect(agree(insured, BOOKS)).toBe(true);
  });

  test('in another book, or missing in ours, they do not', () => {
    expect(agree(three('medins', 'payinsurance'), BOOKS)).toBe(false);
    expect(agree(three('payinsurance', 'medins'), BOOKS)).toBe(false);
    expect(agree([kept('platform'), kept('hospital')], BOOKS)).toBe(false);
    expect(agree([kept('hospital'), kept('platform')], BOOKS)).toBe(false);
  });

  test('carried over, twice, or with something said besides, they do not', () => {
    const [platform, ours, hospital] = three('payinsurance', 'payinsurance');
    if (platform === undefined || ours === undefined || hospital === undefined)
      throw new Error('no lines');
    expect(agree([platform, ours, kept('hospital', {}, true)], BOOKS)).toBe(false);
    expect(agree([platform, ours, hospital, hospital], BOOKS)).toBe(false);
    const byHand = kept('ours', { channel: 'payinsurance', ref: 'by-hand' });
    expect(agree([platform, byHand, hospital], BOOKS)).toBe(false);
    expect(agree([platform, kept('ours', { ref: 'by-hand' }), hospital], BOOKS)).toBe(false);
    // our payment and our refund say two ways
    const refund = { kind: 'refund', mark: 'confirmed' } as const;
    const back = [
      kept('platform', { ...refund, mark: 'refunded', channel: 'payinsurance' }),
      kept('hospital', refund),
    ];
    const all = (channel: Way) => [
      ...[platform, ours, hospital, ...back],
      kept('ours', { ...refund, channel }),
    ];
    expect(agree(all('payinsurance'), BOOKS)).toBe(true);
    expect(agree(all('medins'), BOOKS)).toBe(false);
  });
});
