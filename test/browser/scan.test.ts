/**
 * Paying by the code on a prescription in a real Chromium: scanned or opened by it, one's own with
 * insurance, a child's in cash (rule 15), a stranger's only after saying so; and with faults on the way.
 */
import { prescriptionLink } from '../../miniprogram/shared/prescription-code';
import { browserWorld } from '../support/browser-world';
import { bindByPhone, calls } from '../support/payer';
import type { Phone } from '../support/phone-driver';
import { LOOKS, looksRight } from '../support/phone-looks';
import { ZHANG } from '../support/sandbox';

const world = browserWorld();
const WAIT = 60_000;
const CHILD = 'P00002';

beforeAll(async () => {
  await bindByPhone(world.sandbox, ZHANG, CHILD);
});

interface Paper {
  readonly billId: string;
  readonly link: string;
}

/** A fresh prescription of that story, with the link in its QR code. */
function prescribed(story: string, hospitalId = 'hosp1'): Paper {
  const { hospital } = world.sandbox.world;
  const { billId } = hospital.issueStory(story);
  const code = hospital.prescriptionCode(billId);
  return { billId, link: prescriptionLink('q.example.org', { hospitalId, code }) };
}

const statusOf = (billId: string): string => world.sandbox.world.hospital.getBill(billId).status;
const lastOrder = () => world.sandbox.world.platform.engine.orders().at(-1);

async function scanned(link: string, options = {}): Promise<Phone> {
  const here = await world.open({ levers: { scan: link }, ...options });
  await here.tap('home-scan');
  await here.reaches('scan');
  return here;
}

it.each(LOOKS)(
  'scans a prescription of one’s own and pays it with insurance: %s',
  async (look, options) => {
    const { billId, link } = prescribed('insurance-and-cash');
    const here = await world.open(options);
    await here.tap('home-scan');
    await here.page.getByTestId('wx-scan-field').fill(link);
    await here.page.getByTestId('wx-scan-confirm').click();
    await here.at('scan-bill').waitFor();
    expect(await here.read('scan-patient')).toBe('张*国');
    expect(await here.read('scan-is-mine')).toBe('您的就诊人');
    await looksRight(here, look, 'scan-mine');
    await here.tap('scan-pay');
    await here.reaches('checkout');
    await here.at('checkout-pay').waitFor();
    expect(await here.read('checkout-sum')).toContain('100.00');
    await here.toCashier();
    await here.payAndReturn();
    await here.sees('paid');
    expect(statusOf(billId)).toBe('settled');
    await here.at('order-timeline').scrollIntoViewIfNeeded();
    await looksRight(here, look, 'result-order-detail');
  },
  WAIT,
);

it.each(LOOKS)(
  'pays for somebody else in cash, only after the confirmation: %s',
  async (look, options) => {
    const { billId, link } = prescribed('foreigner');
    const here = await scanned(link, { ...options, levers: { ...levers(options), scan: link } });
    await here.at('scan-other').waitFor();
    await looksRight(here, look, 'scan-other');
    const placed = world.sandbox.world.platform.engine.orders().length;
    await here.tap('scan-pay-other');
    await here.at('other-yes').first().click({ trial: true });
    await looksRight(here, look, 'scan-sure');
    await here.at('other-no').first().click();
    expect(world.sandbox.world.platform.engine.orders()).toHaveLength(placed);
    await here.tap('scan-pay-other');
    await here.at('other-yes').first().click();
    await here.allow();
    await here.payAndReturn();
    await here.sees('paid');
    expect(statusOf(billId)).toBe('settled');
    expect(lastOrder()?.asked.pay_type).toBe('1');
  },
  WAIT,
);

/** The levers of a look, if it has any. */
function levers(options: object): Readonly<Record<string, string>> {
  return 'levers' in options ? (options.levers as Record<string, string>) : {};
}

it(
  'opened by an ordinary link, pays for a child in cash and says why (rule 15)',
  async () => {
    const { billId, link } = prescribed('child');
    const path = `/pages/scan/scan?q=${encodeURIComponent(link)}`;
    const here = await world.open({ levers: { path, scene: '1011' } });
    await here.at('scan-bill').waitFor();
    expect(await here.read('scan-patient')).toBe('李*妹');
    await here.tap('scan-pay');
    await here.at('checkout-pay').waitFor();
    expect(await here.read('checkout-why-cash')).toContain('自费');
    expect(await here.at('pay-with-insurance').count()).toBe(0);
    await looksRight(here, 'usual', 'checkout-child');
    await here.toCashier();
    await here.payAndReturn();
    await here.sees('paid');
    expect(statusOf(billId)).toBe('settled');
    expect(lastOrder()?.asked.pay_type).toBe('1');
  },
  WAIT,
);

it(
  'pays for a child in cash once, though the first answer and the notice are lost',
  async () => {
    const { billId, link } = prescribed('child');
    const path = `/pages/scan/scan?q=${encodeURIComponent(link)}`;
    const here = await world.open({ levers: { path, scene: '1011' } });
    await here.tap('scan-pay');
    await here.at('checkout-pay').waitFor();
    const before = calls(world.sandbox, 'payinsurance.unifiedorder');
    world.sandbox.world.faults.plant('cloud.functions.pay', { kind: 'garbage' });
    world.sandbox.world.faults.plant('payinsurance.notice', { kind: 'lost' });
    await here.tap('checkout-pay');
    await here.at('checkout-notice').waitFor();
    expect(statusOf(billId)).toBe('unpaid');
    await here.toCashier();
    await here.payAndReturn();
    await here.sees('paid');
    expect(statusOf(billId)).toBe('settled');
    expect(lastOrder()?.asked.pay_type).toBe('1');
    expect(calls(world.sandbox, 'payinsurance.unifiedorder')).toBe(before + 1);
  },
  WAIT,
);

it.each([
  ['another hospital’s', () => prescribed('self-pay', 'hosp9').link, '这是别的医院的处方码'],
  ['no prescription’s', () => 'https://weixin.qq.com/r/abc', '这不是处方单的二维码'],
  [
    'an unknown one',
    () => prescriptionLink('q.example.org', { hospitalId: 'hosp1', code: 'RX-nobody-1' }),
    '没有找到这张处方',
  ],
])(
  'says in place that a code is %s, and scans again',
  async (_what, link, title) => {
    const here = await scanned(link());
    await here.at('scan-notice').waitFor();
    expect(await here.read('scan-notice')).toContain(title);
    await looksRight(here, 'usual', 'scan-refused');
    await here.tap('scan-open');
    await here.at('scan-notice').waitFor();
  },
  WAIT,
);

it(
  'goes on when the hospital was away for a moment, and pays once',
  async () => {
    const { billId, link } = prescribed('foreigner');
    world.sandbox.world.faults.plant('his.getPrescription', { kind: 'cut-before' }, 9);
    const here = await scanned(link);
    await here.at('state-error').waitFor();
    world.sandbox.world.faults.clear();
    await here.tap('state-action');
    await here.at('scan-other').waitFor();
    const before = calls(world.sandbox, 'payinsurance.unifiedorder');
    world.sandbox.world.faults.plant('cloud.functions.pay', { kind: 'timeout-after' });
    await here.tap('scan-pay-other');
    await here.at('other-yes').first().click();
    const sent = here.page.waitForRequest(/functions\/pay/);
    await here.page.getByTestId('wx-modal-confirm').click();
    await sent;
    await here.page.clock.fastForward(25_000);
    await here.at('scan-notice').waitFor();
    await here.tap('scan-pay-other');
    await here.at('other-yes').first().click();
    await here.allow();
    await here.payAndReturn();
    await here.sees('paid');
    expect(statusOf(billId)).toBe('settled');
    expect(calls(world.sandbox, 'payinsurance.unifiedorder')).toBe(before + 1);
  },
  WAIT,
);
