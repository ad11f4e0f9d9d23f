/**
 * What a deployment fills in. Without a cloud environment the phone talks to the local server, which
 * is what DevTools does with the tourist app id (docs/devtools/README.md).
 */
export interface AppConfig {
  /** Cloud environment id; empty: the app's default environment, or the local server for a tourist. */
  readonly cloudEnv: string;
  /** Base URL of the local server that `npm start` prints. */
  readonly localServer: string;
  /** Who calls when there is no cloud to say it; known to the sandbox only. */
  readonly localCaller: string;
  /** Shown until the hospital's own number has been heard once; empty: the counter is named instead. */
  readonly hospitalPhone: string;
  /** As people tell it when they ask for help. */
  readonly version: string;
}

export const config: AppConfig = {
  cloudEnv: '',
  localServer: 'http://127.0.0.1:8080',
  localCaller: 'oZhangJianguo',
  hospitalPhone: '',
  version: '1.0.0',
};
