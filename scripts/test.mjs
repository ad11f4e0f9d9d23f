/**
 * `npm test`: everything, from a fresh clone. Checks the house (types, lint, format), builds the
 * functions and the counter service, runs every suite and prints the time of each. `npm test -- unit wire` runs only those.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ensureInstalled } from './lib/ensure-installed.mjs';

const root = join(import.meta.dirname, '..');
const artefacts = join(root, '.artifacts');
const CHECKS = [
  ['types of the phone', 'typescript/bin/tsc', ['-p', 'tsconfig.phone.json']],
  ['types of functions, sandbox, tests', 'typescript/bin/tsc', ['-p', 'tsconfig.node.json']],
  ['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']],
  ['lint', 'eslint/bin/eslint.js', ['.']],
];
const SUITES = ['unit', 'fuzz', 'sim', 'wire', 'phone', 'browser'];

function run(program, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', program), ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code === 0));
  });
}

const tally = { passed: 0, failed: 0 };
const times = [];

async function timed(name, act) {
  const begun = performance.now();
  const passed = await act();
  times.push([name, (performance.now() - begun) / 1000, passed]);
  return passed;
}

async function check([name, program, args]) {
  const passed = await timed(name, () => run(program, args));
  tally[passed ? 'passed' : 'failed'] += 1;
}

function countSuite(file) {
  const result = JSON.parse(readFileSync(file, 'utf8'));
  tally.passed += result.numPassedTests;
  tally.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  if (result.numPendingTests + result.numTodoTests > 0) {
    console.error('A test was skipped; that counts as failed.');
    tally.failed += result.numPendingTests + result.numTodoTests;
  }
}

async function suite(name) {
  const env = { NODE_OPTIONS: '--no-deprecation' };
  if (name === 'phone' || name === 'browser') {
    const { ensureBrowser } = await import('./lib/browser.mjs');
    env.CHROME_PATH = await ensureBrowser();
  }
  const file = join(artefacts, `${name}.json`);
  rmSync(file, { force: true });
  const args = ['--selectProjects', name, '--json', `--outputFile=${file}`, '--reporters=default'];
  const workers = name === 'browser' ? ['--runInBand'] : ['--maxWorkers=2'];
  await timed(`suite ${name}`, async () => {
    const passed = await run('jest/bin/jest.js', [...args, ...workers, '--silent'], env);
    try {
      countSuite(file);
    } catch (error) {
      console.error(`suite ${name} left no result: ${error.message}`);
      tally.failed += 1;
    }
    return passed;
  });
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !SUITES.includes(name) && name !== 'checks');
if (unknown.length > 0) {
  console.error(`npm test -- [checks] [${SUITES.join('] [')}]; not known: ${unknown.join(', ')}`);
  process.exit(2);
}
const wanted = (name) => asked.length === 0 || asked.includes(name);

await ensureInstalled();
mkdirSync(artefacts, { recursive: true });
if (wanted('checks')) {
  await Promise.all([check(CHECKS[0]), check(CHECKS[1])]);
  await Promise.all([check(CHECKS[2]), check(CHECKS[3])]);
}
const built = await timed('build of functions and counter service', async () => {
  const { builder } = await import('./lib/builder.mjs');
  await builder(import.meta.dirname)();
  return true;
});
tally[built ? 'passed' : 'failed'] += 1;
for (const name of SUITES) if (wanted(name)) await suite(name);

console.log('\nTimes');
for (const [name, seconds, passed] of times) {
  console.log(`  ${seconds.toFixed(1).padStart(6)} s  ${passed ? 'ok  ' : 'FAIL'}  ${name}`);
}
console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);
