import { buildPreview } from '../../sandbox/phone';
import { errorsIn, errorsWith, FIXTURE } from '../support/preview-fixture';

const PLAIN = 'miniprogram/pages/plain/plain';
const DESK = 'miniprogram/packages/staff/pages/desk/desk';

function source(files: ReadonlyMap<string, Uint8Array>, name: string): string {
  return Buffer.from(files.get(name) ?? new Uint8Array()).toString('utf8');
}

describe('a sound project', () => {
  it('builds into script, style, font and pages without an error', async () => {
    const { files, diagnostics } = await buildPreview({ projectRoot: FIXTURE });
    expect(errorsIn(diagnostics)).toEqual([]);
    expect([...files.keys()].sort()).toEqual([
      'app.css',
      'app.html',
      'app.js',
      'app.js.map',
      'assets/images/dot.png',
      'icons.woff',
      'index.html',
      'shell.css',
      'shell.js',
    ]);
  });

  it('asks nothing of other servers', async () => {
    const { files } = await buildPreview({ projectRoot: FIXTURE });
    for (const name of ['app.css', 'shell.css', 'index.html', 'app.html']) {
      expect(source(files, name)).not.toMatch(/url\(\s*["']?(https?:)?\/\/|(src|href)="https?:/);
    }
  });

  it('matches the icons of TDesign to the local font by name', async () => {
    const { files } = await buildPreview({ projectRoot: FIXTURE });
    const rules = source(files, 'app.css').match(/--t-icon-[\w-]+:before\{content:"\\E/g) ?? [];
    expect(rules.length).toBeGreaterThan(2000);
  });
});

describe("DevTools' import rules", () => {
  const withImport = (line: string) =>
    errorsWith({ [`${DESK}.ts`]: `${line}\nPage({});\n`, [`${DESK}.js`]: '' });

  it.each([
    ["import { Line } from '../../../../../outside/line';", /desk\.ts:1 .*outside of miniprogram/],
    ["import { type Line } from '../../../../../outside/line';", /outside of miniprogram/],
    ["import md5 from 'crypto-js/md5';", /crypto-js is not in "dependencies"/],
    ["import x from 'tdesign-miniprogram/nothing/here';", /nothing\/here: not found/],
    ["import x from '/shared/journal';", /imported by a relative path/],
    ["import './desk.json';", /desk\.json: is not a script/],
    ["void import('../../../../shared/journal');", /is not known to the mini program/],
  ])('refuses %s', async (line, message) => {
    const errors = await withImport(line);
    expect(errors).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    "import type { Line } from '../../../../../outside/line';",
    "import Toast from 'tdesign-miniprogram/toast/index';\nvoid Toast;",
    "import { note } from '../../../../shared/journal';\nnote('');",
  ])('accepts %s', async (line) => {
    expect(await withImport(line)).toEqual([]);
  });

  it('lets nobody but a subpackage itself use its files', async () => {
    const errors = await errorsWith({
      'miniprogram/packages/staff/words.js': 'export const word = 1;',
      [`${PLAIN}.js`]:
        "import { word } from '../../packages/staff/words';\nPage({ data: { word } });",
    });
    expect(errors).toEqual([expect.stringMatching(/plain\.js:1 .*subpackage packages\/staff/)]);
  });
});

describe('what is not simulated is an error that names file and thing', () => {
  it.each([
    ['<map/>', /desk\.wxml:1 <map> is neither listed/],
    ['<t-unknown/>', /<t-unknown> is neither listed/],
    ['<view\n  shiny="1"/>', /desk\.wxml:2 <view>: property shiny is not simulated/],
    ['<input bind:keyboardcompositionstart="x"/>', /event keyboardcompositionstart/],
    ['<view change:id="{{x}}"/>', /change:id: observers in WXS/],
    ['<view aria-colour="red"/>', /aria-colour is not simulated/],
    ['<view>{{a?.b}}</view>', /unexpected character inside expression/],
    ['<view', /incomplete tag/],
    ['<wxs src="./none.wxs" module="m"/>', /none\.wxs:0 the WXS module does not exist/],
    ['<import src="./none"/>', /none\.wxml:0 the template does not exist/],
    ['<wxs module="m">var = 1;</wxs>', /WXS: /],
  ])('in a template: %s', async (template, message) => {
    const errors = await errorsWith({ [`${DESK}.wxml`]: template });
    expect(errors.join('\n')).toMatch(message);
  });

  it.each([
    ['wx.startBluetooth();', /desk\.js:1 wx\.startBluetooth is not simulated/],
    ["wx['openBluetoothAdapter']();", /wx\.openBluetoothAdapter/],
    ['const { createCanvasContext } = wx;', /wx\.createCanvasContext/],
    ["wx.cloud.uploadFile({ cloudPath: '' });", /wx\.cloud\.uploadFile/],
    ['(wx).getBackgroundAudioManager();', /wx\.getBackgroundAudioManager/],
  ])('in a script: %s', async (line, message) => {
    const errors = await errorsWith({ [`${DESK}.js`]: `${line}\nPage({});` });
    expect(errors.join('\n')).toMatch(message);
  });

  it.each([
    ['.a { background: url(https://example.com/a.png); }', /desk\.wxss:1 url\(https:/],
    ['.a { background: url(../a.png); }', /url\(\.\.\/a\.png\)/],
    ["@import './none.wxss';", /no such file/],
    ['@media (min-width: 300rpx) { .a { color: red; } }', /@media \(min-width: 300rpx\)/],
    ['.a { color: red', /Unclosed block/],
  ])('in a stylesheet: %s', async (sheet, message) => {
    const errors = await errorsWith({ [`${DESK}.wxss`]: sheet });
    expect(errors.join('\n')).toMatch(message);
  });
});

describe('a project that does not hang together', () => {
  it('names a component that does not exist', async () => {
    const errors = await errorsWith({
      [`${DESK}.json`]: '{"usingComponents": {"x-y": "/components/none/none"}}',
    });
    expect(errors).toEqual([
      expect.stringMatching(/desk\.json:0 component components\/none\/none has no script/),
    ]);
  });

  it('says where a JSON file breaks', async () => {
    const errors = await errorsWith({ [`${DESK}.json`]: '{\n  "a": ,\n}' });
    expect(errors.join('\n')).toMatch(/desk\.json:2 /);
  });

  it('names a page without a template', async () => {
    const errors = await errorsWith({
      'miniprogram/app.json': '{"pages": ["pages/none/none"]}',
    });
    expect(errors).toEqual([expect.stringMatching(/app\.json:0 page pages\/none\/none has no/)]);
  });

  it('says where a script breaks', async () => {
    const errors = await errorsWith({ [`${DESK}.js`]: 'Page({});\nlet = ;' });
    expect(errors.join('\n')).toMatch(/desk\.js:2 /);
  });
});
