import { bootInJsdom, type JsdomBoot, type JsdomPhone } from '../support/preview-jsdom';
import { fixtureBundle } from '../support/preview-fixture';

type Api = (...args: readonly unknown[]) => unknown;

let bundle = '';
let phone: JsdomPhone | undefined;

beforeAll(async () => {
  bundle = await fixtureBundle();
}, 60_000);

afterEach(() => {
  phone?.close();
  phone = undefined;
});

async function boot(more: Partial<JsdomBoot> = {}): Promise<JsdomPhone> {
  const callFunction = () => Promise.resolve(null);
  phone = await bootInJsdom({ bundle, openid: 'oTest', callFunction, ...more });
  return phone;
}

/** A member of wx as the app sees it. */
function member(of: JsdomPhone, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (owner, name) =>
        typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined,
      Reflect.get(of.window, 'wx'),
    );
}

function call(of: JsdomPhone, path: string, ...args: readonly unknown[]): unknown {
  const api = member(of, path);
  if (typeof api !== 'function') throw new Error(`wx.${path} is not a function`);
  return (api as Api)(...args);
}

/** How a call ends: `{ ok }` or `{ failed }`. */
function outcome(of: JsdomPhone, path: string, options: object = {}): Promise<unknown> {
  return new Promise((resolve) => {
    call(of, path, {
      ...options,
      success: (ok: unknown) => resolve({ ok }),
      fail: (failed: unknown) => resolve({ failed }),
    });
  });
}

describe('calling conventions', () => {
  it('answers by promise without callbacks, by callbacks with them', async () => {
    const app = await boot();
    await expect(call(app, 'setStorage', { key: 'a', data: { n: 1 } })).resolves.toEqual({
      errMsg: 'setStorage:ok',
    });
    await expect(call(app, 'getStorage', { key: 'none' })).rejects.toEqual({
      errMsg: 'getStorage:fail data not found',
    });
    const seen: unknown[] = [];
    const completed = new Promise((complete) => {
      const success = (result: unknown) => seen.push(result);
      const returned = call(app, 'getStorage', { key: 'a', success, complete });
      expect(returned).toBeUndefined();
    });
    await expect(completed).resolves.toEqual({ errMsg: 'getStorage:ok', data: { n: 1 } });
    expect(seen).toHaveLength(1);
  });

  it('lets code look for members and throws by name only when they are called', async () => {
    const app = await boot();
    expect(member(app, 'startBeaconDiscovery')).toBeInstanceOf(app.window.Function);
    expect(() => call(app, 'startBeaconDiscovery')).toThrow(/wx\.startBeaconDiscovery is not/);
    expect(() => call(app, 'cloud.uploadFile')).toThrow(/wx\.cloud\.uploadFile is not simulated/);
    expect(member(app, 'onMenuButtonBoundingClientRectWeightChange')).toBeUndefined();
    expect(call(app, 'canIUse', 'getFuzzyLocation')).toBe(true);
    expect(call(app, 'canIUse', 'startBeaconDiscovery')).toBe(false);
  });
});

describe('storage', () => {
  it('belongs to one openid and outlives the app', async () => {
    const first = await boot();
    call(first, 'setStorageSync', 'pending', { phase: 'paying' });
    expect(call(first, 'getStorageSync', 'none')).toBe('');
    const storage = first.storage();
    first.close();
    const same = await boot({ storage });
    expect(call(same, 'getStorageSync', 'pending')).toEqual({ phase: 'paying' });
    same.close();
    const other = await boot({ storage, openid: 'oOther' });
    expect(call(other, 'getStorageSync', 'pending')).toBe('');
    expect(call(other, 'getStorageInfoSync')).toMatchObject({ keys: [] });
  });
});

describe('what the client shows', () => {
  it('a toast that goes by itself and a loading that waits', async () => {
    const app = await boot();
    await call(app, 'showToast', { title: '已保存', duration: 1 });
    expect(app.one('wx-toast').textContent).toBe('已保存');
    await app.settle();
    expect(app.all('wx-toast')).toHaveLength(0);
    await call(app, 'showLoading', { title: '加载中' });
    await app.settle();
    expect(app.one('wx-loading').textContent).toBe('加载中');
    await call(app, 'hideLoading');
    expect(app.all('wx-loading')).toHaveLength(0);
  });

  it('a modal with its answer', async () => {
    const app = await boot();
    const answer = outcome(app, 'showModal', {
      title: '提示',
      content: '确定吗',
      confirmText: '好',
    });
    await app.settle();
    expect(app.one('wx-modal').textContent).toBe('提示确定吗取消好');
    await app.tap('wx-modal-confirm');
    await expect(answer).resolves.toMatchObject({ ok: { confirm: true, cancel: false } });
  });

  it('an action sheet, and a telephone number before it is called', async () => {
    const app = await boot();
    const chosen = outcome(app, 'showActionSheet', { itemList: ['甲', '乙'] });
    await app.settle();
    await app.tap('wx-sheet-item-1');
    await expect(chosen).resolves.toMatchObject({ ok: { tapIndex: 1 } });
    const dialled = outcome(app, 'makePhoneCall', { phoneNumber: '12320' });
    await app.settle();
    expect(app.one('wx-sheet').textContent).toContain('呼叫 12320');
    await app.tap('wx-sheet-cancel');
    await expect(dialled).resolves.toEqual({ failed: { errMsg: 'makePhoneCall:fail cancel' } });
  });

  it('the title of the page in front', async () => {
    const app = await boot();
    await call(app, 'setNavigationBarTitle', { title: '新标题' });
    expect(app.one('nav-title').textContent).toBe('新标题');
    expect(app.window.document.title).toBe('新标题');
  });
});

describe('permissions', () => {
  it('are asked for once', async () => {
    const app = await boot();
    const first = outcome(app, 'getFuzzyLocation', { type: 'wgs84' });
    await app.settle();
    await app.tap('wx-modal-confirm');
    await expect(first).resolves.toMatchObject({ ok: { errMsg: 'getFuzzyLocation:ok' } });
    await expect(outcome(app, 'getFuzzyLocation')).resolves.toHaveProperty('ok.latitude');
    await expect(call(app, 'getSetting')).resolves.toMatchObject({
      authSetting: { 'scope.userFuzzyLocation': true },
    });
  });

  it('stay refused until the user opens the settings', async () => {
    const app = await boot({ search: 'deny=scope.userFuzzyLocation' });
    await expect(outcome(app, 'getFuzzyLocation')).resolves.toEqual({
      failed: { errMsg: 'getFuzzyLocation:fail auth deny', errno: 103 },
    });
    const opened = outcome(app, 'openSetting');
    await app.settle();
    await app.tap('wx-sheet-item-0');
    await expect(opened).resolves.toHaveProperty(
      ['ok', 'authSetting', 'scope.userFuzzyLocation'],
      true,
    );
    await expect(outcome(app, 'getFuzzyLocation')).resolves.toHaveProperty('ok');
  });

  it('come after the privacy notice', async () => {
    const app = await boot({ search: 'privacy=ask' });
    await expect(call(app, 'getPrivacySetting')).resolves.toMatchObject({
      needAuthorization: true,
    });
    const refused = outcome(app, 'scanCode');
    await app.settle();
    await app.tap('wx-modal-cancel');
    await expect(refused).resolves.toMatchObject({ failed: { errno: 104 } });
    call(app, 'onNeedPrivacyAuthorization', (resolve: (answer: object) => void) => {
      resolve({ event: 'agree', buttonId: 'b' });
    });
    await expect(outcome(app, 'requirePrivacyAuthorize')).resolves.toHaveProperty('ok');
    await expect(call(app, 'getPrivacySetting')).resolves.toMatchObject({
      needAuthorization: false,
    });
  });
});

describe('the phone', () => {
  it('has the size of text and the theme that the levers say', async () => {
    const app = await boot({ search: 'fontScale=1.4&theme=dark' });
    expect(call(app, 'getAppBaseInfo')).toMatchObject({ fontSizeScaleFactor: 1.4, theme: 'dark' });
    expect(app.window.document.documentElement.dataset['theme']).toBe('dark');
    const themes: unknown[] = [];
    call(app, 'onThemeChange', (change: unknown) => themes.push(change));
    app.preview.setTheme('light');
    expect(themes).toEqual([{ theme: 'light' }]);
    expect(call(app, 'getAppBaseInfo')).toMatchObject({ theme: 'light' });
  });

  it('loses and finds its network', async () => {
    const app = await boot({ search: 'offline=1' });
    await expect(call(app, 'getNetworkType')).resolves.toMatchObject({ networkType: 'none' });
    await expect(call(app, 'cloud.callFunction', { name: 'clinic' })).rejects.toMatchObject({
      errCode: -501000,
    });
    const changes: unknown[] = [];
    call(app, 'onNetworkStatusChange', (change: unknown) => changes.push(change));
    app.preview.setOffline(false);
    expect(changes).toEqual([{ isConnected: true, networkType: 'wifi' }]);
    await expect(call(app, 'cloud.callFunction', { name: 'clinic' })).resolves.toMatchObject({
      result: null,
      errMsg: 'cloud.callFunction:ok',
    });
  });

  it('tells a failed cloud function from one that was not reached', async () => {
    const callFunction = () => Promise.reject(new Error('boom'));
    const app = await boot({ callFunction });
    await expect(call(app, 'cloud.callFunction', { name: 'pay' })).rejects.toMatchObject({
      errCode: -504002,
      errMsg: expect.stringContaining('boom') as unknown,
    });
  });

  it('reads the code that the lever holds out', async () => {
    const app = await boot({ search: 'scan=ABC' });
    await expect(outcome(app, 'scanCode')).resolves.toMatchObject({ ok: { result: 'ABC' } });
  });
});

describe('navigation', () => {
  it('refuses what WeChat refuses', async () => {
    const app = await boot();
    const reasons = [
      await outcome(app, 'navigateTo', { url: '/pages/none/none' }),
      await outcome(app, 'navigateBack'),
      await outcome(app, 'switchTab', { url: '/pages/parts/parts' }),
      await outcome(app, 'navigateToMiniProgram', { appId: 'other' }),
    ];
    expect(reasons).toEqual([
      { failed: { errMsg: 'navigateTo:fail page "pages/none/none" is not found' } },
      { failed: { errMsg: 'navigateBack:fail cannot navigate back at first page.' } },
      { failed: { errMsg: 'switchTab:fail can not switch to no-tabBar page' } },
      { failed: { errMsg: 'navigateToMiniProgram:fail invalid appid' } },
    ]);
  });

  it('keeps ten pages at most', async () => {
    const app = await boot();
    const url = '/packages/staff/pages/desk/desk';
    for (let depth = 1; depth < 10; depth += 1) await outcome(app, 'navigateTo', { url });
    expect(app.preview.pages()).toHaveLength(10);
    await expect(outcome(app, 'navigateTo', { url })).resolves.toMatchObject({
      failed: { errMsg: 'navigateTo:fail webview count limit exceed' },
    });
    await outcome(app, 'reLaunch', { url: '/pages/home/home' });
    expect(app.preview.pages()).toEqual(['pages/home/home']);
  });

  it('lets two pages talk through their channel', async () => {
    const app = await boot();
    const heard: unknown[] = [];
    const events = { chosen: (value: unknown) => heard.push(value) };
    await outcome(app, 'navigateTo', { url: '/packages/staff/pages/desk/desk', events });
    const page = app.preview.instances().at(-1);
    const channel: unknown = (Reflect.get(page ?? {}, 'getOpenerEventChannel') as Api)();
    (Reflect.get(channel as object, 'emit') as Api).call(channel, 'chosen', 7);
    expect(heard).toEqual([7]);
  });
});
