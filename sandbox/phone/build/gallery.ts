/**
 * The gallery: every component of the mini program with its examples, on one page of a mini program of its own that is
 * built and run like any other. Written into a temporary folder: the project's sources with the gallery's page instead
 * of its pages.
 */

import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Diagnostics } from './diagnostics';
import { readComponents, type Example, type ShownComponent } from './examples';
import { isJsonObject, readJson, stringOf } from './json';
import { buildPreview, type PreviewBuild } from './preview';

export interface Gallery {
  readonly components: readonly ShownComponent[];
  readonly build: PreviewBuild;
}

/** The gallery's only page; `?only=PATH` shows one component. */
export const GALLERY_PAGE = 'gallery/gallery';

/** Builds the gallery of the project in that folder. */
export async function buildGallery(projectRoot: string): Promise<Gallery> {
  const root = realpathSync(projectRoot);
  const diagnostics = new Diagnostics(root);
  const config = readJson(join(root, 'project.config.json'), diagnostics) ?? {};
  const source = (stringOf(config['miniprogramRoot']) ?? '.').replace(/\/$/, '');
  const app = readJson(join(root, source, 'app.json'), diagnostics) ?? {};
  const components = readComponents(join(root, source), rootsOf(app['subPackages']));
  const folder = await mkdtemp(join(tmpdir(), 'gallery-'));
  try {
    const copy = join(folder, source);
    const left = /(^|\/)(miniprogram_npm|node_modules)$/;
    await cp(join(root, source), copy, { recursive: true, filter: (file) => !left.test(file) });
    await cp(join(root, 'package.json'), join(folder, 'package.json'));
    await cp(join(root, 'project.config.json'), join(folder, 'project.config.json'));
    await symlink(join(installedIn(root), 'node_modules'), join(folder, 'node_modules'), 'dir');
    await rm(join(copy, 'app.js'), { force: true });
    await writeFile(join(copy, 'app.ts'), 'App({});\n');
    await writeFile(join(copy, 'app.json'), JSON.stringify(galleryApp(app)));
    await mkdir(join(copy, 'gallery'));
    for (const [ending, text] of Object.entries(pageFiles(components))) {
      await writeFile(join(copy, `${GALLERY_PAGE}.${ending}`), text);
    }
    return { components, build: await buildPreview({ projectRoot: folder, people: [] }) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function rootsOf(subpackages: unknown): readonly string[] {
  const listed: readonly unknown[] = Array.isArray(subpackages) ? subpackages : [];
  return listed
    .filter(isJsonObject)
    .map((one) => (stringOf(one['root']) ?? '').replace(/^\/|\/$/g, ''));
}

function installedIn(root: string): string {
  for (let folder = root; ; folder = join(folder, '..')) {
    if (existsSync(join(folder, 'node_modules')) || folder === join(folder, '..')) return folder;
  }
}

/** The app's own looks, without its pages: what lies in a subpackage is shown beside the rest. */
function galleryApp(app: Readonly<Record<string, unknown>>): object {
  const kept = ['window', 'darkmode', 'themeLocation', 'usingComponents', 'componentFramework'];
  const settings = Object.entries(app).filter(([name]) => kept.includes(name));
  return { ...Object.fromEntries(settings), pages: [GALLERY_PAGE] };
}

function pageFiles(components: readonly ShownComponent[]): Readonly<Record<string, string>> {
  const shown = components.filter(({ complaint }) => complaint === undefined);
  const tags = shown.map(({ path }, index): [string, string] => [`shown-${index}`, `/${path}`]);
  const data = Object.fromEntries(
    shown.map(({ examples }, index) => [`c${index}`, examples.map(({ props }) => props)]),
  );
  return {
    json: JSON.stringify({
      navigationStyle: 'custom',
      usingComponents: Object.fromEntries(tags),
    }),
    ts: [
      'const { fontSizeScaleFactor } = wx.getAppBaseInfo();',
      `const data = ${JSON.stringify(data)};`,
      "Page({ data: { ...data, only: '', scale: `--scale: ${fontSizeScaleFactor}` },",
      '  onLoad({ only }) { if (only) this.setData({ only: decodeURIComponent(only) }); },',
      '});',
    ].join('\n'),
    wxml: `<view class="root" style="{{scale}}">${shown.map(sectionOf).join('\n')}</view>`,
    wxss: STYLES,
  };
}

function sectionOf({ path, examples }: ShownComponent, index: number): string {
  const name = path.split('/').at(-1) ?? path;
  const items = examples.map((example, at) => itemOf(example, index, at));
  return `<view class="shown" wx:if="{{only === '' || only === '${path}'}}" data-testid="gallery-shown" data-path="${path}">
  <view class="shown__title">${name}</view>
  ${items.join('\n')}
</view>`;
}

function itemOf({ name, props, slot }: Example, component: number, at: number): string {
  const attributes = Object.keys(props).map(
    (prop) => `${dashed(prop)}="{{c${component}[${at}].${prop}}}"`,
  );
  const inner = slot === undefined ? '' : `<view>${plain(slot)}</view>`;
  const tag = `shown-${component}`;
  // What covers the screen on a page (a sheet) is to cover no more than its own frame here.
  const covers = props['visible'] === true ? ' shown__frame--tall' : '';
  return `<view class="shown__name">${plain(name)}</view>
  <view class="shown__frame${covers}" data-testid="gallery-example"><${tag} ${attributes.join(' ')}>${inner}</${tag}></view>`;
}

const dashed = (prop: string): string =>
  prop.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Text that WXML takes for nothing else. */
const plain = (text: string): string => text.replace(/[<>{}&]/g, ' ');

const STYLES = `
.shown { margin-bottom: 32px; }
.shown__title { font-size: var(--f-title); font-weight: 600; }
.shown__name { margin: 12px 0 4px; font-size: var(--f-small); color: var(--c-muted); }
.shown__frame { position: relative; contain: layout; }
.shown__frame--tall { min-height: 520px; overflow: hidden; }
`;
