/** Templates of messages and the insurance card's service in the settings; both may be missing. */
import { REMINDER_KINDS } from '../../cloudfunctions/domain/reminders';
import { configuredKinds } from '../../cloudfunctions/settings/reminders';
import { readInsuranceCardToken } from '../../cloudfunctions/settings/settings';
import { templateSettings } from '../../sandbox/cloud/message-templates';
import { errorOf, GOOD, read, type Json } from '../support/settings-fixture';

const AT = 'YIBAO_SETTINGS.reminders';
const words = { what: 'thing1', amount: 'amount2' };
const paid = { templateId: 'abcDEF0123456789', words };
const withReminders = (reminders: Json): Json => ({ ...GOOD, reminders });

test('nothing is needed, and nothing is made up', () => {
  const settings = read(GOOD);
  expect(settings.reminders).toBeUndefined();
  expect(settings.insuranceCard).toBeUndefined();
  expect(configuredKinds({})).toEqual([]);
});

test('a template may leave words out', () => {
  const { reminders = {} } = read(withReminders({ paid }));
  expect(reminders.paid).toEqual(paid);
  expect(configuredKinds(reminders)).toEqual(['paid']);
});

test('those of the sandbox name every kind and every word', () => {
  const { reminders = {} } = read(withReminders(templateSettings()));
  expect(configuredKinds(reminders)).toEqual(REMINDER_KINDS);
});

test.each([
  ['a kind that is none', { party: paid }, AT],
  ['no number', { paid: { words } }, `${AT}.paid.templateId`],
  ['a number that is none', { paid: { ...paid, templateId: 'x y' } }, `${AT}.paid.templateId`],
  ['no words', { paid: { ...paid, words: {} } }, `${AT}.paid.words`],
  ['a word of another kind', { paid: { ...paid, words: { note: 'thing1' } } }, `${AT}.paid.words`],
  [
    'a field that is none',
    { paid: { ...paid, words: { what: 'Thing' } } },
    `${AT}.paid.words.what`,
  ],
  [
    'a field twice',
    { paid: { ...paid, words: { what: 'thing1', hospital: 'thing1' } } },
    `${AT}.paid.words`,
  ],
])('%s is refused where it stands', (_what, reminders, path) => {
  const error = errorOf(() => read(withReminders(reminders)));
  expect(error.path).toBe(path);
  expect(error.message).not.toContain('abcDEF');
});

test('the service of the card is an address like any other, with a token of its own', () => {
  const baseUrl = 'https://card.hospital.example/api';
  expect(read({ ...GOOD, insuranceCard: { baseUrl } }).insuranceCard).toEqual({ baseUrl });
  const plain = { ...GOOD, insuranceCard: { baseUrl: 'http://card.hospital.example' } };
  expect(errorOf(() => read(plain)).path).toBe('YIBAO_SETTINGS.insuranceCard.baseUrl');
  expect(readInsuranceCardToken({ YIBAO_INSURANCE_CARD_TOKEN: 't0ken' })).toBe('t0ken');
  expect(errorOf(() => readInsuranceCardToken({})).path).toBe('YIBAO_INSURANCE_CARD_TOKEN');
});
