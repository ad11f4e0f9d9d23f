/** The counter service as a program: its arguments, what keeps it from starting, its log, its end. */
import { once } from 'node:events';
import { counterServiceRig, success, type CounterServiceRig } from '../support/counter-service-rig';
import { FOREVER } from '../support/doubles';
import {
  CODE_ASK,
  CERTIFICATE_ASK,
  ISSUED,
  KEY_HEX,
  TERMINAL,
  USABLE,
} from '../support/onecode-bench';
import { makeCa, signedBy } from '../support/tls-papers';

let rig: CounterServiceRig;
const cloud: CounterServiceRig['cloud'] = (change, baseUrl) => rig.cloud(change, baseUrl);

beforeAll(async () => {
  rig = await counterServiceRig();
}, 60_000);
beforeEach(() => rig.reset());
afterAll(() => rig.close());

describe('the program', () => {
  test('--check says that all is well, and ends', async () => {
    const { code, said } = await rig.run(['--check']);
    expect(said).toContain('settings and keys are usable');
    expect(code).toBe(0);
    // a certificate for two days is worth a word
    expect(said).toMatch(/YIBAO_COUNTER_SERVICE_CERT: runs out in \d days/);
  });

  test('--help names every variable', async () => {
    const { code, said } = await rig.run(['--help']);
    expect(code).toBe(0);
    for (const name of Object.keys(rig.environment).filter((one) => one.startsWith('YIBAO_'))) {
      expect(said).toContain(name.replace(/_FILE$/, ''));
    }
  });

  test('other arguments are refused', async () => {
    expect((await rig.run(['--chekc'])).code).toBe(2);
    expect((await rig.run(['--check', 'x'])).code).toBe(2);
  });

  test.each([
    ['YIBAO_ONECODE_SM4_KEY', 'is not set', { YIBAO_ONECODE_SM4_KEY: '' }],
    ['YIBAO_ONECODE_SM4_KEY', '32 hex digits', { YIBAO_ONECODE_SM4_KEY: 'canary' }],
    ['YIBAO_COUNTER_SETTINGS', 'is not JSON', { YIBAO_COUNTER_SETTINGS: 'canary' }],
    ['YIBAO_COUNTER_SERVICE_KEY_FILE', 'not be set', { YIBAO_COUNTER_SERVICE_KEY: 'canary' }],
    [
      'YIBAO_COUNTER_SERVICE_KEY_FILE',
      'cannot be read',
      { YIBAO_COUNTER_SERVICE_KEY_FILE: '/nowhere/canary' },
    ],
  ])('%s: %s', async (name, words, more) => {
    const { code, said } = await rig.run([], more);
    expect(code).toBe(1);
    expect(said).toMatch(new RegExp(`^${name}: .*${words}`, 'm'));
    expect(said).not.toContain('canary');
  });

  test('a key of another certificate, a certificate that has run out: it does not start', async () => {
    const old = await signedBy(rig.papers.ca, 'counter-service', 'serverAuth', -1);
    const files = { YIBAO_COUNTER_SERVICE_KEY_FILE: '', YIBAO_COUNTER_SERVICE_KEY: old.key };
    const other = await rig.run([], files);
    expect(other.said).toContain('does not belong to YIBAO_COUNTER_SERVICE_KEY');
    const over = await rig.run([], { ...files, YIBAO_COUNTER_SERVICE_CERT: old.certificate });
    expect(over.said).toContain('YIBAO_COUNTER_SERVICE_CERT: has run out');
    expect([other.code, over.code]).toEqual([1, 1]);
  });

  test('an address that is taken: it says so', async () => {
    const settings = JSON.parse(rig.environment.YIBAO_COUNTER_SETTINGS) as object;
    const taken = JSON.stringify({ ...settings, listen: { host: '127.0.0.1', port: rig.port } });
    const { code, said } = await rig.run([], { YIBAO_COUNTER_SETTINGS: taken });
    expect(said).toContain('EADDRINUSE');
    expect(code).toBe(1);
  });

  test('SIGTERM: it answers what it was asked, and is gone', async () => {
    const arrived = new Promise<void>((resolve) => {
      rig.centre.answer = () => {
        rig.program.kill('SIGTERM');
        resolve();
        return success(USABLE);
      };
    });
    const asked = cloud().oneCode.status(CODE_ASK, FOREVER);
    await arrived;
    const [code] = (await once(rig.program, 'close')) as [number];
    expect(await asked).toMatchObject({ kind: 'usable' });
    expect(code).toBe(0);
    expect(await cloud().oneCode.status(CODE_ASK, FOREVER)).toMatchObject({
      code: 'counter not-sent',
    });
  });

  test('its log has a line for each call and each closed door, and in them no secret', async () => {
    const own = await counterServiceRig();
    const person = own.cloud();
    await person.oneCode.status(CODE_ASK, FOREVER);
    await person.oneCode.certificate(CERTIFICATE_ASK, FOREVER);
    const stranger = own.cloud(await makeCa('counter'));
    await stranger.oneCode.status(CODE_ASK, FOREVER);
    own.program.kill('SIGTERM');
    await once(own.program, 'close');
    await own.close();
    const said = own.output.join('\n');
    for (const event of ['onecode.call', 'counter-service', 'counter-service.handshake']) {
      expect(said).toContain(`"event":"${event}"`);
    }
    expect(said).not.toContain('redacted');
    const secrets = [CODE_ASK.token, ISSUED.payCert, KEY_HEX, USABLE.payChnlUserName];
    for (const secret of [...secrets, TERMINAL.operatorName, 'encData', 'PRIVATE KEY']) {
      expect(said).not.toContain(secret);
    }
  }, 60_000);
});
