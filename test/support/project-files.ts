/** The project's own files, as git would see them: nothing installed, nothing built. */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The project's root folder; tests run from there. */
export const ROOT = resolve(import.meta.dirname, '..', '..');

const NOT_OURS = new Set([
  'node_modules',
  'dist',
  '.git',
  '.data',
  '.artifacts',
  'coverage',
  'miniprogram_npm',
]);

function below(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? below(path) : [path];
  });
}

/** Paths from the root with forward slashes, of files whose name ends in one of `endings`. */
export function projectFiles(endings: readonly string[]): readonly string[] {
  return below('').filter((path) => endings.some((ending) => path.endsWith(ending)));
}
