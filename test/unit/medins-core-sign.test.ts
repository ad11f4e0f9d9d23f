import { verify } from 'node:crypto';
import {
  authorizationHeader,
  cashierSignature,
  requestMessage,
  type SignedRequest,
} from '../../cloudfunctions/channels/medins/sign';
import { MERCHANT_SERIAL, rsaPair } from '../support/medins-keys';

const { privateKey, publicKey } = rsaPair();
const CONFIG = {
  mchid: '1900007291',
  certificateSerial: MERCHANT_SERIAL,
  privateKey,
  appid: 'wx2421b1c4370ec43b',
};
const GET: SignedRequest = {
  method: 'GET',
  path: '/v3/med-ins/orders/out-trade-no/Y1?sub_mchid=1900000109',
  timestamp: 1_554_208_460,
  nonce: '593BEC0C930BF1AFEB40B4A08C8FB242',
  body: '',
};
const POST: SignedRequest = {
  ...GET,
  method: 'POST',
  path: '/v3/med-ins/orders',
  body: '{"n":"张"}',
};

const signedText = (text: string, signature: string) =>
  verify('sha256', Buffer.from(text), publicKey, Buffer.from(signature, 'base64'));

describe('a request', () => {
  test('is five lines, each with its line feed, the query and the empty body too', () => {
    expect(requestMessage(GET)).toBe(
      'GET\n/v3/med-ins/orders/out-trade-no/Y1?sub_mchid=1900000109\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\n\n',
    );
    expect(requestMessage(POST)).toBe(
      'POST\n/v3/med-ins/orders\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\n{"n":"张"}\n',
    );
  });

  test('carries one line, comma separated', () => {
    const header = authorizationHeader(CONFIG, POST);
    const [, signature = ''] = /signature="([^"]*)"/.exec(header) ?? [];
    expect(header).toBe(
      `WECHATPAY2-SHA256-RSA2048 mchid="1900007291",nonce_str="593BEC0C930BF1AFEB40B4A08C8FB242",signature="${signature}",timestamp="1554208460",serial_no="${MERCHANT_SERIAL}"`,
    );
    expect(signature).toMatch(/^[A-Za-z0-9+/]{342}==$/);
    expect(signedText(requestMessage(POST), signature)).toBe(true);
  });

  test('signs its body as UTF-8', () => {
    const header = authorizationHeader(CONFIG, POST);
    const [, signature = ''] = /signature="([^"]*)"/.exec(header) ?? [];
    expect(signedText(requestMessage({ ...POST, body: '{"n":"\\u5f20"}' }), signature)).toBe(false);
  });

  test.each([
    '',
    'v3/pay',
    'https://api.mch.weixin.qq.com/v3/pay',
    '/v2/pay',
    '/v3/单号',
    '/v3/a b',
    '/v3/a\nb',
    '/v3/a#b',
  ])('a path that would not arrive as it was signed: %j', (path) => {
    expect(() => requestMessage({ ...GET, path })).toThrow(RangeError);
  });
});

describe('the cashier', () => {
  const lines = (appid: string) => `${appid}\n1414561699\n5K8264ILTK\nprepay_id=wx2014\n`;

  test('gets four lines under the merchant’s appid', () => {
    const signature = cashierSignature(CONFIG, 'wx2014', '1414561699', '5K8264ILTK');
    expect(signedText(lines(CONFIG.appid), signature)).toBe(true);
  });

  test('gets them under the hospital’s own appid in service-provider mode', () => {
    const config = { ...CONFIG, subMchid: '1900000109', subAppid: 'wx8888888888888888' };
    const signature = cashierSignature(config, 'wx2014', '1414561699', '5K8264ILTK');
    expect(signedText(lines('wx8888888888888888'), signature)).toBe(true);
    expect(signedText(lines(CONFIG.appid), signature)).toBe(false);
  });
});
