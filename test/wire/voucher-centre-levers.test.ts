/** What a script can do to the simulated 地方电子凭证中心: numbers, faults, spoiled answers; and what is never shown. */

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sm4 } from 'sm-crypto-v2';
import { RETURN_CODES } from '../../sandbox/platform/voucher-centre/errors';
import { VOUCHER_KEYS_FILE, voucherCentreKeys } from '../../sandbox/platform/voucher-centre/keys';
import { codepay, query } from './wechatpay-codepay-messages';
import {
  ask,
  CERTIFICATE,
  certificateContent,
  control,
  envelope,
  freshSerial,
  sealed,
  SIGNED,
  startCentre,
  STATUS,
  statusContent,
  TEXT,
  tokenOf,
  type Rig,
} from './voucher-centre-rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startCentre();
}, 60_000);
afterAll(() => rig.close());

const CALLS = [
  ['status', STATUS],
  ['certificate', CERTIFICATE],
] as const;
const contentOf = (path: string, more = {}) =>
  path === STATUS ? statusContent(rig, more) : certificateContent(rig, more);

test('the catalogue is that of §1.7', () => {
  const numbers = Object.keys(RETURN_CODES).map(Number);
  expect(numbers.filter((code) => code < 0).sort((a, b) => b - a)).toEqual([
    -1, -2, -3, -4, -5, -6,
  ]);
  expect(numbers.filter((code) => code > 0)).toHaveLength(26);
});

describe.each(CALLS)('%s', (call, path) => {
  test.each(Object.keys(RETURN_CODES))('answers %s once when a script says so', async (code) => {
    const scripted = { call, code: Number(code) };
    expect((await control(rig, 'POST', '/onecode/next-error', scripted)).status).toBe(200);
    const content = contentOf(path);
    const reply = await ask(rig, path, content);
    const message = RETURN_CODES[code as keyof typeof RETURN_CODES];
    expect(JSON.parse(reply.text)).toEqual({ code: Number(code), message, type: 'error' });
    expect((await ask(rig, path, content)).code).toBe(0);
  });

  test('answers in other words, several times, and only to this call', async () => {
    const message = '通知失败原因：网络异常';
    const scripted = { call, code: 500319, message, count: 2 };
    await control(rig, 'POST', '/onecode/next-error', scripted);
    const other = path === STATUS ? CERTIFICATE : STATUS;
    expect((await ask(rig, other, contentOf(other))).code).toBe(0);
    for (const code of [500319, 500319, 0]) {
      const reply = await ask(rig, path, contentOf(path));
      expect([reply.code, code === 0 || reply.message === message]).toEqual([code, true]);
    }
  });

  test('takes planted faults', async () => {
    const plant = (fault: object) =>
      control(rig, 'POST', '/faults', { call: `onecode.${call}`, fault });
    await plant({ kind: 'error', code: '500084' });
    const content = contentOf(path);
    expect((await ask(rig, path, content)).code).toBe(500084);
    await plant({ kind: 'cut-before' });
    await expect(ask(rig, path, content)).rejects.toThrow();
    expect(rig.centre.engine.certificates().length).toBe(made);
    await plant({ kind: 'cut-after' });
    await expect(ask(rig, path, content)).rejects.toThrow();
    // the effect took place: the serial number is used
    const used = path === STATUS ? 0 : 500014;
    expect((await ask(rig, path, content)).code).toBe(used);
    await plant({ kind: 'garbage' });
    await expect(ask(rig, path, contentOf(path))).rejects.toThrow(/JSON/);
    const signature = { kind: 'bad-signature' };
    expect((await plant(signature)).status).toBe(400);
  });

  test('answers spoiled when a script says so', async () => {
    const spoilt = async (how: string): Promise<string> => {
      const asked = { call, how };
      expect((await control(rig, 'POST', '/onecode/next-answer', asked)).status).toBe(200);
      const encData = sealed(rig, JSON.stringify(contentOf(path)));
      const response = await fetch(`${rig.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(envelope(rig, encData)),
      });
      const json = (await response.json()) as { code: number; data?: { encData: string } };
      expect(json.code).toBe(0);
      return json.data?.encData ?? 'none';
    };
    const key = rig.centre.keys.sm4Key;
    const bytes = (text: string): Uint8Array =>
      sm4.decrypt(text, key, { padding: 'none', output: 'array' });
    const text = (encData: string): string => sm4.decrypt(encData, key, TEXT);
    expect(await spoilt('no-data')).toBe('none');
    expect(await spoilt('plain')).toMatch(/^\{"/);
    const notJson = text(await spoilt('not-json'));
    expect(() => JSON.parse(notJson) as unknown).toThrow();
    const lower = await spoilt('lower-case');
    expect([lower, JSON.parse(text(lower))]).toEqual([lower.toLowerCase(), expect.anything()]);
    expect(bytes(await spoilt('wrong-padding')).at(-1)).toBe(0);
    const tampered = await spoilt('tampered');
    expect(() => JSON.parse(text(tampered)) as unknown).toThrow();
    const foreign = await spoilt('wrong-key');
    expect(() => JSON.parse(text(foreign)) as unknown).toThrow();
    expect((await ask(rig, path, contentOf(path))).said).toBeDefined();
  });

  let made = 0;
  beforeEach(() => {
    made = rig.centre.engine.certificates().length;
  });
});

describe('a phone', () => {
  const certificate = async (no: string): Promise<string> => {
    const content = certificateContent(rig, { fixmedinsTrnsSn: no });
    return String((await ask(rig, CERTIFICATE, content)).said?.payCert);
  };
  const pays = (how: string) =>
    control(rig, 'POST', '/onecode/phones', { openid: SIGNED, pays: how });
  afterEach(() => pays('at-once'));

  test('asks for the password, which is typed or not', async () => {
    await pays('password');
    for (const [how, state] of [
      ['confirm', 'SUCCESS'],
      ['cancel', 'PAYERROR'],
    ]) {
      const no = freshSerial();
      const code = await certificate(no);
      const asked = await codepay(rig.wechat, 'merchant', { no, code, total: 1234 });
      expect([asked.status, asked.json.code]).toEqual([202, 'USERPAYING']);
      const typing = await control(rig, 'GET', `/onecode/typing?openid=${SIGNED}`);
      expect(typing.body.orders).toMatchObject([{ outTradeNo: no, total: 1234 }]);
      const typed = await control(rig, 'POST', '/onecode/type', { outTradeNo: no, how });
      expect(typed.status).toBe(200);
      expect((await query(rig.wechat, 'merchant', no)).json.trade_state).toBe(state);
      const again = await control(rig, 'POST', '/onecode/type', { outTradeNo: no, how });
      expect(again.status).toBe(409);
    }
  });

  test('has too little money, or loses the answer', async () => {
    await pays('insufficient');
    const poor = freshSerial();
    const refused = await codepay(rig.wechat, 'merchant', {
      ...{ no: poor, code: await certificate(poor), total: 1234 },
    });
    expect(refused.json.code).toBe('NOT_ENOUGH');
    await pays('lost');
    const lost = freshSerial();
    const code = await certificate(lost);
    await expect(
      codepay(rig.wechat, 'merchant', { no: lost, code, total: 1234 }),
    ).rejects.toThrow();
    expect((await query(rig.wechat, 'merchant', lost)).json.trade_state).toBe('SUCCESS');
    expect((await pays('never')).status).toBe(400);
    const nobody = { openid: 'oNobody', pays: 'lost' };
    expect((await control(rig, 'POST', '/onecode/phones', nobody)).status).toBe(404);
  });
});

test('bodies are checked whole', async () => {
  for (const [path, body] of [
    ['users', { openid: SIGNED, status: 'gone' }],
    ['users', { openid: SIGNED, status: 'signed', other: 1 }],
    ['next-error', { call: 'status', code: 500999 }],
    ['next-error', { call: 'pay', code: -1 }],
    ['next-answer', { call: 'status', how: 'late' }],
    ['lives', {}],
    ['lives', { tokenMs: -1 }],
    ['type', {}],
  ] as const) {
    const { status } = await control(rig, 'POST', `/onecode/${path}`, body);
    expect([path, body, status]).toEqual([path, body, 400]);
  }
  const nobody = { openid: 'oNobody', status: 'signed' };
  expect((await control(rig, 'POST', '/onecode/users', nobody)).status).toBe(404);
});

test('neither tokens, codes, certificates, keys nor names are in the wire log or the state', async () => {
  const { code } = rig.centre.engine.show(SIGNED) ?? { code: '' };
  const token = tokenOf(rig);
  const no = freshSerial();
  const content = certificateContent(rig, { fixmedinsTrnsSn: no, opterName: '收费员乙' });
  const payCert = String((await ask(rig, CERTIFICATE, content)).said?.payCert);
  await codepay(rig.wechat, 'merchant', { no, code: payCert, total: 1234 });
  const state = await control(rig, 'GET', '/state');
  const names = ['收费员乙', '*建国', '张建国', SIGNED];
  const shown = JSON.stringify([rig.wechat.wire.since(), state.body]);
  expect(shown).toContain(no);
  expect(shown).toContain('12.34');
  for (const secret of [code, token, payCert, rig.centre.keys.sm4Key, ...names]) {
    expect([secret, shown.includes(secret)]).toEqual([secret, false]);
  }
});

test('keys are drawn once and kept for their owner alone', () => {
  const dir = mkdtempSync(join(tmpdir(), 'voucher-keys-'));
  try {
    const drawn = voucherCentreKeys(dir);
    const file = join(dir, VOUCHER_KEYS_FILE);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(drawn);
    expect(drawn.sm4Key).toMatch(/^[0-9a-f]{32}$/);
    expect(voucherCentreKeys(dir)).toEqual(drawn);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
