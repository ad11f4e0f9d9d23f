/** From the pay button to the cashier: what is written before the jump, what stops it. */
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { accepted, fakeWx, type FakeWx, refused } from '../support/fake-wx';
import {
  cashSplit,
  confirmingOrder,
  insuranceSplit,
  paidOrder,
  unpaidOrder,
} from '../support/phone-answers';
import { loadPhone, type Phone } from '../support/phone-modules';
import { remember } from '../support/phone-pages';

const MODULES = {
  paying: 'services/paying',
  pending: 'services/pending',
  splits: 'services/splits',
  identity: 'services/identity',
};
const REQUEST = { patientId: 'p1', billIds: ['b1'], payWith: 'insurance', sharePlace: true };

function start(fake: FakeWx): Phone {
  return loadPhone({ modules: MODULES, wx: fake.wx });
}

async function pay(
  fake: FakeWx,
  request = REQUEST,
  shown: object = insuranceSplit,
  stillWanted = (): boolean => true,
): Promise<unknown> {
  return Promise.resolve(start(fake).fn('paying', 'pay')(request, shown, stillWanted));
}

function trail(fake: FakeWx): string[] {
  return fake.sent.map(({ what }) => what);
}

describe('paying', () => {
  it('asks the place, places the order, writes the pending record, and then jumps', async () => {
    const fake = fakeWx(() => accepted({ order: unpaidOrder }));
    expect(await pay(fake)).toEqual({ kind: 'opened', orderNo: 'YB0001' });
    expect(trail(fake)).toEqual([
      'authorize',
      'getFuzzyLocation',
      'call pay.placeOrder',
      'store pending-payments',
      'navigateToMiniProgram',
    ]);
    expect(fake.calls[0]?.input).toEqual({
      patientId: 'p1',
      billIds: ['b1'],
      payWith: 'insurance',
      place: { kind: 'located', latitude: 22.5, longitude: 114 },
    });
    expect(fake.sent[4]?.detail).toMatchObject({ appId: 'wxpay', path: 'pages/pay?id=1' });
  });

  it('goes on without a place when the patient refuses it (trap 32: bka964)', async () => {
    const fake = fakeWx(() => accepted({ order: unpaidOrder }));
    fake.placePermitted = false;
    expect(await pay(fake)).toMatchObject({ kind: 'opened' });
    expect(fake.calls[0]?.input).toMatchObject({ place: { kind: 'refused' } });
  });

  it.each([
    [
      'the patient would not tell it',
      { ...REQUEST, sharePlace: false },
      insuranceSplit,
      unpaidOrder,
    ],
    [
      'cash is paid',
      { ...REQUEST, payWith: 'cash' },
      cashSplit,
      { ...unpaidOrder, split: cashSplit },
    ],
  ])('does not ask the place when %s', async (_why, request, shown, order) => {
    const fake = fakeWx(() => accepted({ order }));
    expect(await pay(fake, request, shown)).toMatchObject({ kind: 'opened' });
    expect(trail(fake)).not.toContain('authorize');
  });

  it('does not ask the place when nothing is paid', async () => {
    const fake = fakeWx(() => accepted({ order: paidOrder }));
    const free = { cash: 0, insurance: 0, cashReduced: insuranceSplit.total };
    await pay(fake, REQUEST, { ...insuranceSplit, ...free });
    expect(trail(fake)).not.toContain('authorize');
    expect(fake.calls[0]?.input).toMatchObject({ place: { kind: 'refused' } });
  });

  it('does not jump for other sums than those shown', async () => {
    const dearer = { ...unpaidOrder, split: { ...insuranceSplit, total: 27771, cash: 7001 } };
    const fake = fakeWx(() => accepted({ order: dearer }));
    expect(await pay(fake)).toMatchObject({ kind: 'changed', order: { orderNo: 'YB0001' } });
    expect(trail(fake)).not.toContain('navigateToMiniProgram');
    expect(fake.storage.get('pending-payments')).toContain('YB0001');
  });

  it('places nothing for a page that was left while the place was asked', async () => {
    const fake = fakeWx(() => accepted({ order: unpaidOrder }));
    expect(await pay(fake, REQUEST, insuranceSplit, () => false)).toEqual({ kind: 'left' });
    expect(fake.calls).toEqual([]);
  });

  it('remembers an order that was placed, but does not jump from another page', async () => {
    let wanted = true;
    const fake = fakeWx(() => {
      wanted = false;
      return accepted({ order: unpaidOrder });
    });
    const launch = await pay(fake, REQUEST, insuranceSplit, () => wanted);
    expect(launch).toEqual({ kind: 'left', orderNo: 'YB0001' });
    expect(fake.storage.get('pending-payments')).toContain('YB0001');
    expect(trail(fake)).not.toContain('navigateToMiniProgram');
  });

  it.each([
    ['jumped for', insuranceSplit, 'opened'],
    ['of other sums', { ...insuranceSplit, cash: 1 }, 'changed'],
  ])('remembers a replacing order %s in place of the old one', async (_what, shown, kind) => {
    const fake = fakeWx(() => accepted({ order: { ...unpaidOrder, orderNo: 'YB0002' } }));
    const phone = start(fake);
    remember(phone);
    const request = { ...REQUEST, replaces: 'YB0001' };
    const pays = phone.fn('paying', 'pay');
    expect(await Promise.resolve(pays(request, shown, () => true))).toMatchObject({ kind });
    expect(fake.storage.get('pending-payments')).toContain('YB0002');
    expect(fake.storage.get('pending-payments')).not.toContain('YB0001');
  });

  it('does not jump when the record cannot be written', async () => {
    const fake = fakeWx(() => accepted({ order: unpaidOrder }));
    fake.storageFull = true;
    expect(await pay(fake)).toEqual({ kind: 'trouble', reason: 'internal', retry: true });
    expect(trail(fake)).not.toContain('navigateToMiniProgram');
  });

  it.each([
    ['navigateToMiniProgram:fail cancel', 'cancelled'],
    ['navigateToMiniProgram:fail invalid appid', 'failed'],
  ])('keeps the order when the jump ends with "%s"', async (errMsg, jump) => {
    const fake = fakeWx(() => accepted({ order: unpaidOrder }));
    fake.jump = { errMsg };
    expect(await pay(fake)).toEqual({ kind: 'see-result', orderNo: 'YB0001', jump });
    expect(fake.storage.get('pending-payments')).toContain('YB0001');
  });

  it('leads a zero-yuan bill to its result without a jump', async () => {
    const fake = fakeWx(() => accepted({ order: { ...paidOrder, next: { do: 'done' } } }));
    expect(await pay(fake)).toEqual({ kind: 'see-result', orderNo: 'YB0001', jump: 'none' });
    expect(trail(fake)).not.toContain('navigateToMiniProgram');
  });

  it('remembers an order whose state is not known, without a jump', async () => {
    const fake = fakeWx(() => accepted({ order: confirmingOrder }));
    expect(await pay(fake)).toMatchObject({ kind: 'see-result', jump: 'none' });
    expect(fake.storage.get('pending-payments')).toContain('YB0001');
  });

  it('hands on a refusal and writes nothing', async () => {
    const fake = fakeWx(() => refused('bill-being-paid-by-other', true));
    const launch = await pay(fake);
    expect(launch).toEqual({ kind: 'trouble', reason: 'bill-being-paid-by-other', retry: true });
    expect(fake.storage.size).toBe(0);
  });

  it('accepts legs that the bureau decides while paying, if that was said before', async () => {
    const open = { ...insuranceSplit, cash: 0, insurance: 27770, decidedAtPayment: true };
    const fake = fakeWx(() => accepted({ order: { ...unpaidOrder, split: open } }));
    expect(await pay(fake, REQUEST, open)).toMatchObject({ kind: 'opened' });
    expect(await pay(fake, REQUEST, insuranceSplit)).toMatchObject({ kind: 'changed' });
  });
});

describe('the split', () => {
  it('falls back to cash with the reason when insurance cannot pay', async () => {
    const fake = fakeWx(({ input }) =>
      JSON.stringify(input).includes('"insurance"')
        ? refused('insurance-presettle-failed', true)
        : accepted({ split: cashSplit }),
    );
    const outcome = await Promise.resolve(
      start(fake).fn('splits', 'readSplit')('p1', 'b1', 'insurance'),
    );
    expect(outcome).toEqual({
      ok: true,
      value: { split: cashSplit, unavailable: 'insurance-presettle-failed' },
    });
  });

  it('does not hide another trouble behind a cash split', async () => {
    const fake = fakeWx(() => refused('bill-settled'));
    const outcome = await Promise.resolve(
      start(fake).fn('splits', 'readSplit')('p1', 'b1', 'insurance'),
    );
    expect(outcome).toMatchObject({ ok: false, reason: 'bill-settled' });
    expect(fake.calls).toHaveLength(1);
  });
});

describe('the identity digest on the phone', () => {
  it('is the MD5 of the upper-case number (trap 1: the published example)', () => {
    const digest = start(fakeWx(() => undefined)).fn('identity', 'identityDigest');
    const published = ['44030019000101', '123x'].join('');
    expect(digest(1, published)).toBe('09eb26e839ff3a2e3980352ae45ef09e');
  });

  it.each(['', 'a', '护照 E12345678', 'ß'.repeat(100)])('agrees with node:crypto on %p', (text) => {
    const digest = start(fakeWx(() => undefined)).fn('identity', 'identityDigest');
    const expected = createHash('md5').update(text.replace(/\s+/g, '').toUpperCase()).digest('hex');
    expect(digest(8, text)).toBe(expected);
  });

  it('comes from a file that can be made again from crypto-js', () => {
    execFileSync(process.execPath, ['scripts/vendor-md5.mjs', '--check'], { stdio: 'pipe' });
  });
});
