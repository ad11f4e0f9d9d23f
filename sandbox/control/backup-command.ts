/**
 * Backing a data folder up from the command line: straight from its files when nobody uses them, and
 * through the control API of the sandbox that does. Which sandbox that is stands in a small file that
 * every running sandbox leaves in its folder.
 */

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { shanghaiIso } from '../hospital/time';
import { JournalLocked, lockJournal } from '../shared/journal-lock';
import { backupOf, BackupRefused, checkBackup, KEPT_JOURNALS } from './backup';

const RUNNING = 'running.json';
const runningSchema = z.object({
  origin: z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }),
});

/** Notes where the sandbox of this folder answers; returns how to take the note away. */
export function noteRunning(dataDir: string, origin: string): () => void {
  const file = join(dataDir, RUNNING);
  writeFileSync(file, JSON.stringify({ origin }));
  return () => rmSync(file, { force: true });
}

/** Writes a checked backup of `dataDir` to `file`, which must not exist. @throws BackupRefused */
export async function backUp(dataDir: string, file: string): Promise<void> {
  if (!existsSync(join(dataDir, KEPT_JOURNALS[0]))) {
    throw new BackupRefused(`no sandbox is kept in ${dataDir}`);
  }
  if (existsSync(file)) throw new BackupRefused(`${file} is there already`);
  const unlock = await lockAll(dataDir);
  const draft = `${file}.part`;
  try {
    const now = shanghaiIso(Date.now());
    await write(draft, unlock === undefined ? await fromRunning(dataDir) : backupOf(dataDir, now));
    await checkBackup(draft);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
    await unlock?.();
  }
}

async function write(file: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const target = await open(file, 'w', 0o600);
  try {
    for await (const chunk of bytes) await target.appendFile(chunk);
    await target.sync();
  } finally {
    await target.close();
  }
}

/** @throws JournalLocked when a running sandbox keeps its state in that folder */
export async function refuseIfHeld(dataDir: string): Promise<void> {
  for (const name of KEPT_JOURNALS) {
    const file = join(dataDir, name);
    if (existsSync(file)) await (await lockJournal(file, Date.now()))();
  }
}

/** Locks all journals; undefined when a running sandbox holds them. */
async function lockAll(dataDir: string): Promise<(() => Promise<void>) | undefined> {
  const held: (() => Promise<void>)[] = [];
  const unlock = async (): Promise<void> => {
    for (const one of held.splice(0)) await one();
  };
  try {
    for (const name of KEPT_JOURNALS) {
      held.push(await lockJournal(join(dataDir, name), Date.now()));
    }
    return unlock;
  } catch (error) {
    await unlock();
    if (error instanceof JournalLocked) return undefined;
    throw error;
  }
}

async function fromRunning(dataDir: string): Promise<AsyncIterable<Uint8Array>> {
  const { origin } = readRunning(dataDir);
  const response = await fetch(`${origin}/sandbox/api/backup`).catch((error: unknown) => {
    throw new BackupRefused(`the sandbox of ${dataDir} does not answer at ${origin}`, {
      cause: error,
    });
  });
  if (!response.ok || response.body === null) {
    throw new BackupRefused(`the sandbox at ${origin} answered HTTP ${String(response.status)}`);
  }
  return chunksOf(response.body);
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (value === undefined || done) return;
    yield value;
  }
}

function readRunning(dataDir: string): z.infer<typeof runningSchema> {
  try {
    return runningSchema.parse(JSON.parse(readFileSync(join(dataDir, RUNNING), 'utf8')));
  } catch (error) {
    throw new BackupRefused(
      `${dataDir} is in use by a process that does not say where it answers`,
      {
        cause: error,
      },
    );
  }
}
