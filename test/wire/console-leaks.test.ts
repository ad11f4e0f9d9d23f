/**
 * Nothing personal and no secret reaches the console: everything that its page reads, searched for
 * every name, number, digest, openid, token and key of a world in which a lot has happened.
 */
import { PEOPLE } from '../../sandbox/people';
import { idDigest } from '../../sandbox/platform/payinsurance/signing';
import type { Token } from '../../sandbox/platform/payinsurance/model';
import { bindByPhone, confirm, pay, placed } from '../support/payer';
import { testSandbox, WANG, ZHANG_PATIENT, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

const TYPED = '患者李小妹电话催退';
const ADMINISTRATOR = 'oAdminChen';

let sandbox: TestSandbox;
let orderNo: string;
beforeAll(async () => {
  sandbox = await testSandbox();
  await bindByPhone(sandbox, WANG, ZHANG_PATIENT);
  const failed = await placed(sandbox, 'insurance-and-cash');
  await pay(sandbox, failed.orderNo, 'failed');
  await confirm(sandbox, failed.orderNo);
  ({ orderNo } = await placed(sandbox, 'insurance-and-cash'));
  await pay(sandbox, orderNo);
  await sandbox.world.platform.courier.flush();
  await confirm(sandbox, orderNo);
  await sandbox.call(ADMINISTRATOR, 'staff', 'refund', {
    orderNo,
    mode: 'whole',
    note: TYPED,
  });
  await sandbox.request('/sandbox/api/cloud/tick', { name: 'clockwork' });
  sandbox.world.faults.plant('payinsurance.queryorder', { kind: 'garbage' });
  await confirm(sandbox, (await placed(sandbox, 'self-pay')).orderNo);
});
afterAll(() => sandbox.close());

/** Everything that the page's panels ask for. */
const READ = () => [
  '/clock',
  '/cloud/orders',
  `/cloud/orders/${orderNo}`,
  '/wire',
  '/payinsurance/notices',
  '/faults',
  '/faults/calls',
  '/cloud/functions',
  '/cloud/collections',
  '/his/bills',
  '/his/stories',
  '/inbox',
  '/medins',
  '/counter',
];

/** Whatever nobody may see, by what it is. */
function canaries(): ReadonlyMap<string, string> {
  const { hospital, platform, database, secrets } = sandbox.world;
  const found = new Map<string, string>([['a clerk’s words', TYPED]]);
  for (const patient of hospital.patients()) {
    found.set(`name of ${patient.patientId}`, patient.name);
    found.set(`number of ${patient.patientId}`, patient.idNo);
    found.set(`digest of ${patient.patientId}`, idDigest(patient.idNo));
    if (patient.phone !== null) found.set(`phone of ${patient.patientId}`, patient.phone);
  }
  for (const { openid } of PEOPLE) found.set(`openid ${openid}`, openid);
  found.set('openid of the clerk', ADMINISTRATOR);
  const tokens = database.documents('tokens').map((document) => String(document['token']));
  for (const [at, token] of tokens.entries()) found.set(`token ${String(at)}`, token);
  for (const order of platform.engine.orders()) {
    found.set(`pay key of ${order.medTransId}`, order.payKey);
    const { pay_auth_no: proof } = order.asked;
    if (proof !== undefined && proof !== '') found.set(`pay_auth_no of ${order.medTransId}`, proof);
  }
  for (const account of [secrets.provider, secrets.independent]) {
    found.set(`secret of ${account.appid}`, account.secret);
    found.set(`key of ${account.appid}`, account.key);
  }
  found.set('token of the hospital', secrets.hisToken);
  return found;
}

it('has canaries of every kind', () => {
  const kinds = [...canaries().keys()].map((name) => name.split(' ')[0]);
  expect([...new Set(kinds)]).toEqual(
    expect.arrayContaining(['name', 'number', 'digest', 'phone', 'openid', 'token', 'pay', 'key']),
  );
  const token: Token['value'] = canaries().get('token 0') ?? '';
  expect(token.length).toBeGreaterThan(100);
});

it('answers the page without any of them', async () => {
  const leaks: string[] = [];
  for (const path of READ()) {
    const { status, json } = await sandbox.request(`/sandbox/api${path}`);
    expect([path, status]).toEqual([path, 200]);
    const text = JSON.stringify(json);
    expect(text.length).toBeGreaterThan(2);
    for (const [what, canary] of canaries()) {
      if (text.includes(canary)) leaks.push(`${path}: ${what}`);
    }
  }
  expect(leaks).toEqual([]);
});

it('shows a refund without what the clerk wrote, and every masked field by its length', async () => {
  const { json } = await sandbox.request(`/sandbox/api/cloud/orders/${orderNo}`);
  expect(json).toMatchObject({
    ours: {
      payment: 'paid',
      owner: '***(13)',
      refund: { mode: 'whole', cause: 'clerk', note: `***(${String(TYPED.length)})` },
    },
  });
});

it('serves a page that may load nothing from anywhere else', async () => {
  const page = await fetch(`${sandbox.world.origin}/sandbox`);
  const html = await page.text();
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  for (const file of ['console.js', 'console.css']) {
    expect(html).toContain(`/sandbox/${file}`);
    const answer = await fetch(`${sandbox.world.origin}/sandbox/${file}`);
    expect(answer.status).toBe(200);
    expect((await answer.text()).length).toBeGreaterThan(1_000);
  }
});
