/**
 * The door of the counter service: three paths, JSON both ways, 8 KB at most. Whoever comes here has shown a
 * certificate (doors/counter-service-server). What an error says stays inside (money rule 14).
 */
import { askedCertificate, askedStatus } from '../contract/counter-service';
import type { AskedCertificate, AskedStatus } from '../contract/counter-service';
import type { Deadline } from '../ports/deadline';
import type { Reason } from '../../miniprogram/shared/reasons';
import { kindOf, type Classify } from './answer';
import { invoke, type DoorDeps } from './invocation';

export const BODY_LIMIT = 8 * 1024;

const HEALTH = '/v1/health';

export interface ServiceRequest {
  readonly method: string;
  readonly path: string;
  readonly contentType?: string;
  /** Undefined where it was over the limit. */
  readonly body?: string;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly body: object;
}

export type ServiceDoor = (request: ServiceRequest) => Promise<ServiceAnswer>;

export interface ServiceVerbs {
  status(asked: AskedStatus, deadline: Deadline): Promise<object>;
  certificate(asked: AskedCertificate, deadline: Deadline): Promise<object>;
}

export interface ServiceDoorDeps extends DoorDeps {
  readonly classify: Classify;
}

type Refused = Reason | 'method-not-allowed' | 'not-found' | 'not-json';

const refused = (status: number, error: Refused): ServiceAnswer => ({ status, body: { error } });

interface Check<I> {
  safeParse(
    input: unknown,
  ): { readonly success: true; readonly data: I } | { readonly success: false };
}

type Route = (body: unknown, deadline: Deadline) => Promise<ServiceAnswer>;

function route<I>(check: Check<I>, run: (asked: I, deadline: Deadline) => Promise<object>): Route {
  return async (body, deadline) => {
    const asked = check.safeParse(body);
    if (!asked.success) return refused(400, 'bad-request');
    return { status: 200, body: await run(asked.data, deadline) };
  };
}

/** Never rejects. */
export function counterServiceDoor(deps: ServiceDoorDeps, verbs: ServiceVerbs): ServiceDoor {
  const posts: ReadonlyMap<string, Route> = new Map([
    ['/v1/status', route(askedStatus, (asked, deadline) => verbs.status(asked, deadline))],
    [
      '/v1/certificate',
      route(askedCertificate, (asked, deadline) => verbs.certificate(asked, deadline)),
    ],
  ]);
  return (request) =>
    invoke(deps, async ({ deadline, elapsedMs }) => {
      const found = posts.get(request.path);
      const answer = await guarded(deps, request, found, deadline);
      deps.log.info('counter-service', {
        action:
          found === undefined && request.path !== HEALTH
            ? 'other'
            : request.path.slice('/v1/'.length),
        code: String(answer.status),
        durationMs: elapsedMs(),
      });
      return answer;
    });
}

async function guarded(
  deps: ServiceDoorDeps,
  request: ServiceRequest,
  found: Route | undefined,
  deadline: Deadline,
): Promise<ServiceAnswer> {
  const { method, path, contentType, body } = request;
  if (path === HEALTH) {
    return method === 'GET'
      ? { status: 200, body: { ok: true } }
      : refused(405, 'method-not-allowed');
  }
  if (found === undefined) return refused(404, 'not-found');
  if (method !== 'POST') return refused(405, 'method-not-allowed');
  if (body === undefined) return refused(413, 'too-large');
  if (!/^application\/json(?:;|$)/i.test(contentType ?? '')) return refused(415, 'not-json');
  try {
    return await found(parsed(body), deadline);
  } catch (error) {
    const known = deps.classify(error);
    if (known !== undefined) return refused(400, known.reason);
    deps.log.alarm('counter-service.failed', { action: path.slice(1), outcome: kindOf(error) });
    return refused(500, 'internal');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What JSON.parse would say repeats the text; undefined fits no shape.
    return undefined;
  }
}
