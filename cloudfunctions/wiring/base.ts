/**
 * What every function is made of: its settings, its stores, the hospital, its door. A function sees
 * the variables that the deploy manifest names for it and no others (house, "settings").
 */
import { deadlineIn, monotonicMs, systemClock } from '../adapters/clock';
import { cloudStores } from '../adapters/cloud-store';
import { openDatabase, readContext } from '../adapters/cloud-store/sdk';
import { readEnvironment } from '../adapters/environment';
import { createHis } from '../adapters/his';
import { fetchHttp } from '../adapters/https';
import { cryptoIds } from '../adapters/ids';
import { md5 } from '../adapters/md5';
import { consoleLog } from '../adapters/redacting-log';
import { tracedLog, withTrace } from '../adapters/trace';
import { authorisationJump } from '../channels/medins/authorise';
import deploy from '../deploy.json';
import { identityDigest } from '../domain/identity';
import type { RpcDeps } from '../doors/rpc';
import { migrateOrder } from '../migrations/order';
import { readHisToken, readSettings, type Settings } from '../settings/settings';
import { SettingsError } from '../settings/settings-error';
import type { Base } from '../usecases/deps';
import { OWN_INSURANCE, type PayScope } from '../usecases/pay-scope';
import { classify } from './classify';

/** A call of the database that takes longer is cut and its result asked for again. */
const STORE_TIMEOUT_MS = 4_000;

function manifestOf(name: string) {
  const found = deploy.functions.find((one) => one.name === name);
  if (found === undefined) throw new SettingsError('deploy.json', `does not know ${name}`);
  return found;
}

/** What people may be told of the way of paying; no key is needed for it. */
function scopeOf(settings: Settings): PayScope {
  if (settings.channel === 'payinsurance') return OWN_INSURANCE;
  const { authorisation } = settings.medins;
  const jump = authorisationJump({ trial: false, ...authorisation });
  return { relatives: true, anyPaper: true, realNameCheck: false, authorisation: jump };
}

/** Throws SettingsError: a function that is set up wrongly does not load. */
export function openBase(name: string) {
  const manifest = manifestOf(name);
  const variables = readEnvironment(manifest.environment);
  const settings = readSettings(variables);
  const clock = systemClock;
  const ids = cryptoIds;
  const log = tracedLog(consoleLog(clock));
  const { hospital, rules } = settings;
  const base: Base = { hospital, rules, clock, log, scope: scopeOf(settings) };
  const door: RpcDeps = {
    log,
    ids,
    timeoutMs: manifest.timeoutSeconds * 1000,
    deadlineIn,
    monotonicMs,
    withTrace,
    readContext,
    classify,
  };
  const his = createHis(
    {
      baseUrl: settings.his.baseUrl,
      token: readHisToken(variables),
      timeoutMs: rules.httpTimeoutMs,
    },
    { http: fetchHttp, log, monotonicMs },
    (kind, number) => identityDigest(md5, kind, number),
  );
  const database = openDatabase(STORE_TIMEOUT_MS, log);
  const stores = cloudStores({ database, ids, log }, migrateOrder);
  return { variables, settings, base, door, his, stores, ids, storeTimeoutMs: STORE_TIMEOUT_MS };
}
