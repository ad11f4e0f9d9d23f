/**
 * Where the functions are reached from this phone. DevTools with the tourist app id has no cloud, so
 * it talks to the local server (docs/devtools/README.md); everything else has one.
 */
import { config } from '../config';

export type Road =
  | { readonly kind: 'cloud'; readonly env: string }
  | { readonly kind: 'local'; readonly base: string; readonly caller: string };

const TOURIST = 'touristappid';
const DEVTOOLS = 'devtools';

let road: Road | undefined;

function findRoad(): Road {
  const { appId } = wx.getAccountInfoSync().miniProgram;
  const homeless = appId === TOURIST && wx.getDeviceInfo().platform === DEVTOOLS;
  if (config.cloudEnv === '' && homeless) {
    return { kind: 'local', base: config.localServer, caller: config.localCaller };
  }
  return { kind: 'cloud', env: config.cloudEnv };
}

/** The road to the functions, decided once per start. */
export function roadToFunctions(): Road {
  road ??= findRoad();
  return road;
}

/** The release, as people tell it when they ask for help. */
export const appVersion: string = config.version;

/** Opens the cloud if that is the road; called once when the app starts. */
export function openRoad(): void {
  const chosen = roadToFunctions();
  if (chosen.kind !== 'cloud') return;
  wx.cloud.init(chosen.env === '' ? { traceUser: false } : { env: chosen.env, traceUser: false });
}
