/**
 * `npm run mutation [-- domain|channels …]`: breaks the code on purpose, everywhere, and counts how many
 * of the breaks a unit test notices. Takes long; not part of `npm test`. Ends with one JSON line.
 * Constants computed at load time are left out (Stryker's ignoreStatic).
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './lib/ensure-installed.mjs';

const root = join(import.meta.dirname, '..');
const reports = join(root, '.artifacts', 'mutation');
/** Rooms and the least share of breaks that must be noticed, in per cent. */
const ROOMS = {
  domain: { files: ['cloudfunctions/domain/**/*.ts'], least: 90 },
  channels: { files: ['cloudfunctions/channels/**/*.ts'], least: 75 },
};

const NOT =
  /^(?:adapters|hospital|platform|scenario|settings)-|^(?:import-map|source-rules|journal|contract-validators|fen)\.|^payinsurance-refund-sender\./;
/** Slow, or far from the domain: what they would notice, nearer tests must. */
const FAR = /^payinsurance-|^doors|^recon-(?:resume|schedule|tick|https-stream)\./;

if (process.argv.includes('--help')) {
  console.log('npm run mutation [-- domain] [-- channels] [-- FILE.ts …]');
  console.log('Mutates a room, or single files of it, and reports what no unit test notices.');
  process.exit(0);
}

function optionsFor(name, files) {
  return {
    $schema: './node_modules/@stryker-mutator/core/schema/stryker-schema.json',
    packageManager: 'npm',
    testRunner: 'jest',
    plugins: ['@stryker-mutator/jest-runner'],
    jest: { configFile: 'jest.mutation.config.mjs', enableFindRelatedTests: false },
    testRunnerNodeArgs: ['--no-deprecation'],
    mutate: files,
    coverageAnalysis: 'perTest',
    // values computed when a file is loaded: each would need every test anew, hours in all
    ignoreStatic: true,
    concurrency: 2,
    timeoutMS: 20_000,
    ignorePatterns: ['dist', '.data', '.artifacts', 'sandbox/phone', 'miniprogram/pages'],
    tempDirName: '.artifacts/stryker',
    incremental: true,
    incrementalFile: join(reports, `${name}-incremental.json`),
    reporters: ['clear-text', 'progress', 'json', 'html'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    jsonReporter: { fileName: join(reports, `${name}.json`) },
    htmlReporter: { fileName: join(reports, `${name}.html`) },
  };
}

/** Which unit tests judge a room: none with sockets, none that reads sources, which instrumented ones are not. */
function testsOf(name) {
  const not = name === 'domain' ? new RegExp(`${NOT.source}|${FAR.source}`) : NOT;
  const judges = name === 'channels' ? /^payinsurance-|^medins-|^recon-bill/ : /./;
  return readdirSync(join(root, 'test', 'unit')).filter(
    (file) => file.endsWith('.test.ts') && judges.test(file) && !not.test(file),
  );
}

/** Runs Stryker in a process of its own, with its settings from a file outside the tree's lint. */
async function stryker(name, files) {
  const { writeFileSync } = await import('node:fs');
  const file = join(reports, `${name}.config.json`);
  writeFileSync(file, JSON.stringify(optionsFor(name, files)));
  const program = join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'run', file], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, YIBAO_MUTATION_TESTS: testsOf(name).join(',') },
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code === 0));
  });
}

function scoreOf(name) {
  const { files } = JSON.parse(readFileSync(join(reports, `${name}.json`), 'utf8'));
  const all = Object.values(files).flatMap(({ mutants }) => mutants);
  const count = (...states) => all.filter(({ status }) => states.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  const valid = noticed + count('Survived', 'NoCoverage');
  return { mutants: valid, noticed, score: valid === 0 ? 0 : (100 * noticed) / valid };
}

await ensureInstalled();
mkdirSync(reports, { recursive: true });
const asked = process.argv.slice(2);
const single = asked.filter((name) => name.endsWith('.ts'));
const rooms = Object.keys(ROOMS).filter((name) => asked.length === 0 || asked.includes(name));
const jobs = [
  ...rooms.map((name) => [name, ROOMS[name].files, ROOMS[name].least]),
  ...(single.length === 0 ? [] : [['files', single, 0]]),
];
const result = {};
let good = jobs.length > 0;
for (const [name, files, least] of jobs) {
  const ran = await stryker(name, files);
  const score = scoreOf(name);
  result[name] = { ...score, score: Number(score.score.toFixed(2)), least };
  good &&= ran && score.score >= least;
}
console.log(JSON.stringify(result));
process.exit(good ? 0 : 1);
