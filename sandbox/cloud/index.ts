/**
 * The cloud on one machine, for whoever starts it: a database that speaks wx-server-sdk's protocol,
 * a host for the built functions, their timers, and the fastify plugin in front of them.
 */

import type { SandboxClock } from '../control/clock';
import type { Tables } from '../shared/tables';
import { readDeclarations } from './database/declarations';
import { CloudDatabase } from './database/engine';

export { CloudDatabase } from './database/engine';
export { DeclarationsInvalid } from './database/declarations';
export { CloudError } from './errors';
export { CronInvalid, parseCron } from './functions/cron';
export { FunctionHost, type Caller, type FunctionHostOptions } from './functions/host';
export { ManifestInvalid, readManifest, type FunctionEntry } from './functions/manifest';
export { Timers } from './functions/timers';
export { cloudPlugin, type CloudPluginOptions } from './http';
export { inboxOf, type InboxMessage } from './open-api';

/** The database with the collections of a declaration file. Throws DeclarationsInvalid. */
export function openDatabase(options: {
  readonly tables: Tables;
  readonly clock: SandboxClock;
  readonly collectionsFile: string;
}): CloudDatabase {
  return new CloudDatabase({
    tables: options.tables,
    collections: readDeclarations(options.collectionsFile),
    now: () => options.clock.now(),
  });
}
