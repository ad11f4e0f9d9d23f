/**
 * The page's side of /sandbox/api: JSON in and out, refusals in the API's own words, and whether the
 * sandbox answers at all.
 */

import { part, textIn } from './read';

/** The sandbox refused, or did not answer; the message is for the developer. */
export class Refusal extends Error {}

const listeners: ((online: boolean) => void)[] = [];

/** Called whenever a request went through or did not. */
export function onConnection(listener: (online: boolean) => void): void {
  listeners.push(listener);
}

function connected(online: boolean): void {
  for (const listener of listeners) listener(online);
}

async function request(method: string, path: string, body?: object): Promise<unknown> {
  const init: RequestInit =
    body === undefined
      ? { method }
      : {
          method,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        };
  const response = await fetch(`/sandbox/api${path}`, init).catch(() => undefined);
  connected(response !== undefined);
  if (response === undefined) throw new Refusal('沙箱没有应答');
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  const words = textIn(part(answer, 'error'), 'message') || textIn(answer, 'message');
  throw new Refusal(words === '' ? `HTTP ${String(response.status)}` : words);
}

export const get = (path: string): Promise<unknown> => request('GET', path);
export const post = (path: string, body: object = {}): Promise<unknown> =>
  request('POST', path, body);
export const remove = (path: string): Promise<unknown> => request('DELETE', path);
