/**
 * Adding a patient where WeChat checks no names, in a real Chromium: the code goes to the telephone that the
 * hospital knows; whose insurance pays is not told before (facts of 2.0 "authorisation"; money rule 15).
 */
import { browserWorld } from '../support/browser-world';
import { looks, WALK_MS } from '../support/medins-walk';
import { calls } from '../support/payer';
import type { Phone, PhoneOptions } from '../support/phone-driver';
import { LOOKS } from '../support/phone-looks';
import { WANG, ZHANG } from '../support/sandbox';

const world = browserWorld({ channel: 'medins' });
const SON = 'oZhangWei';

async function addPage(options: PhoneOptions): Promise<Phone> {
  const here = await world.open(options);
  await here.tap('home-patients');
  await here.reaches('patients');
  await here.at('patient-add').or(here.at('state-action')).first().click();
  await here.reaches('patient-add');
  return here;
}

async function fill(here: Phone, patientId: string): Promise<void> {
  const { name, idNo, cardNo } = world.sandbox.world.hospital.getPatient(patientId);
  for (const [field, value] of Object.entries({ name, number: idNo, card: cardNo })) {
    await here.at(`field-${field}`).locator('input').fill(value);
  }
}

async function answersCode(here: Phone): Promise<void> {
  await here.at('add-code-sent').waitFor();
  const text = world.sandbox.world.hospital.smsOutbox().at(-1)?.text ?? '';
  await here
    .at('field-code')
    .locator('input')
    .fill(/\d{6}/.exec(text)?.[0] ?? '');
  await here.tap('add-code-submit');
  await here.reaches('patients');
}

it.each(LOOKS)(
  'offers the telephone, and no check of the name: %s',
  async (look, options) => {
    const here = await addPage({ ...options, openid: SON });
    await here.at('add-submit').waitFor();
    await looks(here, look, 'patient-add');
    expect(await here.at('proof-name').count()).toBe(0);
    expect(await here.read('add-submit')).toBe('获取验证码');
  },
  WALK_MS,
);

it(
  'adds oneself by the code',
  async () => {
    const here = await addPage({ openid: SON });
    await fill(here, 'P00006');
    await here.tap('add-submit');
    await here.at('add-code-sent').waitFor();
    await looks(here, 'usual', 'patient-code');
    await answersCode(here);
    await here.page.getByText('张*').first().waitFor();
    await looks(here, 'usual', 'patient-added');
    expect(await here.page.getByText('其他亲友').count()).toBe(0);
    expect(await here.page.getByText('只能自费支付').count()).toBe(0);
    expect(calls(world.sandbox, 'payinsurance.verifyname')).toBe(0);
  },
  WALK_MS,
);

it(
  'adds a child, whose bills insurance may pay, too',
  async () => {
    const here = await addPage({ openid: ZHANG });
    await here.tap('field-relation');
    await here.tap('relation-child');
    await fill(here, 'P00002');
    await here.tap('add-submit');
    await answersCode(here);
    await here.page.getByText('李*妹').first().waitFor();
    await looks(here, 'usual', 'child-added');
    expect(await here.page.getByText('只能自费支付').count()).toBe(0);
  },
  WALK_MS,
);

it(
  'leads whoever has no telephone at the hospital to the counter',
  async () => {
    const here = await addPage({ openid: WANG });
    await fill(here, 'P00005');
    await here.tap('add-submit');
    await here.at('add-notice').waitFor();
    await looks(here, 'usual', 'patient-no-phone');
    expect(await here.read('add-notice')).toContain('窗口');
  },
  WALK_MS,
);
