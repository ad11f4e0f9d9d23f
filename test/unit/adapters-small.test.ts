/** Time, randomness, environment and digests: the small adapters. */
import { deadlineIn } from '../../cloudfunctions/adapters/clock';
import { readEnvironment } from '../../cloudfunctions/adapters/environment';
import { cryptoIds } from '../../cloudfunctions/adapters/ids';
import { md5 } from '../../cloudfunctions/adapters/md5';
import { timerPause } from '../../cloudfunctions/adapters/pause';

test('a deadline runs down to 0 and not below, even when the clock of the wall is moved', () => {
  const monotonic = jest.spyOn(performance, 'now').mockReturnValue(1_000);
  const deadline = deadlineIn(500);
  const wall = jest.spyOn(Date, 'now').mockReturnValue(Number.MAX_SAFE_INTEGER);
  try {
    expect(deadline.leftMs()).toBe(500);
    monotonic.mockReturnValue(1_499.5);
    expect(deadline.leftMs()).toBe(0);
    monotonic.mockReturnValue(9_000);
    expect(deadline.leftMs()).toBe(0);
  } finally {
    monotonic.mockRestore();
    wall.mockRestore();
  }
});

test('ids are two hex characters a byte, and never the same', () => {
  const drawn = Array.from({ length: 200 }, () => cryptoIds.hex(16));
  expect(drawn.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
  expect(new Set(drawn).size).toBe(200);
});

test('only the named variables are seen', () => {
  process.env['YIBAO_TEST_ONE'] = '1';
  process.env['YIBAO_TEST_TWO'] = '2';
  try {
    expect(readEnvironment(['YIBAO_TEST_ONE', 'YIBAO_TEST_NONE'])).toEqual({
      YIBAO_TEST_ONE: '1',
      YIBAO_TEST_NONE: undefined,
    });
  } finally {
    delete process.env['YIBAO_TEST_ONE'];
    delete process.env['YIBAO_TEST_TWO'];
  }
});

test('MD5 is that of RFC 1321', () => {
  expect(md5('')).toBe('d41d8cd98f00b204e9800998ecf8427e');
  expect(md5('message digest')).toBe('f96b697d7cb7938d525a2f31aaf161d0');
});

test('a pause ends', async () => {
  await expect(timerPause.wait(1)).resolves.toBeUndefined();
});
