/**
 * The cloud's part of the control API: fire a timer by hand, look at the inbox of messages.
 */

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { inboxOf, type FunctionHost, type Timers } from './cloud';
import { ControlRefusal, type ControlSection } from './control/api';
import type { Tables } from './shared/tables';

export interface CloudSectionParts {
  readonly host: FunctionHost;
  readonly timers: Timers;
  readonly tables: Tables;
}

const tickBody = z.strictObject({ name: z.string().min(1) });

/** `POST /sandbox/api/cloud/tick {"name": "clockwork"}`, `GET /sandbox/api/cloud/inbox`. */
export function cloudSection({ host, timers, tables }: CloudSectionParts): ControlSection {
  return {
    name: 'cloud',
    state: () => ({ functions: host.functions.map(({ name, trigger }) => ({ name, trigger })) }),
    clockMoved: () => {
      host.syncClock();
    },
    routes: (app: FastifyInstance) => {
      app.post('/cloud/tick', async (request) => {
        const { name } = tickBody.parse(request.body);
        try {
          return { result: await timers.tick(name) };
        } catch (error) {
          if (error instanceof RangeError) {
            throw new ControlRefusal(404, 'not-a-timer', error.message);
          }
          throw error;
        }
      });
      app.get('/cloud/inbox', () => Promise.resolve({ messages: inboxOf(tables) }));
    },
  };
}
