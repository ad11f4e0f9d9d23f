/** What the simulated 地方电子凭证中心 refuses, in its order of judgement, one mistake at a time. */

import { sm4 } from 'sm-crypto-v2';
import {
  ask,
  CERTIFICATE,
  certificateContent,
  envelope,
  freshSerial,
  sealed,
  send,
  startCentre,
  STATUS,
  statusContent,
  type Content,
  type Rig,
} from './voucher-centre-rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startCentre();
}, 60_000);
afterAll(() => rig.close());
afterEach(() => {
  // whatever was refused has had no effect
  expect(rig.centre.engine.certificates()).toEqual([]);
});

const COMMON = { token: 40, orgCodg: 40, opterId: 40, opterName: 40, devId: 40, devIP: 40 };
const FIELDS: readonly (readonly [string, string, number])[] = [
  ...Object.entries({ ...COMMON, orgName: 40 }).map(
    ([name, most]) => [STATUS, name, most] as const,
  ),
  ...Object.entries({ ...COMMON, orgName: 200, ownPaySetlAmt: 20, fixmedinsTrnsSn: 200 }).map(
    ([name, most]) => [CERTIFICATE, name, most] as const,
  ),
];
const contentOf = (path: string, more: Content = {}): Content =>
  path === STATUS ? statusContent(rig, more) : certificateContent(rig, more);

describe.each(FIELDS)('%s %s', (path, name, most) => {
  test('is needed', async () => {
    const reply = await ask(rig, path, contentOf(path, { [name]: undefined }));
    expect(reply).toMatchObject({ status: 200, code: -2, type: 'error', said: undefined });
    expect(reply.message).toBe(`请求参数异常：缺少必填参数 ${name}`);
  });

  test.each([
    ['an empty text', '', '不能为空'],
    ['blanks', '  ', '不能为空'],
    ['a number', 12, '应为 String'],
    ['null', null, '应为 String'],
    ['a list', ['a'], '应为 String'],
  ])('is not %s', async (_what, value, why) => {
    const reply = await ask(rig, path, contentOf(path, { [name]: value }));
    expect([reply.code, reply.message]).toEqual([-2, expect.stringContaining(`${name} ${why}`)]);
  });

  test(`has at most ${most} characters`, async () => {
    const reply = await ask(rig, path, contentOf(path, { [name]: '9'.repeat(most + 1) }));
    expect([reply.code, reply.message]).toEqual([
      -2,
      `请求参数异常：参数 ${name} 超过 ${most} 个字符`,
    ]);
    const fits = await ask(
      rig,
      path,
      contentOf(path, { [name]: '😀'.repeat(most), token: 'none' }),
    );
    expect(fits.message).not.toContain('个字符');
  });
});

test('a name of 200 characters is taken by one call and not by the other', async () => {
  const orgName = '医'.repeat(200);
  const token = 'none';
  expect((await ask(rig, CERTIFICATE, contentOf(CERTIFICATE, { orgName, token }))).code).toBe(
    500001,
  );
  expect((await ask(rig, STATUS, contentOf(STATUS, { orgName, token }))).code).toBe(-2);
});

test.each([STATUS, CERTIFICATE])('%s refuses names that it does not know', async (path) => {
  const reply = await ask(rig, path, contentOf(path, { devIp: '10.99.8.11' }));
  expect([reply.code, reply.message]).toEqual([-2, '请求参数异常：未知参数 devIp']);
});

test.each([
  '12.3',
  '12',
  '1234',
  '12.345',
  '0.00',
  '-1.00',
  '+1.00',
  '01.00',
  '.50',
  '1,000.00',
  '１.00',
])('%s is no amount in yuan', async (ownPaySetlAmt) => {
  const reply = await ask(rig, CERTIFICATE, contentOf(CERTIFICATE, { ownPaySetlAmt }));
  expect([reply.code, reply.message]).toEqual([-2, expect.stringContaining('以元为单位')]);
});

describe('what is not registered', () => {
  test.each([
    [{ orgCodg: 'H00000000000' }, 500316],
    [{ devId: '02-00-00-99-00-99' }, 500093],
    [{ devIP: '10.99.8.12' }, -4],
    [{ devIP: 'counter-1' }, -2],
    [{ token: 'a b' }, -2],
  ])('%j is %i', async (more, code) => {
    for (const path of [STATUS, CERTIFICATE]) {
      expect((await ask(rig, path, contentOf(path, more))).code).toBe(code);
    }
  });
});

describe('the envelope', () => {
  const status = (more: Content): ReturnType<typeof ask> =>
    ask(rig, STATUS, statusContent(rig), more);

  test.each(['reqtType', 'encData', 'version', 'orgId', 'timestamp'])(
    'needs %s, as a text',
    async (name) => {
      const reply = await status({ [name]: undefined });
      expect([reply.code, reply.message]).toEqual([-2, `请求参数异常：缺少必填参数 ${name}`]);
      for (const value of ['', 1, null, {}]) {
        expect((await status({ [name]: value })).code).toBe(-2);
      }
    },
  );

  test('names the spelling of reqtType', async () => {
    const reply = await status({ reqtType: undefined, reqType: 'sys&440000' });
    expect(reply.message).toContain('应为 reqtType');
  });

  test.each([
    [{ version: '1.0' }, -2],
    [{ orgId: 'SOMEBODY' }, 500012],
    [{ reqtType: 'sys&350000' }, 500093],
    [{ extra: 'x' }, -2],
    [{ timestamp: '1623225113' }, -2],
    [{ timestamp: '2026-03-02T10' }, -2],
  ])('%j is %i', async (more, code) => {
    expect((await status(more)).code).toBe(code);
  });

  test.each([-300_001, 300_001])('is refused when its time is %i ms off', async (off) => {
    const at = rig.wechat.clock.now() + off;
    const reply = await status({ timestamp: String(at) });
    expect([reply.code, reply.message]).toEqual([-2, expect.stringContaining('5 分钟')]);
    const fits = String(at - Math.sign(off));
    expect((await status({ timestamp: fits })).code).toBe(0);
  });

  test('is judged from outside in', async () => {
    const wrong = { version: '2', orgId: 'SOMEBODY', reqtType: 'x', encData: 'zz' };
    expect((await status(wrong)).message).toContain('version');
    expect((await status({ ...wrong, version: '1.0.0' })).code).toBe(500012);
    const { orgId } = rig.centre.keys;
    expect((await status({ ...wrong, version: '1.0.0', orgId })).code).toBe(500093);
    const inner = await ask(rig, STATUS, { orgCodg: 1 });
    expect(inner.message).toContain('token');
  });
});

describe('what cannot be opened', () => {
  const text = () => JSON.stringify(certificateContent(rig));
  const post = (encData: string) => send(rig, CERTIFICATE, JSON.stringify(envelope(rig, encData)));
  const zeros = (filled: Uint8Array): string =>
    sm4.encrypt(filled, rig.centre.keys.sm4Key, { mode: 'ecb', padding: 'none' }).toUpperCase();
  const padded = (last: readonly number[]): string => {
    const bytes = new TextEncoder().encode('{"token":"a"}');
    const filled = new Uint8Array(32);
    filled.set(bytes);
    filled.set(last, 32 - last.length);
    return zeros(filled);
  };

  test('a wrong key', async () => {
    for (const key of ['00'.repeat(16), '5a'.repeat(16)]) {
      expect((await post(sealed(rig, text(), key))).code).toBe(-2);
    }
  });

  test('any block that was tampered with', async () => {
    const right = sealed(rig, text());
    for (let at = 0; at < right.length; at += 32) {
      const other = right.charAt(at) === '0' ? '1' : '0';
      const reply = await post(`${right.slice(0, at)}${other}${right.slice(at + 1)}`);
      expect([at, reply.code]).not.toEqual([at, 0]);
    }
    expect((await post(right.slice(0, -32))).code).toBe(-2);
    expect((await post(right.slice(32))).code).toBe(-2);
  });

  test.each([
    ['zeros', [0]],
    ['too many', [17]],
    ['more than there are', [255]],
    ['unlike bytes', [2, 3, 3]],
    ['ISO 10126', [7, 9, 3]],
  ])('a wrong padding: %s', async (_what, last) => {
    const reply = await post(padded(last));
    expect([reply.code, reply.message]).toEqual([-2, expect.stringContaining('PKCS7')]);
  });

  test('CBC, lower case, base64, half a block, nothing', async () => {
    const key = rig.centre.keys.sm4Key;
    const iv = 'a5'.repeat(16);
    const cbc = sm4.encrypt(text(), key, { mode: 'cbc', iv }).toUpperCase();
    expect((await post(cbc)).code).toBe(-2);
    const right = sealed(rig, text());
    expect((await post(right.toLowerCase())).message).toContain('大写');
    expect((await post(Buffer.from(right, 'hex').toString('base64'))).code).toBe(-2);
    expect((await post(right.slice(0, -2))).code).toBe(-2);
    expect((await post(' ')).code).toBe(-2);
  });

  test('texts that are not UTF-8, not JSON, or no object', async () => {
    const bytes = new Uint8Array(16).fill(15);
    bytes[0] = 0xff;
    expect((await post(zeros(bytes))).message).toContain('UTF-8');
    for (const inside of ['{', '[]', '"a"', 'null', '']) {
      expect([inside, (await post(sealed(rig, inside))).code]).toEqual([inside, -2]);
    }
  });
});

describe('what is no call', () => {
  const right = () =>
    JSON.stringify(envelope(rig, sealed(rig, JSON.stringify(statusContent(rig)))));

  test('another address, another method, another form', async () => {
    expect((await send(rig, '/cfc/api/signedquery', right())).code).toBe(-5);
    expect((await send(rig, '/cfc/api/genPayCert/', right())).code).toBe(-5);
    expect((await send(rig, STATUS, '', {}, 'GET')).code).toBe(-2);
    expect((await send(rig, STATUS, right(), { 'content-type': 'text/plain' })).code).toBe(-2);
    const gbk = { 'content-type': 'application/json; charset=GBK' };
    expect((await send(rig, STATUS, right(), gbk)).code).toBe(-2);
    for (const body of ['', '{', '[]', 'null']) {
      expect([body, (await send(rig, STATUS, body)).code]).toEqual([body, -2]);
    }
    const utf8 = { 'content-type': 'application/json;charset=UTF-8' };
    expect((await send(rig, STATUS, right(), utf8)).code).toBe(0);
  });

  test('a serial number with a line break', async () => {
    const fixmedinsTrnsSn = `${freshSerial()}\n`;
    expect((await ask(rig, CERTIFICATE, certificateContent(rig, { fixmedinsTrnsSn }))).code).toBe(
      -2,
    );
  });
});
