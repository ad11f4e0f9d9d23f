/**
 * Asking for money back (money rules 5, 9, 13 and 16): whose order, once only, within the city's day and
 * finished in it. What is refused is refused by name, and nothing was promised or sent.
 */
import { askRefund, reserveRefund } from '../../cloudfunctions/usecases/ask-refund';
import { openId } from '../../cloudfunctions/domain/ids';
import type { RefundAsk } from '../../cloudfunctions/domain/refund-plan';
import { fen } from '../../miniprogram/shared/fen';
import type { Reason } from '../../miniprogram/shared/reasons';
import { FOREVER, HIS_SILENT, OTHER, OWNER } from '../support/doubles';
import { placed } from '../support/placed';
import { paidAndBooked, paidUnbooked, SHENZHEN, type RefundWorld } from '../support/refund-world';

const HOUR = 3_600_000;
const CLERK = openId('oClerk');

async function refusedFor(
  here: RefundWorld,
  reason: Reason,
  act: () => Promise<unknown> = here.ask,
): Promise<void> {
  const before = await here.stored();
  await expect(act()).rejects.toMatchObject({ name: 'Refusal', reason });
  expect(here.heard()).toEqual([]);
  expect(await here.stored()).toEqual(before);
}

async function byClerk(here: RefundWorld, ask: Partial<RefundAsk>) {
  const whole = { mode: 'whole', cause: 'clerk', by: CLERK, note: '挂错科' } as const;
  return reserveRefund(here.deps, await here.stored(), { ...whole, ...ask }, FOREVER);
}

/** An order paid in Shenzhen at `T0` + a minute, 10:01 of that day. */
async function inShenzhen() {
  const here = await paidAndBooked();
  here.deps.hospital = { ...here.deps.hospital, cityId: SHENZHEN };
  const on = (time: string) => {
    here.clock.advance(Date.parse(`2026-03-${time}+08:00`) - here.clock.now());
  };
  return { ...here, on };
}

describe('a refund is refused', () => {
  it('of another person’s order, which looks like one that does not exist (money rule 13)', async () => {
    const here = await paidAndBooked();
    const foreign = { owner: OTHER, orderNo: here.text };
    await refusedFor(here, 'order-not-found', () => askRefund(here.deps, foreign, FOREVER));
    for (const orderNo of ['Y20260302ffffffffffff', 'no number', `${here.text}\n`]) {
      const ask = { owner: OWNER, orderNo };
      await refusedFor(here, 'order-not-found', () => askRefund(here.deps, ask, FOREVER));
    }
  });

  it('of an order that is not paid', async () => {
    const here = await placed();
    const own = { owner: OWNER, orderNo: here.text };
    await expect(askRefund(here.deps, own, FOREVER)).rejects.toMatchObject({
      reason: 'refund-not-possible',
    });
  });

  it('while the hospital has not booked it', async () => {
    const here = await paidUnbooked();
    here.hospital.script.settle = HIS_SILENT;
    await here.look();
    here.heard();
    await refusedFor(here, 'refund-hospital-pending');
  });

  it('a second time', async () => {
    const here = await paidAndBooked();
    await here.ask();
    here.heard();
    await refusedFor(here, 'refund-exists');
    await refusedFor(here, 'refund-exists', () => byClerk(here, {}));
  });

  it('above what is left', async () => {
    const here = await paidAndBooked();
    const ask = { mode: 'cash-part', cash: fen(4001) } as const;
    await refusedFor(here, 'refund-exceeds-paid', () => byClerk(here, ask));
  });

  it('on the phone where the hospital wants it at the counter; there it goes', async () => {
    const here = await paidAndBooked();
    here.deps.rules = { ...here.deps.rules, patientRefunds: 'at-counter' };
    await refusedFor(here, 'refund-at-counter-only');
    expect((await here.look()).canRefund).toBe(false);
    expect(await byClerk(here, {})).toMatchObject({
      refund: { state: 'done', cause: 'clerk', by: CLERK, note: '挂错科' },
    });
  });
});

describe('two who ask at once', () => {
  it('get one refund; the second is told that there is one', async () => {
    const here = await paidAndBooked();
    const [first, second] = await Promise.allSettled([here.ask(), here.ask()]);
    const [yes, no] = first.status === 'fulfilled' ? [first, second] : [second, first];
    expect(yes).toMatchObject({ status: 'fulfilled', value: { refund: { state: 'returned' } } });
    expect(no).toMatchObject({
      status: 'rejected',
      reason: { reason: 'refund-exists', retry: false },
    });
    expect(here.platform.refunds.asked).toHaveLength(1);
    expect(await here.refund()).toMatchObject({ sends: 1, state: 'done' });
  });
});

describe('a part of the cash that a clerk brings back', () => {
  it('leaves the order paid and booked, its bills kept, and no second refund', async () => {
    const here = await paidAndBooked();
    const order = await byClerk(here, { mode: 'cash-part', cash: fen(1500) });
    expect(order).toMatchObject({
      ...{ payment: 'paid', settlement: { state: 'settled' }, dueAt: null },
      ...{ legs: { cash: 'paid', insurance: 'paid' } },
      refund: { state: 'done', mode: 'cash-part', cash: 1500, insurance: 0 },
    });
    expect(here.claims.all()).toHaveLength(1);
    expect((await here.look()).next).toEqual({ do: 'done' });
    await expect(here.ask()).rejects.toMatchObject({ reason: 'refund-exists' });
    expect(here.platform.refunds.asked).toHaveLength(1);
  });
});

it('all of the cash, with the insurance left where it is, keeps the bills as well', async () => {
  const here = await paidAndBooked();
  const order = await byClerk(here, { mode: 'cash-only' });
  expect(order).toMatchObject({
    ...{ legs: { cash: 'refunded', insurance: 'paid' }, dueAt: null },
    refund: { state: 'done', mode: 'cash-only', cash: 4000, insurance: 0 },
  });
  expect(here.claims.all()).toHaveLength(1);
  expect((await here.look()).next).toEqual({ do: 'done' });
});

describe('in a city with a day (trap 13)', () => {
  it('a refund is asked for and finished on the day of payment', async () => {
    const here = await inShenzhen();
    expect((await here.look()).canRefund).toBe(true);
    expect((await here.ask()).refund?.state).toBe('returned');
    expect((await here.refund()).finishBy).toBe(Date.parse('2026-03-02T23:59:59.999+08:00'));
  });

  it.each(['02T23:30:00', '02T23:59:59', '03T00:00:00', '03T10:00:00'])(
    'none is taken at %s, and the patient is not offered one',
    async (time) => {
      const here = await inShenzhen();
      here.on(time);
      expect((await here.look()).canRefund).toBe(false);
      here.heard();
      await refusedFor(here, 'refund-outside-window');
      await refusedFor(here, 'refund-outside-window', () => byClerk(here, {}));
    },
  );

  it('one that the hospital did not hold in time is over, released, and told', async () => {
    const here = await inShenzhen();
    here.on('02T23:29:00');
    here.hospital.refunds.script.hold = HIS_SILENT;
    here.hospital.refunds.script.release = HIS_SILENT;
    await here.ask();
    here.on('03T00:00:30');
    here.heard();
    await here.tick();
    expect(here.heard()).toEqual(['releaseRefund']);
    expect(await here.look()).toMatchObject({
      refund: { state: 'refused', reason: 'refund-outside-window' },
    });
    here.hospital.refunds.script.release = { ok: true, value: { status: 'none' } };
    expect(await here.until(HOUR)).toMatchObject({ refund: { hold: 'released' }, dueAt: null });
    expect(here.platform.refunds.asked).toEqual([]);
  });

  it('one that was never sent in time is over as well', async () => {
    const here = await inShenzhen();
    here.on('02T23:20:00');
    const silent = { kind: 'not-sent', code: 'token', reason: 'internal' } as const;
    here.platform.refunds.script.onRefund = () => Promise.resolve(silent);
    await here.ask();
    here.on('03T00:00:01');
    here.platform.refunds.script.onRefund = null;
    expect(await here.until(HOUR)).toMatchObject({
      refund: { state: 'refused', hold: 'released', refusal: 'window-over', sends: 0 },
      dueAt: null,
    });
    expect(here.platform.refunds.taken.size).toBe(0);
  });

  it('one that may have been sent is asked about on, is a case, and is not sent again', async () => {
    const here = await inShenzhen();
    here.on('02T23:28:00');
    const silent = { kind: 'unknown', code: 'timeout', reason: 'payment-unreachable' } as const;
    here.platform.refunds.script.onRefund = () => Promise.resolve(silent);
    here.platform.refunds.script.onQueryRefund = () => Promise.resolve(silent);
    await here.ask();
    here.on('02T23:59:59.999');
    await here.tick();
    expect((await here.stored()).review?.reason).toBe('refund-undecided');
    here.platform.refunds.script.onQueryRefund = null;
    const sent = here.platform.refunds.asked.length;
    expect(await here.until(3 * HOUR)).toMatchObject({ refund: { state: 'sending' } });
    expect(here.platform.refunds.asked).toHaveLength(sent);
  });

  it('one that is due to be sent again at midnight is a case, and keeps nobody waiting', async () => {
    const here = await inShenzhen();
    here.on('02T23:20:00');
    const silent = { kind: 'unknown', code: 'timeout', reason: 'payment-unreachable' } as const;
    here.platform.refunds.script.onRefund = () => Promise.resolve(silent);
    await here.ask();
    // the desk is out of reach from when the platform says that it has nothing
    here.deps.desk.run = () => Promise.resolve();
    here.on('02T23:30:00');
    await here.tick();
    expect(await here.refund()).toMatchObject({ state: 'held', sends: 1 });
    here.on('03T00:00:10');
    const late = await here.until(HOUR);
    expect(late.review?.reason).toBe('refund-undecided');
    expect(late.dueAt).toBeGreaterThan(here.clock.now());
    expect(here.platform.refunds.asked).toHaveLength(1);
  });
});
