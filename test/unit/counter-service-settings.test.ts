/** The counter service's settings: what is right, each thing that is wrong by name, and no value in any error. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  readCounterServiceSecrets,
  readCounterServiceSettings,
} from '../../cloudfunctions/settings/counter-service';
import { SettingsError } from '../../cloudfunctions/settings/settings-error';
import { KEY_HEX } from '../support/onecode-bench';
import { ROOT } from '../support/project-files';
import { errorOf, type Json } from '../support/settings-fixture';

const EXAMPLE = JSON.parse(
  readFileSync(join(ROOT, 'cloudfunctions/services/counter-service/settings.example.json'), 'utf8'),
) as Json;
const read = (settings: Json) =>
  readCounterServiceSettings({ YIBAO_COUNTER_SETTINGS: JSON.stringify(settings) });
const faultOf = (settings: Json): string => errorOf(() => read(settings)).message;

test('the example is right, and the time-out has a default', () => {
  expect(read(EXAMPLE)).toEqual(EXAMPLE);
  const { httpTimeoutMs: _gone, ...rest } = EXAMPLE;
  expect(read(rest).httpTimeoutMs).toBe(5_000);
});

test.each(Object.keys(EXAMPLE).filter((name) => name !== 'httpTimeoutMs'))(
  '%s is mandatory',
  (name) => {
    expect(faultOf({ ...EXAMPLE, [name]: undefined })).toContain(`YIBAO_COUNTER_SETTINGS.${name}:`);
  },
);

test('the unit of amounts has no default and two values (trap 24)', () => {
  expect(read({ ...EXAMPLE, amountUnit: 'fen' }).amountUnit).toBe('fen');
  for (const amountUnit of ['', 'Yuan', 'jiao', null, 100]) {
    expect(faultOf({ ...EXAMPLE, amountUnit })).toContain('YIBAO_COUNTER_SETTINGS.amountUnit');
  }
});

describe('localUrl stands in the insurance network (trap 25)', () => {
  test.each([
    'http://10.1.2.3:8080',
    'http://172.16.0.1',
    'http://172.31.255.1/dzpz',
    'http://192.168.3.4:9000/a/b',
    'http://100.64.0.9',
    'https://dzpz.province.example',
    'http://dzpz.province.example:8080',
  ])('%s', (localUrl) => {
    expect(read({ ...EXAMPLE, localUrl }).localUrl).toBe(localUrl);
  });

  test.each([
    ['http://8.8.8.8', 'private network'],
    ['https://1.2.3.4', 'private network'],
    ['http://172.32.0.1', 'private network'],
    ['http://100.128.0.1', 'private network'],
    ['http://134744072', 'private network'],
    ['http://127.0.0.1:80', 'this machine'],
    ['http://localhost', 'this machine'],
    ['http://[::1]:80', 'this machine'],
    ['ftp://10.0.0.1', 'http'],
    ['10.0.0.1', 'is not an address'],
    ['http://user:secret@10.0.0.1', 'user or password'],
    ['http://10.0.0.1/', 'slash'],
    ['http://10.0.0.1/a?b=secret', 'query'],
    ['http://10.0.0.1/a#secret', 'query'],
    [`http://10.0.0.1/${'a'.repeat(250)}`, '256'],
  ])('%s: %s', (localUrl, words) => {
    const fault = faultOf({ ...EXAMPLE, localUrl });
    expect(fault).toContain('YIBAO_COUNTER_SETTINGS.localUrl');
    expect(fault).toContain(words);
    expect(fault).not.toContain('secret');
  });

  test('in the sandbox this machine is right, and so is any free port', () => {
    const local = { environment: 'sandbox', localUrl: 'http://127.0.0.1:8080' };
    const listen = { host: '127.0.0.1', port: 0 };
    expect(read({ ...EXAMPLE, ...local, listen })).toMatchObject({ ...local, listen });
    expect(faultOf({ ...EXAMPLE, listen })).toContain('listen.port');
  });
});

test.each([
  ['reqtType', 'sys&35000'],
  ['reqtType', 'sys 350000'],
  ['reqtType', '350000'],
  ['orgId', ''],
  ['orgId', 'a b'],
  ['orgCodg', 'H'.repeat(41)],
  ['orgName', ' '],
  ['orgName', '院'.repeat(41)],
  ['orgName', '一\u0000二'],
  ['httpTimeoutMs', 0],
  ['httpTimeoutMs', 60_000],
  ['environment', 'test'],
  ['listen', { host: '0.0.0.0', port: 70_000 }],
  ['listen', { host: 'a b', port: 8443 }],
  ['listen', 8443],
])('%s may not be %j', (name, value) => {
  expect(faultOf({ ...EXAMPLE, [name]: value })).toContain(`YIBAO_COUNTER_SETTINGS.${name}`);
});

test('what is not known is refused, so that nothing is misspelt', () => {
  expect(faultOf({ ...EXAMPLE, requestType: 'x' })).toContain('requestType');
});

test.each([undefined, '', ' ', '{', 'x'.repeat(20_000)])('no document: %#', (text) => {
  const error = errorOf(() => readCounterServiceSettings({ YIBAO_COUNTER_SETTINGS: text }));
  expect(error.path).toBe('YIBAO_COUNTER_SETTINGS');
});

describe('secrets', () => {
  const pem = (kind: string, body = 'TUlJQg==') =>
    `-----BEGIN ${kind}-----\n${body}\n-----END ${kind}-----\n`;
  const GOOD = {
    YIBAO_ONECODE_SM4_KEY: KEY_HEX,
    YIBAO_COUNTER_SERVICE_KEY: pem('PRIVATE KEY'),
    YIBAO_COUNTER_SERVICE_CERT: pem('CERTIFICATE') + pem('CERTIFICATE'),
    YIBAO_COUNTER_SERVICE_CLIENT_CA: pem('CERTIFICATE'),
  };

  test('are read, line breaks written as \\n among them', () => {
    const folded = GOOD.YIBAO_COUNTER_SERVICE_KEY.replaceAll('\n', '\\n');
    const { sm4Key, tls } = readCounterServiceSecrets({
      ...GOOD,
      YIBAO_COUNTER_SERVICE_KEY: folded,
    });
    expect(sm4Key).toBe(KEY_HEX);
    expect(tls.key).toBe(GOOD.YIBAO_COUNTER_SERVICE_KEY.trim());
    expect(tls.certificate.match(/BEGIN/g)).toHaveLength(2);
  });

  test.each(['EC PRIVATE KEY', 'RSA PRIVATE KEY'])('%s is a key, too', (kind) => {
    const key = pem(kind);
    expect(readCounterServiceSecrets({ ...GOOD, YIBAO_COUNTER_SERVICE_KEY: key }).tls.key).toBe(
      key.trim(),
    );
  });

  test.each(Object.keys(GOOD))('%s is mandatory', (name) => {
    expect(errorOf(() => readCounterServiceSecrets({ ...GOOD, [name]: '' })).path).toBe(name);
  });

  test.each([
    ['YIBAO_ONECODE_SM4_KEY', `${KEY_HEX}0`],
    ['YIBAO_ONECODE_SM4_KEY', 'ASNFZ4mrze/+3LqYdlQyEA=='],
    ['YIBAO_COUNTER_SERVICE_KEY', GOOD.YIBAO_COUNTER_SERVICE_CERT],
    ['YIBAO_COUNTER_SERVICE_KEY', pem('ENCRYPTED PRIVATE KEY')],
    ['YIBAO_COUNTER_SERVICE_CERT', GOOD.YIBAO_COUNTER_SERVICE_KEY],
    ['YIBAO_COUNTER_SERVICE_CLIENT_CA', '/etc/yibao/ca.crt'],
  ])('%s is not just anything, and no error repeats it: %#', (name, value) => {
    const error = errorOf(() => readCounterServiceSecrets({ ...GOOD, [name]: value }));
    expect(error).toBeInstanceOf(SettingsError);
    expect(error.path).toBe(name);
    expect(error.message).not.toContain(value.slice(0, 20));
  });
});
