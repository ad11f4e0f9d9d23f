/** The sandbox with 2.0 as a process of its own, to be killed: started, asked over HTTP, shot. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ROOT } from './project-files';
import type { OrderView } from '../../cloudfunctions/contract/types';

interface Introduction {
  readonly port: string;
  readonly baseUrls: { readonly functions: string; readonly control: string };
  readonly patient: { readonly openid: string; readonly patientId: string };
}

export interface Running {
  readonly child: ChildProcess;
  readonly about: Introduction;
}

/** Again on the same folder: what was kept there is still there. At the same address, if told so. */
export async function startChild(dataDir: string, port = '0'): Promise<Running> {
  const script = ['--import', 'tsx', 'test/support/medins-story-process.ts'];
  const args = [...script, '--data', dataDir, '--port', port];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the sandbox ended with ${String(code)} before it said where it is`);
  });
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
  ended.catch(() => undefined);
  return { child, about: JSON.parse(line) as Introduction };
}

/** kill -9: no handler runs, nothing is flushed. */
export async function killChild({ child }: Running): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function exchange(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  const json = (await response.json()) as unknown;
  if (!response.ok) throw new Error(`${url}: ${JSON.stringify(json)}`);
  return json;
}

/** One request to the control API. */
export function control<T>({ about }: Running, path: string, body?: object): Promise<T> {
  const json = { 'content-type': 'application/json' };
  const init: RequestInit =
    body === undefined ? {} : { method: 'POST', headers: json, body: JSON.stringify(body) };
  return exchange(`${about.baseUrls.control}${path}`, init) as Promise<T>;
}

/** One call of the patient's phone; throws the reason when it is refused. */
export async function phone<T>(
  { about }: Running,
  name: string,
  action: string,
  input: object,
): Promise<T> {
  const headers = {
    'content-type': 'application/json',
    'x-sandbox-openid': about.patient.openid,
  };
  const url = `${about.baseUrls.functions}/${name}`;
  const init = { method: 'POST', headers, body: JSON.stringify({ action, input }) };
  const { result } = (await exchange(url, init)) as {
    result: { ok: boolean; value?: T; reason?: string };
  };
  if (!result.ok) throw new Error(`${action}: ${String(result.reason)}`);
  return result.value as T;
}

const REFUSED = { kind: 'refused' } as const;

/** An order on those bills that waits for the permission, or a resumed one. */
export async function draftedBy(running: Running, billIds: readonly string[]): Promise<OrderView> {
  const { patientId } = running.about.patient;
  const ask = { patientId, billIds, payWith: 'insurance', place: REFUSED, entry: 'menu' };
  return (await phone<{ order: OrderView }>(running, 'pay', 'placeOrder', ask)).order;
}

export async function newBill(running: Running, scenario: string): Promise<string> {
  const { billId } = await control<{ billId: string }>(running, '/his/bills', { scenario });
  return billId;
}

/** Comes back with a fresh code; resolves with the order, or rejects when the process is shot. */
export async function permittedBy(running: Running, orderNo: string): Promise<OrderView> {
  const { openid } = running.about.patient;
  const { authCode } = await control<{ authCode: string }>(running, '/bureau/code', { openid });
  const input = { orderNo, authCode, place: REFUSED };
  return (await phone<{ order: OrderView }>(running, 'pay', 'authoriseOrder', input)).order;
}

export async function look(running: Running, orderNo: string): Promise<OrderView> {
  return (await phone<{ order: OrderView }>(running, 'pay', 'confirmOrder', { orderNo })).order;
}

/** Until every planted fault was hit: the function now waits for an answer that never comes. */
export async function untilStuck(running: Running): Promise<void> {
  // each turn is a question over HTTP, and takes as long as one
  for (let turn = 0; turn < 10_000; turn += 1) {
    const { faults } = await control<{ faults: readonly unknown[] }>(running, '/faults');
    if (faults.length === 0) return;
  }
  throw new Error('the planted fault was never hit');
}

/** A little later, and in the daytime: no insurance is paid at night. */
export async function inTheDay(running: Running): Promise<void> {
  const { shanghai } = await control<{ shanghai: string }>(running, '/clock');
  const isNight = shanghai.slice(11, 13) >= '18' || shanghai.slice(11, 13) < '08';
  await control(running, '/clock', isNight ? { to: '10:00' } : { advanceMs: 15 * 60_000 });
}

/** Time passes, with the clockwork ticking. */
export async function timePasses(running: Running, minutes: number, ticks: number): Promise<void> {
  for (let tick = 0; tick < ticks; tick += 1) {
    const advanceMs = Math.ceil((minutes * 60_000) / ticks);
    await control(running, '/clock', { advanceMs });
    await control(running, '/cloud/tick', { name: 'clockwork' });
  }
}
