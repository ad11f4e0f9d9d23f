/**
 * `npm run fuzz [-- --cases N --seed S]`: arbitrary input against codecs, doors, amounts and transitions.
 * Ends with one JSON line; exit 0 only when nothing broke.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './lib/ensure-installed.mjs';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log('npm run fuzz [-- --cases N] [--seed S]');
  console.log('N cases in all (100000), spread over the properties; S repeats a run that failed.');
  process.exit(0);
}
const cases = Number(values.cases);
if (!Number.isSafeInteger(cases) || cases < 1) {
  console.error('--cases must be a whole number above 0');
  process.exit(2);
}

function jest(args, env) {
  return new Promise((resolve, reject) => {
    const program = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    const child = spawn(process.execPath, [program, '--selectProjects', 'fuzz', ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code === 0));
  });
}

const resultOf = (file) => JSON.parse(readFileSync(file, 'utf8'));

await ensureInstalled();
const file = join(root, '.artifacts', 'fuzz.json');
mkdirSync(join(root, '.artifacts'), { recursive: true });
const report = ['--json', `--outputFile=${file}`, '--silent', '--maxWorkers=2'];
const seed = values.seed === undefined ? {} : { YIBAO_FUZZ_SEED: values.seed };
// one case each tells how many properties there are
await jest(report, { YIBAO_FUZZ_RUNS: '1', ...seed });
const properties = resultOf(file).numTotalTests;
const each = Math.ceil(cases / Math.max(1, properties));
const begun = performance.now();
const good = await jest(report, { YIBAO_FUZZ_RUNS: String(each), ...seed });
const { numPassedTests: passed, numFailedTests: failed } = resultOf(file);
const seconds = Number(((performance.now() - begun) / 1000).toFixed(1));
console.log(JSON.stringify({ properties, cases: each * properties, passed, failed, seconds }));
process.exit(good && failed === 0 && passed === properties ? 0 : 1);
