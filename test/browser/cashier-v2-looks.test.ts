/**
 * The 2.0 cashier and the authorisation page can be read and touched: in the dark, on a small phone, with
 * large text. Pictures are kept.
 */
import { join } from 'node:path';
import { PICTURES } from '../support/browser';
import { CashierPhone, PERSON } from '../support/cashier-v2-phone';
import { ORDER, type Stub } from '../support/cashier-v2-stub';
import { FLAWS } from '../support/page-flaws';

let phone: CashierPhone;
let stub: Stub;

beforeAll(async () => {
  phone = await CashierPhone.start();
  ({ stub } = phone);
}, 60_000);
afterAll(() => phone.stop());
afterEach(async () => {
  await phone.close();
  expect(phone.problems.splice(0)).toEqual([]);
});

describe.each([
  ['390-light', { width: 390, height: 844 }],
  ['390-dark', { width: 390, height: 844, colorScheme: 'dark' }],
  ['320-large', { width: 320, height: 568, levers: 'fontScale=1.4' }],
  ['320-large-dark', { width: 320, height: 568, colorScheme: 'dark', levers: 'fontScale=1.4' }],
] as const)('at %s', (name, look) => {
  const picture = (what: string) =>
    phone.page.screenshot({ path: join(PICTURES, `cashier-v2-${what}-${name}.png`) });
  async function flawless(what: string): Promise<void> {
    await picture(what);
    const inside = phone.page.frames().find((one) => one !== phone.page.mainFrame());
    expect({ [what]: await inside?.evaluate(FLAWS) }).toEqual({ [what]: [] });
  }

  it('both pages fit, can be read and touched', async () => {
    await phone.open(look);
    stub.order = { ...ORDER, relative: '*小明', cashAdd: 800, cashReduced: 1_200 };
    await phone.launch();
    await phone.at('cashier-pay').waitFor();
    await flawless('order');
    await phone.tap('cashier-levers');
    await phone.at('cashier-lever-killed').scrollIntoViewIfNeeded();
    await flawless('levers');
    await phone.tap('cashier-pay');
    await flawless('pad');
    await phone.tap('cashier-pad-close');
    await phone.tap('cashier-lever-insurance-fails');
    await phone.at('cashier-done').waitFor();
    await flawless('half-paid');
    await phone.back();
    await phone.launch();
    await phone.tap('cashier-pay');
    await phone.typePassword();
    await phone.at('cashier-done').waitFor();
    await flawless('paid');
    await phone.back();
    stub.person = { ...PERSON, bound: false };
    await phone.authorise({ envVersion: 'trial' });
    await phone.at('authorise-bind').waitFor();
    await flawless('authorise');
  }, 30_000);
});
