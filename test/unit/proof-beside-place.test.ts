/**
 * A hospital that does not answer about the place keeps nobody from learning that the money came: the
 * proof of a notice has three seconds (money rules 4, 7 and 10).
 */
import { advanceOrder } from '../../cloudfunctions/usecases/advance-order';
import {
  appointmentOf,
  FOREVER,
  MINUTE,
  registrationIn,
  visitWorld,
} from '../support/visit-doubles';
import { paid } from '../support/placed';

const flushed = () => new Promise((resolve) => setImmediate(resolve));

it('the payment is stored while the hospital is still being asked for the place', async () => {
  const here = await visitWorld();
  here.put(appointmentOf());
  const order = await here.keep(registrationIn('payable'));
  here.clock.advance(16 * MINUTE);
  here.platform.script.onQuery = paid;
  let answer: () => void = () => undefined;
  here.control.before.extendLock = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  const going = advanceOrder(here.deps, order, FOREVER);
  await flushed();
  expect(here.heardOf('extendLock')).toHaveLength(1);
  expect(await here.load(order.orderNo)).toMatchObject({ payment: 'paid' });
  answer();
  await expect(going).resolves.toMatchObject({ payment: 'paid', settlement: { state: 'settled' } });
});
