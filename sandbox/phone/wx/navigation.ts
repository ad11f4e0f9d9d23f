/**
 * Moving between pages and to other mini programs. The ways out lead to pages of the sandbox (mini-programs.ts).
 */

import type { Client } from '../runtime/client';
import { textOf } from '../runtime/dom';
import { otherMiniProgram, titleOf } from '../runtime/mini-programs';
import { RouteError } from '../runtime/page-stack';
import { parseRoute, type Route } from '../runtime/routes';
import { api, Failure, type Options, type Result } from './api';
import { medicalInsurancePay } from './medical-insurance-pay';

export function navigationApis(client: Client) {
  const { stack } = client;
  const route = (options: Options): Route =>
    parseRoute(textOf(options['url']), stack.top?.route.path ?? '');
  const go = (action: () => Result | undefined): Result | undefined => {
    try {
      return action();
    } catch (error) {
      if (error instanceof RouteError) throw new Failure(error.message);
      throw error;
    }
  };
  const move = (name: string, action: (options: Options) => Result | undefined) =>
    api(name, (options) => go(() => action(options)));
  const done = (action: (options: Options) => void) => (options: Options) => {
    action(options);
    return undefined;
  };
  return {
    navigateTo: move('navigateTo', (options) => ({
      eventChannel: stack.push(route(options), options['events']),
    })),
    redirectTo: move(
      'redirectTo',
      done((options) => stack.replace(route(options))),
    ),
    reLaunch: move(
      'reLaunch',
      done((options) => stack.relaunch(route(options))),
    ),
    switchTab: move(
      'switchTab',
      done((options) => stack.switchTab(route(options))),
    ),
    navigateBack: move(
      'navigateBack',
      done(({ delta }) => stack.back(Number(delta ?? 1))),
    ),
    restartMiniProgram: move(
      'restartMiniProgram',
      done(({ path }) => client.events.emit('restart', textOf(path).replace(/^\//, ''))),
    ),
    exitMiniProgram: move(
      'exitMiniProgram',
      done(() => client.events.emit('hide')),
    ),
    navigateToMiniProgram: api(
      'navigateToMiniProgram',
      (options) => askToJump(client, options),
      (options) => jump(client, options),
    ),
    requestMedicalInsurancePay: medicalInsurancePay(client),
  };
}

async function askToJump(client: Client, options: Options): Promise<void> {
  const appId = textOf(options['appId']);
  if (!/^wx[0-9a-zA-Z]{4,}$/.test(appId)) throw new Failure('invalid appid');
  const app = otherMiniProgram(appId, textOf(options['path']));
  if (!(await client.jumps.ask(titleOf(app, textOf(options['envVersion']))))) {
    throw new Failure('cancel');
  }
}

function jump(client: Client, options: Options): void {
  const appId = textOf(options['appId']);
  const path = textOf(options['path']);
  const envVersion = textOf(options['envVersion']);
  const { openid, fontScale } = client.levers;
  const app = otherMiniProgram(appId, path);
  const query = new URLSearchParams({
    ...{ appid: appId, path, openid },
    ...(envVersion === '' ? {} : { envVersion }),
    ...(fontScale === 1 ? {} : { fontScale: String(fontScale) }),
  });
  client.jumps.open({
    ...{ appId, app, envVersion, kind: 'mini-program' },
    address: `${app.address}?${query.toString()}`,
  });
}
