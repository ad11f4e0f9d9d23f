/**
 * Moving between pages and to other mini programs. The ways out lead to pages of the sandbox: its cashier, and where an
 * insurance card is bound (mini-programs.ts).
 */

import type { Client } from '../runtime/client';
import { textOf } from '../runtime/dom';
import { CASHIER, otherMiniProgram } from '../runtime/mini-programs';
import { RouteError } from '../runtime/page-stack';
import { parseRoute, type Route } from '../runtime/routes';
import { api, Failure, type Options, type Result } from './api';

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
    requestMedicalInsurancePay: api('requestMedicalInsurancePay', (options) =>
      payWithInsurance(client, options),
    ),
  };
}

async function askToJump(client: Client, options: Options): Promise<void> {
  if (!/^wx[0-9a-zA-Z]{4,}$/.test(textOf(options['appId']))) throw new Failure('invalid appid');
  const { title } = otherMiniProgram(textOf(options['path']));
  if (!(await client.jumps.ask(title))) throw new Failure('cancel');
}

function jump(client: Client, options: Options): void {
  const appId = textOf(options['appId']);
  const path = textOf(options['path']);
  const { address, title } = otherMiniProgram(path);
  const query = new URLSearchParams({ appid: appId, path, openid: client.levers.openid });
  const frame = `${address}?${query.toString()}`;
  client.jumps.open({ appId, title, address: frame, kind: 'mini-program' });
}

/** The 2.0 cashier: success only says that the cashier closed by itself. */
function payWithInsurance(client: Client, options: Options): Promise<void> {
  const missing = ['mixTradeNo'].filter((name) => textOf(options[name]) === '');
  if (missing.length > 0) throw new Failure(`parameter error: ${missing.join(', ')}`);
  const query = new URLSearchParams({
    mixTradeNo: textOf(options['mixTradeNo']),
    package: textOf(options['package']),
    openid: client.levers.openid,
  });
  return new Promise((resolve, reject) => {
    client.jumps.open(
      {
        appId: client.boot.appId,
        title: CASHIER.title,
        address: `${CASHIER.address}?${query.toString()}`,
        kind: 'cashier',
      },
      (how) => {
        if (how === 'done') resolve();
        else reject(new Failure('cancel', { errno: 1 }));
      },
    );
  });
}
