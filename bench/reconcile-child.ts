/**
 * The process that is measured: reconciliation with its real adapters - the streamed bill, the hospital
 * over HTTP, wx-server-sdk - in ticks of 55 seconds, as the function would run it. Says on standard error
 * how far it is; the last line on standard output is JSON.
 */
import { OWN_INSURANCE } from '../cloudfunctions/usecases/pay-scope';
import { deadlineIn, monotonicMs } from '../cloudfunctions/adapters/clock';
import { cloudStores } from '../cloudfunctions/adapters/cloud-store';
import { openDatabase } from '../cloudfunctions/adapters/cloud-store/sdk';
import { createHis } from '../cloudfunctions/adapters/his';
import { fetchHttp } from '../cloudfunctions/adapters/https';
import { fetchHttpStreams } from '../cloudfunctions/adapters/https-stream';
import { cryptoIds } from '../cloudfunctions/adapters/ids';
import { timerPause } from '../cloudfunctions/adapters/pause';
import { redactingLog } from '../cloudfunctions/adapters/redacting-log';
import { createBillSource, payInsuranceConfig } from '../cloudfunctions/channels/payinsurance';
import { hospitalId } from '../cloudfunctions/domain/ids';
import { newDay } from '../cloudfunctions/domain/recon-day';
import { reportOf } from '../cloudfunctions/domain/recon-report';
import { DEFAULT_RECON_RULES } from '../cloudfunctions/domain/recon-rules';
import { DEFAULT_RULES } from '../cloudfunctions/domain/rules';
import { migrateOrder } from '../cloudfunctions/migrations/order';
import type { ReconDeps, ReconProgress } from '../cloudfunctions/usecases/reconcile-deps';
import { reconcileTick } from '../cloudfunctions/usecases/reconcile-tick';
import { platformBills } from '../cloudfunctions/wiring/platform-bills';

const TICK_MS = 55_000;
const MOST_TICKS = 100;

const { BENCH_ORIGIN = '', BENCH_HIS_TOKEN = '', BENCH_DAY = '' } = process.env;
const hospital = {
  id: hospitalId('hosp1'),
  name: '示例医院',
  phone: '',
  address: '',
  cityId: '449900',
};

function parts(progress: (at: ReconProgress) => void): ReconDeps {
  const { startAt } = newDay(hospital.id, BENCH_DAY, DEFAULT_RECON_RULES);
  const clock = { now: () => startAt + Math.floor(performance.now()) };
  const log = redactingLog(clock, (line) => {
    if (!line.includes('"level":"info"')) process.stderr.write(`${line}\n`);
  });
  const stores = cloudStores(
    { database: openDatabase(4_000, log), ids: cryptoIds, log },
    migrateOrder,
  );
  const config = payInsuranceConfig(
    {
      mode: 'service-provider',
      appid: 'wxprovider',
      mchId: '1900000101',
      subAppid: 'wxhospital',
      subMchId: '1900000202',
      apiBaseUrl: BENCH_ORIGIN,
      notifyUrl: `${BENCH_ORIGIN}/notify/payinsurance`,
      returnUrl: BENCH_ORIGIN,
    },
    { key: '0'.repeat(32), agentSecret: 'bench' },
    hospital,
  );
  const channel = {
    http: fetchHttp,
    streams: fetchHttpStreams,
    tokens: stores.tokens,
    lease: stores.lease,
    clock,
    ids: cryptoIds,
    pause: timerPause,
    log,
    rules: DEFAULT_RULES,
    storeTimeoutMs: 4_000,
  };
  const his = createHis(
    { baseUrl: `${BENCH_ORIGIN}/his/v1`, token: BENCH_HIS_TOKEN, timeoutMs: 8_000 },
    { http: fetchHttp, log, monotonicMs },
    () => '',
  );
  return {
    hospital,
    scope: OWN_INSURANCE,
    rules: DEFAULT_RULES,
    clock,
    log,
    recon: stores.recon,
    orders: stores.orders,
    bills: platformBills([{ name: 'payinsurance', source: createBillSource(config, channel) }]),
    ledger: his.ledger,
    repairs: { repair: () => Promise.resolve('asked') },
    lease: stores.lease,
    ids: cryptoIds,
    reconRules: DEFAULT_RECON_RULES,
    progress,
  };
}

async function main(): Promise<void> {
  const begun = performance.now();
  const stages: Record<string, number> = {};
  let last = begun;
  const deps = parts(({ stage, count }) => {
    const now = performance.now();
    stages[stage] = (stages[stage] ?? 0) + (now - last);
    last = now;
    const mb = Math.round(process.memoryUsage.rss() / 1024 / 1024);
    const seconds = ((now - begun) / 1000).toFixed(1);
    process.stderr.write(`\r${stage} ${count}, ${seconds} s, ${mb} MB        `);
  });
  let ticks = 0;
  const isDone = async () => (await deps.recon.loadDay(hospital.id, BENCH_DAY))?.stage === 'done';
  await deps.recon.insertDay(newDay(hospital.id, BENCH_DAY, DEFAULT_RECON_RULES));
  while (ticks < MOST_TICKS && !(await isDone())) {
    ticks += 1;
    await reconcileTick(deps, deadlineIn(TICK_MS));
  }
  const day = await deps.recon.loadDay(hospital.id, BENCH_DAY);
  process.stderr.write('\n');
  const result = {
    seconds: Number(((performance.now() - begun) / 1000).toFixed(1)),
    ticks,
    maxRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    secondsUntil: Object.fromEntries(
      Object.entries(stages).map(([stage, ms]) => [stage, Number((ms / 1000).toFixed(1))]),
    ),
    report: day === undefined ? null : reportOf(day),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

void main();
