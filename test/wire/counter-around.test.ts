/**
 * What a clerk sees around a payment at a counter: at the scan, what is being paid elsewhere; on coming back,
 * what is not finished and what was just paid (money rule 6).
 */
import {
  CLERK,
  COUNTER,
  counterSandbox,
  mustCharge,
  pays,
  quotedStory,
  shownCode,
  types,
} from '../support/counter-story';
import { lever, nextStory } from '../support/medins-story';
import { placed } from '../support/payer';
import { later } from '../support/refunder';
import { ZHANG, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

let sandbox: TestSandbox;
const logs: string[] = [];
beforeAll(async () => {
  sandbox = await counterSandbox({ log: (source, line) => void logs.push(`${source} ${line}`) });
}, 120_000);
beforeEach(async () => {
  nextStory(sandbox);
  await pays(sandbox, 'at-once');
});
afterAll(() => sandbox.close());

const MINUTE = 60_000;

/** By whom that bill is being paid, as the clerk at that counter reads it when the code is scanned. */
async function payingAt(counterNo: string, billId: string | undefined) {
  const code = await shownCode(sandbox);
  const { scan } = await sandbox.must(CLERK, 'counter', 'scan', { counterNo, code });
  const bill = scan.bills.find((each) => each.billId === billId);
  if (bill === undefined) throw new Error('the bill is not offered');
  return bill.liveOrderNo;
}

async function listed(counterNo = COUNTER) {
  const { orders } = await sandbox.must(CLERK, 'counter', 'open', { counterNo });
  return orders.map(({ orderNo, stage }) => `${orderNo} ${stage}`);
}

describe('the scan says what is being paid elsewhere', () => {
  it('by the patient’s phone, until that order is over', async () => {
    const order = await placed(sandbox, 'insurance-and-cash');
    const [billId] = order.billIds;
    expect(await payingAt(COUNTER, billId)).toBe(order.orderNo);
    await later(sandbox, 20 * MINUTE, 4);
    expect(await payingAt(COUNTER, billId)).toBeUndefined();
  });

  it('at another counter; what nobody pays is free', async () => {
    await pays(sandbox, 'password');
    const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
    const { orderNo } = await mustCharge(sandbox, charge);
    const free = sandbox.world.hospital.issueStory('insurance-and-cash', charge.patientId);
    expect(await payingAt('C02', charge.billIds[0])).toBe(orderNo);
    expect(await payingAt('C02', free.billId)).toBeUndefined();
    await types(sandbox, orderNo, 'confirm');
    await sandbox.must(CLERK, 'counter', 'confirm', { orderNo });
  });
});

it('suspended between quote and charge: why is kept with the order, and in no log', async () => {
  const reason = '该账户因多次输错密码已被暂停';
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  await lever(sandbox, 'onecode/users', { openid: ZHANG, status: 'suspended', reason });
  const { orderNo } = await mustCharge(sandbox, charge);
  await lever(sandbox, 'onecode/users', { openid: ZHANG, status: 'signed' });
  const read = async () => (await sandbox.must(CLERK, 'counter', 'confirm', { orderNo })).order;
  expect(await read()).toMatchObject({
    stage: 'tender',
    reason: 'one-code-suspended',
    why: reason,
  });
  await sandbox.must(CLERK, 'counter', 'giveUp', { orderNo });
  expect(await read()).toMatchObject({ stage: 'over', why: reason });
  const { order } = await sandbox.must(CLERK, 'staff', 'order', { orderNo });
  expect(order.codeWhy).toBe(reason);
  expect(logs.join('\n')).toContain(orderNo);
  expect(logs.join('\n')).not.toContain(reason);
  const { json } = await sandbox.request(`/sandbox/api/cloud/orders/${orderNo}`);
  expect(JSON.stringify(json)).not.toContain(reason);
});

describe('coming back to the counter', () => {
  it('finds what was just paid, with its receipt, for 15 minutes', async () => {
    const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
    const { orderNo } = await mustCharge(sandbox, charge);
    const { orders } = await sandbox.must(CLERK, 'counter', 'open', { counterNo: COUNTER });
    const found = orders.find((each) => each.orderNo === orderNo);
    expect(found).toMatchObject({ stage: 'paid', hospital: 'settled', insurance: 'settled' });
    expect(found?.pickup).not.toBe('');
    expect(await listed('C02')).not.toContain(`${orderNo} paid`);
    sandbox.world.clock.advance(15 * MINUTE - 10_000);
    expect(await listed()).toContain(`${orderNo} paid`);
    sandbox.world.clock.advance(20_000);
    expect(await listed()).not.toContain(`${orderNo} paid`);
  });

  it('counts from the payment, not from the first tap, and lists nothing that is over', async () => {
    await pays(sandbox, 'password');
    const given = await quotedStory(sandbox, 'insurance-and-cash');
    const over = await mustCharge(sandbox, given.charge);
    await sandbox.must(CLERK, 'counter', 'giveUp', { orderNo: over.orderNo });
    await sandbox.must(CLERK, 'counter', 'confirm', { orderNo: over.orderNo });
    expect((await listed()).join()).not.toContain(over.orderNo);

    const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
    const { orderNo } = await mustCharge(sandbox, charge);
    sandbox.world.clock.advance(50_000);
    await types(sandbox, orderNo, 'confirm');
    await sandbox.must(CLERK, 'counter', 'confirm', { orderNo });
    sandbox.world.clock.advance(14.5 * MINUTE);
    expect(await listed()).toContain(`${orderNo} paid`);
  });
});
