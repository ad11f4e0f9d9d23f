/**
 * `npm run mutation [-- domain|channels|PART|FILE.ts …]`: breaks the code on purpose, everywhere, and counts how many
 * of the breaks a unit test notices. Takes long; not part of `npm test`. Ends with one JSON line.
 * Constants computed at load time are left out (Stryker's ignoreStatic).
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './lib/ensure-installed.mjs';

const root = join(import.meta.dirname, '..');
const reports = join(root, '.artifacts', 'mutation');
/** Judges no part: they open sockets, or read sources, which instrumented ones are not. */
const NOT =
  /^(?:adapters|hospital|platform|scenario|settings)-|^counter-(?:certificates|service|veil)|^(?:import-map|source-rules|journal|contract-validators|fen)\.|^payinsurance-refund-sender\./;
/**
 * Rooms and the least share of breaks that must be noticed, in per cent. A room is measured in parts,
 * each judged by the unit tests beside it: what tests far away would notice as well, nearer ones must,
 * and a break that a thousand tests run into takes minutes. A part can be asked for alone.
 */
const ROOMS = {
  domain: {
    least: 90,
    parts: {
      'domain-orders': {
        files: [...inDomain('**/*'), '!cloudfunctions/domain/recon*.ts'],
        judges: begins(
          ...[
            'amounts',
            'ids',
            'identity',
            'half-paid',
            'order-',
            'request-id',
            'read-clinic-price',
          ],
          ...['tender', 'transition', 'settle-', 'staff-desk-state', 'reminders-news', 'retention'],
          ...['refund-(?:plan|rules|evidence|matrix|edges)', 'review-(?:acts|conclude|legs)'],
          ...['visits-(?:deposit|insurance|places)'],
        ),
      },
      'domain-recon': {
        files: inDomain('recon*'),
        judges: begins(
          'recon-(?:day|dealt|domain|facts|judge|lines|records|words)',
          ...['staff-dealt', 'counter-review-books'],
        ),
      },
    },
  },
  channels: {
    least: 75,
    parts: {
      'channels-onecode': { files: inChannels('onecode'), judges: begins('onecode') },
      'channels-codepay': { files: inChannels('codepay'), judges: begins('codepay') },
      'channels-counter': { files: inChannels('counter'), judges: begins('counter') },
      'channels-bills': { files: inChannels('bills'), judges: begins('.*-bills?[-.]', 'codepay') },
      'channels-payinsurance': {
        files: [...inChannels('payinsurance'), 'cloudfunctions/channels/*.ts'],
        judges: begins('payinsurance', 'recon-bill'),
      },
      'channels-medins': { files: inChannels('medins'), judges: begins('medins', 'codepay') },
    },
  },
};

/** Of a room; above it the machine was too busy for its time-outs to count as noticed. */
const MOST_TIMEOUTS = 0.02;

function inDomain(...names) {
  return names.map((name) => `cloudfunctions/domain/${name}.ts`);
}

function inChannels(folder) {
  return [`cloudfunctions/channels/${folder}/*.ts`];
}

function begins(...starts) {
  const start = new RegExp(`^(?:${starts.join('|')})`);
  return (file) => start.test(file);
}

if (process.argv.includes('--help')) {
  console.log('npm run mutation [-- domain] [-- channels] [-- PART] [-- FILE.ts …] [-- --again]');
  console.log(
    'Mutates a room, a part of it or single files, and reports what no unit test notices.',
  );
  console.log('--again: only what survived the last time, or was changed since.');
  console.log(
    `Parts: ${Object.values(ROOMS)
      .flatMap(({ parts }) => Object.keys(parts))
      .join(' ')}`,
  );
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
    // on a busy machine a slow run is no endless one
    timeoutMS: 60_000,
    ignorePatterns: ['dist', '.data', '.artifacts', 'sandbox/phone', 'miniprogram/pages'],
    tempDirName: '.artifacts/stryker',
    incremental: true,
    // what a test says may have changed although its name has not: only who asks for it is told the old
    force: !process.argv.includes('--again'),
    incrementalFile: join(reports, `${name}-incremental.json`),
    reporters: ['clear-text', 'progress', 'json', 'html'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    jsonReporter: { fileName: join(reports, `${name}.json`) },
    htmlReporter: { fileName: join(reports, `${name}.html`) },
  };
}

/** Which unit tests judge a part. */
function testsOf(judges) {
  return readdirSync(join(root, 'test', 'unit')).filter(
    (file) => file.endsWith('.test.ts') && !NOT.test(file) && judges(file),
  );
}

/** Runs Stryker in a process of its own, with its settings from a file outside the tree's lint. */
function stryker(name, { files, judges }) {
  const file = join(reports, `${name}.config.json`);
  writeFileSync(file, JSON.stringify(optionsFor(name, files)));
  const program = join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'run', file], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, YIBAO_MUTATION_TESTS: testsOf(judges).join(',') },
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code === 0));
  });
}

/** A break that no test ends within its time counts as noticed, and is counted apart besides. */
function countOf(name) {
  const { files } = JSON.parse(readFileSync(join(reports, `${name}.json`), 'utf8'));
  const all = Object.values(files).flatMap(({ mutants }) => mutants);
  const count = (...states) => all.filter(({ status }) => states.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  return {
    mutants: noticed + count('Survived', 'NoCoverage'),
    noticed,
    timeouts: count('Timeout'),
  };
}

/** Measures the parts one after another; their sum. */
async function measure(parts) {
  const sum = { ran: true, mutants: 0, noticed: 0, timeouts: 0 };
  for (const [name, part] of parts) {
    rmSync(join(reports, `${name}.json`), { force: true });
    if (!(await stryker(name, part))) return { ...sum, ran: false, score: 0 };
    const counted = countOf(name);
    for (const key of Object.keys(counted)) sum[key] += counted[key];
  }
  return { ...sum, score: sum.mutants === 0 ? 0 : (100 * sum.noticed) / sum.mutants };
}

await ensureInstalled();
mkdirSync(reports, { recursive: true });
const asked = process.argv.slice(2).filter((name) => name !== '--again');
const single = asked.filter((name) => name.endsWith('.ts'));
const jobs = [];
for (const [room, { parts, least }] of Object.entries(ROOMS)) {
  if (asked.length === 0 || asked.includes(room)) jobs.push([room, Object.entries(parts), least]);
  for (const [name, part] of Object.entries(parts))
    if (asked.includes(name)) jobs.push([name, [[name, part]], 0]);
}
if (single.length > 0) jobs.push(['files', [['files', { files: single, judges: () => true }]], 0]);

const result = {};
let good = jobs.length > 0;
for (const [name, parts, least] of jobs) {
  const { ran, score, ...counted } = await measure(parts);
  result[name] = { ...counted, score: Number(score.toFixed(2)), least };
  const busy = least > 0 && counted.timeouts > MOST_TIMEOUTS * counted.mutants;
  good &&= ran && score >= least && !busy;
}
console.log(JSON.stringify(result));
process.exit(good ? 0 : 1);
