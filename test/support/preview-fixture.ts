/**
 * The preview's own little mini program (test/phone/fixture), and copies of it that a test may break.
 */

import { cp, mkdtemp, rm, symlink, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildPreview, type Diagnostic } from '../../sandbox/phone';

export const FIXTURE = join(import.meta.dirname, '..', 'phone', 'fixture');
const NODE_MODULES = join(import.meta.dirname, '..', '..', 'node_modules');

/** The fixture's bundle. Throws, naming everything, when the build has errors. */
export async function fixtureBundle(): Promise<string> {
  const { files, diagnostics } = await buildPreview({ projectRoot: FIXTURE });
  const script = files.get('app.js');
  if (script === undefined) throw new Error(JSON.stringify(errorsIn(diagnostics), null, 2));
  return Buffer.from(script).toString('utf8');
}

/** Errors as `file:line message`. */
export function errorsIn(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics
    .filter((diagnostic) => diagnostic.severity === 'error')
    .map(({ file, line, message }) => `${file}:${line ?? 0} ${message}`);
}

export interface FixtureCopy {
  readonly root: string;
  /** Writes files, by path relative to the project. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  remove(): Promise<void>;
}

/** A copy of the fixture with files changed or added. */
export async function copyFixture(
  files: Readonly<Record<string, string>> = {},
): Promise<FixtureCopy> {
  const root = await mkdtemp(join(tmpdir(), 'preview-'));
  await cp(FIXTURE, root, { recursive: true });
  await symlink(NODE_MODULES, join(root, 'node_modules'), 'dir');
  const write = async (changed: Readonly<Record<string, string>>): Promise<void> => {
    for (const [path, text] of Object.entries(changed)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
  };
  await write(files);
  return { root, write, remove: () => rm(root, { recursive: true, force: true }) };
}

/** Two plain pages, one in a subpackage: enough to break something in, and quick to build. */
export const PLAIN = {
  'miniprogram/app.json': JSON.stringify({
    pages: ['pages/plain/plain'],
    subPackages: [{ root: 'packages/staff', pages: ['pages/desk/desk'] }],
  }),
  'miniprogram/pages/plain/plain.js': 'Page({});',
  'miniprogram/pages/plain/plain.wxml': '<view/>',
};

/** The errors of a build of the fixture, cut down to two plain pages, with files changed. */
export async function errorsWith(files: Readonly<Record<string, string>>): Promise<string[]> {
  const copy = await copyFixture({ ...PLAIN, ...files });
  try {
    const { diagnostics, files: built } = await buildPreview({ projectRoot: copy.root });
    const errors = errorsIn(diagnostics);
    if (errors.length > 0 && built.size > 0) throw new Error('a build with errors gave files');
    return errors;
  } finally {
    await copy.remove();
  }
}
