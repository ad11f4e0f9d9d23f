/**
 * The seeded simulation (docs/money-rules.md): `npm run sim -- --seeds N --from S`. Bundles test/sim
 * into dist/sim and runs it there; the last line on stdout is JSON, exit 0 only without a violation.
 */
import path from 'node:path';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const outfile = path.join(root, 'dist/sim/main.cjs');

const { bundleSimulation } = await tsImport('../test/sim/bundle.ts', import.meta.url);
await bundleSimulation(root, outfile);
/** Runs make much that dies young, and have a little of everything to do: inlining costs more than it gives. */
const V8 = ['--max-semi-space-size=32', '--max-inlined-bytecode-size-cumulative=60'];
const args = [...V8, outfile, ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 130);
});
