/** What the phone understands of the answers around a visit; what it does not is shown to nobody. */
import { accepted, fakeWx } from '../support/fake-wx';
import { bill, unpaidOrder } from '../support/phone-answers';
import { loadPhone } from '../support/phone-modules';
import { days, departments, doctors, locked, NOT_TODAY, slot } from '../support/phone-visits';

function heard(fn: string, action: string, value: unknown): Promise<unknown> {
  const fake = fakeWx(() => accepted(value));
  const phone = loadPhone({ modules: { api: 'services/api' }, wx: fake.wx });
  return Promise.resolve(phone.fn('api', 'call')(fn, action, {}));
}

const admission = {
  admissionId: 'z1',
  ward: '心内一区',
  bed: '12',
  admittedAt: 1,
  paidIn: 100,
  spent: 40,
  balance: 60,
  refundable: 0,
  minTopUp: 1,
  maxTopUp: 900,
};
const issued = { state: 'issued', code: 'c', number: 'n', checkCode: 'k', issuedAt: 1, total: 5 };

describe('the phone understands', () => {
  it.each([
    ['clinic', 'departments', { departments, sameDayOnly: true }],
    ['clinic', 'schedule', { days, doctors }],
    ['clinic', 'slots', { slots: [slot, { ...slot, insurance: NOT_TODAY }] }],
    ['clinic', 'lockSlot', { appointment: locked }],
    ['clinic', 'keepAppointment', { appointment: locked }],
    ['clinic', 'releaseAppointment', { appointment: locked }],
    ['clinic', 'appointment', { appointment: { ...locked, number: 'A1', liveOrderNo: 'YB1' } }],
    ['clinic', 'appointments', { appointments: [locked] }],
    ['clinic', 'admission', { admission }],
    ['clinic', 'admission', { admission: null }],
    ['clinic', 'topUp', { bill }],
    ['clinic', 'prescription', { prescription: { bill, patientName: '张*国' } }],
    ['clinic', 'invoice', { invoice: issued }],
    ['clinic', 'invoice', { invoice: { state: 'not-yet' } }],
    ['clinic', 'subscribed', {}],
    ['clinic', 'insuranceCard', { card: { state: 'bound' } }],
    ['clinic', 'insuranceCard', { card: { state: 'unbound', appId: 'wx1', path: 'p' } }],
    ['clinic', 'addFromInsuranceCard', { patientId: 'p1' }],
    ['clinic', 'deleteMyData', { ordersKept: 2 }],
    ['pay', 'placeForOther', { order: unpaidOrder }],
    ['pay', 'refundDeposit', { orders: [unpaidOrder] }],
  ])('%s.%s', async (fn, action, value) => {
    expect(await heard(fn, action, value)).toEqual({ ok: true, value });
  });

  it('no field that it did not ask for', async () => {
    const more = { ...locked, secret: 'x' };
    const outcome = await heard('clinic', 'appointment', { appointment: more });
    expect(outcome).toEqual({ ok: true, value: { appointment: locked } });
  });
});

it.each([
  ['a fee that is not whole fen', 'appointment', { appointment: { ...locked, fee: 1.5 } }],
  ['a fee below nothing', 'appointment', { appointment: { ...locked, fee: -1 } }],
  ['a state it does not know', 'appointment', { appointment: { ...locked, state: 'lost' } }],
  ['no word on insurance', 'slots', { slots: [{ ...slot, insurance: undefined }] }],
  ['places below nothing', 'slots', { slots: [{ ...slot, free: -1 }] }],
  ['a day in other words', 'schedule', { days: ['tomorrow'], doctors: [] }],
  ['no admission at all', 'admission', {}],
  ['a card without a way to bind it', 'insuranceCard', { card: { state: 'unbound' } }],
  ['an invoice without its number', 'invoice', { invoice: { ...issued, number: undefined } }],
])('takes %s for an answer that cannot be read', async (_what, action, value) => {
  expect(await heard('clinic', action, value)).toEqual({
    ok: false,
    reason: 'internal',
    retry: true,
  });
});

it('reads a reason of a newer release as one that has a sentence', async () => {
  const insurance = { possible: false, reason: 'of-tomorrow', payAtVisit: true };
  expect(await heard('clinic', 'slots', { slots: [{ ...slot, insurance }] })).toMatchObject({
    value: { slots: [{ insurance: { possible: false, reason: 'internal', payAtVisit: true } }] },
  });
});
