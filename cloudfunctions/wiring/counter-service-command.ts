/** What the counter service does when it is started by hand or by a service manager. */
import { systemClock } from '../adapters/clock';
import { SettingsError } from '../settings/settings-error';
import { openCounterService, type CounterService } from './counter-service';

const HELP = `The counter service of 医保码一码付: stands in the insurance network, between the cloud functions and
the regional 电子凭证中心.

  node index.js           starts it; SIGTERM or SIGINT stops it
  node index.js --check   reads settings and keys, says what is wrong, and ends
  node index.js --help    this text

It reads these variables, or for each the file that NAME_FILE names:
  YIBAO_COUNTER_SETTINGS            JSON, see settings.example.json
  YIBAO_ONECODE_SM4_KEY             the institution's SM4 key, 32 hex digits
  YIBAO_COUNTER_SERVICE_KEY         its own private key, PEM
  YIBAO_COUNTER_SERVICE_CERT        its own certificate with what leads to the CA, PEM
  YIBAO_COUNTER_SERVICE_CLIENT_CA   the CA whose clients may ask, PEM
`;

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;
/** VARCHAR2(40) may be bytes at the centre. */
const ORG_NAME_BYTES = 40;

type Say = (text: string) => void;

const out: Say = (text) => process.stdout.write(`${text}\n`);
const err: Say = (text) => process.stderr.write(`${text}\n`);

/** Resolves to the exit code; never rejects for what settings or the address can cause. */
export async function counterServiceCommand(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  if (rest.length > 0 || (first !== undefined && first !== '--check' && first !== '--help')) {
    err('Unknown arguments; --help lists them.');
    return 2;
  }
  if (first === '--help') {
    process.stdout.write(HELP);
    return 0;
  }
  try {
    const service = openCounterService();
    for (const warning of warnings(service)) err(warning);
    if (first === undefined) return await run(service);
    out('settings and keys are usable');
    return 0;
  } catch (error) {
    if (error instanceof SettingsError) err(error.message);
    else if (error instanceof Error && 'syscall' in error) err(error.message);
    else throw error;
    return 1;
  }
}

async function run(service: CounterService): Promise<number> {
  const { host } = service.settings.listen;
  const listening = await service.listen();
  out(`counter service listens on https://${host}:${listening.port}`);
  await stopAsked();
  await listening.close();
  out('counter service has stopped');
  return 0;
}

function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}

function warnings({ settings, certificateUntil }: CounterService): readonly string[] {
  const days = Math.floor((certificateUntil - systemClock.now()) / DAY_MS);
  return [
    ...(days < SOON_DAYS ? [`YIBAO_COUNTER_SERVICE_CERT: runs out in ${days} days`] : []),
    ...(Buffer.byteLength(settings.orgName) > ORG_NAME_BYTES
      ? [
          `YIBAO_COUNTER_SETTINGS.orgName: over ${ORG_NAME_BYTES} bytes; ask the centre whether its limit is in characters`,
        ]
      : []),
  ];
}
