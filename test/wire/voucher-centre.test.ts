/** The simulated 地方电子凭证中心: codes, statuses, certificates and what the certificates are worth. */

import { codepay, query } from './wechatpay-codepay-messages';
import {
  ask,
  CERTIFICATE,
  certificateContent,
  control,
  freshSerial,
  SIGNED,
  SON,
  startCentre,
  STATUS,
  statusContent,
  tokenOf,
  UNSIGNED,
  type Rig,
} from './voucher-centre-rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startCentre();
}, 60_000);
afterAll(() => rig.close());

describe('a 医保码', () => {
  test('has 28 digits beginning with 33, lives a minute, and is another one then', async () => {
    const first = await control(rig, 'GET', `/onecode/code?openid=${SIGNED}`);
    expect(first.body.code).toMatch(/^33\d{26}$/);
    expect(first.body).toMatchObject({ patientId: 'P00001', byRelative: false });
    expect(first.body.expiresAt).toBe(rig.wechat.clock.now() + 60_000);
    rig.wechat.clock.advance(59_999);
    expect(rig.centre.reader.read(String(first.body.code))).toMatchObject({ ok: true });
    const again = await control(rig, 'GET', `/onecode/code?openid=${SIGNED}`);
    expect(again.body.code).toBe(first.body.code);
    rig.wechat.clock.advance(1);
    expect(rig.centre.reader.read(String(first.body.code))).toEqual({ ok: false, why: 'expired' });
    const next = await control(rig, 'GET', `/onecode/code?openid=${SIGNED}`);
    expect(next.body.code).not.toBe(first.body.code);
    expect(rig.centre.reader.read('33'.padEnd(28, '0'))).toEqual({ ok: false, why: 'unknown' });
  });

  test('is read to one token of at most 40 characters, however often', () => {
    const { code } = rig.centre.engine.show(SIGNED) ?? { code: '' };
    const read = rig.centre.reader.read(code);
    expect(read).toMatchObject({ ok: true, patientId: 'P00001', byRelative: false });
    expect(read.ok && read.token).toMatch(/^[0-9A-Za-z]{1,40}$/);
    expect(rig.centre.reader.read(code)).toEqual(read);
  });

  test('can be a relative’s; nobody else’s, and not of people without one', async () => {
    const shown = await control(rig, 'GET', `/onecode/code?openid=${SON}&patientId=P00001`);
    expect(shown.body).toMatchObject({ patientId: 'P00001', byRelative: true });
    const read = rig.centre.reader.read(String(shown.body.code));
    expect(read).toMatchObject({ ok: true, patientId: 'P00001', byRelative: true });
    for (const query of [
      `openid=${SON}&patientId=P00002`,
      'openid=oAnnaMiller',
      'openid=oNobody',
    ]) {
      expect((await control(rig, 'GET', `/onecode/code?${query}`)).status).toBe(404);
    }
  });
});

describe('the status', () => {
  test('is 1 for who has signed, with channel and account', async () => {
    const reply = await ask(rig, STATUS, statusContent(rig));
    expect(reply).toMatchObject({ status: 200, code: 0, type: 'success', message: '成功' });
    expect(reply.said).toEqual({
      stasFlag: '1',
      payChnlUserName: '*建国',
      payChnlName: '微信支付',
    });
  });

  test('is 0 for who has not, and there is no certificate', async () => {
    const token = tokenOf(rig, UNSIGNED);
    const reply = await ask(rig, STATUS, statusContent(rig, { token }));
    expect(reply.said).toEqual({ stasFlag: '0' });
    const refused = await ask(rig, CERTIFICATE, certificateContent(rig, { token }));
    expect(refused).toMatchObject({ status: 200, code: 500243, type: 'error', said: undefined });
    expect(refused.message).toBe('用户未在展码渠道签约，不可使用一码付');
  });

  test('is 2 with the reason for who is suspended', async () => {
    const reason = '账户存在风险，请联系银行';
    const user = { openid: SON, status: 'suspended', reason };
    expect((await control(rig, 'POST', '/onecode/users', user)).status).toBe(200);
    const token = tokenOf(rig, SON);
    const reply = await ask(rig, STATUS, statusContent(rig, { token }));
    expect(reply.said).toMatchObject({ stasFlag: '2', abnRea: reason, payChnlName: '微信支付' });
    const refused = await ask(rig, CERTIFICATE, certificateContent(rig, { token }));
    expect(refused.code).toBe(500242);
    expect(refused.message).toContain(reason);
    await control(rig, 'POST', '/onecode/users', { openid: SON, status: 'signed' });
    expect((await ask(rig, STATUS, statusContent(rig, { token }))).said).toMatchObject({
      stasFlag: '1',
    });
  });

  test('of a relative’s code is that of the main account', async () => {
    const token = tokenOf(rig, UNSIGNED, 'P00001');
    expect((await ask(rig, STATUS, statusContent(rig, { token }))).said).toEqual({ stasFlag: '0' });
  });
});

describe('a certificate', () => {
  const charge = (payCert: unknown, no: string, total: number) =>
    codepay(rig.wechat, 'merchant', { no, code: String(payCert), total });

  test('is charged once, for that amount and serial number', async () => {
    const no = freshSerial();
    const content = certificateContent(rig, { ownPaySetlAmt: '0.05', fixmedinsTrnsSn: no });
    const reply = await ask(rig, CERTIFICATE, content);
    expect(reply.code).toBe(0);
    expect(reply.said).toEqual({
      payCert: expect.stringMatching(/^1[0-5]\d{16}$/) as unknown,
      payChnlUserName: '*建国',
      payChnlName: '微信支付',
    });
    const payCert = reply.said?.payCert;
    expect((await charge(payCert, no, 6)).json).toMatchObject({ code: 'TRADE_ERROR' });
    expect((await charge(payCert, freshSerial(), 5)).json).toMatchObject({ code: 'TRADE_ERROR' });
    expect((await charge(payCert, no, 5)).json).toMatchObject({ trade_state: 'SUCCESS' });
    expect((await charge(payCert, no, 5)).json).toMatchObject({ code: 'ORDER_PAID' });
    const { json } = await query(rig.wechat, 'merchant', no);
    expect(json).toMatchObject({ payer: { openid: SIGNED }, amount: { total: 5 } });
  });

  test('is given for a serial number once', async () => {
    const content = certificateContent(rig);
    expect((await ask(rig, CERTIFICATE, content)).code).toBe(0);
    for (const ownPaySetlAmt of ['12.34', '1.00']) {
      const again = await ask(rig, CERTIFICATE, { ...content, ownPaySetlAmt });
      expect(again).toMatchObject({ code: 500014, said: undefined });
    }
  });

  test('of who was refused leaves the serial number unused', async () => {
    const content = certificateContent(rig, { token: tokenOf(rig, UNSIGNED) });
    expect((await ask(rig, CERTIFICATE, content)).code).toBe(500243);
    expect((await ask(rig, CERTIFICATE, { ...content, token: tokenOf(rig) })).code).toBe(0);
  });

  test('is over its time after two minutes, or as a script says', async () => {
    const [late, none] = [freshSerial(), freshSerial()];
    const first = await ask(rig, CERTIFICATE, certificateContent(rig, { fixmedinsTrnsSn: late }));
    rig.wechat.clock.advance(120_000);
    const refused = await charge(first.said?.payCert, late, 1234);
    expect(refused.json.code).toBe('AUTH_CODE_EXPIRED');
    await control(rig, 'POST', '/onecode/lives', { certificateMs: 0 });
    const second = await ask(rig, CERTIFICATE, certificateContent(rig, { fixmedinsTrnsSn: none }));
    expect((await charge(second.said?.payCert, none, 1234)).json.code).toBe('AUTH_CODE_EXPIRED');
    await control(rig, 'POST', '/onecode/lives', { certificateMs: 120_000 });
  });

  test('for a relative’s code is paid by the main account', async () => {
    const no = freshSerial();
    const token = tokenOf(rig, SON, 'P00001');
    const content = certificateContent(rig, { token, fixmedinsTrnsSn: no });
    const reply = await ask(rig, CERTIFICATE, content);
    expect(reply.said?.payChnlUserName).toBe('*伟');
    const paid = await charge(reply.said?.payCert, no, 1234);
    expect(paid.json).toMatchObject({ trade_state: 'SUCCESS', payer: { openid: SON } });
  });
});

describe('a token', () => {
  test('that nobody knows, or that is over its time, is refused', async () => {
    const content = statusContent(rig, { token: 'unknown' });
    expect((await ask(rig, STATUS, content)).code).toBe(500001);
    const token = tokenOf(rig);
    rig.wechat.clock.advance(30 * 60_000 - 1);
    expect((await ask(rig, STATUS, statusContent(rig, { token }))).code).toBe(0);
    rig.wechat.clock.advance(1);
    expect((await ask(rig, STATUS, statusContent(rig, { token }))).code).toBe(500008);
    const other = tokenOf(rig);
    const { body } = await control(rig, 'POST', '/onecode/expire-tokens', { openid: SIGNED });
    expect(body.expired).toBeGreaterThan(0);
    const refused = await ask(rig, CERTIFICATE, certificateContent(rig, { token: other }));
    expect(refused.code).toBe(500008);
  });
});

test('the amount is written in fen where the institution is set so', async () => {
  const inFen = await startCentre({ unit: 'fen' });
  try {
    const no = freshSerial();
    const content = certificateContent(inFen, { ownPaySetlAmt: '1234', fixmedinsTrnsSn: no });
    const reply = await ask(inFen, CERTIFICATE, content);
    const code = String(reply.said?.payCert);
    const paid = await codepay(inFen.wechat, 'merchant', { no, code, total: 1234 });
    expect(paid.json.trade_state).toBe('SUCCESS');
    for (const ownPaySetlAmt of ['12.34', '0', '-1', '01', '1.', '1e3', ' 1']) {
      const refused = await ask(inFen, CERTIFICATE, certificateContent(inFen, { ownPaySetlAmt }));
      expect([ownPaySetlAmt, refused.code]).toEqual([ownPaySetlAmt, -2]);
    }
  } finally {
    await inFen.close();
  }
});
