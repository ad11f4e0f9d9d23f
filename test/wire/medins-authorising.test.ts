/**
 * Between the bill and the cashier of 2.0: the permission that the patient gives, and everything that
 * can be wrong with it, the person or the fees (facts of 2.0 "authorisation"; money rules 6, 7, 13 and
 * 15; traps 22, 38 and 39). Whatever happens, the bill is free afterwards and nothing is left behind.
 */
import type { OrderView } from '../../cloudfunctions/contract/types';
import {
  bookedOf,
  codeOf,
  drafted,
  draftedStory,
  lever,
  medinsSandbox,
  nextStory,
  partsOf,
  payByPhone,
  permit,
} from '../support/medins-story';
import { freeAgain } from '../support/medins-story-end';
import { authorised, billStates, bindByPhone, calls, confirm, REFUSED } from '../support/payer';
import { hireClerk, later } from '../support/refunder';
import { ZHANG, ZHANG_PATIENT, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const CHILD = 'P00002';
const ZHANG_WEI = 'oZhangWei';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await medinsSandbox();
  await hireClerk(sandbox);
}, 60_000);
beforeEach(() => {
  nextStory(sandbox);
});
afterAll(() => sandbox.close());

const insured = () => draftedStory(sandbox, 'insurance-and-cash');
const closed = async ({ orderNo }: OrderView) =>
  (await sandbox.must(ZHANG, 'pay', 'closeOrder', { orderNo })).order;

describe('the permission', () => {
  it('is asked for again in the same order after the patient came back without it', async () => {
    const order = await insured();
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ next: { do: 'authorise' } });
    const again = await drafted(sandbox, order.billIds);
    expect(again).toMatchObject({ orderNo: order.orderNo, next: order.next });
    const ready = await authorised(sandbox, order.orderNo);
    await payByPhone(sandbox, ready);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ hospital: 'settled' });
  });

  it('comes twice at once: one order is sent, both hear of it', async () => {
    const order = await insured();
    const codes = [await codeOf(sandbox), await codeOf(sandbox)];
    const before = calls(sandbox, 'wechatpay.mixedOrder');
    const both = await Promise.all(
      codes.map((authCode) => permit(sandbox, order.orderNo, { authCode })),
    );
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    expect(calls(sandbox, 'wechatpay.mixedOrder')).toBe(before + 1);
    await payByPhone(sandbox, await confirm(sandbox, order.orderNo));
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ hospital: 'settled' });
  });

  it('spent twice: the same code again changes nothing of the order it was for', async () => {
    const order = await insured();
    const authCode = await codeOf(sandbox);
    const first = await permit(sandbox, order.orderNo, { authCode });
    const second = await permit(sandbox, order.orderNo, { authCode });
    expect(second).toMatchObject({ ok: true, value: first.ok ? first.value : {} });
    const other = await insured();
    const tried = await permit(sandbox, other.orderNo, { authCode });
    expect(tried).toMatchObject({ ok: false, reason: 'authorisation-expired' });
    expect(await confirm(sandbox, other.orderNo)).toMatchObject({ next: { do: 'authorise' } });
    await closed(other);
    await freeAgain(sandbox, other);
  });

  it('that was made up is refused, and the order still waits for one', async () => {
    const order = await insured();
    const made = `AC${'0'.repeat(30)}`;
    const tried = await permit(sandbox, order.orderNo, { authCode: made });
    expect(tried).toMatchObject({ ok: false, reason: 'authorisation-expired' });
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ upload: 'none', mixed: 'absent' });
    expect((await authorised(sandbox, order.orderNo)).payment).toBe('unpaid');
  });

  it('whose code is over five minutes old is refused, the next one is not (trap 22)', async () => {
    const order = await insured();
    const authCode = await codeOf(sandbox);
    sandbox.world.clock.advance(5 * MINUTE);
    const tried = await permit(sandbox, order.orderNo, { authCode });
    expect(tried).toMatchObject({ ok: false, reason: 'authorisation-expired' });
    expect((await authorised(sandbox, order.orderNo)).payment).toBe('unpaid');
  });

  it('of somebody else does not pay with the insurance of whose phone it is', async () => {
    const order = await insured();
    // 张伟 may pay for 张建国, but this is the phone and the insurance of 张建国
    const authCode = await codeOf(sandbox, ZHANG_WEI);
    expect(await permit(sandbox, order.orderNo, { authCode })).toMatchObject({ ok: false });
    const theirs = await permit(sandbox, order.orderNo, { openid: ZHANG_WEI, authCode });
    expect(theirs).toMatchObject({ ok: false, reason: 'order-not-found' });
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ upload: 'none', mixed: 'absent' });
    await closed(order);
    await freeAgain(sandbox, order);
  });

  it('of a person who is no relative of the patient is refused', async () => {
    await bindByPhone(sandbox, ZHANG, CHILD);
    await lever(sandbox, 'bureau/relatives', { openid: ZHANG, patientId: CHILD, bound: false });
    const order = await draftedStory(sandbox, 'child', { patientId: CHILD });
    const tried = await permit(sandbox, order.orderNo);
    expect(tried).toMatchObject({ ok: false, reason: 'relative-not-bound' });
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ upload: 'none', mixed: 'absent' });
    await lever(sandbox, 'bureau/relatives', { openid: ZHANG, patientId: CHILD, bound: true });
    const ready = await authorised(sandbox, order.orderNo);
    await payByPhone(sandbox, ready);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ hospital: 'settled' });
  });

  it('ends while the patient looks at the cashier: the order is there already and is paid', async () => {
    const order = await authorised(sandbox, (await insured()).orderNo);
    await lever(sandbox, 'bureau/expire-authorisations', {});
    await payByPhone(sandbox, order);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ hospital: 'settled' });
  });
});

describe('the bureau says no', () => {
  it.each([
    ['to the upload', 'upload', 'AUTHORISATION_EXPIRED', 'authorisation-expired'],
    ['to the upload', 'upload', 'IN_HOSPITAL', 'insurance-in-hospital'],
    ['to the upload', 'upload', 'INSURANCE_SETTLED', 'insurance-already-settled'],
    ['to the upload', 'upload', 'CARD_NOT_BOUND', 'insurance-card-not-bound'],
    ['to the upload', 'upload', 'RELATIVE_UNKNOWN', 'relative-not-bound'],
    ['to the upload', 'upload', 'AMOUNT_MISMATCH', 'insurance-amount-mismatch'],
    ['to the price', 'price', 'AUTHORISATION_EXPIRED', 'authorisation-expired'],
    ['to the price', 'price', 'IN_HOSPITAL', 'insurance-in-hospital'],
    ['to the price', 'price', 'INSURANCE_SETTLED', 'insurance-already-settled'],
    ['to the price', 'price', 'AMOUNT_MISMATCH', 'insurance-amount-mismatch'],
    ['to the order', 'accept', 'authorisation-rejected', 'authorisation-expired'],
    ['to the order', 'accept', 'authorisation-not-found', 'authorisation-expired'],
    ['to the order', 'accept', 'digest-mismatch', 'identity-mismatch'],
    ['to the order', 'accept', 'name-mismatch', 'name-mismatch'],
    ['to the order', 'accept', 'card-not-bound', 'insurance-card-not-bound'],
    ['to the order', 'accept', 'no-such-relative', 'relative-not-bound'],
    // its words name the sums
    ['to the order', 'accept', 'settlement-check-failed', 'insurance-amount-mismatch'],
  ])('%s at %s, %s: said so, and the bill is free', async (_name, at, why, reason) => {
    const order = await insured();
    await lever(sandbox, 'bureau/fail-next', { at, why });
    const refused = await authorised(sandbox, order.orderNo);
    expect(refused).toMatchObject({ payment: 'closed', reason, next: { do: 'pay-anew' } });
    await freeAgain(sandbox, order);
  });

  it('is at a loss (BUSY): nothing is known, and it ends free by itself', async () => {
    const order = await insured();
    await lever(sandbox, 'bureau/fail-next', { at: 'upload', why: 'BUSY' });
    await authorised(sandbox, order.orderNo);
    await later(sandbox, 5 * MINUTE, 5);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'closed' });
    await freeAgain(sandbox, order);
  });

  it('because the patient lies in another hospital', async () => {
    const order = await insured();
    const stay = (inHospital: boolean) =>
      lever(sandbox, 'bureau/in-hospital', { patientId: ZHANG_PATIENT, inHospital });
    await stay(true);
    const refused = await authorised(sandbox, order.orderNo);
    expect(refused).toMatchObject({ payment: 'closed', reason: 'insurance-in-hospital' });
    await stay(false);
    await freeAgain(sandbox, order);
  });

  it('because the patient is in hospital here: nobody is asked for a permission', async () => {
    const { hospital } = sandbox.world;
    const { admissionId } = hospital.admitPatient(ZHANG_PATIENT);
    const { billId } = hospital.issueStory('insurance-and-cash');
    const ask = { patientId: ZHANG_PATIENT, billIds: [billId], payWith: 'insurance' } as const;
    const { split } = await sandbox.must(ZHANG, 'clinic', 'split', ask);
    const told = { payWith: 'cash', insuranceUnavailable: 'insurance-in-hospital' };
    expect(split).toMatchObject({ ...told, cash: 42_400, insurance: 0 });
    const insured = { ...ask, place: REFUSED, entry: 'menu' } as const;
    const refused = await sandbox.call(ZHANG, 'pay', 'placeOrder', insured);
    expect(refused).toMatchObject({ ok: false, reason: 'insurance-in-hospital' });
    const cash = await drafted(sandbox, [billId], { payWith: 'cash' });
    await payByPhone(sandbox, cash);
    expect(await confirm(sandbox, cash.orderNo)).toMatchObject({ hospital: 'settled' });
    expect(partsOf(sandbox, cash.orderNo)).toMatchObject({ type: 'CASH_ONLY', upload: 'none' });
    hospital.dischargePatient(admissionId);
    const later = await draftedStory(sandbox, 'insurance-and-cash');
    expect(later.next.do).toBe('authorise');
    await closed(later);
  });

  it('because the card was unbound between the permission and the order', async () => {
    const order = await insured();
    const authCode = await codeOf(sandbox);
    const bound = (is: boolean) => lever(sandbox, 'bureau/cards', { openid: ZHANG, bound: is });
    await bound(false);
    const tried = await permit(sandbox, order.orderNo, { authCode });
    expect(tried).toMatchObject({ ok: false });
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ upload: 'none', mixed: 'absent' });
    await bound(true);
    expect((await authorised(sandbox, order.orderNo)).payment).toBe('unpaid');
  });

  it('because the permission ran out on the way (trap 39)', async () => {
    await lever(sandbox, 'bureau/authorisation-life', { ms: 1 });
    const order = await insured();
    const refused = await authorised(sandbox, order.orderNo);
    await lever(sandbox, 'bureau/authorisation-life', { ms: 300_000 });
    expect(refused).toMatchObject({ payment: 'closed', reason: 'authorisation-expired' });
    await freeAgain(sandbox, order);
  });

  it('because the bill was settled at the window meanwhile', async () => {
    const order = await insured();
    const [billId = ''] = order.billIds;
    sandbox.world.hospital.settleAtWindow(billId);
    const refused = await authorised(sandbox, order.orderNo);
    expect(refused).toMatchObject({ payment: 'closed' });
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ mixed: 'absent' });
    expect(billStates(sandbox, order)).toEqual(['settled']);
  });

  it('because nothing is to be paid any more: withdrawn, and settled with the hospital alone (trap 40)', async () => {
    const order = await insured();
    const [billId = ''] = order.billIds;
    sandbox.world.hospital.waiveBill(billId);
    const over = await authorised(sandbox, order.orderNo);
    expect(over).toMatchObject({
      ...{ payment: 'closed', reason: 'bill-nothing-to-pay', next: { do: 'pay-anew' } },
    });
    const nowhere = { mixed: 'absent', cash: 'absent' };
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ ...nowhere, upload: 'revoked' });
    expect(billStates(sandbox, order)).toEqual(['unpaid']);
    // the same bill again asks for no permission
    const free = await drafted(sandbox, order.billIds);
    expect(free).toMatchObject({ payment: 'paid', hospital: 'settled', next: { do: 'done' } });
    expect(free.orderNo).not.toBe(order.orderNo);
    expect(partsOf(sandbox, free.orderNo)).toMatchObject({ ...nowhere, upload: 'none' });
    expect(billStates(sandbox, order)).toEqual(['settled']);
    expect(bookedOf(sandbox, order.orderNo)).toEqual([]);
  });

  it('because the bill asks another sum since', async () => {
    const order = await insured();
    const [billId = ''] = order.billIds;
    sandbox.world.hospital.changeBillTotal(billId, 42500);
    const refused = await authorised(sandbox, order.orderNo);
    expect(refused).toMatchObject({ payment: 'closed' });
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ mixed: 'absent' });
    await freeAgain(sandbox, order);
  });
});
