import { fen, fenFromYuan, yuanText } from '../../miniprogram/shared/fen';

describe('fen', () => {
  it.each([0, 1, 12345, Number.MAX_SAFE_INTEGER])('takes the whole amount %d', (value) => {
    expect(fen(value)).toBe(value);
  });

  it.each([-1, -0, 0.1, 1e16, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (value) => {
    expect(() => fen(value)).toThrow(RangeError);
  });

  it.each([
    ['0', 0],
    ['0.01', 1],
    ['0.1', 10],
    ['1', 100],
    ['12.30', 1230],
    ['33.33', 3333],
    ['1234567.89', 123456789],
    ['4.35', 435],
    ['1.005'.slice(0, 4), 100],
  ])('reads %s yuan exactly', (text, expected) => {
    expect(fenFromYuan(text)).toBe(expected);
  });

  it.each(['', '1.', '.5', '1.234', '-1', '+1', '01', '1e3', ' 1', '1,000', '１'])(
    'refuses the yuan text %j',
    (text) => {
      expect(() => fenFromYuan(text)).toThrow(RangeError);
    },
  );

  it('writes yuan with two decimals and reads them back', () => {
    for (const value of [0, 1, 9, 10, 99, 100, 101, 123456, 99999999999]) {
      expect(fenFromYuan(yuanText(fen(value)))).toBe(value);
    }
    expect(yuanText(fen(5))).toBe('0.05');
  });
});
