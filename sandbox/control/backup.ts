/**
 * One file with everything that a sandbox keeps: the journals of all parties as they were at one
 * moment, its drawn keys, and how far its clock was moved. A head, an index, the bytes, and a digest
 * over them at the end, so that a copy cut short is never taken for a whole one. It holds secrets.
 */

import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fstatSync, openSync } from 'node:fs';
import { mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { codeOf } from '../shared/journal-lock';

const HEAD = 'yibao-sandbox-backup 1\n';
const TAIL = /^sha256 ([0-9a-f]{64})\n$/;
const TAIL_BYTES = 'sha256 '.length + 64 + 1;
const INDEX_LIMIT = 4096;

/** What a data folder holds; the first three are always there. */
export const KEPT_JOURNALS = ['cloud.journal', 'hospital.journal', 'platform.journal'] as const;
export const CLOCK_FILE = 'clock.json';
const KEPT = [
  ...KEPT_JOURNALS,
  'secrets.json',
  'wechatpay-keys.json',
  'voucher-centre-keys.json',
  'counter-tls.json',
  CLOCK_FILE,
] as const;

const indexSchema = z.strictObject({
  at: z.string(),
  files: z
    .array(z.strictObject({ name: z.enum(KEPT), bytes: z.int().min(0) }))
    .min(1)
    .refine((files) => new Set(files.map(({ name }) => name)).size === files.length),
});
type Index = z.infer<typeof indexSchema>;

/** A backup cannot be made or used; the message says why and what to do. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

/**
 * The bytes of a backup of `dataDir` at this very moment. The files are opened and measured within
 * one synchronous run: a process that writes them acknowledges nothing in between, and what it
 * appends later is not read. `at` is written into the index for people.
 */
export function backupOf(dataDir: string, at: string): AsyncIterable<Uint8Array> {
  const files = KEPT.flatMap((name) => {
    const fd = openedIfThere(join(dataDir, name));
    return fd === undefined ? [] : [{ name, fd, bytes: fstatSync(fd).size }];
  });
  const index: Index = { at, files: files.map(({ name, bytes }) => ({ name, bytes })) };
  return bytesOf(index, files);
}

interface Opened {
  readonly fd: number;
  readonly bytes: number;
}

async function* bytesOf(index: Index, files: readonly Opened[]): AsyncGenerator<Uint8Array> {
  const digest = createHash('sha256');
  const hashed = (bytes: Uint8Array): Uint8Array => {
    digest.update(bytes);
    return bytes;
  };
  try {
    yield hashed(Buffer.from(`${HEAD}${JSON.stringify(index)}\n`));
    for (const { fd, bytes } of files) {
      if (bytes === 0) continue;
      const stream = createReadStream('', { fd, start: 0, end: bytes - 1, autoClose: false });
      for await (const chunk of stream) yield hashed(chunk as Buffer);
    }
    yield Buffer.from(`sha256 ${digest.digest('hex')}\n`);
  } finally {
    for (const { fd } of files) closeSync(fd);
  }
}

function openedIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Checks a backup file whole and tells what is in it. @throws BackupRefused */
export async function checkBackup(file: string): Promise<Index & { readonly start: number }> {
  const handle = await openBackup(file);
  try {
    const { size } = await handle.stat();
    const head = Buffer.alloc(Math.min(size, HEAD.length + INDEX_LIMIT));
    await handle.read(head, 0, head.length, 0);
    if (!head.subarray(0, HEAD.length).equals(Buffer.from(HEAD))) {
      throw new BackupRefused(`${file} is not a backup of the sandbox`);
    }
    const lineEnd = head.indexOf('\n', HEAD.length);
    const index = indexIn(head.toString('utf8', HEAD.length, Math.max(lineEnd, HEAD.length)));
    const start = lineEnd + 1;
    const bytes = index?.files.reduce((sum, one) => sum + one.bytes, 0) ?? 0;
    if (index === undefined || size !== start + bytes + TAIL_BYTES) throw damaged(file);
    const tail = Buffer.alloc(TAIL_BYTES);
    await handle.read(tail, 0, TAIL_BYTES, size - TAIL_BYTES);
    const digest = createHash('sha256');
    await pipeline(createReadStream(file, { end: size - TAIL_BYTES - 1 }), digest);
    if (TAIL.exec(tail.toString())?.[1] !== digest.digest('hex')) throw damaged(file);
    return { ...index, start };
  } finally {
    await handle.close();
  }
}

function indexIn(text: string): Index | undefined {
  try {
    return indexSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const damaged = (file: string): BackupRefused =>
  new BackupRefused(`${file} is damaged or cut short; nothing was restored from it`);

async function openBackup(file: string) {
  try {
    return await open(file, 'r');
  } catch (error) {
    throw new BackupRefused(`${file} cannot be read`, { cause: error });
  }
}

/**
 * Puts a backup into `dataDir`, which must be empty or not there yet. Returns when it was made.
 * @throws BackupRefused; nothing is written then
 */
export async function restoreBackup(file: string, dataDir: string): Promise<string> {
  const { at, files, start } = await checkBackup(file);
  await mkdir(dataDir, { recursive: true });
  if ((await readdir(dataDir)).length > 0) {
    throw new BackupRefused(`${dataDir} is not empty; give a new folder with --data`);
  }
  let from = start;
  for (const { name, bytes } of files) {
    const target = await open(join(dataDir, name), 'wx', 0o600);
    try {
      if (bytes > 0) {
        const source = createReadStream(file, { start: from, end: from + bytes - 1 });
        for await (const chunk of source) await target.appendFile(chunk as Buffer);
      }
      await target.sync();
    } finally {
      await target.close();
    }
    from += bytes;
  }
  return at;
}
