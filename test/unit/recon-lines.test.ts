/** The line that is kept of a row (money rule 11): to the letter, since a day is read over many ticks. */
import {
  EMPTY_DIGEST,
  folded,
  isRecordKey,
  partitionOf,
  readRecord,
  recordText,
  type Mark,
  type ReconRecord,
} from '../../cloudfunctions/domain/recon-records';
import { fen } from '../../miniprogram/shared/fen';

describe('lines', () => {
  const sums = { total: fen(12000), cash: fen(4000), insurance: fen(8000) };
  test.each<[ReconRecord['kind'], Mark, string, string]>([
    ['payment', 'paid', '', 'Pp'],
    ['payment', 'other', '', 'Po'],
    ['payment', 'foreign', '', 'Pf'],
    ['payment', 'settled', '', 'Ps'],
    ['payment', 'due', '', 'Pd'],
    ['payment', 'never', 'half-paid', 'Pn'],
    ['payment', 'by-hand', '', 'Ph'],
    ['refund', 'refunded', '17', 'Rr'],
    ['refund', 'refunding', '', 'Rg'],
    ['refund', 'confirmed', '', 'Rc'],
    ['bill', 'paid', 'Y1', 'Bp'],
  ])('%s %s, written and read', (kind, mark, ref, head) => {
    const record: ReconRecord = { kind, key: 'Y9', mark, ...sums, at: 1_234_567, ref };
    const line = `${head}\tY9\t99c\t334\t668\tqglj\t${ref}`;
    expect(recordText(record)).toBe(line);
    expect(readRecord(line)).toEqual(record);
    const { at: _at, ...timeless } = record;
    expect(recordText(timeless)).toBe(line.replace('qglj', ''));
  });

  test.each([
    'Pp\t\t1\t1\t0\t\t',
    'Pp\tY 1\t1\t1\t0\t\t',
    'Pp\tY1\t\t1\t0\t\t',
    'Pp\tY1\t1\t\t0\t\t',
    'Pp\tY1\t1\t1\t\t\t',
    'Pp\tY1\t1\t1\t0\t',
    'Ppp\tY1\t1\t1\t0\t\t',
    'Pp\tY1\t1!\t1\t0\t\t',
    'Pp\tY1\t!1\t1\t0\t\t',
    'Pp\tY1\t 1\t1\t0\t\t',
    'Pp\tY1\t1\t+1\t0\t\t',
    'Pp\tY1\tzzzzzzzzzzzzz\t1\t0\t\t',
    'Pp\tY1\t1\t1\tZ\t\t',
  ])('%j was not written by us', (line) => {
    expect(() => readRecord(line)).toThrow(RangeError);
  });

  test('a ref is a key or nothing', () => {
    const record: ReconRecord = { kind: 'bill', key: 'B1', mark: 'paid', ...sums, ref: 'a b' };
    expect(() => recordText(record)).toThrow(new RangeError('not a key'));
    expect(() => readRecord('x')).toThrow(new RangeError('not a record'));
    expect(['!', '~', 'x'.repeat(64)].every(isRecordKey)).toBe(true);
    expect(['', 'a\n', ' a', 'a ', '\x7f'].some(isRecordKey)).toBe(false);
  });

  test('hashes are FNV-1a of 32 bits, and stay so: lines lie where they were put', () => {
    const keys = ['Y1', 'Y2026030200000000000000000000000001', '~'];
    expect(keys.map((key) => partitionOf(key, 256))).toEqual([191, 142, 97]);
    expect(keys.map((key) => partitionOf(key, 16))).toEqual([15, 14, 1]);
    expect(folded(EMPTY_DIGEST, 'Y1')).toBe(3018346991);
    expect(['a', 'b'].reduce(folded, EMPTY_DIGEST)).toBe(2049273326);
    expect(EMPTY_DIGEST).toBe(2166136261);
  });
});
