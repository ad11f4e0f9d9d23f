/** The built functions of the sandbox, with the settings that they are deployed with here. */

import { join } from 'node:path';
import { FunctionHost } from './cloud';
import type { SandboxClock } from './control/clock';
import { functionEnvironment, type CounterFacts } from './function-environment';
import type { WechatPayKeys } from './platform/wechatpay/keys';
import type { Secrets } from './secrets';
import type { WorldOptions } from './world';

/** What is known once the server, and the counter service if there is one, listen. */
export interface Listening {
  readonly origin: () => string;
  readonly counter: () => CounterFacts | undefined;
}

export function functionHost(
  options: Pick<WorldOptions, 'root' | 'mode' | 'channel' | 'cityId' | 'rules' | 'log'>,
  made: {
    readonly clock: SandboxClock;
    readonly seed: { readonly hospitalName: string };
    readonly wechat: { readonly engine: { readonly keys: WechatPayKeys } };
  },
  secrets: Secrets,
  { origin, counter }: Listening,
): FunctionHost {
  const variables: Record<string, string> = {};
  const host = new FunctionHost({
    distDir: join(options.root, 'dist', 'cloudfunctions'),
    deployFile: join(options.root, 'cloudfunctions', 'deploy.json'),
    adminUrl: () => {
      const taken = counter();
      // the port is known only once the server listens; bundles are loaded at their first call
      Object.assign(
        variables,
        functionEnvironment({
          origin: origin(),
          mode: options.mode ?? 'service-provider',
          channel: options.channel ?? 'payinsurance',
          secrets,
          wechatPay: made.wechat.engine.keys,
          hospitalName: made.seed.hospitalName,
          ...(taken === undefined ? {} : { counter: taken }),
          ...(options.cityId === undefined ? {} : { cityId: options.cityId }),
          ...(options.rules === undefined ? {} : { rules: options.rules }),
        }),
      );
      return `${origin()}/admin`;
    },
    env: { '*': variables },
    clock: made.clock,
    log: options.log ?? (() => undefined),
  });
  return host;
}
