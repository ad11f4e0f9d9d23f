import type { NoticeReader } from '../../cloudfunctions/ports/notice-reader';
import { acceptNotice } from '../../cloudfunctions/usecases/accept-notice';
import { closeOrder } from '../../cloudfunctions/usecases/close-order';
import { FOREVER, OWNER, seen } from '../support/doubles';
import { evidence } from '../support/orders';
import { paid, placed } from '../support/placed';

describe('a notice', () => {
  const YES = { statusCode: 200, contentType: 'text/xml', body: 'yes' };
  const NO = { ...YES, body: 'no' };
  const answers = { accepted: () => YES, refused: () => NO };
  const body = { body: 'body', header: () => undefined };

  it('only makes us ask: what it says is never believed (money rule 10)', async () => {
    const here = await placed();
    const hint = evidence('paid', { orderNo: here.orderNo });
    const reader: NoticeReader = {
      read: () => ({ kind: 'notice', subject: 'payment', hint, fingerprint: 'f1' }),
      ...answers,
    };
    expect(await acceptNotice({ ...here.deps, reader }, body, FOREVER)).toBe(YES);
    expect((await here.stored()).payment).toBe('payable');
    here.platform.script.onQuery = paid;
    for (let time = 0; time < 3; time += 1) {
      expect(await acceptNotice({ ...here.deps, reader }, body, FOREVER)).toBe(YES);
    }
    expect(await here.stored()).toMatchObject({
      payment: 'paid',
      settlement: { state: 'settled', attempts: 1 },
    });
    expect(here.hospital.calls.filter((call) => call === 'settle')).toHaveLength(1);
  });

  it('changes nothing when it is forged, and the sender learns nothing', async () => {
    const here = await placed();
    here.platform.script.onQuery = paid;
    const before = await here.stored();
    const reader: NoticeReader = { read: () => ({ kind: 'refused', why: 'sign' }), ...answers };
    expect(await acceptNotice({ ...here.deps, reader }, body, FOREVER)).toBe(NO);
    const foreign = evidence('paid', { orderNo: here.orderNo, ours: false });
    const other: NoticeReader = {
      read: () => ({ kind: 'notice', subject: 'payment', hint: foreign, fingerprint: 'f' }),
      ...answers,
    };
    expect(await acceptNotice({ ...here.deps, reader: other }, body, FOREVER)).toBe(NO);
    expect(await here.stored()).toEqual(before);
  });

  it('raises an alarm when a notice for the same order says something else', async () => {
    const here = await placed();
    const hint = evidence('paid', { orderNo: here.orderNo });
    for (const fingerprint of ['f1', 'f1', 'f2']) {
      const reader: NoticeReader = {
        read: () => ({ kind: 'notice', subject: 'payment', hint, fingerprint }),
        ...answers,
      };
      await acceptNotice({ ...here.deps, reader }, body, FOREVER);
    }
    expect(here.alarms).toEqual(['notice.differs']);
  });

  it('of an order that ended is no treadmill: repeated at once it writes nothing', async () => {
    const here = await placed();
    here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'closed'));
    await closeOrder(here.deps, { owner: OWNER, orderNo: here.text }, FOREVER);
    const hint = evidence('paid', { orderNo: here.orderNo });
    const reader: NoticeReader = {
      read: () => ({ kind: 'notice', subject: 'payment', hint, fingerprint: 'f1' }),
      ...answers,
    };
    await acceptNotice({ ...here.deps, reader }, body, FOREVER);
    expect(here.alarms).toContain('notice.unproven');
    const { version } = await here.stored();
    for (let time = 0; time < 20; time += 1) {
      await acceptNotice({ ...here.deps, reader }, body, FOREVER);
    }
    expect((await here.stored()).version).toBe(version);
  });

  it('leaves the proof at most its three seconds', async () => {
    const here = await placed();
    const hint = evidence('paid', { orderNo: here.orderNo });
    const reader: NoticeReader = {
      read: () => ({ kind: 'notice', subject: 'payment', hint, fingerprint: 'f1' }),
      ...answers,
    };
    const left: number[] = [];
    const { channel } = here.deps;
    const query: typeof channel.query = (orderNo, deadline) => {
      left.push(deadline.leftMs());
      here.clock.advance(2_000);
      left.push(deadline.leftMs());
      return channel.query(orderNo, deadline);
    };
    await acceptNotice({ ...here.deps, reader, channel: { ...channel, query } }, body, FOREVER);
    expect(left).toEqual([3_000, 1_000]);
  });
});
