/**
 * Subscribe messages over real HTTP: built functions, the real wx-server-sdk, WeChat's side with an
 * inbox. Each is sent once and to whom it concerns; the hospital tells of bills with its token.
 */
import { confirm, pay, placed } from '../support/payer';
import { testSandbox, WANG, ZHANG, ZHANG_PATIENT, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

const KINDS = ['bill-due', 'paid', 'refunded', 'visit', 'bind-card'] as const;
const SEND = 'cloud.subscribeMessage.send';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await testSandbox();
});
afterEach(() => sandbox.close());

interface Letter {
  readonly title: string;
  readonly words: readonly string[];
  readonly page: string;
  readonly touser: string;
}

async function inbox(openid?: string): Promise<readonly Letter[]> {
  const query = openid === undefined ? '' : `?openid=${openid}`;
  const { json } = await sandbox.request(`/sandbox/api/inbox${query}`);
  return (json as { messages: readonly Letter[] }).messages;
}

const tick = () => sandbox.request('/sandbox/api/cloud/tick', { name: 'clockwork' });
const agree = (openid = ZHANG) => sandbox.must(openid, 'clinic', 'subscribed', { kinds: KINDS });

async function paidOrder(): Promise<string> {
  const { orderNo } = await placed(sandbox, 'self-pay');
  await pay(sandbox, orderNo);
  await confirm(sandbox, orderNo);
  return orderNo;
}

async function newBill(): Promise<string> {
  const { json } = await sandbox.request('/sandbox/api/his/bills', { scenario: 'self-pay' });
  return (json as { billId: string }).billId;
}

const tell = async (billId: string) =>
  (await sandbox.request('/sandbox/api/tell-of-bill', { patientId: ZHANG_PATIENT, billId })).json;

const states = () =>
  sandbox.world.database
    .documents('reminders')
    .map((document) => [document['kind'], document['reason'] ?? document['state']]);

it('tells of a payment once, whatever the clockwork does, and names nobody', async () => {
  await agree();
  const orderNo = await paidOrder();
  await tick();
  await Promise.all([tick(), tick()]);
  const letters = await inbox(ZHANG);
  expect(letters).toMatchObject([{ title: '缴费成功通知', touser: ZHANG }]);
  const [letter] = letters;
  expect(letter?.page).toBe(`pages/result/result?orderNo=${orderNo}&patientId=${ZHANG_PATIENT}`);
  expect(letter?.words[0]).toBe('项目：门诊缴费');
  expect(letter?.words[1]).toMatch(/^金额：\d+\.\d\d元$/);
  expect(JSON.stringify(letters)).not.toContain('张建国');
  expect(await inbox(WANG)).toEqual([]);
  expect((await inbox()).map(({ touser }) => touser)).toEqual([`***(${String(ZHANG.length)})`]);
});

it('tells nobody who did not ask', async () => {
  await paidOrder();
  await tick();
  expect(await inbox(ZHANG)).toEqual([]);
  expect(states()).toEqual([['paid', 'not-allowed']]);
});

it.each([
  ['refused by WeChat', { kind: 'error', code: '43101' }, 0, 'refused'],
  ['with a template that does not fit', { kind: 'error', code: '47003' }, 0, 'refused'],
  ['with WeChat in trouble', { kind: 'error', code: '-1' }, 0, 'unknown'],
  ['without an answer, although it arrived', { kind: 'cut-after' }, 1, 'unknown'],
  ['without an answer, and it did not arrive', { kind: 'cut-before' }, 0, 'unknown'],
  ['with rubbish for an answer', { kind: 'garbage' }, 1, 'unknown'],
] as const)('sends a message %s no second time', async (_what, fault, arrived, fate) => {
  await agree();
  await agree();
  await paidOrder();
  sandbox.world.faults.plant(SEND, fault);
  await tick();
  await sandbox.request('/sandbox/api/clock', { advanceMs: 20 * 60_000 });
  await tick();
  expect(await inbox(ZHANG)).toHaveLength(arrived);
  expect(states()).toEqual([['paid', fate]]);
});

it('gives the phone the templates to ask with', async () => {
  const home = await sandbox.must(ZHANG, 'clinic', 'home', {});
  expect(Object.keys(home.templates).sort()).toEqual([...KINDS].sort());
});

describe('the hospital tells of a bill', () => {
  it('whoever has the patient hears of it once, and a tap leads to it', async () => {
    await agree();
    const billId = await newBill();
    expect([await tell(billId), await tell(billId)]).toEqual([{ status: 204 }, { status: 204 }]);
    await tick();
    expect(await tell(billId)).toEqual({ status: 204 });
    await tick();
    expect(await inbox(ZHANG)).toMatchObject([
      {
        title: '待缴费提醒',
        page: `pages/bill/bill?patientId=${ZHANG_PATIENT}&billId=${billId}&entry=message`,
      },
    ]);
  });

  it('nobody hears of one that was paid at the window meanwhile', async () => {
    await agree();
    const billId = await newBill();
    await tell(billId);
    await sandbox.request(`/sandbox/api/his/bills/${billId}/settle-at-window`, {});
    await tick();
    expect(await inbox(ZHANG)).toEqual([]);
    expect(states()).toEqual([['bill-due', 'bill-gone']]);
  });

  it('waits for a hospital that is silent, and is told again then', async () => {
    await agree();
    const billId = await newBill();
    sandbox.world.faults.plant('his.getBill', { kind: 'cut-before' });
    expect(await tell(billId)).toEqual({ status: 503 });
    expect(states()).toEqual([]);
    expect(await tell(billId)).toEqual({ status: 204 });
  });

  it('nobody without the token learns or does anything', async () => {
    const billId = await newBill();
    const knock = async (authorization: string | undefined, body: string) => {
      const headers = authorization === undefined ? {} : { authorization };
      const init = { method: 'POST', body, headers };
      const answer = await fetch(`${sandbox.world.origin}/notify/his-bill`, init);
      return [answer.status, await answer.text()];
    };
    const right = JSON.stringify({ patientId: ZHANG_PATIENT, billId });
    const wrong = JSON.stringify({ patientId: 'P77777', billId: 'B77777' });
    for (const token of [undefined, 'Bearer x', `Bearer ${'x'.repeat(32)}`]) {
      expect(await knock(token, right)).toEqual([401, '']);
      expect(await knock(token, wrong)).toEqual([401, '']);
      expect(await knock(token, '<xml>')).toEqual([401, '']);
    }
    expect(states()).toEqual([]);
    const token = `Bearer ${sandbox.world.secrets.hisToken}`;
    expect(await knock(token, '<xml>')).toEqual([400, '']);
    expect(await knock(token, wrong)).toEqual([204, '']);
    expect(states()).toEqual([]);
  });
});

it('forgets a person whole, except for what was paid', async () => {
  await agree();
  await paidOrder();
  await tick();
  expect(await sandbox.must(ZHANG, 'clinic', 'deleteMyData', {})).toEqual({ ordersKept: 1 });
  const { database } = sandbox.world;
  for (const name of ['reminders', 'reminder_consents', 'phone_proofs']) {
    expect([name, database.documents(name)]).toEqual([name, []]);
  }
  expect((await sandbox.must(ZHANG, 'clinic', 'listPatients', {})).patients).toEqual([]);
  expect(database.documents('orders')).toHaveLength(1);
});

it('does not forget a person who is about to pay', async () => {
  await placed(sandbox, 'self-pay');
  expect(await sandbox.call(ZHANG, 'clinic', 'deleteMyData', {})).toMatchObject({
    ...{ ok: false, reason: 'data-has-open-order', retry: false },
  });
  expect((await sandbox.must(ZHANG, 'clinic', 'listPatients', {})).patients).toHaveLength(1);
});
