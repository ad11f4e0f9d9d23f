/**
 * Payments at a counter from begin to end, through our own use cases (one-code specification V1.0 §1.4.3.2;
 * trap 41; money rules 2, 7, 9 and 12): both orders of the parts, a crash between any two steps, a code
 * that does not pay, cash taken otherwise.
 */
import { applyEvent } from '../../cloudfunctions/usecases/apply-event';
import { FOREVER } from '../support/doubles';
import { drafted, GRACE, insurance, PART, short, type Kind } from './counter-channel-bench';
import { counterWorld, heldBy, type CounterWorld } from './counter-channel-world';

const HOUR = 3_600_000;

async function begun(kind: Kind): Promise<CounterWorld> {
  const here = await counterWorld();
  await here.begin(drafted(kind));
  return here;
}

/** Insurance first, up to the charge. */
async function charged(phone: CounterWorld['gateway']['is']['phone']): Promise<CounterWorld> {
  const here = await begun('mixed');
  here.gateway.is.phone = phone;
  await here.event(await here.settleFirst());
  await here.send();
  return here;
}

describe('insurance first', () => {
  test('settled, charged, paid', async () => {
    const here = await charged('at-once');
    expect(await here.until(HOUR)).toMatchObject({ payment: 'paid', counter: PART });
    expect(heldBy(here)).toBe('cash insurance');
  });

  test('the password comes late', async () => {
    const here = await charged('password');
    expect((await here.until(20_000)).payment).toBe('payable');
    here.gateway.pay();
    expect((await here.until(HOUR)).payment).toBe('paid');
    expect(heldBy(here)).toBe('cash insurance');
  });

  test('the password never comes: both are unwound', async () => {
    const here = await charged('password');
    expect((await here.until(HOUR)).payment).toBe('closed');
    expect(heldBy(here)).toBe('- -');
  });

  test('not enough money, and no clerk: both are unwound, for that reason', async () => {
    const here = await charged('no-money');
    const over = await here.until(HOUR);
    expect(over).toMatchObject({ payment: 'closed', reason: 'cash-not-enough' });
    expect(heldBy(here)).toBe('- -');
  });

  test('an unknown answer that was a payment', async () => {
    const here = await charged('lost');
    here.gateway.pay();
    expect((await here.until(HOUR)).payment).toBe('paid');
  });

  test('an unknown answer that was none is not over before it can no longer be one', async () => {
    const here = await charged('lost');
    await here.event({ type: 'close-asked', by: 'clerk' });
    await here.until(GRACE - 10_000);
    expect((await here.stored()).payment).toBe('closing');
    expect(heldBy(here)).toBe('- -');
    expect((await here.until(HOUR)).payment).toBe('closed');
  });

  test('one that arrives after all, behind its insurance: the cash goes back by itself', async () => {
    const here = await charged('lost');
    await here.event({ type: 'close-asked', by: 'clerk' });
    await here.until(20_000);
    here.gateway.pay();
    const over = await here.until(HOUR);
    expect(over).toMatchObject({
      payment: 'failed',
      refund: { cause: 'half-paid', state: 'done' },
    });
    expect(heldBy(here)).toBe('- -');
  });

  test.each([
    ['before the hospital was asked', 0],
    ['before its answer was stored', 1],
    ['before the charge', 2],
  ])('a crash %s: unwound', async (_when, steps) => {
    const here = await begun('mixed');
    if (steps === 0) await here.event({ type: 'authorised' });
    if (steps > 0) {
      const priced = await here.settleFirst();
      if (steps === 2) await here.event(priced);
    }
    expect((await here.until(HOUR)).payment).toBe('closed');
    expect(heldBy(here)).toBe('- -');
  });

  test('a crash behind the charge: paid', async () => {
    const here = await begun('mixed');
    await here.event(await here.settleFirst());
    here.gateway.pay();
    expect((await here.until(HOUR)).payment).toBe('paid');
  });
});

describe('cash first', () => {
  test('charged, then settled by whoever asks', async () => {
    const here = await begun('cash-first');
    await here.send();
    expect(heldBy(here)).toBe('cash -');
    expect((await here.until(HOUR)).payment).toBe('paid');
    expect(heldBy(here)).toBe('cash insurance');
  });

  test('a crash behind the charge: settled by the clockwork', async () => {
    const here = await begun('cash-first');
    here.gateway.pay();
    expect((await here.until(HOUR)).payment).toBe('paid');
    expect(heldBy(here)).toBe('cash insurance');
  });

  test('settled, and the answer never came: the same again', async () => {
    const here = await begun('cash-first');
    await here.send();
    here.his.is.state = insurance('settled');
    expect((await here.until(HOUR)).payment).toBe('paid');
  });

  test('refused for certain: the cash goes back, the hospital can settle no more', async () => {
    const here = await begun('cash-first');
    here.his.is.settles = 'no';
    await here.send();
    const over = await here.until(HOUR);
    expect(over).toMatchObject({ payment: 'failed', reason: 'insurance-failed-cash-back' });
    expect(here.his.is.state.status).toBe('reversed');
    expect(heldBy(here)).toBe('- -');
  });

  test('a hospital that is away until the deadline: the cash goes back', async () => {
    const here = await begun('cash-first');
    here.his.is.settles = 'away';
    await here.send();
    expect(await here.until(HOUR)).toMatchObject({ payment: 'failed' });
    expect(heldBy(here)).toBe('- -');
  });

  test('given up while the password is typed: the payment wins, and goes back', async () => {
    const here = await begun('cash-first');
    here.gateway.is.phone = 'password';
    await here.send();
    here.gateway.pay();
    await here.event({ type: 'close-asked', by: 'clerk' });
    expect((await here.until(HOUR)).payment).toBe('failed');
    expect(heldBy(here)).toBe('- -');
  });

  test('not enough money: rejected at once, nothing is left', async () => {
    const here = await begun('cash-first');
    here.gateway.is.phone = 'no-money';
    expect(await here.send()).toMatchObject({ payment: 'rejected', reason: 'cash-not-enough' });
  });
});

test('cash alone: paid, or closed', async () => {
  const here = await begun('cash');
  await here.send();
  expect((await here.until(HOUR)).payment).toBe('paid');
  const lost = await begun('cash');
  lost.gateway.is.phone = 'lost';
  await lost.send();
  await lost.until(GRACE - 10_000);
  expect((await lost.stored()).payment).toBe('unknown');
  expect((await lost.until(HOUR)).payment).toBe('closed');
});

describe('cash that is taken otherwise', () => {
  const take = { type: 'tender-taken', kind: 'notes', receipt: 'S-1', by: PART.clerk } as const;

  /** The code is proven to pay nothing any more. */
  async function offered(): Promise<CounterWorld> {
    const here = await charged('password');
    await here.event({ type: 'tender-asked', by: PART.clerk });
    await here.until(30_000);
    expect(await here.stored()).toMatchObject({
      payment: 'closing',
      legs: { cash: 'closed', insurance: 'paid' },
    });
    expect(heldBy(here)).toBe('- insurance');
    return here;
  }

  test('insurance stays settled, and the order is paid', async () => {
    const here = await offered();
    expect((await here.event(take)).outcome).toBe('tender-taken');
    const paid = await here.until(HOUR);
    expect(paid).toMatchObject({ payment: 'paid', settlement: { state: 'settled' } });
    expect(heldBy(here)).toBe('- insurance');
    const seen = await here.channel.query(paid, FOREVER);
    expect(short(seen)).toBe('paid/paid/paid');
    if (seen.kind !== 'evidence') throw new Error('no evidence');
    const again = await applyEvent(here.mover, paid.orderNo, { ...seen, type: 'evidence' });
    expect(again.outcome).toBe('already-paid');
  });

  test('nobody takes it: unwound like any other', async () => {
    const here = await offered();
    expect((await here.until(HOUR)).payment).toBe('closed');
    expect(heldBy(here)).toBe('- -');
  });

  test('the code was quicker: paid by it', async () => {
    const here = await charged('password');
    here.gateway.pay();
    await here.event({ type: 'tender-asked', by: PART.clerk });
    expect((await here.until(HOUR)).payment).toBe('paid');
    expect((await here.event(take)).outcome).toBe('tender-not-possible');
  });

  test('the code pays besides: a case for a person', async () => {
    const here = await offered();
    await here.event(take);
    const paid = await here.until(HOUR);
    here.gateway.pay();
    const seen = await here.channel.query(paid, FOREVER);
    if (seen.kind !== 'evidence') throw new Error('no evidence');
    const told = await applyEvent(here.mover, paid.orderNo, { ...seen, type: 'evidence' });
    expect(told.order.review).toMatchObject({ reason: 'paid-differs' });
    expect(told.order.review?.evidence).toContain('cash 8000');
  });

  test('a charge that may still arrive is waited for first', async () => {
    const here = await charged('lost');
    await here.event({ type: 'tender-asked', by: PART.clerk });
    await here.until(GRACE - 10_000);
    expect((await here.stored()).legs.cash).toBe('unpaid');
    await here.until(2 * GRACE);
    expect((await here.stored()).legs.cash).toBe('closed');
  });
});

test('all of it goes back: insurance, then cash', async () => {
  const here = await charged('at-once');
  const paid = await here.until(HOUR);
  const ask = { mode: 'whole', cause: 'clerk', by: PART.clerk, note: '退费' } as const;
  await here.event({ type: 'refund-asked', ask });
  const back = await here.until(HOUR);
  expect(back.refund).toMatchObject({ state: 'done', cash: 4000, insurance: 8000 });
  expect(heldBy(here)).toBe('- -');
  expect(here.his.is.state).toMatchObject({ refundNo: `R${paid.orderNo}` });
});
