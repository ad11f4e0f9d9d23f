/**
 * The insurance card over real HTTP (trap 42): bound in its own mini program, its identity used once to
 * add oneself, and the reminder to bind it that is only for whoever has not.
 */
import { confirm, placed } from '../support/payer';
import { testSandbox, WANG, ZHANG, ZHANG_PATIENT, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await testSandbox();
});
afterEach(() => sandbox.close());

const WANG_PATIENT = 'P00005';
const cardNoOf = (patientId: string) => sandbox.world.hospital.getPatient(patientId).cardNo;
const view = async (openid: string) =>
  (await sandbox.must(openid, 'clinic', 'insuranceCard', {})).card;

/** What the page of the mini program does. */
async function onPage(name: string, openid: string) {
  return (await sandbox.request(`/insurance-card/page/${name}`, { openid })).json as {
    ticket?: string;
    error?: string;
  };
}

async function ticketOf(openid: string): Promise<string> {
  await onPage('bind', openid);
  const { ticket } = await onPage('authorise', openid);
  if (ticket === undefined) throw new Error('no ticket');
  return ticket;
}

const add = (openid: string, ticket: string, cardNo = cardNoOf(WANG_PATIENT)) =>
  sandbox.call(openid, 'clinic', 'addFromInsuranceCard', { ticket, cardNo });

it('is bound where its service says, and is known to be bound afterwards', async () => {
  const card = await view(WANG);
  expect(card).toMatchObject({ state: 'unbound', path: 'insurance-card/bind' });
  expect(await onPage('authorise', WANG)).toEqual({ error: 'not-bound' });
  await onPage('bind', WANG);
  expect((await view(WANG)).state).toBe('bound');
  expect((await view(ZHANG)).state).toBe('bound');
  const page = await fetch(`${sandbox.world.origin}/insurance-card/bind?appid=x&openid=y`);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toContain('/insurance-card/page.js');
});

it('adds the person themself in one tap, and insurance can pay for them', async () => {
  const ticket = await ticketOf(WANG);
  expect(await add(WANG, ticket)).toMatchObject({ ok: true, value: { patientId: WANG_PATIENT } });
  const { patients } = await sandbox.must(WANG, 'clinic', 'listPatients', {});
  expect(patients).toMatchObject([
    { patientId: WANG_PATIENT, relation: 'self', canUseInsurance: true },
  ]);
  await sandbox.must(WANG, 'clinic', 'removePatient', { patientId: WANG_PATIENT });
  expect(await add(WANG, ticket)).toMatchObject({ ok: false, reason: 'insurance-card-ticket' });
});

it('is of no use to anybody else, and stays good for its own', async () => {
  const ticket = await ticketOf(WANG);
  expect(await add(ZHANG, ticket)).toMatchObject({ ok: false, reason: 'insurance-card-ticket' });
  expect(await add(WANG, ticket, cardNoOf(ZHANG_PATIENT))).toMatchObject({ ok: false });
  const { patients } = await sandbox.must(WANG, 'clinic', 'listPatients', {});
  expect(patients).toEqual([]);
});

it('is of no use after five minutes', async () => {
  const ticket = await ticketOf(WANG);
  await sandbox.request('/sandbox/api/clock', { advanceMs: 5 * 60_000 + 1 });
  expect(await add(WANG, ticket)).toMatchObject({ ok: false, reason: 'insurance-card-ticket' });
});

it.each([{ kind: 'cut-before' }, { kind: 'garbage' }, { kind: 'error', code: 'BUSY' }] as const)(
  'adds nobody when its service fails: %j',
  async (fault) => {
    const ticket = await ticketOf(WANG);
    sandbox.world.faults.plant('insurance-card.identity', fault);
    expect(await add(WANG, ticket)).toMatchObject({ ok: false, retry: true });
    expect((await sandbox.must(WANG, 'clinic', 'listPatients', {})).patients).toEqual([]);
  },
);

it('tells nobody without the token who somebody is', async () => {
  const ticket = await ticketOf(WANG);
  const knock = await sandbox.request('/insurance-card/api/identity', { openid: WANG, ticket });
  expect(knock).toMatchObject({ status: 401, json: { code: 'UNAUTHORIZED' } });
  expect(await add(WANG, ticket)).toMatchObject({ ok: true });
});

describe('the reminder to bind it', () => {
  const KINDS = ['bind-card'] as const;
  const tick = () => sandbox.request('/sandbox/api/cloud/tick', { name: 'clockwork' });
  const inbox = async () =>
    (await sandbox.request(`/sandbox/api/inbox?openid=${ZHANG}`)).json as {
      messages: readonly { title: string }[];
    };

  /** An insurance order of somebody whose card is not bound, closed unpaid. */
  async function endedUnbound(): Promise<void> {
    await sandbox.request('/sandbox/api/insurance-card/unbind', { openid: ZHANG });
    await sandbox.must(ZHANG, 'clinic', 'subscribed', { kinds: KINDS });
    const { orderNo } = await placed(sandbox, 'insurance-and-cash');
    await confirm(sandbox, orderNo);
    await sandbox.must(ZHANG, 'pay', 'closeOrder', { orderNo });
  }

  it('reaches whoever has not', async () => {
    await endedUnbound();
    await tick();
    expect((await inbox()).messages).toMatchObject([{ title: '医保卡绑定提醒' }]);
  });

  it('does not reach whoever has bound it meanwhile', async () => {
    await endedUnbound();
    await onPage('bind', ZHANG);
    await tick();
    expect((await inbox()).messages).toEqual([]);
    const [kept] = sandbox.world.database.documents('reminders');
    expect(kept).toMatchObject({ kind: 'bind-card', state: 'dropped', reason: 'card-bound' });
  });
});
