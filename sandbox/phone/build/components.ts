/**
 * Walks from the pages through every "usingComponents" and collects the components that are really used.
 * Resolution as DevTools does it: "/x" from the root, a relative path, else a file of a packed package.
 */

import { join, posix } from 'node:path';
import type { Diagnostics } from './diagnostics';
import { isJsonObject, type JsonObject, readJson, stringMap, stringOf } from './json';
import { isInside, type PackedPackage, splitBare } from './packages';
import { type ComponentUnit, existing, scriptOf } from './project';

export const NPM_PREFIX = 'miniprogram_npm';

interface Scope {
  readonly source: string;
  readonly app: JsonObject;
  readonly packed: ReadonlyMap<string, PackedPackage>;
  readonly subpackages: readonly string[];
  readonly diagnostics: Diagnostics;
}

export class ComponentScan {
  readonly units = new Map<string, ComponentUnit>();
  readonly #scope: Scope;
  readonly #global: ReadonlyMap<string, string>;

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#global = stringMap(scope.app['usingComponents']);
  }

  addPage(path: string): void {
    this.#add(path, 'page', join(this.#scope.source, 'app.json'));
  }

  #add(path: string, kind: ComponentUnit['kind'], askedBy: string): void {
    if (this.units.has(path)) return;
    const { diagnostics } = this.#scope;
    const base = this.fileOf(path);
    const script = scriptOf(base);
    if (script === undefined || existing(`${base}.wxml`) === undefined) {
      const missing = script === undefined ? 'script (.ts or .js)' : 'template (.wxml)';
      diagnostics.error(askedBy, `${kind} ${path} has no ${missing}`);
      return;
    }
    const configFile = `${base}.json`;
    const config = existing(configFile) === undefined ? {} : readJson(configFile, diagnostics);
    const unit: ComponentUnit = {
      path,
      base,
      kind,
      script,
      style: existing(`${base}.wxss`),
      config: config ?? {},
      using: this.#using(path, config ?? {}, configFile),
      generics: this.#generics(path, config ?? {}, configFile),
    };
    this.units.set(path, unit);
    const wanted = [...unit.using.values(), ...unit.generics.values()];
    for (const target of wanted) {
      if (target !== undefined) this.#add(target, 'component', configFile);
    }
    if (kind === 'component' && unit.config['component'] !== true) {
      diagnostics.error(configFile, '"component": true is missing');
    }
  }

  /** The absolute path, without extension, of a framework path. */
  fileOf(path: string): string {
    const { source, packed } = this.#scope;
    if (!path.startsWith(`${NPM_PREFIX}/`)) return join(source, path);
    const { name, rest } = splitBare(path.slice(NPM_PREFIX.length + 1));
    return join(packed.get(name)?.folder ?? '', rest);
  }

  #using(path: string, config: JsonObject, file: string): ReadonlyMap<string, string> {
    const using = new Map<string, string>();
    const own = stringMap(config['usingComponents']);
    const inherited = path.startsWith(NPM_PREFIX) ? new Map<string, string>() : this.#global;
    const appFile = join(this.#scope.source, 'app.json');
    for (const [tag, target] of inherited) {
      if (own.has(tag)) continue;
      const resolved = this.#resolve(target, 'app', appFile);
      if (resolved !== undefined && resolved !== path) using.set(tag, resolved);
    }
    for (const [tag, target] of own) {
      const resolved = this.#resolve(target, path, file);
      if (resolved !== undefined) using.set(tag, resolved);
    }
    return using;
  }

  #generics(
    path: string,
    config: JsonObject,
    file: string,
  ): ReadonlyMap<string, string | undefined> {
    const generics = new Map<string, string | undefined>();
    const listed = config['componentGenerics'];
    for (const [tag, value] of Object.entries(isJsonObject(listed) ? listed : {})) {
      const target = isJsonObject(value) ? stringOf(value['default']) : undefined;
      const resolved = target === undefined ? undefined : this.#resolve(target, path, file);
      generics.set(tag, resolved);
    }
    return generics;
  }

  #resolve(target: string, from: string, file: string): string | undefined {
    const { diagnostics, packed, source } = this.#scope;
    if (/^[\w-]+:\/\//.test(target)) {
      diagnostics.error(file, `component ${target}: plugins are not simulated`);
      return undefined;
    }
    if (target.startsWith('/')) return this.#allowed(posix.normalize(target).slice(1), from, file);
    const relative = posix.join(posix.dirname(from), target);
    const candidate = this.fileOf(relative);
    const inReach = isInside(candidate, source) || relative.startsWith(`${NPM_PREFIX}/`);
    if (target.startsWith('.')) {
      if (inReach) return this.#allowed(relative, from, file);
      diagnostics.error(file, `component ${target} lies outside of the mini program`);
      return undefined;
    }
    if (inReach && scriptOf(candidate) !== undefined) return this.#allowed(relative, from, file);
    const { name, rest } = splitBare(target);
    if (packed.has(name)) return `${NPM_PREFIX}/${name}/${rest}`;
    diagnostics.error(
      file,
      `component ${target}: neither a file of the mini program nor in a package that the root package.json lists under "dependencies"`,
    );
    return undefined;
  }

  /** A subpackage may use the main package and itself, nothing else. */
  #allowed(path: string, from: string, file: string): string | undefined {
    const home = subpackageOf(path, this.#scope.subpackages);
    if (home === undefined || home === subpackageOf(from, this.#scope.subpackages)) return path;
    this.#scope.diagnostics.error(file, `component ${path} lies in subpackage ${home}`);
    return undefined;
  }
}

/** The root of the subpackage that a framework path lies in; undefined for the main package. */
export function subpackageOf(path: string, subpackages: readonly string[]): string | undefined {
  return subpackages.find((root) => path.startsWith(`${root}/`));
}
