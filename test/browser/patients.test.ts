/**
 * Adding a patient in a real Chromium: by real name, by the phone number that the hospital knows, by
 * opening a card; what is typed wrong is said in place and the form is kept.
 */
import { browserWorld } from '../support/browser-world';
import { calls } from '../support/payer';
import type { Phone } from '../support/phone-driver';
import { WANG, ZHANG } from '../support/sandbox';

const world = browserWorld();
const WAIT = 60_000;
const CHILD = 'P00002';
const WANG_PATIENT = 'P00005';

async function addPage(openid: string): Promise<Phone> {
  const phone = await world.open({ openid });
  await phone.tap('home-patients');
  await phone.reaches('patients');
  const add = phone.at('patient-add').or(phone.at('state-action')).first();
  await add.click();
  await phone.reaches('patient-add');
  return phone;
}

/** The real input inside the mini program's own. */
const field = (here: Phone, name: string) => here.at(`field-${name}`).locator('input');

async function fill(here: Phone, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await field(here, name).fill(value);
}

function paperOf(patientId: string): { name: string; number: string; card: string } {
  const { name, idNo, cardNo } = world.sandbox.world.hospital.getPatient(patientId);
  return { name, number: idNo, card: cardNo };
}

it(
  'says in place what is wrong, sends nothing, and keeps the form',
  async () => {
    const here = await addPage(ZHANG);
    const { name, number, card } = paperOf(CHILD);
    const last = number.endsWith('0') ? '1' : '0';
    await fill(here, { name, number: number.slice(0, 17) + last, card });
    const sent = () =>
      ['cloud.functions.pay', 'his.matchPatient'].map((call) => calls(world.sandbox, call));
    const before = sent();
    await here.tap('add-submit');
    expect(await here.read('field-number-error')).toBe('号码不对，请对照证件再看一遍');
    await here.picture('patient-add-wrong-number');
    expect(await field(here, 'name').inputValue()).toBe(name);
    expect(sent()).toEqual(before);
  },
  WAIT,
);

it(
  'adds a child by the code that goes to the phone number at the hospital, for cash only',
  async () => {
    const here = await addPage(ZHANG);
    await fill(here, paperOf(CHILD));
    await here.tap('proof-phone');
    await here.tap('add-submit');
    await here.at('add-code-sent').waitFor();
    await here.picture('patient-add-code');
    const text = world.sandbox.world.hospital.smsOutbox().at(-1)?.text ?? '';
    await fill(here, { code: '000000' });
    await here.tap('add-code-submit');
    await here.page.getByText('验证码不对').first().waitFor();
    await fill(here, { code: /\d{6}/.exec(text)?.[0] ?? '' });
    await here.tap('add-code-submit');
    await here.reaches('patients');
    await here.page.getByText('李*妹').first().waitFor();
    expect(await here.page.getByText('只能自费支付').count()).toBeGreaterThan(0);
    await here.picture('patients-two');
  },
  WAIT,
);

it(
  'tells a person without a bound card what to do instead',
  async () => {
    const here = await addPage(WANG);
    await fill(here, paperOf(WANG_PATIENT));
    await here.tap('add-submit');
    await here.at('add-notice').waitFor();
    expect(await here.read('add-notice')).toContain('短信验证码');
    await here.picture('patient-add-unbound');
    expect(await field(here, 'card').inputValue()).toBe(paperOf(WANG_PATIENT).card);
  },
  WAIT,
);

it(
  'does not tell which of name, number and card the hospital did not know',
  async () => {
    const here = await addPage(ZHANG);
    await fill(here, { ...paperOf(CHILD), card: '9900009999' });
    await here.tap('proof-phone');
    await here.tap('add-submit');
    await here.at('add-notice').waitFor();
    expect(await here.read('add-notice')).toContain('请核对姓名、证件号和就诊卡号');
  },
  WAIT,
);

it(
  'never sends the identity number when a card number is there',
  async () => {
    const here = await addPage(ZHANG);
    const { name, number, card } = paperOf(CHILD);
    const sent: string[] = [];
    here.page.on('request', (request) => sent.push(request.postData() ?? ''));
    await fill(here, { name, number, card });
    await here.tap('add-submit');
    await here.at('add-notice').waitFor();
    expect(sent.join()).toContain(card);
    expect(sent.join()).not.toContain(number);
  },
  WAIT,
);
