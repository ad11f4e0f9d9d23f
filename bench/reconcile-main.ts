/**
 * `npm run bench:reconcile -- --rows N`: serves a day of N payments on all three sides with planted
 * differences, has another process compare it over HTTP, and holds its result to what was planted and its
 * maximum of memory to 200 MB. The last line is JSON; exit 0 only if both hold.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { sdkEnvironment } from '../test/support/cloud-world';
import { DAY, expectedOf, plantedAmong } from './reconcile-rows';
import { HIS_TOKEN, serveBench } from './reconcile-server';

const MOST_MB = 200;

interface ChildResult {
  readonly seconds: number;
  readonly ticks: number;
  readonly maxRssMb: number;
  readonly secondsUntil: Readonly<Record<string, number>>;
  readonly report: {
    readonly outcome?: string;
    readonly types: Readonly<Record<string, { readonly open: number }>>;
    readonly platform: { readonly payments: { readonly rows: number } };
    readonly ours: { readonly payments: { readonly rows: number } };
    readonly hospital: { readonly payments: { readonly rows: number } };
  } | null;
}

async function measured(child: string, origin: string): Promise<ChildResult> {
  const env = {
    PATH: process.env.PATH,
    ...sdkEnvironment(origin),
    BENCH_ORIGIN: origin,
    BENCH_HIS_TOKEN: HIS_TOKEN,
    BENCH_DAY: DAY,
  };
  const running = spawn(process.execPath, [child], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  running.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const [code] = (await once(running, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the measured process ended with ${code}`);
  return JSON.parse(output) as ChildResult;
}

/** `child`: the bundled process to measure; `root`: the project's folder. */
export async function benchReconcile(root: string, child: string): Promise<number> {
  const { values } = parseArgs({ options: { rows: { type: 'string', default: '300000' } } });
  const rows = Number(values.rows);
  if (!Number.isSafeInteger(rows) || rows < 1_000 || rows > 1_000_000) {
    process.stderr.write('--rows must be 1000 to 1000000\n');
    return 2;
  }
  const planted = plantedAmong(rows);
  const served = await serveBench(root, rows, planted);
  try {
    const { report, ...result } = await measured(child, served.origin);
    const differences = Object.fromEntries(
      Object.entries(report?.types ?? {}).map(([type, { open }]) => [type, open]),
    );
    const expected = expectedOf(planted);
    const names = [...new Set([...Object.keys(expected), ...Object.keys(differences)])];
    const found = names.every((name) => (expected[name] ?? 0) === (differences[name] ?? 0));
    const read = {
      platform: report?.platform.payments.rows ?? 0,
      ours: report?.ours.payments.rows ?? 0,
      hospital: report?.hospital.payments.rows ?? 0,
    };
    const line = { rows, ...result, read, differences, asPlanted: found };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    if (!found) process.stderr.write(`expected ${JSON.stringify(expected)}\n`);
    return found && result.maxRssMb < MOST_MB ? 0 : 1;
  } finally {
    await served.close();
  }
}
