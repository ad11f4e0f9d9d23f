/**
 * Where an import of the mini program leads, by WeChat DevTools' rules: files under miniprogram/, the main entry of a
 * packed package, or a file in its miniprogram folder. Anything else would compile in DevTools and die on the phone
 * (design: the phone, "Facts of the platform"); here it is an error in words.
 */

import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { NPM_PREFIX, subpackageOf } from './components';
import { isInside, type PackedPackage, splitBare } from './packages';
import type { Project } from './project';

export type Resolution = { readonly file: string } | { readonly refused: string };

/** Resolves `specifier` as written in `importer` (absolute paths). */
export function resolveImport(project: Project, importer: string, specifier: string): Resolution {
  const home = packageOf(project, importer);
  if (specifier.startsWith('.')) return resolveRelative(project, home, importer, specifier);
  if (specifier.startsWith('/')) {
    return { refused: `${specifier}: scripts are imported by a relative path` };
  }
  const nested = home === undefined ? undefined : resolveNested(home, importer, specifier);
  if (nested !== undefined) return { file: nested };
  const { name, rest } = splitBare(specifier);
  const packed = project.packed.get(name);
  if (packed === undefined) {
    return {
      refused: `${specifier}: package ${name} is not in "dependencies" of the root package.json, so DevTools does not pack it into the mini program`,
    };
  }
  if (rest === '') return found(packed.mainEntry, specifier);
  if (!packed.wholeFolder) {
    return { refused: `${specifier}: only the main entry of ${name} is packed` };
  }
  return found(join(packed.folder, rest), specifier);
}

function resolveRelative(
  project: Project,
  home: PackedPackage | undefined,
  importer: string,
  specifier: string,
): Resolution {
  const target = join(dirname(importer), specifier);
  const root = home?.folder ?? project.source;
  if (!isInside(target, root)) {
    return {
      refused: `${specifier} lies outside of ${relative(project.root, root)}/: only "import type" may reach out, a value import dies on the phone`,
    };
  }
  const resolution = found(target, specifier);
  if (home !== undefined || !('file' in resolution)) return resolution;
  const path = (file: string): string => relative(project.source, file).split(sep).join('/');
  const owner = subpackageOf(path(resolution.file), project.subpackages);
  if (owner === undefined || owner === subpackageOf(path(importer), project.subpackages)) {
    return resolution;
  }
  return { refused: `${specifier} lies in subpackage ${owner}, which may not be loaded yet` };
}

/** A packed package may bring packages of its own in a miniprogram_npm folder. */
function resolveNested(
  home: PackedPackage,
  importer: string,
  specifier: string,
): string | undefined {
  for (
    let folder = dirname(importer);
    folder === home.folder || isInside(folder, home.folder);
    folder = dirname(folder)
  ) {
    const file = scriptFile(join(folder, NPM_PREFIX, specifier));
    if (file !== undefined) return file;
  }
  return undefined;
}

function found(target: string, specifier: string): Resolution {
  const file = scriptFile(target);
  if (file !== undefined) return { file };
  const refused = existsSync(target) && statSync(target).isFile() ? 'is not a script' : 'not found';
  return { refused: `${specifier}: ${refused}` };
}

function scriptFile(target: string): string | undefined {
  const bare = target.replace(/\.js$/, '');
  const candidates = [
    target,
    `${bare}.ts`,
    `${bare}.js`,
    join(target, 'index.ts'),
    join(target, 'index.js'),
  ];
  return candidates.find(
    (file) => /\.(ts|js)$/.test(file) && existsSync(file) && statSync(file).isFile(),
  );
}

function packageOf(project: Project, file: string): PackedPackage | undefined {
  return [...project.packed.values()].find((packed) => isInside(file, packed.folder));
}
