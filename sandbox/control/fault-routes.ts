/**
 * `/sandbox/api/faults`: plants faults for calls by name, tells which calls there are, shows what is
 * still waiting and takes it away.
 */

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { impossible, knownParties } from './fault-calls';
import type { Fault, FaultBook } from './faults';
import { ControlRefusal } from './section';

const ms = z.int().min(0).max(31_622_400_000);

const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('timeout-before') }),
  z.strictObject({ kind: z.literal('timeout-after') }),
  z.strictObject({ kind: z.literal('cut-before') }),
  z.strictObject({ kind: z.literal('cut-after') }),
  z.strictObject({ kind: z.literal('error'), code: z.string().min(1).max(64) }),
  z.strictObject({ kind: z.literal('garbage') }),
  z.strictObject({ kind: z.literal('bad-signature') }),
  z.strictObject({ kind: z.literal('slow'), ms }),
  z.strictObject({ kind: z.literal('lost') }),
  z.strictObject({ kind: z.literal('late'), ms }),
  z.strictObject({ kind: z.literal('doubled'), times: z.int().min(2).max(20) }),
]) satisfies z.ZodType<Fault>;

/** `POST /faults`; `known` closes the list of names for the parties that they begin with. */
function bodyFor(known: readonly string[]) {
  return z
    .strictObject({
      call: z.string().regex(/^[A-Za-z][\w-]*(?:\.[\w-]+)+$/, 'must be <party>.<call>'),
      fault,
      count: z.int().min(1).max(10_000).default(1),
      /** How many calls pass by first. */
      skip: z.int().min(0).max(10_000).default(0),
    })
    .superRefine((asked, context) => {
      const problem = impossible(asked.call, asked.fault.kind, known);
      if (problem === undefined) return;
      const path = problem.at === 'call' ? ['call'] : ['fault', 'kind'];
      context.addIssue({ code: 'custom', path, message: problem.why });
    });
}

const path = z.strictObject({ id: z.coerce.number().int().min(1) });

/** `calls`: the names of all parties' calls. */
export function faultRoutes(
  app: FastifyInstance,
  faults: FaultBook,
  calls: readonly string[],
): void {
  const body = bodyFor(calls);
  const waiting = () => ({ faults: faults.list() });
  app.get('/faults', () => Promise.resolve(waiting()));
  app.get('/faults/calls', () => Promise.resolve({ parties: knownParties(calls) }));
  app.post('/faults', (request) => {
    const asked = body.parse(request.body);
    const id = faults.plant(asked.call, asked.fault, asked.count, asked.skip);
    return Promise.resolve({ id, ...waiting() });
  });
  app.delete('/faults', () => {
    faults.clear();
    return Promise.resolve(waiting());
  });
  app.delete('/faults/:id', (request) => {
    const { id } = path.parse(request.params);
    if (!faults.remove(id))
      throw new ControlRefusal(404, 'not-found', `no fault ${String(id)} waits`);
    return Promise.resolve(waiting());
  });
}
