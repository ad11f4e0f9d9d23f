/** Answers of the regional centre: in which order they are judged, and what of them is believed (trap 25). */
import type { HttpOutcome } from '../../cloudfunctions/ports/http';
import { FOREVER } from '../support/doubles';
import {
  bench,
  CERTIFICATE_ASK,
  CODE_ASK,
  http200,
  ISSUED,
  OTHER_KEY_HEX,
  sealed,
  successOf,
  unknown,
  USABLE,
} from '../support/onecode-bench';

describe('the status of an account', () => {
  test.each([
    [USABLE, { kind: 'usable', userName: '张*国', channelName: '微信支付' }],
    [{ stasFlag: '1' }, { kind: 'usable' }],
    [{ stasFlag: '1', abnRea: null, payChnlName: '', payChnlUserName: ' ' }, { kind: 'usable' }],
    [{ stasFlag: '0' }, { kind: 'not-signed' }],
    [
      { stasFlag: '0', abnRea: '未签约' },
      { kind: 'not-signed', why: '未签约' },
    ],
    [
      { stasFlag: '2', abnRea: '账户冻结', payChnlName: '微信支付' },
      { kind: 'suspended', why: '账户冻结', channelName: '微信支付' },
    ],
    [
      { stasFlag: '2', abnRea: '因'.repeat(200) },
      { kind: 'suspended', why: '因'.repeat(200) },
    ],
  ])('%j', async (content, outcome) => {
    const rig = bench([successOf(content)]);
    expect(await rig.oneCode.status(CODE_ASK, FOREVER)).toEqual(outcome);
    expect(rig.lines).toEqual([
      `onecode.call ${JSON.stringify({ call: 'signedQuery', code: '0', durationMs: 0 })}`,
    ]);
  });
});

describe('an answer is believed in the document’s order', () => {
  const both: readonly (readonly [string, HttpOutcome, ReturnType<typeof unknown>])[] = [
    ['no JSON', http200('<html>'), unknown('unreadable', 'one-code-busy')],
    ['no object', http200('[]'), unknown('unreadable', 'one-code-busy')],
    ['a code as text', successOf(USABLE, { code: '0' }), unknown('unreadable', 'one-code-busy')],
    ['no code', successOf(USABLE, { code: undefined }), unknown('unreadable', 'one-code-busy')],
    [
      'HTTP 502 with a success in it',
      { ...successOf(USABLE), ok: true, status: 502, body: '{"code":0}' },
      unknown('http-502', 'one-code-busy'),
    ],
    ['a redirect', { ok: true, status: 302, body: '' }, unknown('http-302', 'one-code-busy')],
    ['success false', successOf(USABLE, { success: false }), unknown('contradicts')],
    ['success as text', successOf(USABLE, { success: 'true' }), unknown('contradicts')],
    ['another type', successOf(USABLE, { type: 'error' }), unknown('contradicts')],
    ['no type', successOf(USABLE, { type: undefined }), unknown('contradicts')],
    ['no message', successOf(USABLE, { message: null }), unknown('contradicts')],
    ['no data', successOf(USABLE, { data: null }), unknown('contradicts')],
    ['data that is the text itself', successOf(USABLE, { data: 'A' }), unknown('contradicts')],
    ['no encData', successOf(USABLE, { data: {} }), unknown('contradicts')],
    [
      'another key',
      successOf(USABLE, { data: { encData: sealed(USABLE, OTHER_KEY_HEX) } }),
      unknown('not-decrypted'),
    ],
    [
      'lower case',
      successOf(USABLE, { data: { encData: sealed(USABLE).toLowerCase() } }),
      unknown('not-decrypted'),
    ],
    [
      'a block gone',
      successOf(USABLE, { data: { encData: sealed(USABLE).slice(0, -32) } }),
      unknown('not-decrypted'),
    ],
    ['no JSON inside', successOf('stasFlag=1'), unknown('misshapen')],
    ['nothing inside', successOf({}), unknown('misshapen')],
    ['a list inside', successOf([]), unknown('misshapen')],
    ['a field too many', successOf({ ...USABLE, ...ISSUED }), unknown('misshapen')],
    ['our own request back', successOf({ token: 'x', orgCodg: 'y' }), unknown('misshapen')],
  ];
  test.each(both)('%s', async (_what, answer, outcome) => {
    const rig = bench([answer]);
    expect(await rig.oneCode.status(CODE_ASK, FOREVER)).toEqual(outcome);
    expect(await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toEqual(outcome);
    expect(rig.sent).toHaveLength(2);
  });

  test('success true and fields that nobody knows are fine outside of encData', async () => {
    const rig = bench([successOf(USABLE, { success: true, traceId: 'x' })]);
    expect(await rig.oneCode.status(CODE_ASK, FOREVER)).toMatchObject({ kind: 'usable' });
  });

  test.each([
    { stasFlag: 1 },
    { stasFlag: '3' },
    { stasFlag: '' },
    { stasFlag: '01' },
    { stasFlag: '2', abnRea: '因'.repeat(201) },
    { stasFlag: '1', payChnlUserName: 'x'.repeat(41) },
    { stasFlag: '1', payChnlName: 'x'.repeat(41) },
    { stasFlag: '1', payChnlName: 'a\u0000b' },
    { stasFlag: '1', payChnlName: 7 },
  ])('no status: %j', async (content) => {
    const rig = bench([successOf(content)]);
    expect(await rig.oneCode.status(CODE_ASK, FOREVER)).toEqual(unknown('misshapen'));
    expect(rig.alarms).toEqual(['onecode.call']);
  });

  test.each([
    { payCert: '' },
    { payCert: 'x'.repeat(201) },
    { payCert: '1345 678' },
    { payCert: 134567890123456 },
    { payCert: null },
    { payCert: '付款码' },
  ])('no certificate: %j', async (content) => {
    const { oneCode } = bench([successOf(content)]);
    expect(await oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toEqual(unknown('misshapen'));
  });

  test('blocks that were exchanged do not pass (trap 25)', async () => {
    const content = {
      stasFlag: '0',
      abnRea: '未签约',
      payChnlUserName: 'zhangsan',
      payChnlName: 'w',
    };
    const encData = sealed(content);
    const [one = '', two = '', ...rest] = encData.match(/.{32}/g) ?? [];
    const rig = bench([successOf(content, { data: { encData: [two, one, ...rest].join('') } })]);
    expect((await rig.oneCode.status(CODE_ASK, FOREVER)).kind).toBe('unknown');
  });
});
