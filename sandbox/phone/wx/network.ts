/**
 * wx.request, wx.cloud and the state of the network. A cloud function is called as the sandbox serves it:
 * POST /functions/NAME with the caller in the header x-sandbox-openid, answered by {"result": …} or {"errMsg": …}.
 */

import type { Client } from '../runtime/client';
import { isRecord, textOf } from '../runtime/dom';
import { api, Failure, type Options, type Result } from './api';
import { listeners } from './listeners';

const REQUEST_TIMEOUT_MS = 60_000;

export function networkApis(client: Client) {
  return {
    request: (given?: unknown) => {
      const abort = new AbortController();
      const promise = api('request', (options) => request(client, options, abort.signal))(given);
      const task = { abort: () => abort.abort(), onHeadersReceived: () => undefined };
      return promise === undefined ? task : Object.assign(promise, task);
    },
    getNetworkType: api('getNetworkType', () => ({
      networkType: client.offline ? 'none' : 'wifi',
      isConnected: !client.offline,
    })),
    ...listeners(client, 'network', 'NetworkStatusChange'),
    cloud: cloudApi(client),
  };
}

async function request(client: Client, options: Options, aborted: AbortSignal): Promise<Result> {
  const method = textOf(options['method'], 'GET').toUpperCase();
  const header = isRecord(options['header']) ? options['header'] : {};
  const headers = new Headers({ 'content-type': 'application/json' });
  for (const [name, value] of Object.entries(header)) headers.set(name, String(value));
  const url = new URL(textOf(options['url']), location.href);
  const { data } = options;
  const inUrl = method === 'GET' || method === 'HEAD';
  if (inUrl && isRecord(data)) {
    for (const [key, value] of Object.entries(data)) url.searchParams.set(key, String(value));
  }
  if (url.origin !== location.origin)
    throw new Failure('url not in domain list', { errno: 600002 });
  const body = inUrl || data === undefined ? null : bodyOf(data, headers);
  const response = await reach(client, options, aborted, url.href, { method, headers, body });
  const text = await response.text();
  return {
    statusCode: response.status,
    header: Object.fromEntries(response.headers),
    cookies: [],
    data: textOf(options['dataType'], 'json') === 'json' ? parsed(text) : text,
  };
}

async function reach(
  client: Client,
  options: Options,
  aborted: AbortSignal,
  url: string,
  init: RequestInit,
): Promise<Response> {
  if (client.offline) throw new Failure('net::ERR_INTERNET_DISCONNECTED', { errno: 600001 });
  const timeout = Number(options['timeout'] ?? REQUEST_TIMEOUT_MS);
  const signal = AbortSignal.any([aborted, AbortSignal.timeout(timeout)]);
  return fetch(url, { ...init, signal }).catch((error: unknown) => {
    if (aborted.aborted) throw new Failure('abort');
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    throw new Failure(timedOut ? 'timeout' : 'net::ERR_FAILED', { errno: timedOut ? 5 : 600001 });
  });
}

function bodyOf(data: unknown, headers: Headers): string {
  if (typeof data === 'string') return data;
  const isForm = (headers.get('content-type') ?? '').includes('x-www-form-urlencoded');
  if (!isForm || !isRecord(data)) return JSON.stringify(data);
  const pairs = Object.entries(data).map(([key, value]): [string, string] => [key, String(value)]);
  return new URLSearchParams(pairs).toString();
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}

/** An error as wx.cloud rejects with: an Error with errCode and errMsg. */
class CloudError extends Error {
  readonly errCode: number;
  readonly errMsg: string;

  constructor(errCode: number, reason: string) {
    super(`cloud.callFunction:fail Error: errCode: ${errCode} ${reason}`);
    this.errCode = errCode;
    this.errMsg = this.message;
  }
}

const NOT_REACHED = -501_000;
const FUNCTION_FAILED = -504_002;

function cloudApi(client: Client) {
  let initialised = false;
  const callFunction = async (options: Options): Promise<Result> => {
    if (!initialised)
      throw new CloudError(-1, "Cloud API isn't enabled, please call wx.cloud.init first");
    const name = textOf(options['name']);
    client.calling += 1;
    const result = await callCloud(client, name, options['data'] ?? {}).finally(() => {
      client.calling -= 1;
    });
    return { result, errMsg: 'cloud.callFunction:ok', requestID: `preview-${name}` };
  };
  return {
    init: () => {
      initialised = true;
    },
    callFunction: (given?: unknown) => {
      const options = isRecord(given) ? given : {};
      const { success, fail, complete } = options;
      const outcome = callFunction(options);
      if (![success, fail, complete].some((one) => typeof one === 'function')) return outcome;
      const call = (callback: unknown, value: unknown): void => {
        if (typeof callback === 'function') Reflect.apply(callback, undefined, [value]);
      };
      void outcome.then(
        (result) => {
          call(success, result);
          call(complete, result);
        },
        (error: unknown) => {
          call(fail, error);
          call(complete, error);
        },
      );
      return undefined;
    },
  };
}

async function callCloud(client: Client, name: string, data: unknown): Promise<unknown> {
  if (client.offline)
    throw new CloudError(NOT_REACHED, 'request:fail net::ERR_INTERNET_DISCONNECTED');
  const { openid } = client.levers;
  const { callFunction } = client.options;
  if (callFunction !== undefined) {
    return callFunction(name, data, openid).catch((error: unknown) => {
      throw new CloudError(FUNCTION_FAILED, `functions execute fail | errMsg: ${String(error)}`);
    });
  }
  const response = await fetch(`/functions/${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-sandbox-openid': openid },
    body: JSON.stringify(data),
  }).catch(() => {
    throw new CloudError(NOT_REACHED, 'request:fail net::ERR_FAILED');
  });
  const answer = parsed(await response.text());
  if (response.ok && isRecord(answer)) return answer['result'];
  const reason = isRecord(answer) ? textOf(answer['errMsg'], `HTTP ${response.status}`) : '';
  throw new CloudError(FUNCTION_FAILED, `functions execute fail | errMsg: ${reason}`);
}
