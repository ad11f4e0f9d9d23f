/** Review: a hospital that takes the cash first, and a bill of which insurance pays all (trap 41). */
import { clerk, counterSandbox, heldOf, mustCharge, quotedStory } from '../support/counter-story';
import type { TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await counterSandbox({ counter: { first: 'cash' } });
}, 120_000);
afterAll(() => sandbox.close());

it('there is no cash to take first: insurance is settled, and it is paid', async () => {
  const { charge } = await quotedStory(sandbox, 'all-insurance');
  const { orderNo } = await mustCharge(sandbox, charge);
  const order = await clerk(sandbox, 'confirm', orderNo);
  expect(order).toMatchObject({ stage: 'paid', hospital: 'settled' });
  expect(heldOf(sandbox, orderNo)).toEqual({ cash: 'absent', insurance: 'settled', booked: 1 });
});
