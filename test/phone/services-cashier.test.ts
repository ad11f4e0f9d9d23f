/**
 * WeChat's own cashier (interface of protocol 2.0, "on the phone"): whether this WeChat has it, what it is
 * opened with, and that its end is a return like any other.
 */
import { accepted, fakeWx, type FakeWx, settle } from '../support/fake-wx';
import { cashSplit, hospital, insuranceSplit, unpaidOrder } from '../support/phone-answers';
import { loadPhone, type Phone } from '../support/phone-modules';
import {
  authoriseStep,
  CASH,
  cashOrder,
  type End,
  payableOrder,
  trail,
  waitingOrder,
  withCashier,
} from './insured-phone';

const MODULES = {
  api: 'services/api',
  cashier: 'services/cashier',
  inbox: 'services/return-inbox',
  paying: 'services/paying',
};
const REQUEST = { patientId: 'p1', billIds: ['b1'], payWith: 'insurance', sharePlace: false };

function start(fake: FakeWx): Phone {
  return loadPhone({ modules: MODULES, wx: fake.wx });
}

async function pay(fake: FakeWx, shown: object = insuranceSplit): Promise<unknown> {
  return Promise.resolve(start(fake).fn('paying', 'pay')(REQUEST, shown, () => true));
}

const opened = (fake: FakeWx): object | undefined =>
  fake.sent.find(({ what }) => what === 'requestMedicalInsurancePay')?.detail as object | undefined;

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 0) });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('the cashier of 2.0', () => {
  it('is opened with what the server signed, after the record was written', async () => {
    const fake = fakeWx(() => accepted({ order: payableOrder }));
    withCashier(fake);
    expect(await pay(fake)).toEqual({ kind: 'opened', orderNo: 'YB0001' });
    expect(trail(fake)).toEqual([
      'call pay.placeOrder',
      'store pending-payments',
      'requestMedicalInsurancePay',
    ]);
    expect(opened(fake)).toMatchObject({ mixTradeNo: 'MIX1', ...CASH });
    expect(fake.storage.get('pending-payments')).toContain('"phase":"paying"');
  });

  it('is given no cash field, not even an empty one, where insurance pays all of it (trap 20)', async () => {
    const split = { ...insuranceSplit, cash: 0, insurance: 27770 };
    const next = { do: 'request-medical-insurance-pay', mixTradeNo: 'MIX2' };
    const fake = fakeWx(() => accepted({ order: { ...payableOrder, split, next } }));
    withCashier(fake);
    expect(await pay(fake, split)).toMatchObject({ kind: 'opened' });
    expect(Object.keys(opened(fake) ?? {}).sort()).toEqual(['fail', 'mixTradeNo', 'success']);
  });

  it('is the same for cash alone', async () => {
    const fake = fakeWx(() => accepted({ order: cashOrder }));
    withCashier(fake);
    expect(await pay(fake, cashSplit)).toMatchObject({ kind: 'opened' });
    expect(opened(fake)).toMatchObject(CASH);
  });

  it.each([
    ['for the cashier', payableOrder],
    ['before a permission that would lead nowhere', waitingOrder],
  ])(
    'asks for a newer WeChat where it is missing, %s, and opens nothing else',
    async (_at, order) => {
      const fake = fakeWx(() => accepted({ order }));
      expect(await pay(fake)).toEqual({
        kind: 'see-result',
        orderNo: 'YB0001',
        jump: 'needs-upgrade',
      });
      expect(trail(fake)).toEqual(['call pay.placeOrder', 'store pending-payments']);
      expect(fake.storage.get('pending-payments')).toContain('"phase":"paying"');
    },
  );

  it('does not ask for a newer WeChat where 1.0 is paid', async () => {
    const fake = fakeWx(() => accepted({ order: unpaidOrder }));
    expect(await pay(fake)).toMatchObject({ kind: 'opened' });
    expect(trail(fake)).toContain('navigateToMiniProgram');
  });

  it.each<[string, End, object]>([
    ['closed', 'closed', {}],
    ['left', { errMsg: 'requestMedicalInsurancePay:fail cancel' }, {}],
    [
      'denied by number',
      { errMsg: 'requestMedicalInsurancePay:fail no permission', errno: 102 },
      { trouble: 'not-permitted' },
    ],
    [
      'denied by word',
      { errMsg: 'requestMedicalInsurancePay:fail access denied' },
      { trouble: 'not-permitted' },
    ],
    [
      'failed',
      { errMsg: 'requestMedicalInsurancePay:fail system error', errno: 3 },
      { trouble: 'failed' },
    ],
  ])('that was %s is a return, heard after it is known to be open', async (_how, end, more) => {
    const fake = fakeWx(() => accepted({ order: payableOrder }));
    withCashier(fake, end);
    const phone = start(fake);
    const heard: unknown[] = [];
    phone.fn('inbox', 'subscribe')((arrival: unknown) => heard.push(arrival));
    const launch = phone.fn('paying', 'pay')(REQUEST, insuranceSplit, () => true);
    expect(await Promise.resolve(launch)).toEqual({ kind: 'opened', orderNo: 'YB0001' });
    await settle();
    expect(heard).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(heard).toEqual([{ scene: 0, fromMiniProgram: false, ...more }]);
  });

  it('does not open from a page that was left, nor without a record', async () => {
    const fake = fakeWx(() => accepted({ order: payableOrder }));
    withCashier(fake);
    const pays = start(fake).fn('paying', 'pay');
    let asked = 0;
    const left = (): boolean => (asked += 1) < 2;
    const launch = await Promise.resolve(pays(REQUEST, insuranceSplit, left));
    expect(launch).toEqual({ kind: 'left', orderNo: 'YB0001' });
    fake.storageFull = true;
    expect(await pay(fake)).toMatchObject({ kind: 'trouble', reason: 'internal' });
    expect(opened(fake)).toBeUndefined();
  });
});

describe('the answers', () => {
  const answered = async (next: unknown): Promise<unknown> => {
    const fake = fakeWx(() => accepted({ order: { ...unpaidOrder, next } }));
    const call = start(fake).fn('api', 'call');
    const input = { orderNo: 'YB0001', authCode: 'C1', place: { kind: 'refused' } };
    return Promise.resolve(call('pay', 'authoriseOrder', input));
  };

  it.each([
    ['the permission', authoriseStep],
    ['the permission in a test environment', { ...authoriseStep, trial: true }],
    ['the cashier', payableOrder.next],
    ['the cashier without cash', { do: 'request-medical-insurance-pay', mixTradeNo: 'MIX2' }],
  ])('name %s', async (_what, next) => {
    expect(await answered(next)).toEqual({ ok: true, value: { order: { ...unpaidOrder, next } } });
  });

  it.each([
    ['a cashier without its number', { do: 'request-medical-insurance-pay', cash: CASH }],
    [
      'cash that is signed otherwise',
      {
        do: 'request-medical-insurance-pay',
        mixTradeNo: 'M',
        cash: { ...CASH, signType: 'MD5' },
      },
    ],
    [
      'cash without a signature',
      {
        do: 'request-medical-insurance-pay',
        mixTradeNo: 'M',
        cash: { ...CASH, paySign: undefined },
      },
    ],
    ['a permission without a path', { do: 'authorise', appId: 'wx1' }],
    ['a trial that is no mark', { ...authoriseStep, trial: 'yes' }],
  ])('are not understood with %s', async (_what, next) => {
    expect(await answered(next)).toEqual({ ok: false, reason: 'internal', retry: true });
  });

  it('say whether WeChat vouches for people here', async () => {
    const home = { patients: [], unfinished: [], templates: {} };
    const asked = async (view: object): Promise<unknown> => {
      const fake = fakeWx(() => accepted({ ...home, hospital: view }));
      return Promise.resolve(start(fake).fn('api', 'call')('clinic', 'home', {}));
    };
    const told = { ...hospital, realNameCheck: false };
    expect(await asked(told)).toMatchObject({ ok: true, value: { hospital: told } });
    expect(await asked({ ...hospital, realNameCheck: undefined })).toMatchObject({ ok: false });
  });
});
