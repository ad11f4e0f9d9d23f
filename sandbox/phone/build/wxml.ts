/**
 * Compiles every template of the project, with the templates they import and the WXS they use, into one script.
 * The compiler is glass-easel-template-compiler 0.12.1; its errors become diagnostics with file and line.
 */

import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import type { Diagnostics } from './diagnostics';
import { isJsonObject } from './json';
import { type Element, readMarkup } from './markup';
import { type ComponentUnit, existing, type Project } from './project';
import { checkTemplate } from './wxml-check';
import { compileWxs, WXS_RUNTIME, wxsRequires, wxsSyntaxError } from './wxs';

interface Template {
  readonly file: string;
  readonly text: string;
  readonly elements: readonly Element[];
}

export interface TemplateBuild {
  /** A JavaScript expression: path → compiled template. */
  readonly code: string;
}

/** Compiles and checks all templates. `fileOf` gives the absolute path, without extension, of a framework path. */
export function compileTemplates(
  project: Project,
  fileOf: (path: string) => string,
  diagnostics: Diagnostics,
): TemplateBuild {
  const compiler = new TemplateCompiler(fileOf, diagnostics);
  for (const unit of project.units.values()) compiler.addUnit(unit);
  return { code: compiler.finish() };
}

class TemplateCompiler {
  readonly #group = new TmplGroup();
  readonly #templates = new Map<string, Template | undefined>();
  readonly #scripts = new Set<string>();
  readonly #fileOf: (path: string) => string;
  readonly #diagnostics: Diagnostics;

  constructor(fileOf: (path: string) => string, diagnostics: Diagnostics) {
    this.#fileOf = fileOf;
    this.#diagnostics = diagnostics;
    this.#group.setExtraRuntimeScript(WXS_RUNTIME);
  }

  addUnit(unit: ComponentUnit): void {
    const knows = (tag: string): boolean => unit.using.has(tag) || unit.generics.has(tag);
    for (const template of this.#reach(unit.path, new Set())) {
      checkTemplate(template, knows, this.#diagnostics);
    }
  }

  finish(): string {
    const code = this.#group.getTmplGenObjectGroups();
    this.#group.free();
    return code;
  }

  /** The template and everything it imports or includes. */
  #reach(path: string, seen: Set<string>): Template[] {
    if (seen.has(path)) return [];
    seen.add(path);
    const template = this.#template(path);
    if (template === undefined) return [];
    const reached = [template];
    for (const source of sourcesOf(template.elements, ['import', 'include'])) {
      reached.push(...this.#reach(resolveFrom(path, source, '.wxml'), seen));
    }
    return reached;
  }

  #template(path: string): Template | undefined {
    if (this.#templates.has(path)) return this.#templates.get(path);
    const template = this.#compile(path);
    this.#templates.set(path, template);
    return template;
  }

  #compile(path: string): Template | undefined {
    const file = `${this.#fileOf(path)}.wxml`;
    if (existing(file) === undefined) {
      this.#diagnostics.error(file, 'the template does not exist');
      return undefined;
    }
    const text = readFileSync(file, 'utf8');
    const elements = readMarkup(text);
    for (const source of sourcesOf(elements, ['wxs'])) {
      this.#script(resolveFrom(path, source, '.wxs'));
    }
    this.#report(file, this.#group.addTmpl(path, text));
    for (const module of this.#group.getInlineScriptModuleNames(path)) {
      const name = String(module);
      const source = this.#group.getInlineScript(path, name);
      this.#checkScript(file, source);
      this.#group.setInlineScript(path, name, compileWxs(source));
    }
    return { file, text, elements };
  }

  #script(path: string): void {
    if (this.#scripts.has(path)) return;
    this.#scripts.add(path);
    const file = `${this.#fileOf(path)}.wxs`;
    if (existing(file) === undefined) {
      this.#diagnostics.error(file, 'the WXS module does not exist');
      return;
    }
    const source = readFileSync(file, 'utf8');
    this.#checkScript(file, source);
    for (const required of wxsRequires(source)) this.#script(resolveFrom(path, required, '.wxs'));
    this.#group.addScript(path, compileWxs(source));
  }

  #checkScript(file: string, source: string): void {
    const problem = wxsSyntaxError(source);
    if (problem !== undefined) this.#diagnostics.error(file, `WXS: ${problem.message}`);
  }

  #report(file: string, problems: unknown): void {
    for (const problem of Array.isArray(problems) ? problems.filter(isJsonObject) : []) {
      const place = {
        line: Number(problem['startLine']) + 1,
        column: Number(problem['startColumn']) + 1,
      };
      const message = String(problem['message']);
      if (problem['isError'] === true) this.#diagnostics.error(file, message, place);
      else this.#diagnostics.warning(file, message, place);
    }
  }
}

function sourcesOf(elements: readonly Element[], tags: readonly string[]): string[] {
  return elements
    .filter((element) => tags.includes(element.tag))
    .flatMap((element) => element.attributes.filter((attribute) => attribute.name === 'src'))
    .map((attribute) => attribute.value);
}

function resolveFrom(path: string, source: string, extension: string): string {
  const bare = source.endsWith(extension) ? source.slice(0, -extension.length) : source;
  return bare.startsWith('/')
    ? posix.normalize(bare).slice(1)
    : posix.join(posix.dirname(path), bare);
}
