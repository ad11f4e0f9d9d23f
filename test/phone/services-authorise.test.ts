/**
 * The permission before an insured order (医保免密授权): the record before the jump, and which code counts -
 * once, only while it is awaited, only from where the patient was sent (traps 22 and 23).
 */
import { accepted, fakeWx, type FakeWx, refused } from '../support/fake-wx';
import { confirmingOrder, insuranceSplit, unpaidOrder } from '../support/phone-answers';
import { loadPhone, type Phone } from '../support/phone-modules';
import {
  AUTHORISATION,
  authoriseStep,
  backWith,
  codesSent,
  payableOrder,
  repricedOrder,
  storedPhase,
  trail,
  waitingOrder,
  withCashier,
} from './insured-phone';

const MODULES = {
  inbox: 'services/return-inbox',
  paying: 'services/paying',
  pending: 'services/pending',
};
const REQUEST = { patientId: 'p1', billIds: ['b1'], payWith: 'insurance', sharePlace: true };

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 0) });
});

afterEach(() => {
  jest.useRealTimers();
});

interface Away {
  readonly fake: FakeWx;
  readonly phone: Phone;
  /** What pay() said. */
  readonly launch: unknown;
}

/** A phone with answers by action. */
function fakeOf(answers: Record<string, unknown>): FakeWx {
  const fake = fakeWx(({ action }) => answers[action]);
  withCashier(fake);
  return fake;
}

function start(fake: FakeWx): Phone {
  return loadPhone({ modules: MODULES, wx: fake.wx });
}

async function pays(fake: FakeWx, phone = start(fake), shown: object = insuranceSplit) {
  return Promise.resolve(phone.fn('paying', 'pay')(REQUEST, shown, () => true));
}

/** The patient is where insurance is permitted. */
async function away(authorised: unknown = accepted({ order: payableOrder })): Promise<Away> {
  const fake = fakeOf({
    placeOrder: accepted({ order: waitingOrder }),
    authoriseOrder: authorised,
  });
  const phone = start(fake);
  return { fake, phone, launch: await pays(fake, phone) };
}

/** App.onShow as the page hears it. */
function arrivalOf(phone: Phone, options: unknown): unknown {
  const heard: unknown[] = [];
  phone.fn('inbox', 'deliver')(options);
  const leave = phone.fn('inbox', 'subscribe')((arrival: unknown) => heard.push(arrival));
  (leave as () => void)();
  return heard[0];
}

async function back(
  phone: Phone,
  options: unknown,
  shown: object | undefined = insuranceSplit,
  stillWanted = (): boolean => true,
): Promise<unknown> {
  const arrival = arrivalOf(phone, options);
  const goesOn = phone.fn('paying', 'backFromAuthorisation');
  return Promise.resolve(goesOn(arrival, 'YB0001', shown, stillWanted));
}

const NONE = { kind: 'not-authorised', orderNo: 'YB0001', why: 'none' };

describe('going to permit insurance', () => {
  it('is announced, recorded in its own phase, and only then jumped to, path untouched', async () => {
    const fake = fakeOf({ placeOrder: accepted({ order: waitingOrder }) });
    const said: string[] = [];
    const phone = start(fake);
    const launch = phone.fn('paying', 'pay')(
      REQUEST,
      insuranceSplit,
      () => true,
      (orderNo: string) => said.push(`${orderNo} ${trail(fake).at(-1) ?? ''}`),
    );
    expect(await Promise.resolve(launch)).toEqual({ kind: 'authorising', orderNo: 'YB0001' });
    expect(said).toEqual(['YB0001 store pending-payments']);
    expect(trail(fake).slice(-2)).toEqual(['store pending-payments', 'navigateToMiniProgram']);
    expect(fake.sent.at(-1)?.detail).toMatchObject({
      appId: AUTHORISATION,
      path: authoriseStep.path,
    });
    expect(fake.sent.at(-1)?.detail).not.toHaveProperty('envVersion');
    expect(phone.fn('pending', 'latestPending')()).toMatchObject({
      phase: 'authorising',
      orderNo: 'YB0001',
      expectedAppId: AUTHORISATION,
      sharePlace: true,
    });
  });

  it('opens the trial version in a test environment', async () => {
    const order = { ...waitingOrder, next: { ...authoriseStep, trial: true } };
    const fake = fakeOf({ placeOrder: accepted({ order }) });
    await pays(fake);
    expect(fake.sent.at(-1)?.detail).toMatchObject({ envVersion: 'trial' });
  });

  it('does not happen for other sums, without a record, or from another page', async () => {
    const fake = fakeOf({ placeOrder: accepted({ order: waitingOrder }) });
    const other = { ...insuranceSplit, total: 1 };
    expect(await pays(fake, start(fake), other)).toMatchObject({ kind: 'changed', fixed: false });
    expect(storedPhase(fake)).toBe('paying');
    fake.storageFull = true;
    expect(await pays(fake)).toMatchObject({ kind: 'trouble' });
    expect(trail(fake)).not.toContain('navigateToMiniProgram');
  });

  it.each([
    ['fail cancel', 'none'],
    ['fail invalid appid', 'not-opened'],
  ])('that ends with "%s" can be asked for again', async (how, why) => {
    const fake = fakeOf({ placeOrder: accepted({ order: waitingOrder }) });
    fake.jump = { errMsg: `navigateToMiniProgram:${how}` };
    expect(await pays(fake)).toEqual({ ...NONE, why });
  });
});

describe('a code', () => {
  it('goes to the server with the place, and on to the cashier', async () => {
    const { fake, phone } = await away();
    expect(await back(phone, backWith('CODE-1'))).toEqual({ kind: 'opened', orderNo: 'YB0001' });
    expect(codesSent(fake)).toEqual([
      {
        orderNo: 'YB0001',
        authCode: 'CODE-1',
        place: { kind: 'located', latitude: 22.5, longitude: 114 },
      },
    ]);
    expect(trail(fake).at(-1)).toBe('requestMedicalInsurancePay');
    expect(storedPhase(fake)).toBe('paying');
  });

  it('is not kept on the phone', async () => {
    const { fake, phone } = await away();
    await back(phone, backWith('CODE-SECRET'));
    expect([...fake.storage.values()].join()).not.toContain('CODE-SECRET');
  });

  it('counts once, though Android repeats it (trap 23)', async () => {
    const { fake, phone } = await away(refused('authorisation-expired'));
    expect(await back(phone, backWith('CODE-1'))).toMatchObject({ why: 'authorisation-expired' });
    await pays(fake, phone);
    expect(storedPhase(fake)).toBe('authorising');
    expect(await back(phone, backWith('CODE-1'))).toEqual(NONE);
    // after a cold start, too
    expect(await back(start(fake), backWith('CODE-1'))).toEqual(NONE);
    expect(codesSent(fake)).toHaveLength(1);
    expect(await back(phone, backWith('CODE-2'))).toMatchObject({ kind: 'not-authorised' });
    expect(codesSent(fake)).toMatchObject([{ authCode: 'CODE-1' }, { authCode: 'CODE-2' }]);
  });

  it('that the cashier’s return brought does not count, then or later (trap 22)', async () => {
    const { fake, phone } = await away();
    await back(phone, backWith('CODE-1'));
    expect(await back(phone, backWith('STALE'))).toEqual(NONE);
    await pays(fake, phone);
    expect(await back(phone, backWith('STALE'))).toEqual(NONE);
    expect(codesSent(fake)).toMatchObject([{ authCode: 'CODE-1' }]);
  });

  it.each([
    ['from another mini program', backWith('CODE-1', 'wxpay')],
    ['from nobody', { scene: 1038, referrerInfo: { extraData: { authCode: 'CODE-1' } } }],
    ['that is no text', backWith({ code: 1 })],
    ['that is empty', backWith('')],
    ['no server would take', backWith('码 1')],
    ['longer than any', backWith('x'.repeat(257))],
    ['that the back arrow does not bring', { scene: 1038, referrerInfo: { appId: AUTHORISATION } }],
    ['without a referrer', { scene: 1038 }],
    ['of no options at all', undefined],
  ])('%s is none, and another may still come', async (_what, options) => {
    const { fake, phone } = await away();
    expect(await back(phone, options)).toEqual(NONE);
    expect(codesSent(fake)).toEqual([]);
    expect(storedPhase(fake)).toBe('authorising');
    expect(await back(phone, backWith('CODE-2'))).toMatchObject({ kind: 'opened' });
  });

  it('is taken without scene 1038, which typings promise and phones forget', async () => {
    const { phone } = await away();
    const options = { referrerInfo: { appId: AUTHORISATION, extraData: { authCode: 'C' } } };
    expect(await back(phone, options)).toMatchObject({ kind: 'opened' });
  });

  it('does not count for a payment that awaits none, or for another order', async () => {
    const fake = fakeOf({ placeOrder: accepted({ order: unpaidOrder }) });
    const phone = start(fake);
    await pays(fake, phone);
    expect(await back(phone, backWith('CODE-1', 'wxpay'))).toEqual(NONE);
    const other = await away();
    const arrival = arrivalOf(other.phone, backWith('CODE-1'));
    const goesOn = other.phone.fn('paying', 'backFromAuthorisation');
    const launch = goesOn(arrival, 'YB0002', insuranceSplit, () => true);
    expect(await Promise.resolve(launch)).toMatchObject({ kind: 'not-authorised', why: 'none' });
    expect(codesSent(other.fake)).toEqual([]);
  });

  it('is not used when the record cannot be written', async () => {
    const { fake, phone } = await away();
    fake.storageFull = true;
    expect(await back(phone, backWith('CODE-1'))).toEqual(NONE);
    expect(codesSent(fake)).toEqual([]);
  });

  it('is not used by a page that was left while the place was asked', async () => {
    const { fake, phone } = await away();
    const launch = await back(phone, backWith('CODE-1'), insuranceSplit, () => false);
    expect(launch).toEqual({ kind: 'left', orderNo: 'YB0001' });
    expect(codesSent(fake)).toEqual([]);
  });
});

describe('after the permission', () => {
  it.each([
    ['are others than those shown', repricedOrder, insuranceSplit],
    ['were never shown: the program was started anew', payableOrder, undefined],
  ])('the patient reads the sums that %s before paying', async (_why, order, shown) => {
    const { fake, phone } = await away(accepted({ order }));
    const arrival = arrivalOf(phone, backWith('CODE-1'));
    const goesOn = phone.fn('paying', 'backFromAuthorisation');
    const launch = await Promise.resolve(goesOn(arrival, 'YB0001', shown, () => true));
    expect(launch).toEqual({ kind: 'changed', order, fixed: true });
    expect(trail(fake)).not.toContain('requestMedicalInsurancePay');
    expect(storedPhase(fake)).toBe('paying');
  });

  it.each([
    [
      'refused',
      refused('insurance-in-hospital'),
      { kind: 'not-authorised', why: 'insurance-in-hospital' },
    ],
    [
      'still awaited, with a reason',
      accepted({ order: { ...waitingOrder, reason: 'authorisation-expired' } }),
      { kind: 'not-authorised', why: 'authorisation-expired' },
    ],
    ['still awaited', accepted({ order: waitingOrder }), NONE],
    ['not known', refused('hospital-unreachable', true), { kind: 'see-result', jump: 'none' }],
    [
      'lost on the way',
      new Error('cloud.callFunction:fail timeout'),
      { kind: 'see-result', jump: 'none' },
    ],
    ['under way', accepted({ order: confirmingOrder }), { kind: 'see-result', jump: 'none' }],
  ])('an order that is %s leads to no cashier', async (_how, answer, launch) => {
    const { fake, phone } = await away(answer);
    expect(await back(phone, backWith('CODE-1'))).toMatchObject(launch);
    expect(trail(fake)).not.toContain('requestMedicalInsurancePay');
    expect(codesSent(fake)).toHaveLength(1);
  });
});
