/**
 * What every call shares (signature, form, size), and the field tables of queryorder §3.4, verifyname
 * §3.9 and closeorder §3.10.
 */

import {
  call,
  CARD,
  fetchToken,
  INDEPENDENT,
  naming,
  orderMessage,
  post,
  PROVIDER,
  signatureOf,
  signedXml,
  startRig,
  toXml,
  type Rig,
} from './platform-support';

let rig: Rig;
let token: string;
beforeAll(async () => {
  rig = await startRig();
  token = await fetchToken(rig);
});
afterAll(() => rig.close());

describe('signature', () => {
  const url = () => `${rig.url}/payinsurance/unifiedorder?access_token=${token}`;
  const message = orderMessage();
  test.each([
    ['absent', toXml(message)],
    ['empty', toXml({ ...message, sign: '' })],
    ['of another key', signedXml(message, INDEPENDENT.key)],
    [
      'in lower case',
      toXml({ ...message, sign: signatureOf(message, PROVIDER.key).toLowerCase() }),
    ],
    [
      'of other amounts',
      toXml({ ...message, total_fee: '1', sign: signatureOf(message, PROVIDER.key) }),
    ],
  ])('%s is refused without a signature of its own (trap 28)', async (_, body) => {
    const { fields, status } = await post(url(), body);
    expect(status).toBe(200);
    expect(fields).toMatchObject({
      return_code: 'FAIL',
      return_msg: '签名失败',
      err_code: '80002',
    });
    expect(fields.sign).toBeUndefined();
    expect(rig.platform.engine.order(message.hosp_out_trade_no ?? '')).toBeUndefined();
  });
});

describe('bodies that are no message', () => {
  const url = () => `${rig.url}/payinsurance/unifiedorder?access_token=${token}`;
  test.each([
    ['nothing', ''],
    ['rubbish', '<<<garbage'],
    ['a DTD', '<!DOCTYPE x><xml></xml>'],
    ['a repeated field', '<xml><appid>1</appid><appid>1</appid></xml>'],
    ['JSON', '{"appid":"1"}'],
  ])('%s is a format error', async (_, body) => {
    const { fields } = await post(url(), body);
    expect(fields).toMatchObject({ return_code: 'FAIL', return_msg: '参数格式校验错误' });
    expect(fields.sign).toBeUndefined();
  });
  test('more than 64 KiB is not read', async () => {
    const { status, fields } = await post(url(), 'x'.repeat(65 * 1024));
    expect(status).toBe(413);
    expect(fields.return_code).toBe('FAIL');
  });
  test('bytes that are not UTF-8 are a format error', async () => {
    const body = Buffer.concat([
      Buffer.from('<xml><a>'),
      Buffer.from([0xff]),
      Buffer.from('</a></xml>'),
    ]);
    const response = await fetch(url(), { method: 'POST', body });
    expect(await response.text()).toContain('参数格式校验错误');
  });
  test('calls that the document does not know are not there', async () => {
    for (const name of ['reverse', 'refundquery', 'downloadbill']) {
      expect((await call(rig, name, token, {})).status).toBe(404);
    }
  });
});

describe('queryorder, closeorder and verifyname', () => {
  const verify = { openid: 'o-zhang', name: '张三', idcard_md5: CARD, nonce_str: 'n' };
  test.each([
    ['queryorder', naming('T1', { appid: undefined }), 'appid', '513'],
    ['queryorder', naming('T1', { mch_id: undefined }), 'mch_id', '513'],
    ['queryorder', naming('T1', { sub_mch_id: undefined }), 'sub_mch_id', '513'],
    ['queryorder', naming('T1', { nonce_str: undefined }), 'nonce_str', '513'],
    ['queryorder', naming(undefined), 'med_trans_id', '513'],
    ['queryorder', naming('x'.repeat(65)), 'hosp_out_trade_no', '513'],
    ['queryorder', naming('T1', { total_fee: '1' }), 'total_fee', '513'],
    ['closeorder', naming(undefined), 'med_trans_id', '80001'],
    ['closeorder', naming('T1', { nonce_str: 'x'.repeat(33) }), 'nonce_str', '80001'],
    ['closeorder', naming('T1', { openid: 'o' }), 'openid', '80001'],
    ['verifyname', { ...verify, openid: undefined }, 'openid', '80001'],
    ['verifyname', { ...verify, openid: 'o'.repeat(33) }, 'openid', '80001'],
    ['verifyname', { ...verify, name: undefined }, 'name', '80001'],
    ['verifyname', { ...verify, name: '张'.repeat(33) }, 'name', '80001'],
    ['verifyname', { ...verify, idcard_md5: undefined }, 'idcard_md5', '80001'],
    ['verifyname', { ...verify, nonce_str: undefined }, 'nonce_str', '80001'],
    ['verifyname', { ...verify, appid: 'x' }, 'appid', '80001'],
    ['verifyname', { ...verify, openid: 'o-nobody' }, 'openid', '80001'],
    ['verifyname', { ...verify, openid: 'o-unbound' }, '未绑卡', '80004'],
    ['verifyname', { ...verify, name: '李四' }, '实名', '80005'],
    ['verifyname', { ...verify, idcard_md5: 'a'.repeat(32) }, '身份证', '80006'],
    ['verifyname', { ...verify, idcard_md5: CARD.toUpperCase() }, '身份证', '80006'],
  ])('%s refuses %j naming %s', async (name, message, words, code) => {
    const { fields } = await call(rig, name, token, message);
    expect(fields).toMatchObject({ return_code: 'SUCCESS', result_code: 'FAIL', err_code: code });
    expect(fields.err_code_des).toContain(words);
  });
  test('verifyname confirms whom it knows, unsigned (trap 28)', async () => {
    const { fields } = await call(rig, 'verifyname', token, verify);
    expect(fields).toEqual({ return_code: 'SUCCESS', result_code: 'SUCCESS', err_code: '0' });
  });
});
