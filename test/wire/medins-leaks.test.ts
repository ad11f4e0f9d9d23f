/**
 * Nothing that is secret leaks from 2.0 (money rule 14): a world in which a lot went well and more went
 * wrong, searched for every permission, code, name, identity number, digest and key: the functions' logs,
 * the wire log, the stored documents, every answer to a phone, and the files on disk.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { idDigest } from '../../sandbox/platform/payinsurance/signing';
import {
  draftedStory,
  lever,
  medinsSandbox,
  nextStory,
  permit,
  plant,
} from '../support/medins-story';
import { authorised, bindByPhone, confirm, pay, placed } from '../support/payer';
import { askBack, CLERK, hireClerk, later } from '../support/refunder';
import { ZHANG, type TestSandbox } from '../support/sandbox';

jest.setTimeout(120_000);

const CHILD = 'P00002';
const MINUTE = 60_000;

let sandbox: TestSandbox;
let dataDir: string;
const logs: string[] = [];
const answers: string[] = [];
/** Codes and what they were exchanged for. */
const permissions: string[] = [];

/** Keeps what the bureau gives out, which nobody else keeps, and what the phones hear. */
function listen(): void {
  const { bureau } = sandbox.world;
  const issue = bureau.issueCode.bind(bureau);
  jest.spyOn(bureau, 'issueCode').mockImplementation((openid) => {
    const given = issue(openid);
    if (given.ok) permissions.push(given.authCode);
    return given;
  });
  const exchange = bureau.exchange.bind(bureau);
  jest.spyOn(bureau, 'exchange').mockImplementation((code, openid) => {
    const given = exchange(code, openid);
    if (given.ok) permissions.push(given.payAuthNo, given.familyPayAuthNo ?? given.payAuthNo);
    return given;
  });
  const real = globalThis.fetch;
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const response = await real(input, init);
    const url = input instanceof Request ? input.url : input.toString();
    if (url.includes('/functions/')) answers.push(await response.clone().text());
    return response;
  });
}

/** Every story that holds a secret somewhere on its way. */
async function live(): Promise<void> {
  const paid = await placed(sandbox, 'insurance-and-cash');
  await pay(sandbox, paid.orderNo);
  await sandbox.world.wechat.courier.flush();
  await confirm(sandbox, paid.orderNo);
  await askBack(sandbox, paid.orderNo);
  await later(sandbox, MINUTE);
  await bindByPhone(sandbox, ZHANG, CHILD);
  const child = await draftedStory(sandbox, 'child', { patientId: CHILD });
  await pay(sandbox, (await authorised(sandbox, child.orderNo)).orderNo);
  await confirm(sandbox, child.orderNo);
  const half = await placed(sandbox, 'insurance-and-cash');
  await pay(sandbox, half.orderNo, 'half-paid');
  await confirm(sandbox, half.orderNo);
  const spent = permissions[0] ?? '';
  const waiting = await draftedStory(sandbox, 'insurance-and-cash');
  await permit(sandbox, waiting.orderNo, { authCode: spent });
}

/** The same, with every answer that could carry a secret into a log being a strange one. */
async function suffer(): Promise<void> {
  const calls = ['authorisation.userQuery', 'his.uploadFees', 'his.preSettleUpload'];
  for (const call of [...calls, 'wechatpay.prepay', 'wechatpay.mixedOrder']) {
    for (const kind of ['garbage', 'cut-after']) {
      nextStory(sandbox);
      const order = await draftedStory(sandbox, 'insurance-and-cash');
      await plant(sandbox, call, { kind });
      await permit(sandbox, order.orderNo);
    }
  }
  for (const code of ['268545961', '268545962', '268547120', '268510610', 'SYSTEM_ERROR']) {
    nextStory(sandbox);
    const order = await draftedStory(sandbox, 'insurance-and-cash');
    await plant(sandbox, 'wechatpay.mixedOrder', { kind: 'error', code });
    await permit(sandbox, order.orderNo);
  }
  for (const at of ['upload', 'price']) {
    nextStory(sandbox);
    const order = await draftedStory(sandbox, 'insurance-and-cash');
    await lever(sandbox, 'bureau/fail-next', { at, why: 'AUTHORISATION_EXPIRED' });
    await permit(sandbox, order.orderNo);
  }
  for (const count of [1, 2, 3, 4, 5, 6]) {
    nextStory(sandbox);
    const order = await draftedStory(sandbox, 'insurance-and-cash');
    // our own store breaks in the middle of it
    await plant(sandbox, 'cloud.database.modifyDocument', { kind: 'garbage' }, 9, count);
    await permit(sandbox, order.orderNo);
    sandbox.world.faults.clear();
  }
  await later(sandbox, 60 * MINUTE, 12);
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'yibao-leaks-'));
  const log = (source: string, line: string): void => {
    logs.push(`${source} ${line}`);
  };
  sandbox = await medinsSandbox({ dataDir, log, rules: { httpTimeoutMs: 1_000 } });
  listen();
  await hireClerk(sandbox);
  await live();
  await suffer();
  await sandbox.must(CLERK, 'staff', 'reviewQueue', { skip: 0 });
  await sandbox.world.wechat.courier.flush();
}, 120_000);

afterAll(async () => {
  jest.restoreAllMocks();
  await sandbox.close();
  await rm(dataDir, { recursive: true, force: true });
});

function keys(): ReadonlyMap<string, string> {
  const { wechat, secrets } = sandbox.world;
  const { provider, merchant, partner } = wechat.engine.keys;
  // long enough to be nothing else, short enough to be found where lines are folded
  const pem = (text: string): string => text.replace(/-----[^-]+-----|\s/g, '').slice(40, 90);
  return new Map([
    ['private key', pem(provider.rsa().privatePem)],
    ['APIv3 key of the provider', provider.apiV3Key],
    ['APIv3 key of the merchant', merchant.apiV3Key],
    ['secret of the authorisation', partner.secret],
    ['token of the hospital', secrets.hisToken],
  ]);
}

function people(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const patient of sandbox.world.hospital.patients()) {
    found.set(`name of ${patient.patientId}`, patient.name);
    found.set(`number of ${patient.patientId}`, patient.idNo);
    found.set(`digest of ${patient.patientId}`, idDigest(patient.idNo));
  }
  return found;
}

function permitted(): ReadonlyMap<string, string> {
  return new Map(permissions.map((text, at) => [`permission ${String(at)}`, text]));
}

/** The names of what was found, never the thing itself. */
function foundIn(text: string, ...canaries: readonly ReadonlyMap<string, string>[]): string[] {
  return canaries.flatMap((group) =>
    [...group].filter(([, secret]) => text.includes(secret)).map(([name]) => name),
  );
}

it('there was something to leak', () => {
  expect(permissions.length).toBeGreaterThan(40);
  expect(new Set(permissions).size).toBeGreaterThan(30);
  expect(logs.length).toBeGreaterThan(100);
  expect(answers.length).toBeGreaterThan(50);
  expect(logs.join()).toContain('medins.authorise');
});

it('not into the logs of the functions', () => {
  expect(foundIn(logs.join('\n'), keys(), people(), permitted())).toEqual([]);
  expect(logs.join('\n')).not.toMatch(/prepay_id=wx\d|BEGIN [A-Z ]*KEY/);
});

it('not into the wire log', () => {
  const wire = JSON.stringify(sandbox.world.wire.since());
  expect(foundIn(wire, keys(), people(), permitted())).toEqual([]);
});

it('not into an answer to a phone', () => {
  expect(foundIn(answers.join('\n'), keys(), people(), permitted())).toEqual([]);
});

it('not into a stored document', async () => {
  const { collections } = (await sandbox.request('/sandbox/api/cloud/collections')).json as {
    collections: readonly { name: string; documents: number }[];
  };
  const documents = collections.map(({ name }) => sandbox.world.database.documents(name));
  expect(documents.flat().length).toBeGreaterThan(30);
  const stored = JSON.stringify(documents);
  const numbers = new Map([...people()].filter(([name]) => !name.startsWith('digest')));
  expect(foundIn(stored, keys(), numbers, permitted())).toEqual([]);
  // a patient's digest may stand with whom they are bound to, and nowhere else
  const elsewhere = collections
    .filter(({ name }) => !['patient_links', 'phone_proofs'].includes(name))
    .map(({ name }) => sandbox.world.database.documents(name));
  expect(foundIn(JSON.stringify(elsewhere), people())).toEqual([]);
});

it('not onto the disk of the cloud or the hospital', async () => {
  // the platform is told of it, and may keep what it was told
  const ours = (await readdir(dataDir)).filter((name) => /^(cloud|hospital)\.journal/.test(name));
  expect(ours.length).toBeGreaterThanOrEqual(2);
  for (const name of ours) {
    const text = await readFile(join(dataDir, name), 'utf8');
    expect([name, foundIn(text, permitted(), keys())]).toEqual([name, []]);
  }
});
