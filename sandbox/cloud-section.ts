/**
 * The cloud's part of the control API: fire a timer by hand, look at the inbox of messages.
 */

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { legible } from './cloud/message-templates';
import { inboxOf, type FunctionHost, type Timers } from './cloud';
import { ControlRefusal, type ControlSection } from './control/api';
import type { Tables } from './shared/tables';

export interface CloudSectionParts {
  readonly host: FunctionHost;
  readonly timers: Timers;
  readonly tables: Tables;
}

/** What wx-server-sdk asks of the cloud, as the fault book names it. */
const ADMIN_CALLS = [
  'database.getDocument',
  'database.insertDocument',
  'database.modifyDocument',
  'database.removeDocument',
  'database.calculateDocument',
  'database.aggregateDocuments',
  'database.startTransaction',
  'database.commitTransaction',
  'database.abortTransaction',
  'functions.invokeFunction',
  'wx.openApi',
  'subscribeMessage.send',
];

/** The functions that a phone or another server can call, and what they ask of the cloud. */
function callsOf({ functions }: FunctionHost): readonly string[] {
  const doors = functions.flatMap(({ name, trigger }) => {
    if (trigger.type === 'timer') return [];
    return [trigger.type === 'http' ? `http.${name}` : `functions.${name}`];
  });
  return [...doors, ...ADMIN_CALLS].map((call) => `cloud.${call}`);
}

const functionsOf = ({ functions }: FunctionHost) => ({
  functions: functions.map(({ name, trigger }) => ({ name, trigger })),
});

const tickBody = z.strictObject({ name: z.string().min(1) });

const inboxQuery = z.strictObject({ openid: z.string().min(1).max(128).optional() });

/** A person's messages, oldest first; without a person everybody's, and nobody is named. */
function messagesFor(tables: Tables, openid: string | undefined): readonly object[] {
  const all = [...inboxOf(tables).values()];
  const theirs = openid === undefined ? all : all.filter(({ touser }) => touser === openid);
  return theirs.map(({ id, at, touser, templateId, page, data }) => ({
    ...{ id, at, templateId, page, ...legible(templateId, data) },
    touser: openid === undefined ? `***(${String(touser.length)})` : touser,
  }));
}

/** `POST /sandbox/api/cloud/tick {"name": "clockwork"}`, `GET …/cloud/functions`, `…/inbox`. */
export function cloudSection({ host, timers, tables }: CloudSectionParts): ControlSection {
  return {
    name: 'cloud',
    calls: callsOf(host),
    state: () => functionsOf(host),
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
      app.get('/cloud/functions', () => Promise.resolve(functionsOf(host)));
      app.get('/inbox', (request) => {
        const { openid } = inboxQuery.parse(request.query);
        return Promise.resolve({ messages: messagesFor(tables, openid) });
      });
    },
  };
}
