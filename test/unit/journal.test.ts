import { spawnSync } from 'node:child_process';
import { appendFile, mkdtemp, open, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Journal,
  JournalDamaged,
  JournalFailed,
  JournalLocked,
} from '../../sandbox/shared/journal';

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'journal-'));
  file = join(directory, 'state.journal');
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(directory, { recursive: true, force: true });
});

async function written(puts: (journal: Journal) => void): Promise<void> {
  const journal = await Journal.open(file);
  puts(journal);
  await journal.close();
}

async function read(table: string): Promise<Record<string, unknown>> {
  const journal = await Journal.open(file);
  const found: Record<string, unknown> = {};
  for (const record of journal.table<{ id: string }>(table).values()) found[record.id] = record;
  await journal.close();
  return found;
}

/** The prototype that all file handles share, to make the disk fail. */
async function fileHandlePrototype(): Promise<{ datasync: () => Promise<void> }> {
  const handle = await open(join(directory, 'probe'), 'w');
  await handle.close();
  return Object.getPrototypeOf(handle) as { datasync: () => Promise<void> };
}

test('what was put, replaced and removed is there again after reopening', async () => {
  await written((journal) => {
    const orders = journal.table<unknown>('orders');
    orders.put('a', { id: 'a', fen: 1 });
    orders.put('b', { id: 'b', text: '医保\n"支付"' });
    orders.put('c', { id: 'c' });
    orders.put('a', { id: 'a', fen: 2 });
    orders.remove('c');
    journal.table('bills').put('a', { id: 'a', other: true });
  });
  expect(await read('orders')).toEqual({
    a: { id: 'a', fen: 2 },
    b: { id: 'b', text: '医保\n"支付"' },
  });
  expect(await read('bills')).toEqual({ a: { id: 'a', other: true } });
});

test('a put is readable at once and a record that is no JSON is refused', async () => {
  const journal = await Journal.open(file);
  const table = journal.table<unknown>('t');
  table.put('x', { id: 'x' });
  expect(table.get('x')).toEqual({ id: 'x' });
  expect(table.size).toBe(1);
  expect(() => {
    table.put('y', undefined);
  }).toThrow(TypeError);
  expect(table.get('y')).toBeUndefined();
  await journal.close();
  expect(() => {
    table.put('z', {});
  }).toThrow('closed');
});

test('durable resolves only after the disk synced, and callers at one time share a sync', async () => {
  const journal = await Journal.open(file);
  const table = journal.table<{ id: string }>('t');
  const sizes = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      table.put(`k${index}`, { id: `k${index}` });
      await journal.durable();
      const text = await readFile(file, 'utf8');
      return text.includes(`"k${index}"`);
    }),
  );
  expect(sizes.every(Boolean)).toBe(true);
  expect(journal.syncs).toBe(1);
  const handles = await fileHandlePrototype();
  let release: () => void = () => undefined;
  jest.spyOn(handles, 'datasync').mockImplementationOnce(
    () =>
      new Promise<void>((resolve) => {
        release = resolve;
      }),
  );
  let durable = false;
  table.put('late', { id: 'late' });
  const waiting = journal.durable().then(() => {
    durable = true;
  });
  while (!(await readFile(file, 'utf8')).includes('"late"')) expect(durable).toBe(false);
  expect(durable).toBe(false);
  release();
  await waiting;
  await journal.close();
});

test('a torn tail is cut off and the journal goes on', async () => {
  await written((journal) => {
    journal.table('t').put('whole', { id: 'whole' });
  });
  const whole = await readFile(file);
  await written((journal) => {
    journal.table('t').put('torn', { id: 'torn' });
  });
  const all = await readFile(file);
  for (let length = whole.length + 1; length < all.length; length++) {
    await writeFile(file, all.subarray(0, length));
    expect(Object.keys(await read('t'))).toEqual(['whole']);
    expect(await readFile(file)).toEqual(whole);
  }
  await writeFile(file, Buffer.concat([whole, Buffer.from('00000000 [["p","t"\n')]));
  await written((journal) => {
    journal.table('t').put('next', { id: 'next' });
  });
  expect(Object.keys(await read('t'))).toEqual(['whole', 'next']);
});

test('changes of one synchronous run are there together or not at all', async () => {
  await written((journal) => {
    journal.table('t').put('from', { id: 'from', fen: 70 });
    journal.table('u').put('to', { id: 'to', fen: 30 });
  });
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  const bytes = await readFile(file);
  await writeFile(file, bytes.subarray(0, bytes.length - 3));
  expect(await read('t')).toEqual({});
  expect(await read('u')).toEqual({});
});

test('damage before the last line, and a file of another kind, are refused and left alone', async () => {
  const journal = await Journal.open(file);
  for (const id of ['a', 'b', 'c']) {
    journal.table('t').put(id, { id });
    await journal.durable();
  }
  await journal.close();
  const bytes = await readFile(file);
  const broken = Buffer.from(bytes);
  broken[broken.indexOf('"b"') + 1] = 0x78;
  await writeFile(file, broken);
  await expect(Journal.open(file)).rejects.toThrow(JournalDamaged);
  await expect(Journal.open(file)).rejects.toThrow(/line 3/);
  expect(await readFile(file)).toEqual(broken);
  await writeFile(file, 'somebody else wrote this');
  await expect(Journal.open(file)).rejects.toThrow(/not a journal/);
  expect(await readFile(file, 'utf8')).toBe('somebody else wrote this');
});

test('a file cut inside its first line counts as new', async () => {
  await writeFile(file, 'jour');
  await written((journal) => {
    journal.table('t').put('a', { id: 'a' });
  });
  expect(Object.keys(await read('t'))).toEqual(['a']);
});

test('opening compacts what was replaced', async () => {
  await written((journal) => {
    for (let round = 0; round < 2000; round++) {
      journal.table('t').put('same', { id: 'same', round });
    }
  });
  const before = (await readFile(file)).length;
  expect(await read('t')).toEqual({ same: { id: 'same', round: 1999 } });
  expect((await readFile(file)).length).toBeLessThan(before / 100);
});

test('a failed disk write rejects durable for ever, and nothing later is taken for durable', async () => {
  const journal = await Journal.open(file);
  const handles = await fileHandlePrototype();
  const table = journal.table<{ id: string }>('t');
  jest.spyOn(handles, 'datasync').mockRejectedValueOnce(new Error('ENOSPC'));
  table.put('a', { id: 'a' });
  const answers = await Promise.allSettled([journal.durable(), journal.durable()]);
  expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'rejected']);
  table.put('b', { id: 'b' });
  await expect(journal.durable()).rejects.toThrow(JournalFailed);
  await expect(journal.durable()).rejects.toMatchObject({ cause: new Error('ENOSPC') });
  await expect(journal.close()).rejects.toThrow(JournalFailed);
  const again = await Journal.open(file);
  expect(again.table('t').get('b')).toBeUndefined();
  await again.close();
});

test('a failed write nobody waited for is told to the next who asks', async () => {
  const journal = await Journal.open(file);
  const handles = await fileHandlePrototype();
  const failing = jest.spyOn(handles, 'datasync').mockRejectedValueOnce(new Error('EIO'));
  journal.table('t').put('a', { id: 'a' });
  while (failing.mock.results.length === 0) await readFile(file);
  await Promise.allSettled(failing.mock.results.map((result) => result.value as Promise<void>));
  await expect(journal.durable()).rejects.toThrow(JournalFailed);
  await expect(journal.close()).rejects.toThrow(JournalFailed);
});

test('two holders of one journal are kept apart, and a dead holder is succeeded', async () => {
  const journal = await Journal.open(file, { now: () => Date.UTC(2026, 0, 2) });
  await expect(Journal.open(file)).rejects.toThrow(JournalLocked);
  const lock = JSON.parse(await readFile(`${file}.lock`, 'utf8')) as { pid: number; since: string };
  expect(lock).toMatchObject({ pid: process.pid, since: '2026-01-02T00:00:00.000Z' });
  await journal.close();
  expect(await readdir(directory)).not.toContain('state.journal.lock');

  const alive = { pid: process.ppid, started: '', since: '2026-01-02T00:00:00.000Z' };
  await writeFile(`${file}.lock`, JSON.stringify(alive));
  await expect(Journal.open(file)).rejects.toThrow(
    new RegExp(`in use by process ${process.ppid} since 2026-01-02`),
  );

  const dead = spawnSync(process.execPath, ['-e', '']);
  await writeFile(`${file}.lock`, JSON.stringify({ ...alive, pid: dead.pid }));
  await (await Journal.open(file)).close();

  if (process.platform === 'linux') {
    await writeFile(`${file}.lock`, JSON.stringify({ ...alive, started: 'another boot/1' }));
    await (await Journal.open(file)).close();
  }
  await writeFile(`${file}.lock`, '');
  await (await Journal.open(file)).close();
  expect(await readdir(directory)).toEqual(['state.journal']);
});

test('bytes after the last whole line never hide later writes', async () => {
  await written((journal) => {
    journal.table('t').put('a', { id: 'a' });
  });
  await appendFile(file, 'garbage without end');
  await written((journal) => {
    journal.table('t').put('b', { id: 'b' });
  });
  expect(Object.keys(await read('t'))).toEqual(['a', 'b']);
});
