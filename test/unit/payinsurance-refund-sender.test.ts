/**
 * Money rule 9: refunds are sent by the function `refund` alone. Proven on what is deployed: no other
 * function's bundle holds the code that makes a refund message.
 */
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bench } from '../support/payinsurance-bench';
import { ROOT } from '../support/project-files';

const run = promisify(execFile);
const SENDER = 'cloudfunctions/channels/payinsurance/refund.ts';
const ASKER = 'cloudfunctions/channels/payinsurance/query-refund.ts';

/** Bundles the entry given and prints how many bytes of each file are in it. */
const SCRIPT = `
  import { build } from 'esbuild';
  const { metafile } = await build({
    entryPoints: ['cloudfunctions/entries/' + process.argv[1] + '/index.ts'],
    outfile: 'nowhere.js', write: false, metafile: true, bundle: true, minify: true,
    platform: 'node', format: 'cjs', external: ['wx-server-sdk'], logLevel: 'error',
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const held = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  process.stdout.write(JSON.stringify(held.map(([path]) => path)));
`;

async function filesIn(entry: string): Promise<readonly string[]> {
  const args = ['--input-type=module', '-e', SCRIPT, entry];
  const { stdout } = await run(process.execPath, args, { cwd: ROOT, maxBuffer: 2 ** 24 });
  return JSON.parse(stdout) as string[];
}

test('only the bundle of refund holds the sender; pay can ask', async () => {
  const entries = await readdir(join(ROOT, 'cloudfunctions/entries'));
  const bundles = await Promise.all(
    entries.map(async (entry) => [entry, await filesIn(entry)] as const),
  );
  const holding = (file: string) =>
    bundles.filter(([, files]) => files.includes(file)).map(([entry]) => entry);
  expect(holding(SENDER)).toEqual(['refund']);
  expect(holding(ASKER)).toContain('pay');
}, 60_000);

test('the channel that the others hold has no sender in it, the sender nothing else', () => {
  const { channel, sender } = bench();
  expect(channel).not.toHaveProperty('refund');
  expect(Object.keys(sender)).toEqual(['wantsSession', 'refund']);
});
