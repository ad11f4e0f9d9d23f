/**
 * The unit tests of domain and channels alone, for `npm run mutation`: no sockets, no browser, and none
 * of the tests that read sources, which instrumented ones are not.
 */
import all from './jest.config.mjs';

const [unit] = all.projects;

export default {
  ...unit,
  displayName: 'mutation',
  testMatch: ['<rootDir>/test/mutation/all.test.ts'],
};
