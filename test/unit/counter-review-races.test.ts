/**
 * Review: two parties at one counter order at the same moment (money rules 5, 7 and 12). A reversal gives
 * back what was paid, so that it must not pass a proof of payment that somebody else has just stored.
 */
import type { Deadline } from '../../cloudfunctions/ports/deadline';
import type { OrderNo } from '../../cloudfunctions/domain/ids';
import { openId } from '../../cloudfunctions/domain/ids';
import type { ReverseOutcome } from '../../cloudfunctions/ports/counter-payment';
import { advanceOrder } from '../../cloudfunctions/usecases/advance-order';
import { FOREVER } from '../support/doubles';
import { COVERED, drafted, insurance, order, tender } from './counter-channel-bench';
import { counterWorld, heldBy, type CounterWorld } from './counter-channel-world';

const HOUR = 3_600_000;
const CLERK = openId('oClerk');

async function typing(): Promise<CounterWorld> {
  const here = await counterWorld();
  await here.begin(drafted('mixed'));
  here.gateway.is.phone = 'password';
  await here.event(await here.settleFirst());
  await here.send();
  return here;
}

/** The next reversal waits until it is let go; `reached` resolves when it is about to go out. */
function heldReversal(here: CounterWorld) {
  const { payment } = here.gateway;
  const reverse = payment.reverse.bind(payment);
  let letGo = (): void => undefined;
  let arrived = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  payment.reverse = async (number: OrderNo, deadline: Deadline): Promise<ReverseOutcome> => {
    payment.reverse = reverse;
    arrived();
    await gate;
    return reverse(number, deadline);
  };
  return { reached, letGo: () => letGo() };
}

test.each([
  ['given up', { type: 'close-asked', by: 'clerk' } as const],
  ['other cash asked for', { type: 'tender-asked', by: CLERK } as const],
])(
  '%s by one, proven paid by another: what is booked as paid is not reversed',
  async (_w, event) => {
    const here = await typing();
    await here.event(event);
    const { reached, letGo } = heldReversal(here);
    const slow = advanceOrder(here.mover, await here.stored(), FOREVER);
    await reached;
    // the password is typed between the look of the one and its reversal; the other looks now
    here.gateway.pay();
    await advanceOrder(here.mover, await here.stored(), FOREVER);
    letGo();
    await slow;
    const over = await here.until(HOUR);
    expect(over.review).toBeUndefined();
    expect(`${over.payment}: ${heldBy(here)}`).toMatch(/^(paid: cash insurance|closed: - -)$/);
  },
);

test('the same, and whoever reversed is killed: nobody hears that a booked payment holds nothing', async () => {
  const here = await typing();
  await here.event({ type: 'close-asked', by: 'clerk' });
  const { reached, letGo } = heldReversal(here);
  const { payment } = here.gateway;
  const query = payment.query.bind(payment);
  const slow = advanceOrder(here.mover, await here.stored(), FOREVER);
  await reached;
  here.gateway.pay();
  await advanceOrder(here.mover, await here.stored(), FOREVER);
  payment.query = () => {
    payment.query = query;
    throw new Error('killed behind its reversal');
  };
  letGo();
  await expect(slow).rejects.toThrow('killed');
  const over = await here.until(30 * HOUR);
  // paid in our book and at the hospital: the cash is there, or a person is told
  expect(over.payment === 'paid' && over.review === undefined).toBe(
    here.gateway.is.charge === 'paid',
  );
});

test.each([
  ['its answer comes in at last', true],
  ['only the platform knows it', false],
])(
  'cash was taken otherwise, and the lost charge arrives after all: a case (%s)',
  async (_w, told) => {
    const here = await counterWorld();
    const waiting = order('mixed', 'closing', { tender: tender.asked });
    await here.begin({ ...waiting, legs: { cash: 'closed', insurance: 'paid' } });
    here.his.is.state = insurance('settled');
    await here.event({ type: 'tender-taken', kind: 'notes', receipt: 'S-1', by: CLERK });
    here.gateway.pay();
    const accepted = {
      type: 'accepted',
      platformTradeNo: 'T2',
      launch: { counter: true },
    } as const;
    if (told) await here.event(accepted);
    const over = await here.until(30 * HOUR);
    expect(over.counter?.tender?.state).toBe('taken');
    expect(over.review?.reason).toBe('paid-differs');
  },
);

test('insurance pays all of it, its answer was lost, and the clerk gives it up: insurance is reversed', async () => {
  const here = await counterWorld();
  await here.begin(drafted('covered'));
  await here.event({ type: 'authorised' });
  // the hospital has settled it; the invocation that asked is gone
  here.his.is.state = insurance('settled', COVERED);
  await here.event({ type: 'close-asked', by: 'clerk' });
  const over = await here.until(HOUR);
  expect(`${over.payment}: ${heldBy(here)}`).toBe('closed: - -');
});
