/**
 * Where `npm run mutation` judges a break: it tells test/mutation/all.test.ts which tests were asked for,
 * and leaves the rest alone as soon as one has failed (one is enough; jest itself goes on within a file).
 * Key pairs are taken from a store that outlives a run: making them anew for each break takes an hour.
 */
const crypto = require('node:crypto');
const { TestEnvironment } = require('jest-environment-node');

const PAIRS = 48;
const made = new Map();
const { generateKeyPairSync } = crypto;

/** Pairs in turn: two of one run differ, two runs may be handed the same. */
crypto.generateKeyPairSync = (type, options) => {
  const kind = JSON.stringify([type, options]);
  const store = made.get(kind) ?? { pairs: [], next: 0 };
  made.set(kind, store);
  const at = store.next % PAIRS;
  store.next += 1;
  store.pairs[at] ??= generateKeyPairSync(type, options);
  return store.pairs[at];
};

/** Stryker asks for tests as `(name)|(name)…`, each escaped for a pattern. */
const namesIn = (pattern) =>
  pattern
    .slice(1, -1)
    .split(')|(')
    .map((name) => name.replace(/\\(.)/g, '$1'));

module.exports = class extends TestEnvironment {
  failed = false;

  async handleTestEvent(event, state) {
    if (event.name === 'setup' && event.testNamePattern !== undefined) {
      const names = new Set(namesIn(event.testNamePattern));
      // thousands of names: a pattern of them would be tried letter by letter
      state.testNamePattern = { test: (name) => names.has(name) };
      this.global.TESTS_ASKED = [...names];
    }
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.failed = true;
    if (event.name === 'test_start' && this.failed) event.test.mode = 'skip';
  }
};
