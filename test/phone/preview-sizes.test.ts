/** What the mini program weighs as WeChat packs it, against WeChat's limits and our own. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../support/project-files';

const run = promisify(execFile);
const SCRIPT = 'scripts/package-sizes.mjs';

interface Size {
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
  readonly limit: number;
}

/** The sizes of the mini program in that folder. */
async function sizesOf(root: string): Promise<readonly Size[]> {
  const script = `
    import { packageSizes } from './${SCRIPT}';
    console.log(JSON.stringify(await packageSizes(process.argv[1])));
  `;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, root], {
    cwd: ROOT,
  });
  return JSON.parse(stdout) as Size[];
}

it('is within the limits, each package by itself', async () => {
  const { stdout } = await run(process.execPath, [SCRIPT, '--json'], { cwd: ROOT });
  const sizes = JSON.parse(stdout) as Size[];
  expect(sizes.map(({ name }) => name)).toEqual(['main', 'packages/staff']);
  for (const { bytes, limit, files } of sizes) {
    expect(files).toBeGreaterThan(50);
    expect(bytes).toBeGreaterThan(50 * 1024);
    expect(bytes).toBeLessThanOrEqual(limit);
  }
  expect(sizes[0]?.limit).toBe(700 * 1024);
});

it('is printed for people', async () => {
  const { stdout } = await run(process.execPath, [SCRIPT], { cwd: ROOT });
  expect(stdout).toMatch(/^main +\d+ files +\d+ KB {2}of 700 KB$/m);
  expect(stdout).toMatch(/^packages\/staff +\d+ files +\d+ KB {2}of 2048 KB$/m);
  expect(stdout).toMatch(/^together +\d+ files +\d+ KB {2}of 20480 KB$/m);
});

describe('in a small project', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'sizes-'));
    await cp(join(ROOT, 'package.json'), join(root, 'package.json'));
    await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'dir');
    await put('app.json', '{"pages": ["p"], "subPackages": [{"root": "sub/", "pages": ["q"]}]}');
    await put('p.json', '{}');
    await put('sub/q.ts', 'const long: number = 1 + 1;\nexport const other = long;');
  });
  afterEach(async () => {
    await rm(root, { recursive: true });
  });

  async function put(path: string, text: string): Promise<void> {
    const file = join(root, 'miniprogram', path);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, text);
  }

  const bytes = async (): Promise<readonly number[]> =>
    (await sizesOf(root)).map((one) => one.bytes);

  it('counts what is packed, and nothing that is for tools or people', async () => {
    const before = await bytes();
    await put('types.d.ts', 'declare const a: 1;');
    await put('components/a/examples.json', '[{"name": "a", "props": {}}]');
    await put('readme.md', 'text');
    expect(await bytes()).toEqual(before);
    await put('sub/picture.png', 'x'.repeat(5000));
    const [main, sub] = await bytes();
    expect([main, sub]).toEqual([before[0], (before[1] ?? 0) + 5000]);
  });

  it('counts the parts of a packed npm package that are used, with what they need', async () => {
    const [before = 0] = await bytes();
    const tag = 'tdesign-miniprogram/tag/tag';
    await put('sub/q.json', JSON.stringify({ usingComponents: { 't-tag': tag } }));
    const [main, sub] = await sizesOf(root);
    expect(sub?.files).toBe(2);
    expect(main?.files).toBeGreaterThan(8);
    expect(main?.bytes).toBeGreaterThan(before + 20 * 1024);
  });
});
