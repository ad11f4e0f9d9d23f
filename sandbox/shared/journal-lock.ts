/**
 * One process per journal: a lock file beside it, made in one step with its content, so that it is
 * never seen half written. The lock of a dead process is taken over; a process number that was
 * given to somebody else since is told apart by its start time where the system tells it (Linux).
 */

import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';

/** Another living process holds the journal. */
export class JournalLocked extends Error {
  override readonly name = 'JournalLocked';
}

interface Holder {
  readonly pid: number;
  readonly started: string;
  readonly since: string;
}

const heldHere = new Set<string>();

/** Takes the lock and returns how to give it back. Throws JournalLocked. */
export async function lockJournal(file: string, now: number): Promise<() => Promise<void>> {
  const lock = `${file}.lock`;
  if (heldHere.has(lock)) throw new JournalLocked(`${file} is already open in this process`);
  heldHere.add(lock);
  try {
    await take(file, lock, now);
  } catch (error) {
    heldHere.delete(lock);
    throw error;
  }
  return async () => {
    heldHere.delete(lock);
    await rm(lock, { force: true });
  };
}

async function take(file: string, lock: string, now: number): Promise<void> {
  const draft = `${lock}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const mine: Holder = {
    pid: process.pid,
    started: await startOf(process.pid),
    since: new Date(now).toISOString(),
  };
  await writeFile(draft, JSON.stringify(mine));
  try {
    while (!(await linked(draft, lock))) {
      const text = await readIfThere(lock);
      if (text === undefined) continue;
      const holder = parseHolder(text);
      if (holder !== undefined && (await lives(holder))) {
        throw new JournalLocked(
          `${file} is in use by process ${holder.pid} since ${holder.since}; ` +
            'stop that process, or choose another data directory',
        );
      }
      await setAside(lock, text);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** Removes a dead lock, unless somebody else replaced it by a living one in between. */
async function setAside(lock: string, text: string): Promise<void> {
  const aside = `${lock}.${randomBytes(4).toString('hex')}.dead`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if ((await readIfThere(aside)) !== text) await linked(aside, lock);
  await rm(aside, { force: true });
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function lives(holder: Holder): Promise<boolean> {
  if (holder.pid === process.pid) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  const started = await startOf(holder.pid);
  return started === '' || holder.started === '' || started === holder.started;
}

/** When a process began, as an opaque text; empty where the system does not tell. */
async function startOf(pid: number): Promise<string> {
  const [stat, boot] = await Promise.all([
    readIfThere(`/proc/${pid}/stat`),
    readIfThere('/proc/sys/kernel/random/boot_id'),
  ]);
  const ticks = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return ticks === undefined ? '' : `${boot?.trim() ?? ''}/${ticks}`;
}

function parseHolder(text: string): Holder | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { pid, started, since } = value as Partial<Record<keyof Holder, unknown>>;
  if (typeof pid !== 'number' || typeof started !== 'string' || typeof since !== 'string') {
    return undefined;
  }
  return { pid, started, since };
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

/** The system's code of a failed file operation (`ENOENT` …), or an empty text. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
