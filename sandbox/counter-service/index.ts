/**
 * The counter service of the sandbox: the product's own bundle (dist/counter-service) on a port of
 * 127.0.0.1 that only the functions' certificate opens, asking the simulated regional centre. It lives as
 * long as the world does.
 */

import { createServer } from 'node:net';
import { join } from 'node:path';
import type { CounterFirst } from '../function-environment';
import type { CounterCertificates } from './certificates';
import { counterEnvironment, type CentreFacts } from './environment';
import { CounterServiceFailed, ServiceThread } from './thread';

export interface CounterServiceParts {
  /** The project's folder. */
  readonly root: string;
  /** Which part comes first at the counters. */
  readonly first: CounterFirst;
  readonly certificates: CounterCertificates;
  readonly centre: CentreFacts;
  /** One Int64, shared with the functions: how far the clock is ahead of real time, ms. */
  readonly offset: SharedArrayBuffer;
  readonly log: (line: string) => void;
}

export interface CounterService {
  readonly first: CounterFirst;
  /** https://127.0.0.1:PORT */
  readonly baseUrl: string;
  readonly certificates: CounterCertificates;
  /** How often it broke down lately. */
  readonly crashes: number;
  /** Resolves when it answers, after a crash too. Throws `CounterServiceFailed`. */
  ready(): Promise<void>;
  /** Ends it as a crash would; it comes up again by itself. */
  crash(): Promise<void>;
  /** After a rebuild: starts the new bundle. Throws `CounterServiceFailed`. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

const PORTS_TRIED = 3;

/** Resolves when it listens. Throws `CounterServiceFailed`, also when it was not built. */
export async function counterService(parts: CounterServiceParts): Promise<CounterService> {
  for (let turn = 1; ; turn += 1) {
    try {
      return await onPort(parts, await freePort());
    } catch (error) {
      // somebody took the port in between
      const taken = error instanceof CounterServiceFailed && error.message.includes('EADDRINUSE');
      if (!taken || turn === PORTS_TRIED) throw error;
    }
  }
}

async function onPort(parts: CounterServiceParts, port: number): Promise<CounterService> {
  const { root, first, certificates, centre, offset, log } = parts;
  const thread = await ServiceThread.start({
    bundle: join(root, 'dist', 'counter-service', 'index.js'),
    env: counterEnvironment({ port, certificates, centre }),
    ...{ port, certificates, offset, log },
  });
  return {
    first,
    baseUrl: `https://127.0.0.1:${String(port)}`,
    certificates,
    get crashes() {
      return thread.crashes;
    },
    ready: () => thread.ready(),
    crash: () => thread.crash(),
    reload: () => thread.reload(),
    close: () => thread.close(),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
