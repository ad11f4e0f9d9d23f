/**
 * The authorisation service over real HTTP: the user query as strictly as the access documents of 2.0 write
 * it, its page's API with the jump's path, faults, and the levers of the bureau.
 */

import { createHmac } from 'node:crypto';
import { answerOf, insuranceRig, JUMP, PARTNER, post, ZHANG, type Rig } from './insurance-rig';

let rig: Rig;
beforeEach(async () => {
  rig = await insuranceRig();
});
afterEach(() => rig.close());

const PAGE = 'auth/pages/bindcard/auth/index';
const QUERY = [
  'openType=getAuthCode&bizType=04107&cityCode=440300&channel=AAE7E0uA',
  '&orgChnlCrtfCodg=BqK1kMStlhVDgN2uHf4EsA/+KKhS&orgCodg=H44030000001',
  '&orgAppId=1GNI0000000000000000',
].join('');
const PATH = `${PAGE}?${QUERY}`;

let asked = 0;
function headersOf(change: Record<string, string> = {}): Record<string, string> {
  asked += 1;
  const timestamp = change['god-portal-timestamp'] ?? String(rig.clock.now());
  const signature = createHmac('sha256', PARTNER.partnerSecret)
    .update(`${PARTNER.partnerId}${timestamp}`)
    .digest('hex');
  return {
    'god-portal-timestamp': timestamp,
    'god-portal-request-id': asked.toString(16).padStart(32, '0'),
    'god-portal-signature': signature,
    ...change,
  };
}

async function userQuery(
  body: unknown,
  headers: Record<string, string> = headersOf(),
  partnerId = PARTNER.partnerId,
) {
  const url = `${rig.origin}/mipuser/api/mipuserquery/userQuery/${partnerId}`;
  return answerOf(await post(url, body, headers));
}

const codeOn = async (path: string, openid = ZHANG) =>
  answerOf(await post(`${rig.origin}/authorisation/api/code`, { openid, path }));
const authCode = async (openid = ZHANG) => String((await codeOn(PATH, openid)).body['authCode']);
const bodyOf = async (openid = ZHANG) => ({ qrcode: await authCode(openid), openid });

describe('the user query', () => {
  it('gives whoever authorised their numbers, name, paper and place', async () => {
    const { status, body } = await userQuery(await bodyOf());
    const { name, idNo } = rig.hospital.getPatient('P00001');
    expect(status).toBe(200);
    expect(body).toEqual({
      code: 0,
      pay_auth_no: expect.stringMatching(/^[0-9A-Za-z]{20,40}$/) as unknown,
      family_pay_auth_no: expect.stringMatching(/^[0-9A-Za-z]{20,40}$/) as unknown,
      user_name: name,
      user_card_no: idNo,
      longitude: '113.264435',
      latitude: '23.129163',
    });
    expect(body['pay_auth_no']).not.toBe(body['family_pay_auth_no']);
  });

  it('knows no family number without a relative, and no place that is kept to oneself', async () => {
    await rig.control('/bureau/relatives', {
      ...{ openid: ZHANG, patientId: 'P00002', bound: false },
    });
    await rig.control('/bureau/place', { openid: ZHANG, place: null });
    const { body } = await userQuery(await bodyOf());
    expect(Object.keys(body)).toEqual(['code', 'pay_auth_no', 'user_name', 'user_card_no']);
  });

  it('takes a code once, within five minutes, from its own person, and with a bound card', async () => {
    const once = await bodyOf();
    const stranger = { ...once, openid: 'oZhangWei' };
    expect((await userQuery(stranger)).body).toMatchObject({ code: 40104 });
    expect((await userQuery(once)).body).toMatchObject({ code: 0 });
    expect((await userQuery(once)).body).toMatchObject({ code: 40102 });
    expect((await userQuery({ ...once, qrcode: 'AC1' })).body).toMatchObject({ code: 40101 });
    const late = await bodyOf();
    rig.clock.advance(300_000);
    expect((await userQuery(late)).body).toMatchObject({ code: 40103 });
    const unbound = await bodyOf();
    rig.bureau.setCardBound(ZHANG, false);
    expect((await userQuery(unbound)).body).toMatchObject({ code: 40105 });
  });

  it.each([
    ['another partner', 40001, 'partnerId', {}, 'P0'],
    ['no time', 40002, 'god-portal-timestamp', { 'god-portal-timestamp': '' }, undefined],
    [
      'a time in seconds',
      40002,
      'god-portal-timestamp',
      { 'god-portal-timestamp': '1767576600' },
      undefined,
    ],
    [
      'a request id with dashes',
      40003,
      'without dashes',
      { 'god-portal-request-id': '5e8c2f0a-0000-4000-8000-000000000001' },
      undefined,
    ],
    [
      'another signature',
      40005,
      'god-portal-signature',
      { 'god-portal-signature': '0'.repeat(64) },
      undefined,
    ],
    ['no signature', 40005, 'god-portal-signature', { 'god-portal-signature': '' }, undefined],
  ])('refuses %s with %d, and spends nothing', async (_name, code, word, change, partnerId) => {
    const body = await bodyOf();
    const answer = await userQuery(body, headersOf(change), partnerId);
    expect(answer).toMatchObject({ status: 200, body: { code } });
    expect(answer.body['message']).toContain(word);
    expect((await userQuery(body)).body).toMatchObject({ code: 0 });
  });

  it.each([
    [-300_001, 40002],
    [-300_000, 0],
    [300_000, 0],
    [300_001, 40002],
  ])('a clock that is %d ms off gives %d', async (off, code) => {
    const time = String(rig.clock.now() + off);
    const { body } = await userQuery(await bodyOf(), headersOf({ 'god-portal-timestamp': time }));
    expect(body).toMatchObject({ code });
  });

  it('refuses a request id that was used, whoever signs it', async () => {
    const headers = headersOf();
    expect((await userQuery(await bodyOf(), headers)).body).toMatchObject({ code: 0 });
    expect((await userQuery(await bodyOf(), headers)).body).toMatchObject({ code: 40004 });
  });

  it('refuses another body, and what is no JSON', async () => {
    const body = await bodyOf();
    expect((await userQuery({ ...body, extra: 1 })).body).toMatchObject({ code: 40006 });
    expect((await userQuery({ qrcode: body.qrcode })).body).toMatchObject({ code: 40006 });
    expect(await userQuery('{"qrcode":')).toMatchObject({ status: 400, body: { code: 40006 } });
    expect((await userQuery(body)).body).toMatchObject({ code: 0 });
  });

  it('acts out faults: an error has no effect, a cut after it spends the code', async () => {
    const body = await bodyOf();
    rig.faults.plant('authorisation.userQuery', { kind: 'error', code: '90001' });
    expect((await userQuery(body)).body).toMatchObject({ code: 90001 });
    rig.faults.plant('authorisation.userQuery', { kind: 'cut-before' });
    await expect(userQuery(body)).rejects.toThrow();
    rig.faults.plant('authorisation.userQuery', { kind: 'cut-after' });
    await expect(userQuery(body)).rejects.toThrow();
    expect((await userQuery(body)).body).toMatchObject({ code: 40102 });
  });

  it('is durable before it answers, and leaves no secret behind', async () => {
    const body = await bodyOf();
    const before = rig.durableCalls();
    const { pay_auth_no, family_pay_auth_no, user_card_no } = (await userQuery(body)).body;
    expect(rig.durableCalls()).toBe(before + 1);
    await userQuery(body);
    const shown = JSON.stringify((await rig.control('/bureau')).body);
    const wire = JSON.stringify(rig.wire.since());
    const own = (name: string): string => JSON.stringify([...rig.tables.table(name).values()]);
    const kept = ['codes', 'authorisations'].map((name) => own(`bureau.${name}`)).join();
    for (const secret of [body.qrcode, pay_auth_no, family_pay_auth_no, user_card_no]) {
      for (const text of [shown, wire, kept]) expect(text).not.toContain(String(secret));
    }
    expect(wire).toContain('authorisation.userQuery');
  });
});

describe('the page', () => {
  const person = async (openid: string) =>
    answerOf(await fetch(`${rig.origin}/authorisation/api/person?openid=${openid}`));

  it('shows who is asked, masked, with their relatives', async () => {
    const { status, body } = await person(ZHANG);
    expect(status).toBe(200);
    expect(body).toEqual({
      label: '张建国（医保已绑卡）',
      name: '张*国',
      idNo: expect.stringMatching(/^1\*{16}[\dX]$/) as unknown,
      bound: true,
      relatives: [{ name: '李*妹' }],
    });
    expect((await person('oWangXiuying')).body).toMatchObject({
      ...{ bound: false, relatives: [{ name: '张*国' }] },
    });
    expect((await person('oZhangWei')).body).toMatchObject({
      ...{ bound: true, relatives: [{ name: '张*国' }, { name: '王*英' }] },
    });
    expect(await person('oNobody')).toMatchObject({
      ...{ status: 200, body: { error: { code: 'unknown-person' } } },
    });
    expect((await fetch(`${rig.origin}/authorisation/api/person`)).status).toBe(400);
  });

  it('gives no code without a bound card, and one once it is bound', async () => {
    const openid = 'oWangXiuying';
    expect(await codeOn(PATH, openid)).toMatchObject({
      ...{ status: 200, body: { error: { code: 'card-not-bound' } } },
    });
    const bound = await answerOf(await post(`${rig.origin}/authorisation/api/bind`, { openid }));
    expect(bound).toMatchObject({ status: 200, body: { bound: true } });
    expect((await userQuery(await bodyOf(openid))).body).toMatchObject({
      ...{ code: 0, user_name: '王秀英' },
    });
    expect((await codeOn(PATH, 'oNobody')).body).toMatchObject({
      error: { code: 'unknown-person' },
    });
  });

  const encoded = encodeURIComponent(JUMP.orgChnlCrtfCodg);
  it.each([
    ['no query', PAGE, 'openType is missing|none of'],
    ['a slash before it', `/${PATH}`, 'without a slash'],
    ['another page', PATH.replace('bindcard', 'card'), 'must begin with'],
    ['an encoded certificate', PATH.replace(JUMP.orgChnlCrtfCodg, encoded), 'percent-encoded'],
    ['another openType', PATH.replace('getAuthCode', 'bind'), 'openType must be getAuthCode'],
    ['another bizType', PATH.replace('04107', '4107'), 'bizType must be 04107'],
    ['a parameter missing', PATH.replace('&cityCode=440300', ''), 'cityCode is missing'],
    ['a parameter empty', PATH.replace('cityCode=440300', 'cityCode='), 'cityCode is missing'],
    ['a parameter twice', `${PATH}&cityCode=440300`, 'twice'],
    ['an unknown parameter', `${PATH}&foo=1`, 'foo'],
    ['an orgCodg without H', PATH.replace('orgCodg=H', 'orgCodg=4'), 'begin with H'],
    ['a blank for a plus', PATH.replace('+', ' '), 'blanks'],
    ['another city', PATH.replace('440300', '440100'), 'cityCode is not the one'],
    ['another app', PATH.replace('1GNI', '2GNI'), 'orgAppId is not the one'],
  ])('refuses a path with %s', async (_name, path, words) => {
    const { status, body } = await codeOn(path);
    expect(status).toBe(200);
    expect(body).toMatchObject({ error: { code: 'bad-path' } });
    expect(JSON.stringify(body)).toMatch(new RegExp(words));
  });

  it('refuses a body of another form', async () => {
    const answer = await post(`${rig.origin}/authorisation/api/code`, { openid: ZHANG });
    expect(await answerOf(answer)).toMatchObject({
      ...{ status: 400, body: { error: { code: 'bad-request' } } },
    });
  });
});
