import { readMarkup } from '../../sandbox/phone/build/markup';
import { compileWxs } from '../../sandbox/phone/build/wxs';
import { scopeSelector } from '../../sandbox/phone/build/wxss-selectors';
import { parseRoute, routeUrl } from '../../sandbox/phone/runtime/routes';
import { replaceUnits } from '../../sandbox/phone/runtime/units';

describe('units', () => {
  it.each([
    ['20rpx', 'calc(20 * var(--wx-rpx))'],
    ['-.5rpx auto 10px', 'calc(-.5 * var(--wx-rpx)) auto 10px'],
    ['calc(100vh - 88rpx)', 'calc(calc(100 * var(--wx-vh)) - calc(88 * var(--wx-rpx)))'],
    ['env(safe-area-inset-bottom)', 'var(--wx-safe-bottom)'],
    ['constant(safe-area-inset-top, 20px)', 'var(--wx-safe-top)'],
    ['"10rpx" url(10rpx.png) 1rpx', '"10rpx" url(10rpx.png) calc(1 * var(--wx-rpx))'],
    ['var(--a1rpx) #20rpxa', 'var(--a1rpx) #20rpxa'],
    ['translate(-50%, -20rpx)', 'translate(-50%, calc(-20 * var(--wx-rpx)))'],
  ])('%s → %s', (given, expected) => {
    expect(replaceUnits(given)).toBe(expected);
  });
});

describe('selectors', () => {
  const own = { prefix: 'card-1', isolated: true };

  it.each([
    ['.a .b--c::after', '.card-1--a .card-1--b--c::after'],
    [':host .a', '[wx-host="card-1"] .card-1--a'],
  ])('in a component: %s → %s', (given, expected) => {
    expect(scopeSelector(given, own).selector).toBe(expected);
  });

  it('binds the rules of a page to that page, without more weight', () => {
    const page = { isolated: false, page: 'pages/a/a' };
    expect(scopeSelector('page, .x view', page).selector).toBe(
      ':where([data-page="pages/a/a"]) wx-page,:where([data-page="pages/a/a"]) .x wx-view',
    );
  });

  it('switches themes by attribute', () => {
    const dark = { isolated: false, theme: 'dark' };
    expect(scopeSelector('page', dark).selector).toBe(':where([data-theme="dark"]) wx-page');
  });

  it("warns of what a component's WXSS may not hold", () => {
    expect(scopeSelector('.a view', own).complaints).toHaveLength(1);
    expect(scopeSelector('#a', own).complaints).toHaveLength(1);
    expect(scopeSelector('.a', own).complaints).toHaveLength(0);
    expect(scopeSelector(':host(.x)', own).complaints).toMatchObject([{ severity: 'error' }]);
  });
});

describe('WXS', () => {
  it('compares types by name and requires without .wxs', () => {
    const script = compileWxs("var p = require('./p.wxs');\nvar is = x.y.constructor === 'Array';");
    expect(script).toContain('require("./p")');
    expect(script).toContain("__wxsConstructor(x.y) === 'Array'");
  });
});

describe('markup', () => {
  it('finds elements and attributes and passes over text, comments and WXS', () => {
    const text = `<!-- <no/> -->{{ a < b }}<view class='a {{b > c}}' hidden>x</view><wxs module="m">if (a<b) {}</wxs><text/>`;
    const elements = readMarkup(text);
    expect(elements.map((element) => element.tag)).toEqual(['view', 'wxs', 'text']);
    expect(elements[0]?.attributes).toMatchObject([
      { name: 'class', value: 'a {{b > c}}' },
      { name: 'hidden', value: '' },
    ]);
  });
});

describe('routes', () => {
  it('reads relative and absolute addresses and leaves values undecoded', () => {
    expect(parseRoute('../b/b?x=%E7%94%B2&y', 'pages/a/a')).toEqual({
      path: 'pages/b/b',
      query: { x: '%E7%94%B2', y: '' },
    });
    expect(parseRoute('/pages/c/c', 'pages/a/a')).toEqual({ path: 'pages/c/c', query: {} });
    expect(routeUrl({ path: 'pages/b/b', query: { x: '1' } })).toBe('/pages/b/b?x=1');
  });
});
