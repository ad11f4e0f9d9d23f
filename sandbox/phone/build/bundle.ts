/**
 * One script with the preview's runtime, the compiled templates and the mini program's own modules (esbuild).
 * Every page and component announces its path right before its body runs, so that the global Page() and Component()
 * know whom they define; modules run only when the runtime asks for them.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Message, type Plugin } from 'esbuild';
import type { BootData } from '../runtime/boot-data';
import type { Diagnostics } from './diagnostics';
import { isInside } from './packages';
import type { Project } from './project';
import { resolveImport } from './resolve';
import { checkWxUsage } from './wx-usage';

export interface Bundle {
  readonly script: Uint8Array;
  readonly sourceMap: Uint8Array;
}

const ENTRY = 'preview-entry';
const TEMPLATES = 'preview-templates';

/** Bundles the project; undefined when a diagnostic says why not. */
export async function bundleProject(
  project: Project,
  boot: BootData,
  templates: string,
  diagnostics: Diagnostics,
): Promise<Bundle | undefined> {
  const result = await build({
    entryPoints: [ENTRY],
    bundle: true,
    write: false,
    outfile: 'app.js',
    format: 'iife',
    platform: 'browser',
    target: 'es2021',
    sourcemap: 'linked',
    sourcesContent: true,
    charset: 'utf8',
    logLevel: 'silent',
    absWorkingDir: project.root,
    nodePaths: [join(import.meta.dirname, '..', '..', '..', 'node_modules')],
    define: { 'process.env.NODE_ENV': '"production"' },
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true, target: 'es2021' } },
    plugins: [virtualModules(project, boot, templates), projectModules(project, diagnostics)],
  }).catch((error: unknown) => {
    report(project, error, diagnostics);
    return undefined;
  });
  if (result === undefined) return undefined;
  for (const warning of result.warnings) reportMessage(project, 'warning', warning, diagnostics);
  const [script, sourceMap] = ['app.js', 'app.js.map'].map(
    (name) => result.outputFiles.find((file) => file.path.endsWith(name))?.contents,
  );
  if (script === undefined || sourceMap === undefined) return undefined;
  return { script, sourceMap };
}

function virtualModules(project: Project, boot: BootData, templates: string): Plugin {
  return {
    name: 'preview-virtual',
    setup(context) {
      context.onResolve({ filter: /^preview-(entry|templates)$/ }, ({ path }) => ({
        path,
        namespace: 'preview',
      }));
      context.onLoad({ filter: /.*/, namespace: 'preview' }, ({ path }) => ({
        contents: path === TEMPLATES ? `export default ${templates};` : entryOf(project, boot),
        resolveDir: import.meta.dirname,
        loader: 'js',
      }));
    },
  };
}

function entryOf(project: Project, boot: BootData): string {
  const modules = [['app', project.appScript], ...scriptsOf(project)].map(
    ([path, file]) => `${JSON.stringify(path)}: () => require(${JSON.stringify(file)})`,
  );
  const runtime = join(import.meta.dirname, '..', 'runtime', 'boot');
  return [
    `import { boot } from ${JSON.stringify(runtime)};`,
    `boot(${JSON.stringify(boot)}, () => require('${TEMPLATES}').default, {`,
    modules.join(',\n'),
    '});',
  ].join('\n');
}

function scriptsOf(project: Project): [string, string][] {
  return [...project.units.values()].map((unit) => [unit.path, unit.script]);
}

function projectModules(project: Project, diagnostics: Diagnostics): Plugin {
  const paths = new Map(
    [['app', project.appScript] as const, ...scriptsOf(project)].map(([path, file]) => [
      file,
      path,
    ]),
  );
  const roots = [project.source, ...[...project.packed.values()].map((one) => one.folder)];
  const isOurs = (file: string): boolean => roots.some((root) => isInside(file, root));
  return {
    name: 'preview-project',
    setup(context) {
      context.onResolve({ filter: /.*/ }, ({ path, importer, kind, namespace }) => {
        if (namespace === 'preview' || !isOurs(importer)) return undefined;
        if (kind === 'dynamic-import') {
          return { errors: [{ text: `import('${path}') is not known to the mini program` }] };
        }
        const resolution = resolveImport(project, importer, path);
        return 'file' in resolution
          ? { path: resolution.file }
          : { errors: [{ text: resolution.refused }] };
      });
      context.onLoad({ filter: /\.(ts|js)$/ }, async ({ path }) => {
        if (!isOurs(path)) return undefined;
        const text = await readFile(path, 'utf8');
        checkWxUsage(path, text, diagnostics);
        const unit = paths.get(path);
        const announced = unit === undefined ? '' : `__previewEnter(${JSON.stringify(unit)});`;
        return { contents: announced + text, loader: path.endsWith('.ts') ? 'ts' : 'js' };
      });
    },
  };
}

function report(project: Project, error: unknown, diagnostics: Diagnostics): void {
  const failure = error as { readonly errors?: readonly Message[] };
  if (failure.errors === undefined) throw error;
  for (const message of failure.errors) reportMessage(project, 'error', message, diagnostics);
}

function reportMessage(
  project: Project,
  severity: 'error' | 'warning',
  message: Message,
  diagnostics: Diagnostics,
): void {
  const { location } = message;
  const file = join(project.root, location?.file ?? '');
  const place =
    location === null ? undefined : { line: location.line, column: location.column + 1 };
  diagnostics[severity](file, message.text, place);
}
