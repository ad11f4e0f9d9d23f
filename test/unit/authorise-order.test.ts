/** An insured order that the patient must permit first (money rules 1, 15, 16; traps 38 and 39). */
import { clockworkTick } from '../../cloudfunctions/usecases/clockwork-tick';
import { closeOrder } from '../../cloudfunctions/usecases/close-order';
import { placeOrder } from '../../cloudfunctions/usecases/place-order';
import { timeOnDay } from '../../cloudfunctions/domain/shanghai';
import { AUTH_NO, authorising, FAMILY_NO, JUMP, said, splitWith } from '../support/authorising';
import type { Authorising } from '../support/authorising';
import { BILL, FOREVER, HOSPITAL, linkOf, OWNER, PATIENT, seen } from '../support/doubles';

const again = (here: Authorising) =>
  placeOrder(
    here.deps,
    {
      ...{ owner: OWNER, patientId: PATIENT, billIds: [BILL], payWith: 'insurance' },
      ...{ place: { kind: 'refused' }, entry: 'menu', clientIp: '10.0.0.1' },
    },
    FOREVER,
  );
const holder = (here: Authorising) => here.claims.holder(HOSPITAL, BILL);
/** The platform and the bureau say that nothing is left of it. */
const nothingLeft = (here: Authorising) => {
  here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'closed'));
};

describe('before the patient has permitted it', () => {
  it('it is stored and nobody has heard of it', async () => {
    const here = await authorising();
    expect(await here.stored()).toMatchObject({ payment: 'authorising' });
    expect(await again(here)).toMatchObject({
      orderNo: here.own.orderNo,
      payment: 'unpaid',
      next: { do: 'authorise', ...JUMP },
    });
    expect(here.platform.calls).toEqual([]);
  });

  it('it ends at its deadline, frees the bill, and the platform is never asked', async () => {
    const here = await authorising();
    here.clock.advance(here.deps.rules.payDeadlineMs - 1);
    await clockworkTick(here.deps, FOREVER);
    expect((await here.stored()).payment).toBe('authorising');
    here.clock.advance(1);
    await clockworkTick(here.deps, FOREVER);
    expect((await here.stored()).payment).toBe('closed');
    expect(await holder(here)).toBeUndefined();
    expect(here.platform.calls).toEqual([]);
  });

  it('the patient may give it up at once', async () => {
    const here = await authorising();
    expect(await closeOrder(here.deps, here.own, FOREVER)).toMatchObject({ payment: 'closed' });
    expect(await here.authorise()).toMatchObject({ payment: 'closed' });
    expect(here.trace).toEqual([]);
  });
});

describe('permitted', () => {
  it('the fees go to the bureau under the stored number, then the order goes out', async () => {
    const here = await authorising();
    const view = await here.authorise();
    expect(here.trace).toEqual(['patient', 'exchange', 'upload', 'price', 'place']);
    expect(here.atUpload).toMatchObject([{ payment: 'placing', upload: { state: 'asked' } }]);
    expect(view).toMatchObject({ payment: 'unpaid', next: { do: 'open-mini-program' } });
    expect(here.platform.placed[0]).toMatchObject({
      insured: { payAuthNo: AUTH_NO, payOrderId: 'PO1', createdAt: 1_000 },
    });
    expect(here.platform.placed[0]).not.toHaveProperty('payerPerson');
  });

  it('the number of the permission is stored, logged and shown nowhere', async () => {
    const here = await authorising();
    const view = await here.authorise();
    const everything = JSON.stringify([view, here.orders.all(), here.lines]);
    expect(everything).not.toContain(AUTH_NO);
  });

  it('the bureau fixes the split; the same ask later finds the same order', async () => {
    const here = await authorising();
    here.script.amounts = splitWith(1_000);
    const view = await here.authorise();
    expect(view.split).toMatchObject({ total: 12_000, cash: 1_000, insurance: 11_000 });
    expect(await here.stored()).toMatchObject({
      amounts: { cash: 1_000 },
      upload: { state: 'priced', payOrderId: 'PO1', quoted: { cash: 4_000 } },
    });
    expect((await again(here)).orderNo).toBe(view.orderNo);
  });

  it('of two that come at once one goes on', async () => {
    const here = await authorising();
    await Promise.all([here.authorise(), here.authorise()]);
    expect(here.trace.filter((call) => call === 'upload')).toHaveLength(1);
    expect(here.platform.placed).toHaveLength(1);
  });

  it('a second time nothing happens', async () => {
    const here = await authorising();
    await here.authorise();
    here.trace.splice(0);
    expect(await here.authorise()).toMatchObject({ payment: 'unpaid' });
    expect(here.trace).toEqual([]);
  });
});

describe('whose insurance it is (money rule 15)', () => {
  const other = { name: '李四', idDigest: '1'.repeat(32) };

  it('another person’s permission pays for nobody who is said to be oneself', async () => {
    const here = await authorising();
    const { authorisation } = here;
    const family = { ...authorisation, person: other, familyPayAuthNo: FAMILY_NO };
    here.grant({ kind: 'authorised', authorisation: family });
    await expect(here.authorise()).rejects.toMatchObject({ reason: 'authorisation-of-other' });
    expect((await here.stored()).payment).toBe('authorising');
    expect(here.trace).not.toContain('upload');
  });

  it.each([
    ['name', { name: '张建军', idDigest: '0'.repeat(32) }],
    ['number', { name: '张建国', idDigest: '1'.repeat(32) }],
  ])('another %s is another person', async (_what, person) => {
    const here = await authorising();
    here.grant({ kind: 'authorised', authorisation: { ...here.authorisation, person } });
    await expect(here.authorise()).rejects.toMatchObject({ reason: 'authorisation-of-other' });
  });

  it('a relative’s bill is paid with the family’s number', async () => {
    const here = await authorising();
    await here.deps.links.replace(HOSPITAL, linkOf({ proof: 'his-phone', relation: 'parent' }));
    const { authorisation } = here;
    const family = { ...authorisation, person: other, familyPayAuthNo: FAMILY_NO };
    here.grant({ kind: 'authorised', authorisation: family });
    await here.authorise();
    expect(here.used).toEqual([FAMILY_NO, FAMILY_NO]);
    expect(here.platform.placed[0]).toMatchObject({
      insured: { payAuthNo: FAMILY_NO },
      patient: { name: '张建国' },
      payerPerson: { ...other, idType: 1 },
    });
  });

  it('a permission of the patient proves who holds the phone', async () => {
    const here = await authorising();
    await here.deps.links.replace(HOSPITAL, linkOf({ proof: 'his-phone', relation: 'other' }));
    await here.authorise();
    const [link] = await here.deps.links.of(HOSPITAL, OWNER);
    expect(link).toMatchObject({ proof: 'insurance-card', relation: 'self' });
  });

  it('and not at all without one', async () => {
    const here = await authorising();
    await here.deps.links.replace(HOSPITAL, linkOf({ proof: 'his-phone', relation: 'parent' }));
    here.grant({ kind: 'authorised', authorisation: { ...here.authorisation, person: other } });
    await expect(here.authorise()).rejects.toMatchObject({ reason: 'relative-not-bound' });
  });
});

describe('what goes wrong', () => {
  it('nobody tries many codes', async () => {
    const here = await authorising();
    here.grant({ kind: 'refused', code: 'x', reason: 'authorisation-expired' });
    for (let time = 0; time < 20; time += 1) {
      await expect(here.authorise()).rejects.toMatchObject({ reason: 'authorisation-expired' });
    }
    here.trace.splice(0);
    await expect(here.authorise()).rejects.toMatchObject({ reason: 'too-many-attempts' });
    expect(here.trace).toEqual([]);
    here.clock.advance(3_600_000);
    // by then the order is over its time, and a closed one asks nobody
    await clockworkTick(here.deps, FOREVER);
    expect(await here.authorise()).toMatchObject({ payment: 'closed' });
  });

  it.each([
    ['refused', 'authorisation-expired', false],
    ['unknown', 'payment-unreachable', true],
  ] as const)('a code that is %s leaves it waiting', async (kind, reason, retry) => {
    const here = await authorising();
    here.grant({ kind, code: 'x', reason });
    await expect(here.authorise()).rejects.toMatchObject({ reason, retry });
    expect((await here.stored()).payment).toBe('authorising');
  });

  it('an upload that the hospital refuses ends it: nothing is anywhere', async () => {
    const here = await authorising();
    here.script.upload = said(true);
    const view = await here.authorise();
    expect(view).toMatchObject({ payment: 'closed', reason: 'insurance-already-settled' });
    expect((await here.stored()).payment).toBe('rejected');
    expect(await holder(here)).toBeUndefined();
    expect(here.platform.calls).toEqual([]);
  });

  it.each([
    ['upload that nobody knows of', { upload: said(false) }],
    ['price that is refused', { price: said(true) }],
    ['price that nobody knows of', { price: said(false) }],
    ['split that has another total', { amounts: { ...splitWith(1_000), total: 11_999 } }],
    ['split without insurance', { amounts: { ...splitWith(12_000), kind: 'cash' } }],
    [
      'split that the bureau leaves open',
      { amounts: { ...splitWith(0), kind: 'insurance-online' } },
    ],
  ])('an %s is withdrawn before the bill is free', async (_what, change) => {
    const here = await authorising();
    Object.assign(here.script, change);
    here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'not-paid'));
    await here.authorise();
    expect(here.platform.calls).toEqual(['close', 'query']);
    expect((await here.stored()).payment).toBe('closing');
    expect(await holder(here)).toBeDefined();
    nothingLeft(here);
    here.clock.advance(60_000);
    await clockworkTick(here.deps, FOREVER);
    expect((await here.stored()).payment).toBe('closed');
    expect(await holder(here)).toBeUndefined();
    expect(here.platform.placed).toEqual([]);
  });

  it('a permission over its time, or no time left, sends nothing', async () => {
    const expired = await authorising();
    expired.script.meanwhile = () => {
      expired.clock.advance(300_000);
      return Promise.resolve();
    };
    expect(await expired.authorise()).toMatchObject({ reason: 'authorisation-expired' });
    const hurried = await authorising();
    await hurried.authorise({ leftMs: () => hurried.deps.rules.httpTimeoutMs - 1 });
    for (const here of [expired, hurried]) {
      expect(here.platform.placed).toEqual([]);
      expect((await here.stored()).payment).toBe('closing');
    }
  });

  it('closed while the bureau was at work, it goes nowhere', async () => {
    const here = await authorising();
    here.script.meanwhile = async () => {
      await closeOrder(here.deps, here.own, FOREVER);
    };
    nothingLeft(here);
    await here.authorise();
    expect(here.platform.placed).toEqual([]);
    expect((await here.stored()).payment).toBe('closed');
  });

  it('a platform that refuses it afterwards has the upload withdrawn', async () => {
    const here = await authorising();
    here.platform.script.onPlace = () =>
      Promise.resolve({ kind: 'rejected', code: '1', reason: 'payment-refused' });
    nothingLeft(here);
    expect(await here.authorise()).toMatchObject({ payment: 'closed', reason: 'payment-refused' });
    expect(here.platform.calls).toEqual(['place', 'close', 'query']);
  });

  it('behind the city’s cut-off it is closed instead (money rule 16)', async () => {
    const here = await authorising();
    Object.assign(here.deps, { rules: { ...here.deps.rules, insuranceCutOff: '10:05' } });
    here.clock.advance(timeOnDay(here.clock.now(), '10:05') - here.clock.now());
    await expect(here.authorise()).rejects.toMatchObject({ reason: 'insurance-cut-off' });
    expect((await here.stored()).payment).toBe('closed');
    expect(here.trace).toEqual([]);
  });

  it('somebody else’s order is nobody’s', async () => {
    const here = await authorising();
    here.own.orderNo = `${here.own.orderNo.slice(0, -1)}f`;
    await expect(here.authorise()).rejects.toMatchObject({ reason: 'order-not-found' });
  });
});
