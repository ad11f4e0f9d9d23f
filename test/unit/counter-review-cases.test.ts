/**
 * Review: the one act that a case has must end it, with insurance neither settled nor forgotten (money
 * rule 12; trap 41).
 */
import { openId } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import { advanceOrder, heard } from '../../cloudfunctions/usecases/advance-order';
import { FOREVER } from '../support/doubles';
import { charge, insurance, order, type Kind } from './counter-channel-bench';
import { counterWorld, heldBy, type CounterWorld } from './counter-channel-world';

const HOUR = 3_600_000;
const BY = openId('oClerk');
const EMPTY = { kind: 'conclude', note: '商户平台已核对，没有钱' } as const;

async function concluded(here: CounterWorld): Promise<Order> {
  await here.event({ type: 'review-ended', act: EMPTY, by: BY });
  await advanceOrder(here.mover, await here.stored(), FOREVER);
  return here.until(3 * HOUR);
}

async function caseOf(kind: Kind, payment: Order['payment']): Promise<CounterWorld> {
  const here = await counterWorld();
  here.his.is.state = kind === 'cash' ? { status: 'none' } : insurance('settled');
  await here.begin(order(kind, payment));
  return here;
}

test.each(['mixed', 'cash-first', 'cash'] as const)(
  '%s: the finance office gave the charge back; concluded, all is over',
  async (kind) => {
    const here = await caseOf(kind, 'payable');
    if (kind === 'cash-first') here.his.is.state = { status: 'none' };
    here.gateway.is.charge = 'refunded';
    expect((await here.until(HOUR)).review?.reason).toBe('refund-not-ours');
    const over = await concluded(here);
    expect(over.review).toBeUndefined();
    expect(heldBy(here)).toBe('- -');
    expect(over.dueAt).toBeNull();
  },
);

test('an answer under another merchant; concluded, the insurance part does not stay settled', async () => {
  const here = await caseOf('mixed', 'payable');
  here.gateway.payment.query = () => Promise.resolve(charge('closed', { ours: false }));
  expect((await here.until(HOUR)).review?.reason).toBe('wrong-merchant');
  const over = await concluded(here);
  expect(heldBy(here)).toBe('- -');
  expect(over.review).toBeUndefined();
});

test('another sum was charged, and the finance office has given it back', async () => {
  const here = await caseOf('mixed', 'payable');
  here.gateway.payment.query = () => Promise.resolve(charge('paid', { amount: 4100 }));
  expect((await here.until(HOUR)).review?.reason).toBe('amount-mismatch');
  here.gateway.payment.query = () => Promise.resolve(charge('refunded', { amount: 4100 }));
  const over = await concluded(here);
  expect(over.review).toBeUndefined();
  expect(heldBy(here)).toBe('- -');
});

test.each(['cash', 'cash-first'] as const)(
  '%s: taken, and the platform knows nothing of it for a day; concluded, it is over',
  async (kind) => {
    const here = await caseOf(kind, 'payable');
    if (kind === 'cash-first') here.his.is.state = { status: 'none' };
    expect((await here.until(30 * HOUR)).review?.reason).toBe('undecided');
    const over = await concluded(here);
    expect(over.review).toBeUndefined();
    expect(over.payment).toMatch(/closed|failed/);
  },
);

test('paid, and its charge was reversed since; concluded, insurance goes back as well', async () => {
  const here = await caseOf('mixed', 'paid');
  await here.event({ type: 'settled' });
  here.gateway.is.charge = 'closed';
  const seen = await here.channel.query(await here.stored(), FOREVER);
  await here.event(heard(seen));
  expect((await here.stored()).review?.reason).toBe('paid-differs');
  const over = await concluded(here);
  // our book says that both parts are back
  expect(over.refund?.insurance).toBe(8000);
  expect(heldBy(here)).toBe('- -');
});
