/**
 * wx.requestMedicalInsurancePay and the authorisation jump in the preview, as WeChat behaves: parameters,
 * the app hidden and shown with the scene it had, success and cancel, the old WeChat, errno 102.
 */
import { bootInJsdom, type JsdomBoot, type JsdomPhone } from '../support/preview-jsdom';
import { errorsWith, fixtureBundle } from '../support/preview-fixture';

const NAME = 'requestMedicalInsurancePay';
const CASH = {
  timeStamp: '1800000000',
  nonceStr: 'n0nce',
  package: 'prepay_id=wx01',
  signType: 'RSA',
  paySign: 'c2lnbg==',
};
const AUTHORISATION = 'wxe183cd55df4b4369';
const PATH =
  'auth/pages/bindcard/auth/index?openType=getAuthCode&orgChnlCrtfCodg=a/b+c==&orgCodg=H1';

let bundle = '';
let phone: JsdomPhone | undefined;

beforeAll(async () => {
  bundle = await fixtureBundle();
}, 60_000);

afterEach(() => {
  const complaints = phone?.preview.errors ?? [];
  phone?.close();
  phone = undefined;
  expect(complaints).toEqual([]);
});

async function boot(more: Partial<JsdomBoot> = {}): Promise<JsdomPhone> {
  const callFunction = () => Promise.resolve(null);
  phone = await bootInJsdom({ bundle, openid: 'oTest', callFunction, ...more });
  return phone;
}

const wxOf = (of: JsdomPhone): object => Reflect.get(of.window, 'wx') as object;

/** How it ends; `calls` are the callbacks in order. */
function pay(of: JsdomPhone, options: object): { readonly calls: unknown[] } {
  const calls: unknown[] = [];
  const method: unknown = Reflect.get(wxOf(of), NAME);
  if (typeof method !== 'function') throw new Error('the member is not there');
  Reflect.apply(method, undefined, [
    {
      ...options,
      success: (result: unknown) => calls.push({ success: result }),
      fail: (result: unknown) => calls.push({ fail: result }),
      complete: () => calls.push('complete'),
    },
  ]);
  return { calls };
}

function say(of: JsdomPhone, data: object): void {
  const { window } = of;
  const message = { source: 'yibao-sandbox', ...data };
  window.dispatchEvent(
    new window.MessageEvent('message', { origin: window.location.origin, data: message }),
  );
}

function journal(of: JsdomPhone): string[] {
  return of.window.eval('window.journal.splice(0)') as string[];
}

const ended = (result: object): unknown[] => [result, 'complete'];
const failed = (reason: string, extra: object = {}): unknown[] =>
  ended({ fail: { errMsg: `${NAME}:fail ${reason}`, ...extra } });

describe('the 2.0 cashier', () => {
  it.each([
    ['insurance alone', { mixTradeNo: 'M1' }],
    ['insurance and cash', { mixTradeNo: 'M1', ...CASH }],
  ])('opens over the app with what it was given: %s', async (_name, parameters) => {
    const app = await boot();
    journal(app);
    pay(app, parameters);
    await app.settle();
    const address = new URL(app.one('cashier-frame').getAttribute('src') ?? '', 'http://x');
    expect(address.pathname).toBe('/wechat-cashier');
    expect(Object.fromEntries(address.searchParams)).toEqual({
      ...parameters,
      openid: 'oTest',
      fontScale: '1',
    });
    expect(app.one('cashier').dataset['app']).toBe('wechat-cashier');
    expect(app.one('cashier-title').textContent).toContain('模拟');
    expect(journal(app)).toEqual(['home.onHide', 'app.onHide']);
  });

  it.each([
    ['nothing', {}, 'parameter.mixTradeNo should be String instead of Undefined;'],
    ['a number', { mixTradeNo: 5 }, 'parameter.mixTradeNo should be String instead of Number;'],
    ['an empty text', { mixTradeNo: '' }, 'parameter.mixTradeNo should not be empty;'],
    [
      'half of the cash fields',
      { ...CASH, mixTradeNo: 'M1', timeStamp: 1_800_000_000, paySign: undefined },
      'parameter.timeStamp should be String instead of Number;parameter.paySign should be String instead of Undefined;',
    ],
  ])('refuses %s', async (_name, options, words) => {
    const app = await boot();
    journal(app);
    const { calls } = pay(app, options);
    await app.settle();
    expect(calls).toEqual(failed(`parameter error: ${words}`));
    expect(app.all('cashier')).toHaveLength(0);
    expect(journal(app)).toEqual([]);
  });

  it('succeeds when it closed after paying, with the scene that was', async () => {
    const app = await boot({ search: 'scene=1011' });
    journal(app);
    const { calls } = pay(app, { mixTradeNo: 'M1' });
    await app.settle();
    say(app, { type: 'finished' });
    await app.settle();
    expect(calls).toEqual([]);
    say(app, { type: 'leave', how: 'done' });
    await app.settle();
    expect(calls).toEqual(ended({ success: { errMsg: `${NAME}:ok` } }));
    expect(journal(app).slice(0, 3)).toEqual(['home.onHide', 'app.onHide', 'app.onShow 1011 {}']);
    expect(app.all('cashier')).toHaveLength(0);
  });

  it('is cancelled by leaving it, but not any more once it was paid', async () => {
    const app = await boot();
    const first = pay(app, { mixTradeNo: 'M1' });
    await app.settle();
    say(app, { type: 'leave', how: 'left' });
    await app.settle();
    expect(first.calls).toEqual(failed('cancel'));
    const second = pay(app, { mixTradeNo: 'M1' });
    await app.settle();
    await app.tap('cashier-back');
    expect(second.calls).toEqual(failed('cancel'));
    const third = pay(app, { mixTradeNo: 'M1' });
    await app.settle();
    say(app, { type: 'finished' });
    await app.tap('cashier-back');
    expect(third.calls).toEqual(ended({ success: { errMsg: `${NAME}:ok` } }));
  });

  it('opens once, and answers by promise too', async () => {
    const app = await boot();
    const first = pay(app, { mixTradeNo: 'M1' });
    await app.settle();
    const second = pay(app, { mixTradeNo: 'M1' });
    await app.settle();
    expect(second.calls).toEqual(failed('another payment is under way'));
    expect(app.all('cashier')).toHaveLength(1);
    say(app, { type: 'leave', how: 'left' });
    await app.settle();
    expect(first.calls).toEqual(failed('cancel'));
    const method = Reflect.get(wxOf(app), NAME) as (options: object) => unknown;
    const errMsg: unknown = expect.stringContaining('fail');
    await expect(method({})).rejects.toMatchObject({ errMsg });
  });

  it.each([
    ['', 'app.onShow 1038 {"appId":"wxother","extraData":{"authCode":"old"}}'],
    ['&android=0', 'app.onShow 1038 {}'],
  ])('repeats old extraData on Android alone (trap 23) (%s)', async (search, expected) => {
    const extra = encodeURIComponent('{"authCode":"old"}');
    const app = await boot({ search: `scene=1038&refAppId=wxother&refExtra=${extra}${search}` });
    pay(app, { mixTradeNo: 'M1' });
    await app.settle();
    journal(app);
    say(app, { type: 'leave', how: 'done' });
    expect(journal(app)[0]).toBe(expected);
  });
});

describe('the lever of WeChat itself', () => {
  it('takes the member away as an old version does', async () => {
    const app = await boot({ search: 'medins=absent' });
    expect(Reflect.get(wxOf(app), NAME)).toBeUndefined();
    expect(app.window.eval(`wx.canIUse('${NAME}')`)).toBe(false);
    expect(app.window.eval('wx.getAppBaseInfo().version')).toBe('8.0.43');
  });

  it('has it otherwise', async () => {
    const app = await boot();
    expect(app.window.eval(`wx.canIUse('${NAME}')`)).toBe(true);
    expect(app.window.eval('wx.getAppBaseInfo().version')).toBe('8.0.60');
  });

  it('denies access with errno 102', async () => {
    const app = await boot({ search: 'medins=denied' });
    const { calls } = pay(app, { mixTradeNo: 'M1' });
    await app.settle();
    expect(calls).toEqual(failed('access denied', { errno: 102 }));
    expect(app.all('cashier')).toHaveLength(0);
  });

  it('the build knows the member', async () => {
    const script = `Page({ onLoad() { wx.${NAME}?.({ mixTradeNo: '1' }); wx.requestNothing(); } });`;
    expect(await errorsWith({ 'miniprogram/pages/plain/plain.js': script })).toEqual([
      expect.stringContaining('wx.requestNothing is not simulated'),
    ]);
  }, 30_000);
});

describe('the authorisation mini program', () => {
  async function jump(app: JsdomPhone, more: object = {}): Promise<URL> {
    const options = JSON.stringify({ appId: AUTHORISATION, path: PATH, ...more });
    app.window.eval(`wx.navigateToMiniProgram(${options}).catch(() => undefined); undefined`);
    await app.settle();
    expect(app.one('wx-modal').textContent).toContain('医保授权');
    await app.tap('wx-modal-confirm');
    return new URL(app.one('cashier-frame').getAttribute('src') ?? '', 'http://x');
  }

  it('opens by its appid with the raw path, and marks the trial version', async () => {
    const app = await boot();
    const address = await jump(app, { envVersion: 'trial' });
    expect(address.pathname).toBe('/authorisation');
    expect(Object.fromEntries(address.searchParams)).toEqual({
      appid: AUTHORISATION,
      path: PATH,
      openid: 'oTest',
      envVersion: 'trial',
    });
    expect(app.one('cashier-title').textContent).toBe('医保授权（体验版）');
    expect(app.one('cashier').dataset['app']).toBe('authorisation');
  });

  it('comes back with scene 1038 and the code, or by the arrow without', async () => {
    const app = await boot();
    await jump(app);
    journal(app);
    say(app, { type: 'leave', how: 'done', appId: AUTHORISATION, extraData: { authCode: 'C1' } });
    expect(journal(app)[0]).toBe(
      `app.onShow 1038 {"appId":"${AUTHORISATION}","extraData":{"authCode":"C1"}}`,
    );
    await jump(app);
    journal(app);
    await app.tap('cashier-back');
    expect(journal(app)[0]).toBe(`app.onShow 1038 {"appId":"${AUTHORISATION}"}`);
  });
});
