/**
 * The counter service: settings → channel → use cases → door → HTTPS. It holds the institution's key for the
 * regional centre and neither an order nor a key of a payment platform.
 */
import { deadlineIn, monotonicMs, systemClock } from '../adapters/clock';
import { readEnvironmentWithFiles } from '../adapters/environment-files';
import { fetchHttp } from '../adapters/https';
import { cryptoIds } from '../adapters/ids';
import { consoleLog } from '../adapters/redacting-log';
import { checkPapers } from '../adapters/tls-papers';
import { tracedLog, withTrace } from '../adapters/trace';
import { createOneCode, requireSm4, sm4Key } from '../channels/onecode';
import type { Refused } from '../doors/answer';
import { counterServiceDoor } from '../doors/counter-service';
import { listenForCloud, type Listening } from '../doors/counter-service-server';
import {
  COUNTER_SERVICE_VARIABLES,
  readCounterServiceSecrets,
  readCounterServiceSettings,
  type CounterServiceSettings,
  type ServiceTls,
} from '../settings/counter-service';
import { SettingsError } from '../settings/settings-error';
import { askCertificate, askStatus } from '../usecases/counter/one-code';
import { Refusal } from '../usecases/refusal';

export interface CounterService {
  readonly settings: CounterServiceSettings;
  /** Until when its own certificate is good, ms. */
  readonly certificateUntil: number;
  listen(): Promise<Listening>;
}

const NAMES = {
  key: 'YIBAO_COUNTER_SERVICE_KEY',
  certificate: 'YIBAO_COUNTER_SERVICE_CERT',
  ca: 'YIBAO_COUNTER_SERVICE_CLIENT_CA',
} as const;

/** signedQuery may go out twice, the second time where the first never left. */
const MARGIN_MS = 2_000;

function checkTls({ key, certificate, clientCa }: ServiceTls): number {
  const { until } = checkPapers({ key, certificate, ca: clientCa }, NAMES);
  if (until <= systemClock.now()) throw new SettingsError(NAMES.certificate, 'has run out');
  return until;
}

function classify(error: unknown): Refused | undefined {
  return error instanceof Refusal ? { reason: error.reason, retry: error.retry } : undefined;
}

/** Throws SettingsError: a service that is set up wrongly does not start. */
export function openCounterService(): CounterService {
  const variables = readEnvironmentWithFiles(COUNTER_SERVICE_VARIABLES);
  const settings = readCounterServiceSettings(variables);
  const { sm4Key: hex, tls } = readCounterServiceSecrets(variables);
  const certificateUntil = checkTls(tls);
  requireSm4();
  const log = tracedLog(consoleLog(systemClock));
  const { listen, httpTimeoutMs: timeoutMs } = settings;
  const oneCode = createOneCode(
    { ...settings, key: sm4Key(hex), timeoutMs },
    { http: fetchHttp, log, clock: systemClock, monotonicMs },
  );
  const door = counterServiceDoor(
    {
      ...{ log, ids: cryptoIds, deadlineIn, monotonicMs, withTrace, classify },
      timeoutMs: timeoutMs + MARGIN_MS,
    },
    {
      status: (asked, deadline) => askStatus({ oneCode }, asked, deadline),
      certificate: (asked, deadline) => askCertificate({ oneCode }, asked, deadline),
    },
  );
  return {
    settings,
    certificateUntil,
    listen: () => listenForCloud({ ...listen, tls }, door, log),
  };
}
