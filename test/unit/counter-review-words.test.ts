/**
 * Review: answers that meet an order which somebody has looked at meanwhile, splits whose parts shift, and
 * the city's day (money rules 2, 4, 12 and 16).
 */
import { openId } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { timeOnDay } from '../../cloudfunctions/domain/shanghai';
import { transition } from '../../cloudfunctions/domain/transition';
import { advanceOrder } from '../../cloudfunctions/usecases/advance-order';
import { fen } from '../../miniprogram/shared/fen';
import { FOREVER } from '../support/doubles';
import { MIXED, T0 } from '../support/orders';
import { drafted, order, settlement, yes } from './counter-channel-bench';
import { counterWorld, heldBy } from './counter-channel-world';

const HOUR = 3_600_000;

test('the hospital refuses insurance while another clerk looks: over at once, for that reason', async () => {
  const here = await counterWorld();
  await here.begin(drafted('mixed'));
  await here.event({ type: 'authorised' });
  // the clerk's page, the other clerk or the clockwork asks while the hospital is thinking
  await advanceOrder(here.mover, await here.stored(), FOREVER);
  const why = { reason: 'insurance-settle-failed', code: 'INSURANCE_REFUSED' } as const;
  const refused = { type: 'rejected', ...why } as const;
  const { outcome } = await here.event(refused);
  expect(outcome).toBe('rejected');
  expect(await here.stored()).toMatchObject({ reason: 'insurance-settle-failed' });
});

test('cash first, the agreed sums, and fund and account divided otherwise than quoted: paid', async () => {
  const here = await counterWorld();
  await here.begin(drafted('cash-first'));
  const settled = settlement({ ...MIXED, insuranceFund: fen(5000), insuranceSelf: fen(3000) });
  here.his.insurance.settle = () => {
    here.his.is.state = { status: 'settled', ...settled };
    return Promise.resolve(yes(settled));
  };
  await here.send();
  const over = await here.until(HOUR);
  expect(over.review).toBeUndefined();
  expect(over.payment).toBe('paid');
  expect(heldBy(here)).toBe('cash insurance');
});

test('insurance that waits for other cash is decided on the day it was settled', () => {
  const begun = timeOnDay(T0, '23:29');
  const asked: Order = {
    ...order('mixed', 'unknown'),
    ...{ createdAt: begun, deadlineAt: begun + RULES.counterDeadlineMs },
  };
  const at = timeOnDay(T0, '23:55');
  const by = openId('oClerk');
  const { name, order: after } = transition(asked, { type: 'tender-asked', by }, at, RULES);
  const { tender } = after.counter ?? {};
  const until = tender?.state === 'asked' ? tender.until : 0;
  expect(name === 'tender-not-possible' || until <= at).toBe(true);
});

test('the hospital takes settled insurance back on its own screen only: a person hears of it that day', async () => {
  const here = await counterWorld();
  await here.begin(drafted('mixed'));
  here.gateway.is.phone = 'no-money';
  await here.event(await here.settleFirst());
  await here.send();
  here.his.insurance.reverse = () =>
    Promise.resolve({
      ...{ ok: false, certain: true, code: 'HOSPITAL_REFUSED', reason: 'refund-not-possible' },
    } as const);
  await here.event({ type: 'close-asked', by: 'clerk' });
  const evening = timeOnDay(T0, '23:50');
  const at = await here.until(evening - here.clock.now());
  expect(heldBy(here)).toBe('- insurance');
  expect(at.payment).toBe('closing');
  expect(at.review).toBeDefined();
});
