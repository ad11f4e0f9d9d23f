/**
 * What the mini program weighs as WeChat packs it: the main package with the parts of packed npm packages that are
 * really used, and every subpackage by itself. Scripts and styles minified, templates compiled. Limits: 2 MB each,
 * 20 MB together (WeChat, 分包加载); the main package is to stay below 700 KB, so that the first page is quick.
 *
 * `node scripts/package-sizes.mjs` prints a table, with `--json` the numbers; ends with 1 when one is too large.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { TmplGroup } from 'glass-easel-template-compiler';

const KB = 1024;
export const LIMITS = { each: 2048 * KB, together: 20_480 * KB, mainGoal: 700 * KB };

const PACKED = /\.(ts|js|wxml|wxss|wxs|json|png|jpe?g|gif|svg|webp)$/;
/** For tools and people, left behind by packOptions of project.config.json. */
const LEFT = /(\.d\.ts|examples\.json)$/;
const NPM = 'tdesign-miniprogram';

async function filesBelow(folder) {
  const names = await readdir(folder, { recursive: true });
  const files = names.map((name) => path.join(folder, name));
  return files.filter(
    (file) =>
      PACKED.test(file) &&
      !LEFT.test(file) &&
      !/node_modules|miniprogram_npm/.test(path.relative(folder, file)),
  );
}

/** Absolute paths that a file of a packed package needs: imports of scripts, styles, templates and their WXS. */
async function neededBy(file) {
  const text = await readFile(file, 'utf8');
  const found = [...text.matchAll(/(?:from|import|require\(|src=|@import)\s*["']([^"']+)["']/g)]
    .map(([, target]) => target)
    .filter((target) => target.startsWith('.'));
  const config = file.endsWith('.json') ? (JSON.parse(text).usingComponents ?? {}) : {};
  return [...found, ...Object.values(config)].map((target) =>
    path.join(path.dirname(file), target),
  );
}

async function isFile(file) {
  try {
    return (await stat(file)).isFile();
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return false;
    throw error;
  }
}

/** The files that a path without or with an ending stands for: a component is four of them. */
async function filesOf(target) {
  const endings = ['', '.js', '.json', '.wxml', '.wxss', '.wxs', '/index.js'];
  const candidates = endings.map((ending) => target + ending);
  const there = await Promise.all(candidates.map(isFile));
  return candidates.filter((_file, index) => there[index]);
}

/** The files of tdesign-miniprogram that are needed, from what the app's .json files use. */
async function npmClosure(root, ours) {
  const folder = path.join(root, 'node_modules', NPM);
  const { miniprogram } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const home = path.join(folder, miniprogram);
  const used = new Set();
  for (const file of ours) {
    const text = await readFile(file, 'utf8');
    for (const [, inner] of text.matchAll(
      /["'](?:\.{0,2}\/?(?:\.\.\/)*miniprogram_npm\/)?tdesign-miniprogram\/([^"']+)["']/g,
    )) {
      used.add(path.join(home, inner));
    }
  }
  const closure = new Set();
  const waiting = [...used];
  while (waiting.length > 0) {
    for (const file of await filesOf(waiting.pop())) {
      if (closure.has(file)) continue;
      closure.add(file);
      waiting.push(...(await neededBy(file)));
    }
  }
  return [...closure];
}

async function packedSize(file) {
  if (/\.(png|jpe?g|gif|svg|webp)$/.test(file)) return (await stat(file)).size;
  const text = await readFile(file, 'utf8');
  if (file.endsWith('.json')) return Buffer.byteLength(JSON.stringify(JSON.parse(text)));
  const loader = { '.ts': 'ts', '.js': 'js', '.wxs': 'js', '.wxss': 'css' }[path.extname(file)];
  const { code } = await transform(text, {
    loader,
    minify: true,
    charset: 'utf8',
    logLevel: 'silent',
  });
  return Buffer.byteLength(code);
}

async function templatesSize(files) {
  const group = new TmplGroup();
  for (const file of files)
    group.addTmpl(file.replace(/\.wxml$/, ''), await readFile(file, 'utf8'));
  const code = group.getTmplGenObjectGroups();
  group.free();
  return Buffer.byteLength(code);
}

async function sizeOf(files) {
  const templates = files.filter((file) => file.endsWith('.wxml'));
  const others = files.filter((file) => !file.endsWith('.wxml'));
  const sizes = await Promise.all(others.map(packedSize));
  return sizes.reduce((sum, size) => sum + size, await templatesSize(templates));
}

/** The packages of the mini program in `root`: [{name, files, bytes, limit}], the main one first. */
export async function packageSizes(root) {
  const home = path.join(root, 'miniprogram');
  const app = JSON.parse(await readFile(path.join(home, 'app.json'), 'utf8'));
  const ours = await filesBelow(home);
  const subpackages = (app.subPackages ?? []).map(({ root: folder }) =>
    folder.replace(/^\/|\/$/g, ''),
  );
  const inside = (file, folder) => file.startsWith(path.join(home, folder) + path.sep);
  const main = ours.filter((file) => !subpackages.some((folder) => inside(file, folder)));
  const packages = [
    {
      name: 'main',
      files: [
        ...main,
        ...(await npmClosure(
          root,
          ours.filter((file) => /\.(json|ts|wxss|wxml)$/.test(file)),
        )),
      ],
    },
    ...subpackages.map((name) => ({ name, files: ours.filter((file) => inside(file, name)) })),
  ];
  return Promise.all(
    packages.map(async ({ name, files }) => ({
      name,
      files: files.length,
      bytes: await sizeOf(files),
      limit: name === 'main' ? LIMITS.mainGoal : LIMITS.each,
    })),
  );
}

/** The sizes as lines for people. */
export function sizeTable(sizes) {
  const kb = (bytes) => `${(bytes / KB).toFixed(0)} KB`.padStart(9);
  const line = (name, files, bytes, limit) =>
    `${name.padEnd(18)} ${String(files).padStart(4)} files ${kb(bytes)}  of ${kb(limit).trim()}${bytes > limit ? '  TOO LARGE' : ''}`;
  const sum = (of) => sizes.reduce((total, one) => total + one[of], 0);
  return [
    ...sizes.map(({ name, files, bytes, limit }) => line(name, files, bytes, limit)),
    line('together', sum('files'), sum('bytes'), LIMITS.together),
  ];
}

/** Is every package, and are all together, within the limits? */
export function withinLimits(sizes) {
  const together = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  return together <= LIMITS.together && sizes.every(({ bytes, limit }) => bytes <= limit);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const sizes = await packageSizes(path.join(import.meta.dirname, '..'));
  if (process.argv.includes('--json')) console.log(JSON.stringify(sizes));
  else for (const text of sizeTable(sizes)) console.log(text);
  process.exitCode = withinLimits(sizes) ? 0 : 1;
}
