/** The inbox and the codes of authorisations: each is handed over once, whoever brought it (trap 23). */
import { fakeWx, type FakeWx } from '../support/fake-wx';
import { loadPhone, type Phone } from '../support/phone-modules';
import { AUTHORISATION, backWith } from './insured-phone';

function start(fake: FakeWx): Phone {
  return loadPhone({ modules: { inbox: 'services/return-inbox' }, wx: fake.wx });
}

/** App.onShow as the page hears it. */
function arrivalOf(phone: Phone, options: unknown): unknown {
  const heard: unknown[] = [];
  phone.fn('inbox', 'deliver')(options);
  const leave = phone.fn('inbox', 'subscribe')((arrival: unknown) => heard.push(arrival));
  (leave as () => void)();
  return heard[0];
}

it('hands on what one page leaves for the next', () => {
  const phone = start(fakeWx(() => undefined));
  const arrival = arrivalOf(phone, backWith('CODE-1'));
  expect(arrival).toMatchObject({ authCode: 'CODE-1', fromAppId: AUTHORISATION });
  phone.fn('inbox', 'leaveForNext')(arrival);
  const heard: unknown[] = [];
  phone.fn('inbox', 'subscribe')((one: unknown) => heard.push(one));
  expect(heard).toEqual([arrival]);
});

it('knows a code again after the program was started anew, and keeps none in clear', () => {
  const fake = fakeWx(() => undefined);
  expect(arrivalOf(start(fake), backWith('CODE-1'))).toMatchObject({ authCode: 'CODE-1' });
  expect(arrivalOf(start(fake), backWith('CODE-1'))).not.toHaveProperty('authCode');
  expect([...fake.storage.values()].join()).not.toContain('CODE-1');
});

it('keeps the codes of the last returns only', () => {
  const fake = fakeWx(() => undefined);
  const phone = start(fake);
  for (let n = 0; n < 40; n += 1) arrivalOf(phone, backWith(`CODE-${String(n)}`));
  const kept: unknown = JSON.parse(fake.storage.get('authorisation-codes') ?? '[]');
  expect(kept).toHaveLength(16);
  expect(arrivalOf(phone, backWith('CODE-39'))).not.toHaveProperty('authCode');
});

it('hands a code over even where storage keeps nothing, but once', () => {
  const fake = fakeWx(() => undefined);
  fake.storageFull = true;
  const phone = start(fake);
  expect(arrivalOf(phone, backWith('CODE-1'))).toMatchObject({ authCode: 'CODE-1' });
  expect(arrivalOf(phone, backWith('CODE-1'))).not.toHaveProperty('authCode');
});

it('reads a list of codes that it cannot understand as none', () => {
  const fake = fakeWx(() => undefined);
  fake.storage.set('authorisation-codes', '{"a":1}');
  expect(arrivalOf(start(fake), backWith('CODE-1'))).toMatchObject({ authCode: 'CODE-1' });
});
