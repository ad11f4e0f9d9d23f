/**
 * Review: what hostile or hasty people do at a counter: a phone and a counter on one bill, two counters on one
 * bill, a reading used again, a place at the hospital that is lost with a code that fails; and what is left
 * behind of secrets (money rules 6, 7, 13 and 14).
 */
import {
  charged,
  clerk,
  CLERK,
  COUNTER,
  counterSandbox,
  heldOf,
  mustCharge,
  pays,
  quoted,
  quotedStory,
  shownCode,
} from '../support/counter-story';
import { nextStory, plant } from '../support/medins-story';
import { placed } from '../support/payer';
import { hireClerk, later } from '../support/refunder';
import { ZHANG, ZHANG_PATIENT, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

let sandbox: TestSandbox;
const logs: string[] = [];
const answers: string[] = [];
const certificates: string[] = [];
const tokens: string[] = [];
const codes: string[] = [];

beforeAll(async () => {
  const log = (source: string, line: string): void => {
    logs.push(`${source} ${line}`);
  };
  sandbox = await counterSandbox({ log, rules: { httpTimeoutMs: 1_000 } });
  const { paymentCodes } = sandbox.world.wechat.engine;
  const issue = paymentCodes.issue.bind(paymentCodes);
  jest.spyOn(paymentCodes, 'issue').mockImplementation((ask) => {
    const code = issue(ask);
    certificates.push(code);
    return code;
  });
  const real = globalThis.fetch;
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const response = await real(input, init);
    const url = input instanceof Request ? input.url : input.toString();
    if (url.includes('/functions/')) answers.push(await response.clone().text());
    return response;
  });
  await hireClerk(sandbox);
}, 120_000);
beforeEach(async () => {
  nextStory(sandbox);
  await pays(sandbox, 'at-once');
});
afterEach(() => {
  sandbox.world.faults.clear();
});
afterAll(async () => {
  jest.restoreAllMocks();
  await sandbox.close();
});

it('a phone has an order on the bill: the counter takes nothing', async () => {
  const order = await placed(sandbox, 'insurance-and-cash');
  const { charge } = await quoted(sandbox, order.billIds);
  expect(await charged(sandbox, charge)).toMatchObject({
    ok: false,
    reason: 'bill-being-paid-by-other',
  });
  const settled = JSON.stringify(sandbox.world.hospital.counter.insurance());
  expect(settled).not.toContain(order.billIds[0]);
});

it('a phone’s order is over its time: taken over, paid once at the counter', async () => {
  const order = await placed(sandbox, 'insurance-and-cash');
  sandbox.world.clock.advance(16 * 60_000);
  const { charge } = await quoted(sandbox, order.billIds);
  const answer = await charged(sandbox, charge);
  if (!answer.ok) throw new Error(answer.reason);
  expect(answer.value.order.stage).toBe('paid');
  expect(sandbox.world.platform.engine.order(order.orderNo)?.state).not.toBe('SUCCESS');
});

it('two counters on one bill: one order', async () => {
  await pays(sandbox, 'password');
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  const first = await mustCharge(sandbox, charge);
  const other = await charged(sandbox, { ...charge, counterNo: 'C02' });
  expect(other).toMatchObject({ ok: false, reason: 'bill-being-paid-by-other' });
  await clerk(sandbox, 'giveUp', first.orderNo);
});

it('a second tap while the password is typed takes nothing back', async () => {
  await pays(sandbox, 'password');
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  const { orderNo } = await mustCharge(sandbox, charge);
  const again = await mustCharge(sandbox, charge);
  expect(again).toMatchObject({ orderNo, stage: 'charging' });
  expect(heldOf(sandbox, orderNo)).toMatchObject({ cash: 'USERPAYING', insurance: 'settled' });
  await clerk(sandbox, 'giveUp', orderNo);
});

it('a reading of one patient does not pay another’s bill', async () => {
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  const { billId } = sandbox.world.hospital.issueStory('insurance-and-cash', 'P00002');
  for (const patientId of ['P00002', ZHANG_PATIENT]) {
    const answer = await charged(sandbox, { ...charge, patientId, billIds: [billId] });
    expect(answer.ok).toBe(false);
  }
});

it('a reading over its time charges nothing', async () => {
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  sandbox.world.clock.advance(30 * 60_000);
  expect(await charged(sandbox, charge)).toMatchObject({ ok: false, reason: 'code-expired' });
});

it('patients neither see nor touch a counter’s order', async () => {
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  const { orderNo } = await mustCharge(sandbox, charge);
  for (const action of ['confirm', 'giveUp', 'otherTender'] as const) {
    expect(await sandbox.call(ZHANG, 'counter', action, { orderNo })).toMatchObject({
      ok: false,
      reason: 'not-allowed',
    });
  }
  expect(await sandbox.call(ZHANG, 'pay', 'askRefund', { orderNo })).toMatchObject({ ok: false });
  expect(await sandbox.call(ZHANG, 'pay', 'confirmOrder', { orderNo })).toMatchObject({
    ok: false,
  });
});

it('a busy window does not lose sight of a payment that is not finished', async () => {
  await pays(sandbox, 'password');
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  const { orderNo } = await mustCharge(sandbox, charge);
  await pays(sandbox, 'at-once');
  for (let more = 0; more < 20; more += 1) {
    const next = await quotedStory(sandbox, 'all-insurance');
    expect(await mustCharge(sandbox, next.charge)).toMatchObject({ stage: 'paid' });
  }
  const { orders } = await sandbox.must(CLERK, 'counter', 'open', { counterNo: COUNTER });
  const numbers = orders.map((order) => order.orderNo);
  await clerk(sandbox, 'giveUp', orderNo);
  expect(numbers).toContain(orderNo);
});

it('a clerk ends no order of a phone from the counter', async () => {
  const { orderNo } = await placed(sandbox, 'insurance-and-cash');
  for (const action of ['confirm', 'giveUp', 'otherTender'] as const) {
    expect(await sandbox.call(CLERK, 'counter', action, { orderNo })).toMatchObject({
      ok: false,
      reason: 'order-not-found',
    });
  }
});

it('no code, token, certificate or key is left anywhere', async () => {
  for (const fault of ['', 'onecode.status', 'onecode.certificate', 'wechatpay.codepay']) {
    for (const kind of ['garbage', 'cut-after']) {
      nextStory(sandbox);
      const code = await shownCode(sandbox);
      codes.push(code);
      const { billId } = sandbox.world.hospital.issueStory('insurance-and-cash', ZHANG_PATIENT);
      const { scan } = await sandbox.must(CLERK, 'counter', 'scan', { counterNo: COUNTER, code });
      const { hisToken } = sandbox.world.secrets;
      const url = `${sandbox.world.origin}/his/v1/counter/readings/${scan.scanId}/token`;
      const given = await fetch(url, { headers: { authorization: `Bearer ${hisToken}` } });
      tokens.push(((await given.json()) as { token: string }).token);
      const ask = {
        ...{ counterNo: COUNTER, scanId: scan.scanId, patientId: scan.patientId },
        ...{ billIds: [billId], payWith: 'insurance' as const },
      };
      const { quote } = await sandbox.must(CLERK, 'counter', 'quote', ask);
      if (fault !== '') await plant(sandbox, fault, { kind });
      const shown = { total: quote.split.total, cash: quote.split.cash };
      const answer = await charged(sandbox, { ...ask, shown });
      if (answer.ok && answer.value.order.stage !== 'paid') {
        await clerk(sandbox, 'giveUp', answer.value.order.orderNo);
      }
    }
  }
  await later(sandbox, 10 * 60_000, 3);
  expect(certificates.length).toBeGreaterThan(4);
  const { collections } = (await sandbox.request('/sandbox/api/cloud/collections')).json as {
    collections: readonly { name: string }[];
  };
  const places: Record<string, string> = {
    logs: logs.join('\n'),
    answers: answers.join('\n'),
    stored: JSON.stringify(collections.map(({ name }) => sandbox.world.database.documents(name))),
    wire: JSON.stringify(sandbox.world.wire.since()),
  };
  const found = Object.entries(places).flatMap(([place, text]) => [
    ...codes.filter((one) => text.includes(one)).map(() => `${place}: code`),
    ...tokens.filter((one) => text.includes(one)).map(() => `${place}: token`),
    ...certificates.filter((one) => text.includes(one)).map(() => `${place}: certificate`),
    ...(/BEGIN [A-Z ]*KEY/.test(text) ? [`${place}: key`] : []),
  ]);
  expect([...new Set(found)]).toEqual([]);
});
