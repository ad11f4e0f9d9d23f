/** What the preview plays of the world outside the pages: scanner, subscribe messages, files, windows, counts. */
import { errorsWith, fixtureBundle } from '../support/preview-fixture';
import { bootInJsdom, type JsdomBoot, type JsdomPhone } from '../support/preview-jsdom';

type Api = (...args: readonly unknown[]) => unknown;
interface Outcome {
  readonly ok?: Readonly<Record<string, unknown>>;
  readonly failed?: Readonly<Record<string, unknown>>;
}

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

function api(of: JsdomPhone, name: string, owner: unknown = Reflect.get(of.window, 'wx')): Api {
  const found: unknown = Reflect.get(owner as object, name);
  if (typeof found !== 'function') throw new Error(`${name} is not a function`);
  return (...args) => Reflect.apply(found, owner, args) as unknown;
}

/** How a call ends, told by its callbacks. */
function outcome(call: Api, options: object = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    call({
      ...options,
      success: (ok: Outcome['ok']) => resolve({ ok: ok ?? {} }),
      fail: (failed: Outcome['failed']) => resolve({ failed: failed ?? {} }),
    });
  });
}

/** Does something while a tap on the page is being handled. */
async function inTap<T>(of: JsdomPhone, action: () => T): Promise<T> {
  const results: T[] = [];
  // Runs behind the preview's own listener of the same click.
  of.window.document.addEventListener('click', () => results.push(action()), { once: true });
  await of.tap('greeting');
  const [result] = results;
  if (result === undefined) throw new Error('nothing was tapped');
  return result;
}

describe('the scanner', () => {
  it('reads what is pasted, and fails when the user leaves', async () => {
    const app = await boot();
    const first = outcome(api(app, 'scanCode'));
    await app.settle();
    app.one('wx-scan-field').setAttribute('value', ' https://h.example/rx?h=1&c=A ');
    await app.tap('wx-scan-confirm');
    expect((await first).ok).toMatchObject({ result: 'https://h.example/rx?h=1&c=A' });
    expect(app.all('wx-scan')).toHaveLength(0);
    const second = outcome(api(app, 'scanCode'));
    await app.settle();
    await app.tap('wx-scan-cancel');
    expect(await second).toEqual({ failed: { errMsg: 'scanCode:fail cancel' } });
  });

  it('is answered by a test, before it opens or while it is open', async () => {
    const app = await boot();
    app.preview.answerScan('one');
    app.preview.answerScan(undefined);
    expect((await outcome(api(app, 'scanCode'))).ok).toMatchObject({ result: 'one' });
    expect(await outcome(api(app, 'scanCode'))).toHaveProperty('failed');
    const open = outcome(api(app, 'scanCode'));
    await app.settle();
    app.preview.answerScan('two');
    expect((await open).ok).toMatchObject({ result: 'two' });
  });
});

describe('subscribe messages', () => {
  const ask = (app: JsdomPhone, tmplIds: readonly string[]) =>
    inTap(app, () => outcome(api(app, 'requestSubscribeMessage'), { tmplIds }));

  it('are asked for only in a tap, three at most', async () => {
    const app = await boot();
    const call = api(app, 'requestSubscribeMessage');
    expect((await outcome(call, { tmplIds: ['a'] })).failed).toEqual({
      errMsg: 'requestSubscribeMessage:fail can only be invoked by user TAP gesture.',
    });
    expect((await ask(app, [])).failed).toMatchObject({ errCode: 10001 });
    expect((await ask(app, ['a', 'b', 'c', 'd'])).failed).toMatchObject({ errCode: 20003 });
  });

  it('are accepted one by one or refused as a whole, and asked again', async () => {
    const app = await boot();
    const first = ask(app, ['t-bill-due', 't-visit']);
    await app.settle();
    expect(app.one('wx-subscribe').textContent).toMatch(/缴费提醒.*就诊提醒/);
    app.one('wx-subscribe-t-visit').click();
    await app.tap('wx-modal-confirm');
    expect((await first).ok).toEqual({
      errMsg: 'requestSubscribeMessage:ok',
      't-bill-due': 'accept',
      't-visit': 'reject',
    });
    const second = ask(app, ['t-bill-due']);
    await app.settle();
    await app.tap('wx-modal-cancel');
    expect((await second).ok).toMatchObject({ 't-bill-due': 'reject' });
  });

  it('are not asked for any more once the choice is kept, until the settings are opened', async () => {
    const app = await boot();
    const first = ask(app, ['paid']);
    await app.settle();
    app.one('wx-subscribe-always').click();
    await app.tap('wx-modal-confirm');
    await first;
    expect((await ask(app, ['paid'])).ok).toMatchObject({ paid: 'accept' });
    expect(app.all('wx-subscribe')).toHaveLength(0);
    const settings = await outcome(api(app, 'getSetting'), { withSubscriptions: true });
    expect(settings.ok).toMatchObject({
      subscriptionsSetting: { mainSwitch: true, itemSettings: { paid: 'accept' } },
    });
    const opened = outcome(api(app, 'openSetting'));
    await app.settle();
    await app.tap('wx-sheet-item-0');
    await opened;
    const again = ask(app, ['paid']);
    await app.settle();
    expect(app.all('wx-subscribe')).toHaveLength(1);
    await app.tap('wx-modal-cancel');
    await again;
  });
});

describe('files', () => {
  const path = 'http://usr/对账.xlsx';

  it('are written to the user folder, opened and offered under their name', async () => {
    const app = await boot();
    const manager = api(app, 'getFileSystemManager')();
    const write = api(app, 'writeFile', manager);
    const data = new Uint8Array([80, 75, 3, 4, 255]).buffer;
    expect(await outcome(write, { filePath: path, data })).toHaveProperty('ok');
    const opened = await outcome(api(app, 'openDocument'), { filePath: path, showMenu: true });
    expect(opened.ok).toEqual({ errMsg: 'openDocument:ok' });
    expect(app.one('wx-file').textContent).toContain('已打开 对账.xlsx');
    const link = app.one('wx-file-download');
    expect(link.getAttribute('download')).toBe('对账.xlsx');
    const content = (link.getAttribute('href') ?? '').split('base64,')[1] ?? '';
    expect([...Buffer.from(content, 'base64')]).toEqual([80, 75, 3, 4, 255]);
    await app.tap('wx-file-close');
    expect(app.all('wx-file')).toHaveLength(0);
  });

  it('hold text in the encoding that is asked for', async () => {
    const app = await boot();
    const manager = api(app, 'getFileSystemManager')();
    api(app, 'writeFileSync', manager)('http://usr/a.csv', '金额,1', 'utf8');
    expect(api(app, 'readFileSync', manager)('http://usr/a.csv', 'utf8')).toBe('金额,1');
    const base64 = Buffer.from('金额,1').toString('base64');
    expect(api(app, 'readFileSync', manager)('http://usr/a.csv', 'base64')).toBe(base64);
    api(app, 'unlinkSync', manager)('http://usr/a.csv');
    expect(() => api(app, 'readFileSync', manager)('http://usr/a.csv')).toThrow(
      'readFileSync:fail no such file',
    );
  });

  it('are refused elsewhere, unread, of other kinds, and forwarded only in a tap', async () => {
    const app = await boot();
    const manager = api(app, 'getFileSystemManager')();
    const write = api(app, 'writeFile', manager);
    const failed = async (call: Api, options: object) =>
      (await outcome(call, options)).failed?.['errMsg'];
    expect(await failed(write, { filePath: 'a.xlsx', data: '' })).toMatch(/permission denied/);
    const open = api(app, 'openDocument');
    expect(await failed(open, { filePath: path })).toMatch(/no such file/);
    expect(await failed(open, { filePath: 'http://usr/a.exe' })).toMatch(/filetype/);
    const share = api(app, 'shareFileMessage');
    expect(await failed(share, { filePath: path })).toMatch(/TAP gesture/);
    expect(() => api(app, 'copyFile', manager)({})).toThrow(/FileSystemManager\.copyFile is not/);
  });
});

describe('the window', () => {
  it('tells the page and whoever listens when it changes', async () => {
    const app = await boot();
    const changes: unknown[] = [];
    const listener = (change: unknown): void => void changes.push(change);
    api(app, 'onWindowResize')(listener);
    app.window.dispatchEvent(new app.window.Event('resize'));
    api(app, 'offWindowResize')(listener);
    app.window.dispatchEvent(new app.window.Event('resize'));
    expect(changes).toEqual([
      { size: { windowWidth: 1024, windowHeight: 768 }, deviceOrientation: 'landscape' },
    ]);
  });

  it('has no notch on a PC', async () => {
    const app = await boot({ search: 'device=pc' });
    expect(app.window.document.documentElement.dataset['device']).toBe('pc');
    expect(api(app, 'getDeviceInfo')()).toMatchObject({ platform: 'windows' });
    expect(api(app, 'getWindowInfo')()).toMatchObject({ statusBarHeight: 0, windowHeight: 724 });
  });
});

describe('another mini program', () => {
  it('is the one that binds insurance cards when its path says so', async () => {
    const app = await boot();
    const asked = outcome(api(app, 'navigateToMiniProgram'), {
      appId: 'wx00000000000000aa',
      path: 'insurance-card/bind?from=1',
    });
    await app.settle();
    expect(app.one('wx-modal').textContent).toContain('医保电子凭证');
    await app.tap('wx-modal-confirm');
    await asked;
    const address = new URL(app.one('cashier-frame').getAttribute('src') ?? '', 'http://x');
    expect(address.pathname).toBe('/insurance-card/bind');
    expect(address.searchParams.get('path')).toBe('insurance-card/bind?from=1');
  });
});

describe('what WeChat audits', () => {
  it('is counted for the page in front', async () => {
    const app = await boot();
    const before = app.preview.measure();
    expect(before).toMatchObject({ path: 'pages/home/home' });
    const page = app.preview.instances().at(-1);
    api(app, 'setData', page)({ filler: '金'.repeat(100) });
    const after = app.preview.measure();
    expect(after?.setDataCalls).toBe((before?.setDataCalls ?? 0) + 1);
    expect(after?.setDataPerSecond).toBeGreaterThan(0);
    expect(after?.setDataBytes).toBe(JSON.stringify({ filler: '' }).length + 300);
    const elements = app.window.document.querySelectorAll('wx-page, wx-page *');
    const own = [...elements].filter((one) => Reflect.get(one, '__wxElement') !== undefined);
    expect(after?.nodes).toBe(own.length);
    expect(after?.depth).toBeGreaterThan(2);
    expect(after?.children).toBeGreaterThan(1);
  });
});

it('names members of the file manager that are not simulated when the build sees them', async () => {
  const errors = await errorsWith({
    'miniprogram/pages/plain/plain.js':
      'wx.getFileSystemManager().copyFile({});\nwx.getFileSystemManager().writeFile({});\nPage({});',
  });
  expect(errors).toEqual([
    expect.stringMatching(/plain\.js:1 wx\.getFileSystemManager\(\)\.copyFile is not simulated/),
  ]);
});
