/**
 * The functions run on Node 18.15 (cloudfunctions/deploy.json) while the tools and tests run on a newer
 * one: what 18.15 does not know must not stand in their sources, nor in the shared ones they import.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import deploy from '../../cloudfunctions/deploy.json';
import { projectFiles, ROOT } from '../support/project-files';

/** With the version of Node that brought it. */
const TOO_NEW: readonly (readonly [string, RegExp])[] = [
  ['URL.canParse, 18.17', /\bURL\.canParse\b/],
  ['toSorted, toReversed, toSpliced, 20', /\.(?:toSorted|toReversed|toSpliced)\(/],
  ['isWellFormed, 20', /\.(?:isWellFormed|toWellFormed)\(/],
  ['AbortSignal.any, 20.3', /\bAbortSignal\.any\b/],
  ['groupBy, 21', /\b(?:Object|Map)\.groupBy\b/],
  ['Array.fromAsync, 22', /\bArray\.fromAsync\b/],
  ['Promise.withResolvers, 22', /\bPromise\.(?:withResolvers|try)\b/],
  ['Set arithmetic, 22', /\.(?:isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(/],
  ['import.meta.dirname, 20.11', /\bimport\.meta\.(?:dirname|filename)\b/],
];

const newIn = (text: string) =>
  TOO_NEW.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);

const sources = projectFiles(['.ts']).filter(
  (file) => file.startsWith('cloudfunctions/') || file.startsWith('miniprogram/shared/'),
);

test('the functions are deployed on Node 18.15', () => {
  expect(deploy.runtime).toBe('Nodejs18.15');
  expect(sources.length).toBeGreaterThan(50);
});

test('no source of theirs uses what is newer', () => {
  const found = sources.flatMap((file) =>
    newIn(readFileSync(join(ROOT, file), 'utf8')).map((name) => `${file}: ${name}`),
  );
  expect(found).toEqual([]);
});

test.each([
  'URL.canParse(text)',
  'list.toSorted()',
  'Object.groupBy(list, key)',
  'await Array.fromAsync(rows)',
  'const { promise } = Promise.withResolvers<void>();',
])('%s would be found', (line) => {
  expect(newIn(line)).toHaveLength(1);
});
