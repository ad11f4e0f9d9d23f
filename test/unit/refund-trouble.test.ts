/**
 * A refund in trouble (money rules 2, 9 and 12): messages that do not go out, a hospital that will not
 * or does not answer, a platform that refuses. Nothing is lost, nothing goes twice, somebody hears.
 */
import type { RefundOutcome } from '../../cloudfunctions/ports/refund-channel';
import { HIS_SILENT, hisRefuses } from '../support/doubles';
import { paidAndBooked, type RefundWorld } from '../support/refund-world';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SILENT: RefundOutcome = { kind: 'unknown', code: 'timeout', reason: 'payment-unreachable' };

/** The one refund that the platform has, which must be the whole of the payment. */
function onlyOne(here: RefundWorld) {
  expect([...here.platform.refunds.taken.keys()]).toEqual([`R${here.text}`]);
  for (const { refundNo, cash, insurance } of here.platform.refunds.asked) {
    expect([refundNo, cash, insurance]).toEqual([`R${here.text}`, 4000, 8000]);
  }
}

describe('a message that does not go out', () => {
  const notSent: RefundOutcome = { kind: 'not-sent', code: 'token', reason: 'internal' };

  it.each([
    [
      'because the token or the connection failed',
      (here: RefundWorld) => {
        here.platform.refunds.script.onRefund = () => Promise.resolve(notSent);
      },
    ],
    [
      'because the hospital gives no session',
      (here: RefundWorld) => {
        here.hospital.refunds.script.session = HIS_SILENT;
      },
    ],
  ])('%s is tried again, later each time', async (_name, trouble) => {
    const here = await paidAndBooked();
    trouble(here);
    await here.ask();
    expect(await here.refund()).toMatchObject({ state: 'held', sends: 0, asked: 1 });
    expect((await here.stored()).dueAt).toBe(here.clock.now() + 5_000);
    await here.tick(1_000);
    expect((await here.refund()).asked).toBe(1);
    await here.until(30 * MINUTE);
    expect((await here.stored()).dueAt).toBeGreaterThan(here.clock.now() + 4 * MINUTE);
    here.platform.refunds.script.onRefund = null;
    here.hospital.refunds.script.session = { ok: true, value: { sessionId: 's3' } as never };
    expect(await here.until(HOUR)).toMatchObject({ refund: { state: 'done', sends: 1 } });
    onlyOne(here);
  });
});

describe('a hospital that', () => {
  it('will not hold it: nothing is sent, and the patient is told why', async () => {
    const here = await paidAndBooked();
    here.hospital.refunds.script.hold = hisRefuses('refund-served', 'SERVED');
    const view = await here.ask();
    expect(view).toMatchObject({
      ...{ payment: 'paid', canRefund: true, next: { do: 'done' } },
      refund: { state: 'refused', reason: 'refund-served' },
    });
    expect(here.heard()).toEqual(['holdRefund']);
    expect(await here.stored()).toMatchObject({ refund: { hold: 'released' }, dueAt: null });
    expect(here.claims.all()).toHaveLength(1);
    here.hospital.refunds.script.hold = { ok: true, value: { status: 'held' } };
    expect((await here.ask()).refund?.state).toBe('returned');
    onlyOne(here);
  });

  it('does not answer: nothing is sent until it does', async () => {
    const here = await paidAndBooked();
    here.hospital.refunds.script.hold = HIS_SILENT;
    expect((await here.ask()).refund?.state).toBe('going');
    await here.until(HOUR);
    expect(here.platform.refunds.asked).toEqual([]);
    here.hospital.refunds.script.hold = { ok: true, value: { status: 'held' } };
    expect(await here.until(HOUR)).toMatchObject({ refund: { state: 'done' } });
  });

  it('does not answer when all is back: it is told until it does, hourly after a day', async () => {
    const here = await paidAndBooked();
    here.hospital.refunds.script.confirm = HIS_SILENT;
    expect((await here.ask()).refund?.state).toBe('returned');
    expect(here.claims.all()).toHaveLength(1);
    const late = await here.until(25 * HOUR);
    expect(late.review?.reason).toBe('refund-unbooked');
    here.hospital.refunds.script.confirm = { ok: true, value: { status: 'confirmed' } };
    expect(await here.until(2 * HOUR)).toMatchObject({ refund: { state: 'done' }, dueAt: null });
    expect((await here.stored()).review).toBeUndefined();
    expect(here.claims.all()).toEqual([]);
    onlyOne(here);
  });
});

describe('a platform that refuses', () => {
  it('for good: the hospital hands out again, and the patient is told', async () => {
    const here = await paidAndBooked();
    here.platform.refunds.script.onRefund = () =>
      Promise.resolve({ kind: 'refused', code: '535', reason: 'payment-refused' });
    const view = await here.ask();
    expect(view.refund).toMatchObject({ state: 'refused', reason: 'refund-not-possible' });
    expect(here.heard()).toEqual(['holdRefund', 'openSession', 'refund', 'releaseRefund']);
    expect(await here.stored()).toMatchObject({
      refund: { state: 'refused', hold: 'released', refusal: '535' },
      dueAt: null,
    });
  });

  it('while the hospital is silent: it is released later, and nothing is promised anew', async () => {
    const here = await paidAndBooked();
    here.platform.refunds.script.onRefund = () =>
      Promise.resolve({ kind: 'refused', code: '535', reason: 'payment-refused' });
    here.hospital.refunds.script.release = HIS_SILENT;
    await here.ask();
    await expect(here.ask()).rejects.toMatchObject({ reason: 'refund-exists' });
    here.hospital.refunds.script.release = { ok: true, value: { status: 'released' } };
    expect(await here.until(HOUR)).toMatchObject({ refund: { hold: 'released' }, dueAt: null });
  });

  it('a repetition: it is asked, and what it has counts', async () => {
    const here = await paidAndBooked();
    const { refunds } = here.platform;
    refunds.script.onRefund = () => Promise.resolve(SILENT);
    await here.ask();
    refunds.script.onRefund = (request) => {
      refunds.take(request);
      return Promise.resolve({ kind: 'refused', code: '530', reason: 'payment-refused' });
    };
    expect(await here.until(HOUR)).toMatchObject({ refund: { state: 'done', sends: 2 } });
    onlyOne(here);
  });
});

describe('a desk that', () => {
  it('is not reached stands back, and a day of that is a case that heals', async () => {
    const here = await paidAndBooked();
    const { desk } = here.deps;
    here.deps.desk = { run: () => Promise.resolve() };
    expect((await here.ask()).refund?.state).toBe('going');
    expect((await here.stored()).dueAt).toBe(here.clock.now() + 5_000);
    const late = await here.until(26 * HOUR);
    expect(late).toMatchObject({ refund: { state: 'held', sends: 0 } });
    expect(late.review?.reason).toBe('refund-undecided');
    expect(late.dueAt).toBeGreaterThan(here.clock.now());
    here.deps.desk = desk;
    expect(await here.until(2 * HOUR)).toMatchObject({ refund: { state: 'done' }, dueAt: null });
    onlyOne(here);
  });

  it('is not reached is not put off by a patient who keeps looking', async () => {
    const here = await paidAndBooked();
    here.deps.desk.run = () => Promise.resolve();
    await here.ask();
    const { dueAt } = await here.stored();
    await here.look();
    await here.look();
    expect((await here.stored()).dueAt).toBe(dueAt);
  });
});
