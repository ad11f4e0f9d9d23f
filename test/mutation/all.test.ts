/**
 * Every unit test of a room as one file, for `npm run mutation` alone: a break is then judged by loading
 * the code once instead of once per test file. Which files: the environment, as the command sets it.
 */
import { join } from 'node:path';

const files = (process.env['YIBAO_MUTATION_TESTS'] ?? '').split(',');

for (const file of files) {
  describe(file, () => {
    jest.requireActual(join(__dirname, '..', 'unit', file));
  });
}
