/**
 * The npm packages that WeChat DevTools packs into the mini program ("构建 npm"): those in "dependencies" of the
 * root package.json. A package with a "miniprogram" folder is copied from there; others are packed as their main entry.
 */

import { existsSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Diagnostics } from './diagnostics';
import { readJson, stringMap, stringOf } from './json';

export interface PackedPackage {
  readonly name: string;
  /** Where its files lie. */
  readonly folder: string;
  /** True if any file of the folder may be asked for; otherwise only the main entry exists. */
  readonly wholeFolder: boolean;
  readonly mainEntry: string;
}

/** Every packed package of a project by name. */
export function packedPackages(
  projectRoot: string,
  diagnostics: Diagnostics,
): ReadonlyMap<string, PackedPackage> {
  const packed = new Map<string, PackedPackage>();
  const manifest = readJson(join(projectRoot, 'package.json'), diagnostics);
  for (const name of stringMap(manifest?.['dependencies']).keys()) {
    const installed = findInstalled(projectRoot, name);
    if (installed === undefined) {
      diagnostics.error(join(projectRoot, 'package.json'), `package ${name} is not installed`);
      continue;
    }
    const home = realpathSync(installed);
    const own = readJson(join(home, 'package.json'), diagnostics);
    const miniprogram = stringOf(own?.['miniprogram']);
    const main = stringOf(own?.['main']) ?? 'index.js';
    const folder = miniprogram === undefined ? home : join(home, miniprogram);
    const mainEntry = miniprogram === undefined ? join(home, main) : join(folder, 'index.js');
    packed.set(name, { name, folder, wholeFolder: miniprogram !== undefined, mainEntry });
  }
  return packed;
}

function findInstalled(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = join(folder, '..')) {
    const home = join(folder, 'node_modules', name);
    if (existsSync(join(home, 'package.json'))) return home;
    if (folder === join(folder, '..')) return undefined;
  }
}

/** `@scope/name/rest` or `name/rest` cut into package name and the rest (empty for the main entry). */
export function splitBare(specifier: string): { readonly name: string; readonly rest: string } {
  const parts = specifier.split('/');
  const count = specifier.startsWith('@') ? 2 : 1;
  return { name: parts.slice(0, count).join('/'), rest: parts.slice(count).join('/') };
}

/** Is this file inside that folder? */
export function isInside(file: string, folder: string): boolean {
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
