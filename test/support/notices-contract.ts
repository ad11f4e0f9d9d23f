/** What every store of notices is held to: what came first, what repeats it, what says something else. */
import { orderNo } from '../../cloudfunctions/domain/ids';
import type { NoticeSubject } from '../../cloudfunctions/ports/notice-reader';
import type { NoticeStore } from '../../cloudfunctions/ports/notice-store';
import { HOSPITAL } from './doubles';
import { T0 } from './orders';

const numberOf = (n: number) => orderNo(`Y20260302${n.toString(16).padStart(22, '0')}`);

export function noticesContract(stores: () => { readonly notices: NoticeStore }): void {
  test('first, repeated, and the alarm when another one says something else', async () => {
    const { notices } = stores();
    const keep = (fingerprint: string, n = 1, subject: NoticeSubject = 'payment') =>
      notices.keep(HOSPITAL, {
        orderNo: numberOf(n),
        subject,
        fingerprint,
        stated: '{}',
        receivedAt: T0,
      });
    expect(await keep('a')).toBe('first');
    expect(await keep('a')).toBe('repeated');
    expect(await keep('b')).toBe('differs');
    expect(await keep('b')).toBe('differs');
    expect(await keep('a')).toBe('repeated');
    expect(await keep('b', 2)).toBe('first');
    // one order of 2.0 is told of in three ways
    expect(await keep('c', 1, 'cash')).toBe('first');
    expect(await keep('d', 1, 'refund')).toBe('first');
    expect(await keep('d', 1, 'cash')).toBe('differs');
  });

  test('of many at once, one is the first', async () => {
    const { notices } = stores();
    const about = { orderNo: numberOf(1), subject: 'payment' } as const;
    const notice = { ...about, fingerprint: 'a', stated: '{}', receivedAt: T0 };
    const kept = await Promise.all(Array.from({ length: 6 }, () => notices.keep(HOSPITAL, notice)));
    expect(kept.sort()).toEqual(['first', ...Array.from({ length: 5 }, () => 'repeated')]);
  });
}
