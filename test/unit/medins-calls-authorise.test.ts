/** 医保免密授权: the way there, the exchange of the code, and that nothing of it leaks (traps 1, 22; rule 14). */
import { createHmac } from 'node:crypto';
import { authorisationJump, authoriser } from '../../cloudfunctions/channels/medins/authorise';
import { openId } from '../../cloudfunctions/domain/ids';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import type { Deadline } from '../../cloudfunctions/ports/deadline';
import type { HttpOutcome, HttpRequest } from '../../cloudfunctions/ports/http';
import { checkDigit } from '../../miniprogram/shared/identity-number';
import { FOREVER, listeningLog } from '../support/doubles';
import { md5 } from '../../cloudfunctions/adapters/md5';
import { NOW, PARTNER_SECRET, PROVIDER } from './medins-calls-bench';

describe('the way to the permission', () => {
  test('is the published path: its order, and the code raw with / and +', () => {
    expect(authorisationJump(PROVIDER.authorisation)).toEqual({
      appId: 'wxe183cd55df4b4369',
      path:
        'auth/pages/bindcard/auth/index?openType=getAuthCode&bizType=04107&cityCode=440100' +
        '&channel=AAGN9uhZc5EGyRdairKW7Qnu' +
        '&orgChnlCrtfCodg=BqK1kMStlhVDgN2uHf4EsLK/F2LjZPYJ81nK2eYQqxs+' +
        '&orgCodg=H44010000001&orgAppId=1G3NSR2KU0P73F60C80A0000A9B1F12C',
    });
  });

  test('of the test environment is the trial version', () => {
    const { authorisation } = PROVIDER;
    const jump = authorisationJump({ ...authorisation, trial: true });
    expect(jump.trial).toBe(true);
    expect(authorisationJump(PROVIDER.authorisation)).not.toHaveProperty('trial');
  });
});

const SEVENTEEN = ['110101', '19000102', '003'].join('');
const CARD = SEVENTEEN + checkDigit(SEVENTEEN);
const CANARIES = {
  code: 'auth-code-canary',
  payAuthNo: 'AUTH-canary-0001',
  family: 'FAMILY-canary-0001',
  name: '金丝雀',
};
const OPENID = openId('oPatientOfTheHospital');
const ANSWER = {
  code: 0,
  message: 'success',
  pay_auth_no: CANARIES.payAuthNo,
  user_name: CANARIES.name,
  user_card_no: CARD,
};

function answered(body: unknown, status = 200): HttpOutcome {
  return { ok: true, status, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

async function exchange(answer: HttpOutcome, deadline: Deadline = FOREVER) {
  const requests: HttpRequest[] = [];
  const { log, lines } = listeningLog();
  let now = NOW;
  const subject = authoriser(PROVIDER, {
    http: {
      send: (request) => {
        requests.push(request);
        now += 1500;
        return Promise.resolve(answer);
      },
    },
    clock: { now: () => now },
    ids: { hex: (bytes) => '5c'.repeat(bytes) },
    log,
    rules: DEFAULT_RULES,
  });
  const outcome = await subject.exchange({ authCode: CANARIES.code, openId: OPENID }, deadline);
  return { outcome, requests, lines };
}

describe('the exchange of the code', () => {
  test('is signed over partner number and time, under the partner’s address', async () => {
    const { requests } = await exchange(answered(ANSWER));
    const [request] = requests;
    expect(request?.method).toBe('POST');
    expect(request?.url).toBe('https://mip.example/api/mipuserquery/userQuery/50010001');
    expect(JSON.parse(request?.body ?? '')).toEqual({ qrcode: CANARIES.code, openid: OPENID });
    const signature = createHmac('sha256', PARTNER_SECRET).update(`50010001${NOW}`).digest('hex');
    expect(request?.headers).toEqual({
      'Content-Type': 'application/json',
      'god-portal-timestamp': String(NOW),
      'god-portal-request-id': '5c'.repeat(16),
      'god-portal-signature': signature,
    });
    expect(request?.timeoutMs).toBe(DEFAULT_RULES.httpTimeoutMs);
  });

  test('gives permission, person and end; the number is there as its digest only', async () => {
    const { outcome } = await exchange(answered(ANSWER));
    expect(outcome).toEqual({
      kind: 'authorised',
      authorisation: {
        payAuthNo: CANARIES.payAuthNo,
        person: { name: CANARIES.name, idDigest: md5(CARD.toUpperCase()) },
        expiresAt: NOW + 5 * 60_000,
      },
    });
    expect(JSON.stringify(outcome)).not.toContain(CARD);
  });

  test('trap 1: the digest is of the upper-case number, of 15 digits made 18', async () => {
    const digestOf = async (user_card_no: string): Promise<string> => {
      const { outcome } = await exchange(answered({ ...ANSWER, user_card_no }));
      return outcome.kind === 'authorised' ? outcome.authorisation.person.idDigest : outcome.kind;
    };
    expect(await digestOf('44030019000101123x')).toBe('09eb26e839ff3a2e3980352ae45ef09e');
    const fifteen = CARD.slice(0, 6) + CARD.slice(8, 17);
    expect(await digestOf(fifteen)).toBe(md5(CARD));
    expect(await digestOf('E12345678')).toBe(md5('E12345678'));
  });

  test('for a relative there is a permission of its own', async () => {
    const { outcome } = await exchange(
      answered({ ...ANSWER, family_pay_auth_no: CANARIES.family }),
    );
    expect(outcome).toMatchObject({ authorisation: { familyPayAuthNo: CANARIES.family } });
    const empty = await exchange(answered({ ...ANSWER, family_pay_auth_no: '' }));
    expect(empty.outcome).not.toHaveProperty('authorisation.familyPayAuthNo');
  });

  test.each([
    [
      { longitude: 113.26, latitude: 23.12 },
      { longitude: 113.26, latitude: 23.12 },
    ],
    [
      { user_longitude_latitude: { longitude: '113.26', latitude: '23.12' } },
      { longitude: 113.26, latitude: 23.12 },
    ],
    [{ longitude: 0, latitude: 0 }, undefined],
    [{ longitude: '0', latitude: '0.0' }, undefined],
    [{ longitude: 181, latitude: 23 }, undefined],
    [{ longitude: 113, latitude: -90.1 }, undefined],
    [{ longitude: 'here', latitude: 'there' }, undefined],
    [{ longitude: 113.26 }, undefined],
    [{ longitude: null, latitude: null }, undefined],
    [{}, undefined],
  ])('the place %j', async (said, place) => {
    const { outcome } = await exchange(answered({ ...ANSWER, ...said }));
    if (outcome.kind !== 'authorised') throw new Error(outcome.kind);
    expect(outcome.authorisation.place).toEqual(place);
  });

  test.each([
    ['a code that is used up', answered({ code: 1002, message: 'used' }), '1002'],
    ['as text', answered({ code: '1002' }), '1002'],
    ['with a 4xx', answered({ code: -1 }, 401), '-1'],
    ['whatever else is said', answered({ ...ANSWER, code: 7 }), '7'],
  ])('refused: %s', async (_name, answer, number) => {
    const { outcome } = await exchange(answer);
    expect(outcome).toEqual({
      kind: 'refused',
      code: `user-query ${number}`,
      reason: 'authorisation-expired',
    });
  });

  test.each<[string, HttpOutcome]>([
    ['nobody there', { ok: false, failure: 'not-sent' }],
    ['silence', { ok: false, failure: 'unknown' }],
    ['garbage', answered('<<<garbage')],
    ['a list', answered([])],
    ['no code', answered({ ...ANSWER, code: undefined })],
    ['a code that is none', answered({ ...ANSWER, code: 'OK' })],
    ['5xx, whatever it says', answered(ANSWER, 502)],
    ['another 2xx', answered(ANSWER, 204)],
    ['no permission', answered({ ...ANSWER, pay_auth_no: '' })],
    ['one that cannot be one', answered({ ...ANSWER, pay_auth_no: 'x'.repeat(41) })],
    ['a family’s that cannot be one', answered({ ...ANSWER, family_pay_auth_no: 'x y' })],
    ['no name', answered({ ...ANSWER, user_name: ' ' })],
    ['no number', answered({ ...ANSWER, user_card_no: undefined })],
  ])('unknown: %s', async (_name, answer) => {
    const { outcome } = await exchange(answer);
    expect(outcome).toMatchObject({ kind: 'unknown', reason: 'payment-unreachable' });
  });

  test('no time left: nothing is sent', async () => {
    const { outcome, requests } = await exchange(answered(ANSWER), { leftMs: () => 0 });
    expect(requests).toEqual([]);
    expect(outcome.kind).toBe('unknown');
    const short = await exchange(answered(ANSWER), { leftMs: () => 700 });
    expect(short.requests[0]?.timeoutMs).toBe(700);
  });

  const secrets = [...Object.values(CANARIES), CARD, md5(CARD), PARTNER_SECRET, OPENID];
  const message = JSON.stringify(ANSWER);

  test.each<[string, HttpOutcome]>([
    ['yes', answered(ANSWER)],
    ['no', answered({ ...ANSWER, code: 9, message })],
    ['garbage', answered(`${message}<`)],
    ['5xx', answered(ANSWER, 500)],
    ['half an answer', answered({ ...ANSWER, user_card_no: 5 })],
  ])('nothing of it reaches log or failure: %s', async (_name, answer) => {
    const { outcome, lines } = await exchange(answer);
    expect(lines).toHaveLength(1);
    const seen = lines.join('\n') + (outcome.kind === 'authorised' ? '' : JSON.stringify(outcome));
    for (const secret of secrets) expect(seen).not.toContain(secret);
    expect(seen).toContain('"call":"user-query"');
    expect(seen).toContain('"durationMs":1500');
  });
});
