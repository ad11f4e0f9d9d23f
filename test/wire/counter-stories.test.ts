/**
 * A clerk at a counter, insurance first, over the wire: function, counter service, regional centre, payment
 * codes, hospital. Success, every way in which the code pays nothing, other cash, and giving it up.
 */
import {
  charged,
  clerk,
  COUNTER,
  counterSandbox,
  heldOf,
  mustCharge,
  pays,
  quoted,
  quotedStory,
  recorded,
  shownCode,
  types,
} from '../support/counter-story';
import { lever, nextStory } from '../support/medins-story';
import { later } from '../support/refunder';
import { ZHANG, ZHANG_PATIENT, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await counterSandbox();
}, 120_000);
beforeEach(async () => {
  nextStory(sandbox);
  await lever(sandbox, 'onecode/users', { openid: ZHANG, status: 'signed' });
  await pays(sandbox, 'at-once');
});
afterAll(() => sandbox.close());

const PAID = { cash: 'SUCCESS', insurance: 'settled', booked: 1 };
const NOTHING = { cash: 'absent', insurance: 'reversed', booked: 0 };

it('shows whose code it is, what is due and whether the code can pay', async () => {
  const { quote } = await quotedStory(sandbox, 'insurance-and-cash');
  expect(quote).toMatchObject({
    split: { total: 42400, cash: 10000, insurance: 32400 },
    oneCode: { state: 'usable', channelName: '微信支付' },
  });
});

it('tells the clerk before any charge that insurance pays nothing while the patient is in hospital', async () => {
  const { hospital } = sandbox.world;
  const { admissionId } = hospital.admitPatient(ZHANG_PATIENT);
  const { charge, quote } = await quotedStory(sandbox, 'insurance-and-cash');
  const told = { payWith: 'cash', insuranceUnavailable: 'insurance-in-hospital' };
  expect(quote.split).toMatchObject({ ...told, total: 42400, cash: 42400, insurance: 0 });
  const tried = await charged(sandbox, charge);
  expect(tried).toMatchObject({ ok: false, reason: 'insurance-in-hospital' });
  const cash = await quoted(sandbox, charge.billIds, { payWith: 'cash' });
  const order = await mustCharge(sandbox, cash.charge);
  expect(heldOf(sandbox, order.orderNo)).toEqual({ ...PAID, insurance: 'none' });
  hospital.dischargePatient(admissionId);
});

it('insurance, then the code: paid, booked and told where to go, in one tap', async () => {
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  const order = await mustCharge(sandbox, charge);
  expect(order).toMatchObject({
    ...{ stage: 'paid', hospital: 'settled', insurance: 'settled', can: [] },
    split: { total: 42400, cash: 10000, insurance: 32400 },
  });
  expect(order.pickup).not.toBe('');
  expect(heldOf(sandbox, order.orderNo)).toEqual(PAID);
});

it.each([
  ['all-insurance', 'insurance', { cash: 'absent', insurance: 'settled', booked: 1 }],
  ['insurance-and-cash', 'cash', { cash: 'SUCCESS', insurance: 'none', booked: 1 }],
  ['zero-insurance', 'insurance', PAID],
] as const)('%s by %s', async (story, payWith, held) => {
  const { charge } = await quotedStory(sandbox, story, { payWith });
  const order = await mustCharge(sandbox, charge);
  expect(order).toMatchObject({ stage: 'paid', hospital: 'settled' });
  expect(heldOf(sandbox, order.orderNo)).toEqual(held);
});

it('a password is typed: charging, then paid', async () => {
  await pays(sandbox, 'password');
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  const { orderNo, stage } = await mustCharge(sandbox, charge);
  expect(stage).toBe('charging');
  expect(await clerk(sandbox, 'confirm', orderNo)).toMatchObject({ stage: 'charging' });
  await types(sandbox, orderNo, 'confirm');
  expect(await clerk(sandbox, 'confirm', orderNo)).toMatchObject({ stage: 'paid' });
  expect(heldOf(sandbox, orderNo)).toEqual(PAID);
});

it('the password is refused: the code pays nothing, and the clerk takes notes', async () => {
  await pays(sandbox, 'password');
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  const { orderNo } = await mustCharge(sandbox, charge);
  await types(sandbox, orderNo, 'cancel');
  const waiting = await clerk(sandbox, 'confirm', orderNo);
  expect(waiting).toMatchObject({ stage: 'tender', can: ['give-up', 'record-tender'] });
  expect(heldOf(sandbox, orderNo)).toMatchObject({ cash: 'REVOKED', insurance: 'settled' });
  const taken = await recorded(sandbox, orderNo);
  expect(taken).toMatchObject({
    ok: true,
    value: { order: { stage: 'paid', hospital: 'settled', tender: { kind: 'notes' } } },
  });
  expect(heldOf(sandbox, orderNo)).toEqual({ ...PAID, cash: 'REVOKED' });
  expect(await recorded(sandbox, orderNo)).toMatchObject({ ok: true });
  expect(await recorded(sandbox, orderNo, 'ANOTHER')).toMatchObject({
    ok: false,
    reason: 'tender-not-possible',
  });
});

it.each([
  ['unsigned', 'not-signed', 'one-code-not-signed'],
  ['suspended', 'suspended', 'one-code-suspended'],
] as const)(
  '%s: said at the quote; charged all the same, other cash at once',
  async (status, state, reason) => {
    await lever(sandbox, 'onecode/users', {
      ...{ openid: ZHANG, status },
      ...(status === 'suspended' ? { reason: '账户已被支付机构暂停' } : {}),
    });
    const { charge, quote } = await quotedStory(sandbox, 'insurance-and-cash');
    expect(quote.oneCode).toMatchObject({ state, reason });
    const order = await mustCharge(sandbox, charge);
    expect(order).toMatchObject({ stage: 'tender', reason, insurance: 'settled' });
    const after = await clerk(sandbox, 'giveUp', order.orderNo);
    expect(['ending', 'over']).toContain(after.stage);
    const over = await clerk(sandbox, 'confirm', order.orderNo);
    expect(over).toMatchObject({ stage: 'over', insurance: 'reversed', reason });
    expect(heldOf(sandbox, order.orderNo)).toEqual(NOTHING);
  },
);

it('not enough money on the account: other cash', async () => {
  await pays(sandbox, 'insufficient');
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  const order = await mustCharge(sandbox, charge);
  expect(order).toMatchObject({ stage: 'tender', reason: 'cash-not-enough' });
});

it('nobody takes other cash: the insurance part is reversed by itself, and the bill is free', async () => {
  await pays(sandbox, 'insufficient');
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  const { orderNo } = await mustCharge(sandbox, charge);
  await later(sandbox, 13 * 60_000, 6);
  expect(heldOf(sandbox, orderNo)).toMatchObject({ insurance: 'reversed', booked: 0 });
  expect(await recorded(sandbox, orderNo)).toMatchObject({ reason: 'tender-not-possible' });
  await pays(sandbox, 'at-once');
  const again = await quoted(sandbox, charge.billIds);
  expect(await mustCharge(sandbox, again.charge)).toMatchObject({ stage: 'paid' });
});

it('the patient leaves while the password is asked for: all is taken back', async () => {
  await pays(sandbox, 'password');
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  const { orderNo } = await mustCharge(sandbox, charge);
  await clerk(sandbox, 'giveUp', orderNo);
  expect(await clerk(sandbox, 'confirm', orderNo)).toMatchObject({ stage: 'over' });
  expect(heldOf(sandbox, orderNo)).toEqual({ ...NOTHING, cash: 'REVOKED' });
});

it('the clerk changes to other cash while the password is asked for', async () => {
  await pays(sandbox, 'password');
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  const { orderNo } = await mustCharge(sandbox, charge);
  expect(await clerk(sandbox, 'otherTender', orderNo)).toMatchObject({ stage: 'tender' });
  expect(await recorded(sandbox, orderNo)).toMatchObject({ ok: true });
});

it('a second tap on the same bill charges nothing', async () => {
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  const [one, two] = await Promise.all([charged(sandbox, charge), charged(sandbox, charge)]);
  const numbers = [one, two].flatMap((answer) => (answer.ok ? [answer.value.order.orderNo] : []));
  expect(new Set(numbers).size).toBe(1);
  const [orderNo = ''] = numbers;
  expect(await clerk(sandbox, 'confirm', orderNo)).toMatchObject({ stage: 'paid' });
  expect(heldOf(sandbox, orderNo)).toEqual(PAID);
});

it('other sums than those that were shown: refused, nothing settled', async () => {
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  const shown = { total: charge.shown.total, cash: charge.shown.total };
  expect(await charged(sandbox, { ...charge, shown })).toMatchObject({
    ok: false,
    reason: 'bill-amount-changed',
  });
});

it('the hospital settles another sum than it quoted: reversed, nothing charged', async () => {
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  await lever(sandbox, 'his/counter/split-differs', { byFen: 100 });
  const order = await mustCharge(sandbox, charge);
  expect(['ending', 'over']).toContain(order.stage);
  expect(order.reason).toBe('bill-amount-changed');
  expect(await clerk(sandbox, 'confirm', order.orderNo)).toMatchObject({ stage: 'over' });
  expect(heldOf(sandbox, order.orderNo)).toEqual(NOTHING);
});

it("a code that is over its time, or nobody's", async () => {
  const code = await shownCode(sandbox);
  sandbox.world.clock.advance(5 * 60_000);
  const scan = (digits: string) =>
    sandbox.call('oAdminChen', 'counter', 'scan', { counterNo: COUNTER, code: digits });
  expect(await scan(code)).toMatchObject({ ok: false, reason: 'code-expired' });
  expect(await scan('3399999999999999999999999999')).toMatchObject({
    ok: false,
    reason: 'code-unknown',
  });
});

it('patients and strangers are nobody here', async () => {
  const answer = await sandbox.call(ZHANG, 'counter', 'counters', {});
  expect(answer).toMatchObject({ ok: false, reason: 'not-allowed' });
});

it("a relative's code pays for the patient from the main account", async () => {
  const { billId } = sandbox.world.hospital.issueStory('insurance-and-cash', 'P00002');
  const { charge } = await quoted(sandbox, [billId], { patientId: 'P00002' });
  expect(charge.patientId).toBe('P00002');
  const order = await mustCharge(sandbox, charge);
  expect(order).toMatchObject({ stage: 'paid' });
  expect(heldOf(sandbox, order.orderNo)).toEqual(PAID);
});
