/**
 * The door for HTTP triggers: event `{path, httpMethod, headers, queryStringParameters, body,
 * isBase64Encoded}` in, `{statusCode, headers, body}` out. Bodies come plain or in base64 and are
 * handed on to the byte, since signatures are made over them; 256 KB at most.
 */
import type { Deadline } from '../ports/deadline';
import { kindOf } from './answer';
import { invoke, type DoorDeps, type Invocation } from './invocation';

const SIZE_LIMIT = 256 * 1024;

export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Route {
  readonly method: 'POST';
  /** The end of the path, from a slash on: `/payinsurance`. */
  readonly path: string;
  readonly run: (request: HttpAsked, deadline: Deadline) => Promise<RouteAnswer>;
}

export interface HttpAsked {
  /** To the byte, since signatures are made over it. */
  readonly body: string;
  /** Gateways write the names of headers as they like: asked for in lower case. */
  readonly header: (name: string) => string | undefined;
}

export interface RouteAnswer {
  readonly statusCode: number;
  /** With `body`; an answer without one has neither. */
  readonly contentType?: string;
  readonly body?: string;
}

type Body =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly status: 400 | 413 };

interface Heard {
  readonly path: string;
  readonly method: string;
  readonly body: Body;
  readonly header: HttpAsked['header'];
}

const TOO_LARGE: Body = { ok: false, status: 413 };
const UNREADABLE: Body = { ok: false, status: 400 };

const PLAIN = 'text/plain; charset=utf-8';

function said(statusCode: number, body: string, contentType = PLAIN): HttpAnswer {
  return { statusCode, headers: { 'content-type': contentType }, body };
}

function bodyOf(body: unknown, encoded: unknown): Body {
  if (body === undefined || body === null) return { ok: true, text: '' };
  if (typeof body !== 'string') return UNREADABLE;
  if (encoded !== true) {
    return Buffer.byteLength(body) > SIZE_LIMIT ? TOO_LARGE : { ok: true, text: body };
  }
  if (body.length > Math.ceil(SIZE_LIMIT / 3) * 4) return TOO_LARGE;
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(body)) return UNREADABLE;
  const bytes = Buffer.from(body, 'base64');
  if (bytes.byteLength > SIZE_LIMIT) return TOO_LARGE;
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? { ok: true, text } : UNREADABLE;
}

function headersIn(headers: unknown): HttpAsked['header'] {
  const given = typeof headers === 'object' && headers !== null ? Object.entries(headers) : [];
  const byName = new Map<string, unknown>(
    given.map(([name, value]) => [name.toLowerCase(), value as unknown]),
  );
  return (name) => {
    const value = byName.get(name);
    return typeof value === 'string' ? value : undefined;
  };
}

function hear(event: unknown): Heard | undefined {
  if (typeof event !== 'object' || event === null) return undefined;
  const { path, httpMethod, headers, body, isBase64Encoded }: Readonly<Record<string, unknown>> = {
    ...event,
  };
  if (typeof path !== 'string' || typeof httpMethod !== 'string') return undefined;
  return {
    path,
    method: httpMethod.toUpperCase(),
    body: bodyOf(body, isBase64Encoded),
    header: headersIn(headers),
  };
}

/** `main` of a function behind an HTTP trigger. Never throws; a 5xx lets the sender try again. */
export function httpDoor(
  deps: DoorDeps,
  routes: readonly Route[],
): (event: unknown) => Promise<HttpAnswer> {
  return (event) => invoke(deps, (one) => answer(deps, routes, event, one));
}

async function answer(
  deps: DoorDeps,
  routes: readonly Route[],
  event: unknown,
  one: Invocation,
): Promise<HttpAnswer> {
  const heard = hear(event);
  const route = routes.find((candidate) => heard?.path.endsWith(candidate.path) === true);
  const result = await guarded(deps, heard, route, one.deadline);
  deps.log.info('http', {
    action: route?.path.slice(1) ?? 'unknown',
    code: String(result.statusCode),
    durationMs: one.elapsedMs(),
  });
  return result;
}

async function guarded(
  deps: DoorDeps,
  heard: Heard | undefined,
  route: Route | undefined,
  deadline: Deadline,
): Promise<HttpAnswer> {
  if (heard === undefined) return said(400, 'bad request');
  if (route === undefined) return said(404, 'not found');
  if (heard.method !== route.method) return said(405, 'method not allowed');
  if (!heard.body.ok) return said(heard.body.status, 'bad request');
  try {
    const asked = { body: heard.body.text, header: heard.header };
    const answer = await route.run(asked, deadline);
    if (answer.body === undefined) return { statusCode: answer.statusCode, headers: {}, body: '' };
    return said(answer.statusCode, answer.body, answer.contentType);
  } catch (error) {
    deps.log.alarm('http.failed', { action: route.path.slice(1), outcome: kindOf(error) });
    return said(500, 'error');
  }
}
