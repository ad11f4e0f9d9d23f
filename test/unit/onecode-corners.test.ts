/** Corners of the two calls to the regional centre: what is remembered, measured, logged and read back. */
import { createOneCode } from '../../cloudfunctions/channels/onecode';
import { wrap } from '../../cloudfunctions/channels/onecode/envelope';
import { givenBefore } from '../../cloudfunctions/channels/onecode/given-before';
import { clerkSentence } from '../../cloudfunctions/channels/onecode/own-faults';
import { seal, sm4Key, unseal } from '../../cloudfunctions/channels/onecode/sm4';
import type { HttpOutcome, HttpRequest } from '../../cloudfunctions/ports/http';
import { FOREVER, listeningLog, stillClock } from '../support/doubles';
import {
  bench,
  CERTIFICATE_ASK,
  CODE_ASK,
  CONFIG,
  ISSUED,
  KEY_HEX,
  NO_ANSWER,
  successOf,
  TERMINAL,
  USABLE,
} from '../support/onecode-bench';

describe('what the service remembers', () => {
  test('as many numbers as it may, then the oldest is forgotten', () => {
    const before = givenBefore(2);
    expect(['a', 'b', 'a', 'b'].map((no) => before.take(no))).toEqual([true, true, false, false]);
    expect(before.take('c')).toBe(true);
    expect(before.take('b')).toBe(false);
    expect(before.take('c')).toBe(false);
    expect(before.take('a')).toBe(true);
  });

  test('a number given back is free', () => {
    const before = givenBefore();
    before.take('a');
    before.giveBack('a');
    expect(before.take('a')).toBe(true);
  });

  test('whose a certificate was, until it is the oldest of too many', () => {
    const before = givenBefore(2);
    expect(before.belongs('one', 'mine')).toBe(true);
    expect(before.belongs('two', 'mine')).toBe(true);
    expect(before.belongs('one', 'mine')).toBe(true);
    expect(before.belongs('one', 'yours')).toBe(false);
    expect(before.belongs('three', 'mine')).toBe(true);
    expect(before.belongs('two', 'yours')).toBe(false);
    expect(before.belongs('one', 'yours')).toBe(true);
  });
});

/** A client whose clock goes on by 250 ms whenever it is read, from 1,000,000. */
function timed(answer: HttpOutcome) {
  const sent: HttpRequest[] = [];
  const calm: string[] = [];
  const warned: string[] = [];
  const alarmed: string[] = [];
  const put = (into: string[]) => (event: string, fields?: object) => {
    into.push(`${event} ${JSON.stringify(fields)}`);
  };
  let now = 1_000_000;
  const oneCode = createOneCode(CONFIG, {
    http: {
      send: (request) => {
        sent.push(request);
        return Promise.resolve(answer);
      },
    },
    log: { ...listeningLog().log, info: put(calm), warn: put(warned), alarm: put(alarmed) },
    clock: stillClock(),
    monotonicMs: () => (now += 250),
  });
  return { oneCode, sent, calm, warned, alarmed };
}

describe('a call’s line', () => {
  const line = (call: string, code: string, durationMs = 250) =>
    `onecode.call ${JSON.stringify({ call, code, durationMs })}`;

  test('says how long a good one took, calmly', async () => {
    const rig = timed(successOf(USABLE));
    await rig.oneCode.status(CODE_ASK, FOREVER);
    expect(rig.calm).toEqual([line('signedQuery', '0')]);
    expect([rig.warned, rig.alarmed]).toEqual([[], []]);
  });

  test('warns where nobody answered', async () => {
    const rig = timed(NO_ANSWER);
    await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER);
    expect(rig.warned).toEqual([line('genPayCert', 'no-answer')]);
    expect([rig.calm, rig.alarmed]).toEqual([[], []]);
  });

  test('is calm about a no that a person brought about', async () => {
    const rig = timed(successOf(ISSUED));
    await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER);
    await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER);
    expect(rig.calm.at(-1)).toBe(line('genPayCert', 'number-used', 0));
    expect([rig.warned, rig.alarmed]).toEqual([[], []]);
  });

  test('is an alarm where a field of ours is wrong, under the call’s own name', async () => {
    const rig = timed(successOf(USABLE));
    const terminal = { ...TERMINAL, devId: '' };
    await rig.oneCode.status({ ...CODE_ASK, terminal }, FOREVER);
    await rig.oneCode.certificate({ ...CERTIFICATE_ASK, terminal }, FOREVER);
    expect(rig.alarmed).toEqual([
      line('signedQuery', 'field-devId', 0),
      line('genPayCert', 'field-devId', 0),
    ]);
    expect(rig.sent).toHaveLength(0);
  });

  test('belongs to a request that asks for JSON', async () => {
    const rig = timed(successOf(USABLE));
    await rig.oneCode.status(CODE_ASK, FOREVER);
    expect(rig.sent[0]?.headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      accept: 'application/json',
    });
  });
});

describe('what an answer leaves out', () => {
  test('stands nowhere in the outcome, not even as undefined', async () => {
    const status = await bench([successOf({ stasFlag: '1' })]).oneCode.status(CODE_ASK, FOREVER);
    expect(status).toStrictEqual({ kind: 'usable' });
    const none = await bench([successOf({ stasFlag: '0', abnRea: ' ' })]).oneCode.status(
      CODE_ASK,
      FOREVER,
    );
    expect(none).toStrictEqual({ kind: 'not-signed' });
    const issued = await bench([successOf({ payCert: 'x1' })]).oneCode.certificate(
      CERTIFICATE_ASK,
      FOREVER,
    );
    expect(issued).toStrictEqual({ kind: 'issued', payCert: 'x1' });
  });

  test('null is nothing said', async () => {
    const content = { stasFlag: '2', abnRea: null, payChnlName: null, payChnlUserName: null };
    const status = await bench([successOf(content)]).oneCode.status(CODE_ASK, FOREVER);
    expect(status).toStrictEqual({ kind: 'suspended' });
  });
});

describe('a timestamp', () => {
  test.each([999_999_999_999, 10_000_000_000_000, 1.5, Number.NaN, -1])('%d is none', (now) => {
    expect(() => wrap(CONFIG, {}, now)).toThrow(new RangeError('a timestamp has 13 digits'));
  });

  test.each([1_000_000_000_000, 9_999_999_999_999])('%d is one', (now) => {
    expect(JSON.parse(wrap(CONFIG, {}, now))).toMatchObject({ timestamp: String(now) });
  });
});

describe('unseal', () => {
  const key = sm4Key(KEY_HEX);

  test('takes no block in lower case, not even the first of several', () => {
    const good = seal(key, '一'.repeat(20));
    expect(good.slice(0, 32)).toMatch(/[A-F]/);
    expect(unseal(key, good.slice(0, 32).toLowerCase() + good.slice(32))).toBeUndefined();
  });

  test('takes 16,384 digits and not a block more', () => {
    const most = 'a'.repeat(16 * 512 - 1);
    expect(seal(key, most)).toHaveLength(16 * 1024);
    expect(unseal(key, seal(key, most))).toBe(most);
    expect(unseal(key, seal(key, `${most}a`))).toBeUndefined();
  });
});

describe('the clerk’s sentence belongs to the whole code alone', () => {
  test.each([
    'no onecode 500243',
    ' onecode 500243',
    'onecode 500243 ',
    'onecode 500243 twice',
    'onecode x500243',
    'onecode 500243x',
    'onecode not-sent not-sent',
    `onecode ${'9'.repeat(10)}`,
  ])('%j has none', (code) => {
    expect(clerkSentence(code)).toBeUndefined();
  });
});
