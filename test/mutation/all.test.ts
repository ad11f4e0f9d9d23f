/**
 * Every unit test of a room as one file, for `npm run mutation` alone: a break is then judged by loading
 * the code once instead of once per test file, and only the files whose tests were asked for. Which
 * files: the environment, as the command sets it.
 */
import { join } from 'node:path';

const files = (process.env['YIBAO_MUTATION_TESTS'] ?? '').split(',');
const asked: unknown = Reflect.get(globalThis, 'TESTS_ASKED');
const first = (name: unknown): string => String(name).split(' ', 1)[0] ?? '';
const wanted = Array.isArray(asked) ? new Set(asked.map(first)) : new Set(files);

for (const file of files.filter((name) => wanted.has(name))) {
  describe(file, () => {
    jest.requireActual(join(__dirname, '..', 'unit', file));
  });
}
