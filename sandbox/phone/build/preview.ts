/**
 * Builds the preview of a mini program: everything that a browser needs to run its pages, as files in one folder.
 * Design: the phone, "The preview". Nothing is written when there are errors.
 */

import { realpathSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { build } from 'esbuild';
import { ADMINISTRATOR } from '../../function-environment';
import { PEOPLE } from '../../people';
import type { BootData, UnitData } from '../runtime/boot-data';
import { bundleProject } from './bundle';
import { ComponentScan, NPM_PREFIX } from './components';
import { type Diagnostic, Diagnostics } from './diagnostics';
import { escapeHtml } from './error-page';
import { ICON_FONT_FILE, patchIconRules, readIconFont } from './icon-font';
import { readJson, stringOf } from './json';
import { type Project, scanProject } from './project';
import { styleScopes } from './style-scope';
import { compileTemplates } from './wxml';
import { compileStyles } from './wxss';

export interface BuildOptions {
  /** The folder of project.config.json and package.json. */
  readonly projectRoot: string;
  /** Where the files are written; emptied first. Nothing is written when left out. */
  readonly outDir?: string;
  /** Whose phone it may be; the first is the default. The sandbox's patients and staff unless given. */
  readonly people?: readonly PhoneOwner[];
}

export interface PhoneOwner {
  readonly openid: string;
  readonly label: string;
}

export interface PreviewBuild {
  /** Contents by path relative to outDir: `app.js`, `app.css`, `app.html`, `index.html`, `assets/…`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Errors and warnings; with an error in it, `files` is empty. */
  readonly diagnostics: readonly Diagnostic[];
}

const HERE = import.meta.dirname;
const PHONE = join(HERE, '..');
/** Who opens the staff's pages: one who may invite, and one to be invited. */
const STAFF: readonly PhoneOwner[] = [
  { openid: ADMINISTRATOR, label: '陈主任（工作人员，管理员）' },
  { openid: 'oClerkLiu', label: '刘收费（工作人员，凭邀请码加入）' },
];
const ASSETS = /\.(png|jpe?g|gif|svg|webp)$/;

export async function buildPreview(options: BuildOptions): Promise<PreviewBuild> {
  // esbuild follows symbolic links; paths are compared with its own.
  const projectRoot = realpathSync(options.projectRoot);
  const diagnostics = new Diagnostics(projectRoot);
  const files = await produce(projectRoot, options.people ?? [...PEOPLE, ...STAFF], diagnostics);
  if (diagnostics.hasErrors || files === undefined) {
    return { files: new Map(), diagnostics: diagnostics.list };
  }
  if (options.outDir !== undefined) await write(options.outDir, files);
  return { files, diagnostics: diagnostics.list };
}

async function produce(
  projectRoot: string,
  people: readonly PhoneOwner[],
  diagnostics: Diagnostics,
): Promise<Map<string, Uint8Array> | undefined> {
  const project = scanProject(projectRoot, diagnostics);
  if (project === undefined) return undefined;
  const scan = new ComponentScan({ ...project, diagnostics });
  const fileOf = (path: string): string => scan.fileOf(path);
  const scopes = styleScopes(project);
  const templates = compileTemplates(project, fileOf, diagnostics);
  const font = readIconFont();
  const styles = compileStyles({
    project,
    scopes,
    diagnostics,
    patch: (path, root) => {
      if (path === `${NPM_PREFIX}/tdesign-miniprogram/icon/icon`) patchIconRules(root, font);
    },
  });
  const boot = bootData(project, scopes, people[0]?.openid ?? 'oNobody', diagnostics);
  const bundle = await bundleProject(project, boot, templates.code, diagnostics);
  if (bundle === undefined) return undefined;
  const files = new Map<string, Uint8Array>();
  files.set('app.js', bundle.script);
  files.set('app.js.map', bundle.sourceMap);
  files.set('app.css', Buffer.from(`${await baseStyles()}\n${styles}\n`));
  files.set(ICON_FONT_FILE, font.bytes);
  for (const [name, bytes] of await shellFiles(people)) files.set(name, bytes);
  for (const [name, bytes] of await assets(project)) files.set(name, bytes);
  return files;
}

function bootData(
  project: Project,
  scopes: ReadonlyMap<string, string>,
  openid: string,
  diagnostics: Diagnostics,
): BootData {
  const config = readJson(join(project.root, 'project.config.json'), diagnostics);
  const units = [...project.units.values()].map((unit): UnitData => {
    const scope = scopes.get(unit.path);
    const generics = [...unit.generics].map(([tag, path]) => [
      tag,
      path === undefined ? true : { default: `/${path}` },
    ]);
    return {
      path: unit.path,
      kind: unit.kind,
      config: {
        ...unit.config,
        usingComponents: Object.fromEntries([...unit.using].map(([tag, to]) => [tag, `/${to}`])),
        componentGenerics: Object.fromEntries(generics),
      },
      ...(scope === undefined ? {} : { scope }),
    };
  });
  return {
    openid,
    appId: stringOf(config?.['appid']) ?? 'touristappid',
    app: project.app,
    theme: project.theme,
    pages: project.pages,
    units,
  };
}

/** The looks of built-ins and of the client's own surface, before any WXSS. */
async function baseStyles(): Promise<string> {
  const sheets: string[] = [];
  for (const folder of ['builtins', 'runtime']) {
    const names = (await readdir(join(PHONE, folder))).filter((name) => name.endsWith('.css'));
    for (const name of names.sort()) {
      sheets.push(await readFile(join(PHONE, folder, name), 'utf8'));
    }
  }
  return sheets.join('\n');
}

async function shellFiles(people: readonly PhoneOwner[]): Promise<[string, Uint8Array][]> {
  const folder = join(PHONE, 'shell');
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'shell.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2021',
    charset: 'utf8',
    logLevel: 'silent',
  });
  const options = people.map(
    ({ openid, label }) => `<option value="${escapeHtml(openid)}">${escapeHtml(label)}</option>`,
  );
  const index = await readFile(join(folder, 'index.html'), 'utf8');
  return [
    ['index.html', Buffer.from(index.replace('<!-- people -->', options.join('')))],
    ['app.html', await readFile(join(folder, 'app.html'))],
    ['shell.css', await readFile(join(folder, 'shell.css'))],
    ['shell.js', outputFiles[0]?.contents ?? new Uint8Array()],
  ];
}

async function assets(project: Project): Promise<[string, Uint8Array][]> {
  const names = await readdir(project.source, { recursive: true });
  const wanted = names.filter((name) => ASSETS.test(name) && !name.includes('node_modules'));
  return Promise.all(
    wanted.map(async (name): Promise<[string, Uint8Array]> => {
      const file = join(project.source, name);
      const path = relative(project.source, file).split(sep).join('/');
      return [`assets/${path}`, await readFile(file)];
    }),
  );
}

async function write(outDir: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  for (const [name, bytes] of files) {
    const target = join(outDir, name);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
  }
}
