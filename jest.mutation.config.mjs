/**
 * The unit tests of domain and channels alone, for `npm run mutation`: no sockets, no browser, and none
 * of the tests that read sources, which instrumented ones are not.
 */
import { join } from 'node:path';
import all from './jest.config.mjs';

const [unit] = all.projects;

export default {
  ...unit,
  displayName: 'mutation',
  // a whole path: Stryker resolves it by itself
  testEnvironment: join(import.meta.dirname, 'test', 'mutation', 'environment.cjs'),
  testMatch: ['<rootDir>/test/mutation/all.test.ts'],
};
