/**
 * The day on which a hospital changes its way of paying: the functions are deployed again, with 2.0
 * chosen and the section and keys of 1.0 left in their settings, over the same store and the same world.
 */
import { join } from 'node:path';
import type { Answer } from '../../cloudfunctions/contract/types';
import { FunctionHost } from '../../sandbox/cloud';
import { functionEnvironment, type Channel } from '../../sandbox/function-environment';
import { ROOT } from './project-files';
import type { TestSandbox } from './sandbox';

export interface Redeployed {
  /** The same world, whose phones talk to the functions of now. */
  readonly sandbox: TestSandbox;
  /** A tick of the functions of now. */
  tick(): Promise<void>;
  close(): Promise<void>;
}

function environmentOf({ world }: TestSandbox, channel: Channel): Record<string, string> {
  const { origin, secrets, wechat } = world;
  const { keys: wechatPay } = wechat.engine;
  const facts = { origin, secrets, wechatPay, hospitalName: '示例市第一人民医院' };
  return functionEnvironment({ ...facts, mode: 'service-provider', channel });
}

/** The settings and secrets of both ways, 2.0 chosen. */
function bothWays(sandbox: TestSandbox): Record<string, string> {
  const [old, now] = [environmentOf(sandbox, 'payinsurance'), environmentOf(sandbox, 'medins')];
  const settingsOf = ({ YIBAO_SETTINGS: text = '{}' }: Record<string, string>) =>
    JSON.parse(text) as object;
  const settings = { ...settingsOf(old), ...settingsOf(now) };
  return { ...old, ...now, YIBAO_SETTINGS: JSON.stringify(settings) };
}

/** From here on 2.0 is chosen. `sandbox` is one of 1.0. */
export async function changedTo20(sandbox: TestSandbox): Promise<Redeployed> {
  const { world } = sandbox;
  await world.wechat.engine.keys.ready();
  const host = new FunctionHost({
    distDir: join(ROOT, 'dist', 'cloudfunctions'),
    deployFile: join(ROOT, 'cloudfunctions', 'deploy.json'),
    adminUrl: `${world.origin}/admin`,
    env: { '*': bothWays(sandbox) },
    clock: world.clock,
    log: () => undefined,
  });
  const { appid } = world;
  const call: TestSandbox['call'] = async (openid, name, action, input) => {
    const caller = { appid, source: 'wx_client', openid } as const;
    return (await host.invoke(name, { action, input }, caller)) as Answer<never>;
  };
  const must: TestSandbox['must'] = async (openid, name, action, input) => {
    const answer = await call(openid, name, action, input);
    if (!answer.ok) throw new Error(`${name} ${action}: ${answer.reason}`);
    return answer.value;
  };
  return {
    sandbox: { ...sandbox, world: { ...world, channel: 'medins' }, call, must },
    tick: async () => {
      host.syncClock();
      const event = { Type: 'Timer', TriggerName: 'tick' };
      await host.invoke('clockwork', event, { appid, source: 'wx_trigger' });
    },
    close: () => host.close(),
  };
}
