/** The hospital on a real socket, with its levers, for tests that need the wire. */

import { fastify, type FastifyInstance } from 'fastify';
import { FaultBook } from '../../sandbox/control/faults';
import { WireLog } from '../../sandbox/control/wire-log';
import { hospitalControl } from '../../sandbox/hospital/control';
import type { Hospital } from '../../sandbox/hospital/engine';
import { hospitalPlugin } from '../../sandbox/hospital/http';
import { hospitalFixture, type Fixture } from '../unit/hospital-fixture';

export const TOKEN = 'test-token';

export interface Served extends Fixture {
  readonly app: FastifyInstance;
  readonly faults: FaultBook;
  readonly wireLog: WireLog;
  readonly baseUrl: string;
  /** How often a call waited for the disk. */
  durableCalls(): number;
  /** Calls /his/v1 with the right token. */
  call(method: string, path: string, body?: unknown, init?: RequestInit): Promise<Response>;
  /** Calls /sandbox/api/his. */
  control(method: string, path: string, body?: unknown): Promise<Response>;
  close(): Promise<void>;
}

export async function serveHospital(
  options: { hospital?: Hospital; durable?: () => Promise<void> } = {},
): Promise<Served> {
  const fixture = hospitalFixture();
  const hospital = options.hospital ?? fixture.hospital;
  const faults = new FaultBook();
  const wireLog = new WireLog();
  let waited = 0;
  const durable = async (): Promise<void> => {
    waited += 1;
    await options.durable?.();
  };
  // A client that gave up may leave a connection behind on which it never asked anything.
  const app = fastify({ forceCloseConnections: true });
  await app.register(hospitalPlugin({ hospital, token: TOKEN, faults, wireLog, durable }));
  hospitalControl(app, hospital, durable);
  const baseUrl = await app.listen({ host: '127.0.0.1', port: 0 });
  const send = (
    method: string,
    url: string,
    body: unknown,
    headers: Record<string, string>,
    init: RequestInit,
  ) =>
    fetch(url, {
      ...init,
      method,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    ...fixture,
    hospital,
    app,
    faults,
    wireLog,
    baseUrl,
    durableCalls: () => waited,
    call: (method, path, body, init = {}) =>
      send(method, `${baseUrl}/his/v1${path}`, body, { authorization: `Bearer ${TOKEN}` }, init),
    control: (method, path, body) =>
      send(method, `${baseUrl}/sandbox/api/his${path}`, body, {}, {}),
    close: () => app.close(),
  };
}
