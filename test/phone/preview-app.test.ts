import { bootInJsdom, type JsdomBoot, type JsdomPhone } from '../support/preview-jsdom';
import { fixtureBundle } from '../support/preview-fixture';

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
  const callFunction = (name: string, data: unknown, openid: string) =>
    Promise.resolve({ name, data, openid });
  phone = await bootInJsdom({ bundle, openid: 'oTest', callFunction, ...more });
  return phone;
}

/** What the fixture noted since the last look. */
function journal(of: JsdomPhone): string[] {
  const lines: unknown = Reflect.get(of.window, 'journal');
  return Array.isArray(lines) ? lines.splice(0).map(String) : [];
}

describe('a life', () => {
  it('launches in WeChat’s order', async () => {
    const app = await boot();
    expect(journal(app)).toEqual([
      'app.onLaunch 1001',
      'app.onShow 1001 {}',
      'card.attached 门诊挂号',
      'card.attached 检验费',
      'home.onLoad {}',
      'card.show 门诊挂号',
      'card.show 检验费',
      'home.onShow',
      'card.ready 检验费',
      'card.ready 门诊挂号',
      'home.onReady',
    ]);
    expect(app.preview.pages()).toEqual(['pages/home/home']);
    expect(app.preview.errors).toEqual([]);
  });

  it('opens the page that a scene entry names, with its query as written', async () => {
    const app = await boot({ search: 'scene=1011&path=/pages/parts/parts?name=%25E7%2594%25B2' });
    expect(app.preview.pages()).toEqual(['pages/parts/parts']);
    expect(journal(app)).toContain('parts.onLoad {"name":"%E7%94%B2"}');
    expect(app.one('from').textContent).toBe('来自 甲');
  });

  it('navigates and comes back', async () => {
    const app = await boot();
    journal(app);
    await app.tap('go');
    expect(journal(app)).toEqual([
      'home.onHide',
      'parts.onLoad {"from":"home","name":"%E7%94%B2"}',
      'parts.onShow',
      'parts.onReady',
    ]);
    expect(app.preview.pages()).toEqual(['pages/home/home', 'pages/parts/parts']);
    expect(app.window.document.title).toBe('组件');
    await app.tap('nav-back');
    expect(journal(app)).toEqual([
      'parts.onUnload',
      'card.show 门诊挂号',
      'card.show 检验费',
      'home.onShow',
    ]);
    expect(app.preview.errors).toEqual([]);
  });

  it('leaves nothing behind when pages close', async () => {
    const app = await boot();
    const nodes = () => app.window.document.querySelectorAll('*').length;
    const before = nodes();
    for (let turn = 0; turn < 5; turn += 1) {
      await app.tap('go');
      await app.tap('nav-back');
    }
    expect(nodes()).toBe(before);
  });

  it('goes to the background and comes back', async () => {
    const app = await boot();
    journal(app);
    await app.tap('capsule-close');
    expect(journal(app)).toEqual(['home.onHide', 'app.onHide']);
    await app.tap('reopen');
    expect(journal(app)).toEqual([
      'app.onShow 1001 {}',
      'card.show 门诊挂号',
      'card.show 检验费',
      'home.onShow',
    ]);
  });

  it('stays stopped until it is started', async () => {
    const app = await boot({ search: 'stopped=1&refAppId=wxother&refExtra={"a":1}' });
    expect(app.preview.running).toBe(false);
    expect(app.all('stopped')).toHaveLength(1);
    expect(journal(app)).toEqual([]);
  });

  it('starts cold with scene 1038 on the home page', async () => {
    const app = await boot({ search: 'scene=1038&refAppId=wxother&refExtra={"a":1}' });
    expect(journal(app).slice(0, 2)).toEqual([
      'app.onLaunch 1038',
      'app.onShow 1038 {"appId":"wxother","extraData":{"a":1}}',
    ]);
    expect(app.preview.pages()).toEqual(['pages/home/home']);
  });

  it('refreshes by pulling down', async () => {
    const app = await boot();
    journal(app);
    app.preview.pullDown();
    expect(journal(app)).toEqual(['home.onPullDownRefresh']);
  });
});

describe('pages', () => {
  it('shows data, WXS and inline styles', async () => {
    const app = await boot();
    expect(app.one('greeting').textContent).toBe('您好');
    expect(app.one('greeting').getAttribute('aria-label')).toBe('问候');
    expect(app.one('kinds').textContent).toBe('array/string/true');
    expect(app.one('card').getAttribute('style')).toBe('padding: calc(32 * var(--wx-rpx))');
    expect(app.text()).toContain('¥12.50');
  });

  it('passes taps with dataset and touches, and lets catch stop them', async () => {
    const app = await boot();
    journal(app);
    await app.tap('bill-b2');
    expect(journal(app)).toEqual(['home.onBill b2 1']);
    const [pay] = app.all('pay');
    if (pay === undefined) throw new Error('no pay button');
    await app.tap(pay);
    expect(journal(app)).toEqual(['home.onPay b1 {"title":"门诊挂号"}']);
  });

  it('binds text both ways and takes what the handler returns', async () => {
    const app = await boot();
    await app.type('name', '张3三');
    expect(app.one('echo').textContent).toBe('张三');
    expect(app.one('name').querySelector('input')?.value).toBe('张三');
  });

  it('puts data-testid of a component without a host on its outermost node', async () => {
    const app = await boot();
    expect(app.one('go').localName).toBe('wx-button');
  });

  it('calls cloud functions as the openid of the phone', async () => {
    const app = await boot();
    await app.tap('call');
    expect(JSON.parse(app.one('answer').textContent)).toEqual({
      name: 'clinic',
      data: { call: 'hello' },
      openid: 'oTest',
    });
  });

  it('moves by keyboard where it moves by hand', async () => {
    const app = await boot();
    journal(app);
    const bill = app.one('bill-b1');
    expect(bill.tabIndex).toBe(0);
    bill.dispatchEvent(new app.window.KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await app.settle();
    expect(journal(app)).toEqual(['home.onBill b1 1']);
  });
});

describe('TDesign', () => {
  it('asks in a dialog', async () => {
    const app = await boot();
    journal(app);
    await app.tap('ask');
    const dialog = app.window.document.querySelector('[class*="t-dialog__footer"]');
    const [, confirm] = dialog?.querySelectorAll<HTMLElement>('wx-button') ?? [];
    if (confirm === undefined) throw new Error('no confirm button');
    expect(confirm.textContent).toBe('确认');
    await app.tap(confirm);
    expect(journal(app)).toEqual(['dialog.confirm']);
  });

  it('switches, chooses and types', async () => {
    const app = await boot({ search: 'path=/pages/parts/parts' });
    journal(app);
    await app.tap('switch');
    await app.tap('way-2');
    await app.tap('agree');
    await app.type('phone', '138');
    expect(journal(app)).toEqual(['switch true', 'way 2', 'agree true', 'phone 138']);
    expect(app.preview.errors).toEqual([]);
  });
});

describe('another mini program', () => {
  const leave = (of: JsdomPhone, message: object) => {
    const { window } = of;
    window.dispatchEvent(
      new window.MessageEvent('message', {
        origin: window.location.origin,
        data: { source: 'yibao-sandbox', type: 'leave', appId: 'wx1234567890abcdef', ...message },
      }),
    );
  };

  it('opens after a question and gives back scene 1038 with extraData', async () => {
    const app = await boot();
    journal(app);
    await app.tap('jump');
    await app.tap('wx-modal-confirm');
    expect(journal(app)).toEqual(['jump.success', 'home.onHide', 'app.onHide']);
    const address = new URL(app.one('cashier-frame').getAttribute('src') ?? '', 'http://x');
    expect(address.pathname).toBe('/cashier/open');
    expect(Object.fromEntries(address.searchParams)).toEqual({
      appid: 'wx1234567890abcdef',
      path: 'pages/pay/index?id=1',
      openid: 'oTest',
    });
    leave(app, { how: 'done', extraData: { payAuthNo: 'x' } });
    expect(journal(app).slice(0, 1)).toEqual([
      'app.onShow 1038 {"appId":"wx1234567890abcdef","extraData":{"payAuthNo":"x"}}',
    ]);
    expect(app.all('cashier')).toHaveLength(0);
  });

  it('is left by the back arrow without extraData', async () => {
    const app = await boot();
    await app.tap('jump');
    await app.tap('wx-modal-confirm');
    journal(app);
    await app.tap('cashier-back');
    expect(journal(app)[0]).toBe('app.onShow 1038 {"appId":"wx1234567890abcdef"}');
  });

  it.each([
    ['', 'app.onShow 1038 {"appId":"wx1234567890abcdef","extraData":{"n":1}}'],
    ['android=0', 'app.onShow 1001 {}'],
  ])('is remembered by Android only (%s)', async (search, expected) => {
    const app = await boot({ search });
    await app.tap('jump');
    await app.tap('wx-modal-confirm');
    leave(app, { how: 'done', extraData: { n: 1 } });
    await app.tap('capsule-close');
    journal(app);
    await app.tap('reopen');
    expect(journal(app)[0]).toBe(expected);
  });

  it('does not open when the user cancels', async () => {
    const app = await boot();
    journal(app);
    await app.tap('jump');
    await app.tap('wx-modal-cancel');
    expect(journal(app)).toEqual(['jump.fail navigateToMiniProgram:fail cancel']);
    expect(app.all('cashier')).toHaveLength(0);
  });

  it('is not believed when the message comes from elsewhere', async () => {
    const app = await boot();
    await app.tap('jump');
    await app.tap('wx-modal-confirm');
    const { window } = app;
    const data = { source: 'yibao-sandbox', type: 'leave', how: 'done' };
    window.dispatchEvent(new window.MessageEvent('message', { origin: 'http://evil', data }));
    expect(app.all('cashier')).toHaveLength(1);
  });
});
