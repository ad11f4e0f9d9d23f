/**
 * One trace id per invocation, on every log line of it. Functions may serve several calls at once, so
 * it travels with the asynchronous context and not in a variable.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Log, LogFields } from '../ports/log';

const current = new AsyncLocalStorage<string>();

/** Runs `work`; whatever it logs carries `traceId`. */
export function withTrace<T>(traceId: string, work: () => Promise<T>): Promise<T> {
  return current.run(traceId, work);
}

/** The same log with the trace id of the running invocation on each line. */
export function tracedLog(log: Log): Log {
  const traced = (fields: LogFields = {}): LogFields => {
    const traceId = current.getStore();
    return traceId === undefined ? fields : { traceId, ...fields };
  };
  return {
    info: (event, fields) => {
      log.info(event, traced(fields));
    },
    warn: (event, fields) => {
      log.warn(event, traced(fields));
    },
    alarm: (event, fields) => {
      log.alarm(event, traced(fields));
    },
  };
}
