/**
 * Turns the project's WXSS into one stylesheet: imports inlined, units replaced, classes scoped per component,
 * a page's rules bound to that page, dark mode switched by an attribute. Follows WeChat's WXSS reference; whatever
 * cannot be shown truthfully (remote or local files in url(), rpx in media queries) is an error.
 */

import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import postcss, { type AtRule, type Declaration, type Root, type Rule } from 'postcss';
import { replaceUnits } from '../runtime/units';
import { NPM_PREFIX } from './components';
import type { Diagnostics, Place } from './diagnostics';
import { isInside, splitBare } from './packages';
import { existing, type Project } from './project';
import { scopeSelector, type StyleScope } from './wxss-selectors';

export interface StyleContext {
  readonly project: Project;
  readonly scopes: ReadonlyMap<string, string>;
  readonly diagnostics: Diagnostics;
  /** Changes a component's rules before they are compiled: the icon font is put in here. */
  readonly patch: (path: string, root: Root) => void;
}

/** The whole stylesheet: app.wxss, components, pages, in this order. */
export function compileStyles(context: StyleContext): string {
  const { project, scopes } = context;
  const parts: string[] = [];
  const { appStyle } = project;
  if (appStyle !== undefined) {
    parts.push(compileSheet(context, appStyle, { isolated: false }));
  }
  const units = [...project.units.values()].sort(
    (left, right) => Number(left.kind === 'page') - Number(right.kind === 'page'),
  );
  for (const unit of units) {
    if (unit.style === undefined) continue;
    const prefix = scopes.get(unit.path);
    parts.push(
      compileSheet(
        context,
        unit.style,
        {
          isolated: unit.kind === 'component' && prefix !== undefined,
          ...(prefix === undefined ? {} : { prefix }),
          ...(unit.kind === 'page' ? { page: unit.path } : {}),
        },
        unit.path,
      ),
    );
  }
  return parts.join('\n');
}

function compileSheet(
  context: StyleContext,
  file: string,
  scope: StyleScope,
  path?: string,
): string {
  const root = load(context, file, []);
  if (root === undefined) return '';
  if (path !== undefined) context.patch(path, root);
  root.walkComments((comment) => {
    comment.remove();
  });
  root.walkDecls((declaration) => compileDeclaration(context, file, declaration));
  const themes = takeThemes(context, file, root);
  root.walkRules((rule) => {
    if (isKeyframe(rule)) return;
    const theme = themes.get(rule.parent);
    compileRule(context, file, rule, { ...scope, ...(theme === undefined ? {} : { theme }) });
  });
  return root.toString();
}

/** Reads a sheet and puts the rules of its imports in their places. */
function load(context: StyleContext, file: string, chain: readonly string[]): Root | undefined {
  const { diagnostics, project } = context;
  let root: Root;
  try {
    root = postcss.parse(readFileSync(file, 'utf8'), { from: file });
  } catch (error) {
    const syntax = error as Partial<Place> & { readonly reason?: string };
    const { line, column } = syntax;
    const place =
      line === undefined ? undefined : { line, ...(column === undefined ? {} : { column }) };
    diagnostics.error(file, syntax.reason ?? String(error), place);
    return undefined;
  }
  root.walkAtRules('import', (rule) => {
    const target = /^(?:url\()?\s*["']([^"']+)["']/.exec(rule.params)?.[1];
    const imported = target === undefined ? undefined : importedFile(project, file, target);
    if (imported === undefined || existing(imported) === undefined) {
      diagnostics.error(file, `@import ${rule.params}: no such file`, placeOf(rule));
      rule.remove();
    } else if (chain.includes(imported)) {
      diagnostics.error(file, `@import ${rule.params} goes in circles`, placeOf(rule));
      rule.remove();
    } else {
      const inner = load(context, imported, [...chain, file]);
      rule.replaceWith(inner?.nodes ?? []);
    }
  });
  return root;
}

/** Where an import points; `miniprogram_npm/` stands for the folders of packed packages. */
function importedFile(project: Project, file: string, target: string): string {
  const plain = target.startsWith('/') ? join(project.source, target) : join(dirname(file), target);
  const npm = join(project.source, NPM_PREFIX);
  if (!isInside(plain, npm)) return plain;
  const { name, rest } = splitBare(relative(npm, plain).split(sep).join('/'));
  return join(project.packed.get(name)?.folder ?? npm, rest);
}

function compileDeclaration(context: StyleContext, file: string, declaration: Declaration): void {
  for (const url of declaration.value.matchAll(/url\(\s*["']?([^"')]*)/g)) {
    const target = url[1] ?? '';
    if (/^(data:|#)/.test(target) || target.startsWith('/phone/')) continue;
    context.diagnostics.error(
      declaration.source?.input.file ?? file,
      `url(${target}): only data: urls are simulated (WXSS cannot load local files, the preview loads nothing from outside)`,
      placeOf(declaration),
    );
  }
  declaration.value = replaceUnits(declaration.value);
}

function compileRule(context: StyleContext, file: string, rule: Rule, scope: StyleScope): void {
  const { selector, complaints } = scopeSelector(rule.selector, scope);
  const from = rule.source?.input.file ?? file;
  for (const { severity, message } of complaints) {
    context.diagnostics[severity](from, message, placeOf(rule));
  }
  rule.selector = selector;
}

const THEME = /^\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)$/;

/** Dark and light rules listen to the preview's own switch instead of the browser's setting. */
function takeThemes(context: StyleContext, file: string, root: Root): ReadonlyMap<unknown, string> {
  const themes = new Map<unknown, string>();
  root.walkAtRules('media', (media) => {
    const theme = THEME.exec(media.params.trim())?.[1];
    if (theme !== undefined) {
      themes.set(media, theme);
      media.params = 'all';
    } else if (/rpx|prefers-color-scheme/.test(media.params)) {
      const message = `@media ${media.params} is not simulated`;
      context.diagnostics.error(file, message, placeOf(media));
    }
  });
  return themes;
}

function isKeyframe(rule: Rule): boolean {
  return rule.parent?.type === 'atrule' && /keyframes$/.test((rule.parent as AtRule).name);
}

function placeOf(node: AtRule | Rule | Declaration): Place | undefined {
  const start = node.source?.start;
  return start === undefined ? undefined : { line: start.line, column: start.column };
}
