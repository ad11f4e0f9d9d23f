/**
 * The shape of a mini program project: project.config.json → app.json → pages and subpackages → usingComponents.
 * Follows WeChat's framework reference (全局配置, 页面配置, usingComponents); paths are given as the framework
 * knows them: without a leading slash and without an extension, packed packages under `miniprogram_npm/`.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ComponentScan } from './components';
import type { Diagnostics } from './diagnostics';
import { isJsonObject, type JsonObject, readJson, stringOf, stringsOf } from './json';
import { type PackedPackage, packedPackages } from './packages';

export interface ComponentUnit {
  /** Path as the framework knows it. */
  readonly path: string;
  /** Absolute path of the files without extension. */
  readonly base: string;
  readonly kind: 'page' | 'component';
  readonly script: string;
  readonly style: string | undefined;
  readonly config: JsonObject;
  /** Tag → path of the component, global ones included. */
  readonly using: ReadonlyMap<string, string>;
  /** Abstract nodes (componentGenerics): tag → default component. */
  readonly generics: ReadonlyMap<string, string | undefined>;
}

export interface Project {
  readonly root: string;
  /** The folder of app.json. */
  readonly source: string;
  readonly app: JsonObject;
  readonly theme: JsonObject;
  /** Page paths, subpackages included; the first is the entry page. */
  readonly pages: readonly string[];
  /** Root folders of subpackages: `packages/staff`. */
  readonly subpackages: readonly string[];
  readonly packed: ReadonlyMap<string, PackedPackage>;
  /** Pages and components by path. */
  readonly units: ReadonlyMap<string, ComponentUnit>;
  readonly appScript: string;
  readonly appStyle: string | undefined;
}

/** The project under `projectRoot`; undefined when it is too broken to go on (diagnostics say why). */
export function scanProject(projectRoot: string, diagnostics: Diagnostics): Project | undefined {
  const config = readJson(join(projectRoot, 'project.config.json'), diagnostics);
  if (config === undefined) return undefined;
  const source = join(projectRoot, stringOf(config['miniprogramRoot']) ?? '.').replace(/\/$/, '');
  const app = readJson(join(source, 'app.json'), diagnostics);
  if (app === undefined) return undefined;
  const { pages, subpackages } = pagesOf(app);
  if (pages.length === 0) {
    diagnostics.error(join(source, 'app.json'), '"pages" lists no page');
    return undefined;
  }
  const appScript = scriptOf(join(source, 'app'));
  if (appScript === undefined) {
    diagnostics.error(join(source, 'app.ts'), 'the file does not exist');
    return undefined;
  }
  const packed = packedPackages(projectRoot, diagnostics);
  const scan = new ComponentScan({ source, app, packed, subpackages, diagnostics });
  for (const page of pages) scan.addPage(page);
  return {
    root: projectRoot,
    source,
    app,
    theme: themeOf(source, app, diagnostics),
    pages,
    subpackages,
    packed,
    units: scan.units,
    appScript,
    appStyle: existing(join(source, 'app.wxss')),
  };
}

function pagesOf(app: JsonObject): { pages: string[]; subpackages: string[] } {
  const pages = stringsOf(app['pages']);
  const subpackages: string[] = [];
  const listed = app['subPackages'] ?? app['subpackages'];
  for (const item of Array.isArray(listed) ? listed : []) {
    if (!isJsonObject(item)) continue;
    const root = (stringOf(item['root']) ?? '').replace(/^\/|\/$/g, '');
    subpackages.push(root);
    pages.push(...stringsOf(item['pages']).map((page) => `${root}/${page}`));
  }
  const entry = stringOf(app['entryPagePath']);
  if (entry !== undefined && pages.includes(entry)) {
    pages.splice(pages.indexOf(entry), 1);
    pages.unshift(entry);
  }
  return { pages, subpackages };
}

function themeOf(source: string, app: JsonObject, diagnostics: Diagnostics): JsonObject {
  if (app['darkmode'] !== true) return {};
  const file = join(source, stringOf(app['themeLocation']) ?? 'theme.json');
  return readJson(file, diagnostics) ?? {};
}

/** The script of a page or component: TypeScript first, as DevTools' compiler plugin does. */
export function scriptOf(base: string): string | undefined {
  return existing(`${base}.ts`) ?? existing(`${base}.js`);
}

export function existing(file: string): string | undefined {
  return existsSync(file) ? file : undefined;
}
