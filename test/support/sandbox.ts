/**
 * A whole sandbox for one test file: its own port, its own folder, nothing running by itself. Talks to
 * it as others do, over HTTP.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './project-files';
import type { Answer, Functions } from '../../cloudfunctions/contract/types';
import { bindFirstPatient } from '../../sandbox/demo';
import { sandboxClock } from '../../sandbox/control/clock';
import { createWorld, type World, type WorldOptions } from '../../sandbox/world';

export const ZHANG = 'oZhangJianguo';
export const WANG = 'oWangXiuying';
export const ZHANG_PATIENT = 'P00001';

type Input<F extends keyof Functions, A extends keyof Functions[F]> = Functions[F][A] extends {
  in: infer I;
}
  ? I
  : never;
type Output<F extends keyof Functions, A extends keyof Functions[F]> = Functions[F][A] extends {
  out: infer O;
}
  ? O
  : never;

export interface TestSandbox {
  readonly world: World;
  /** Calls a built function as the phone of `openid` would. */
  call<F extends keyof Functions, A extends keyof Functions[F] & string>(
    openid: string,
    name: F,
    action: A,
    input: Input<F, A>,
  ): Promise<Answer<Output<F, A>>>;
  /** The same, for calls that must succeed. */
  must<F extends keyof Functions, A extends keyof Functions[F] & string>(
    openid: string,
    name: F,
    action: A,
    input: Input<F, A>,
  ): Promise<Output<F, A>>;
  /** One request to the sandbox's own address; JSON in and out. */
  request(path: string, body?: object, method?: string): Promise<{ status: number; json: unknown }>;
  close(): Promise<void>;
}

async function invoke(
  origin: string,
  openid: string,
  name: string,
  data: object,
): Promise<unknown> {
  const response = await fetch(`${origin}/functions/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-sandbox-openid': openid },
    body: JSON.stringify(data),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${name}: ${text}`);
  return (JSON.parse(text) as { result: unknown }).result;
}

/**
 * A clock that runs, begun at ten in the morning of today in Shanghai: what cities forbid at night is
 * tested on purpose, not by the hour at which somebody runs the tests.
 */
export function morningClock() {
  const clock = sandboxClock();
  const ten = new Date(clock.now()).setUTCHours(2, 0, 0, 0);
  clock.setOffset(ten - clock.now());
  return clock;
}

/** Starts a sandbox; 张建国 is bound already. Functions must be built (npm test does that first). */
export async function testSandbox(options: Partial<WorldOptions> = {}): Promise<TestSandbox> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'yibao-test-')));
  const world = await createWorld({
    ...{ root: ROOT, dataDir, port: 0, alive: false, clock: morningClock() },
    ...options,
  });
  await bindFirstPatient(world);
  const call: TestSandbox['call'] = async (openid, name, action, input) =>
    (await invoke(world.origin, openid, name, { action, input })) as Answer<never>;
  return {
    world,
    call,
    must: async (openid, name, action, input) => {
      const answer = await call(openid, name, action, input);
      if (!answer.ok) throw new Error(`${name} ${action}: ${answer.reason}`);
      return answer.value;
    },
    request: async (path, body, method = body === undefined ? 'GET' : 'POST') => {
      const init = {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      };
      const response = await fetch(`${world.origin}${path}`, init);
      return { status: response.status, json: (await response.json()) as unknown };
    },
    close: async () => {
      await world.close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
