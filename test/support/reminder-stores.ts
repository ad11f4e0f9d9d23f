/** Reminders in memory, and what every reminder store must do: run against memory and against the cloud. */
import { hospitalId, openId } from '../../cloudfunctions/domain/ids';
import type { Reminder, ReminderStore } from '../../cloudfunctions/ports/reminder-store';
import { T0 } from './orders';

const YES_MOST = 20;

async function step<T>(act: () => T): Promise<T> {
  await Promise.resolve();
  return structuredClone(act());
}

interface Kept {
  readonly hospital: string;
  readonly reminder: Reminder;
  readonly movedAt: number;
}

export function memoryReminders(): ReminderStore & { all(): readonly Reminder[] } {
  const kept = new Map<string, Kept>();
  const yes = new Map<string, number>();
  const yesKey = (...parts: readonly string[]): string => parts.join(' ');
  const inState = (hospital: string, state: Reminder['state']): readonly Kept[] =>
    [...kept.values()].filter((one) => one.hospital === hospital && one.reminder.state === state);
  return {
    add: (hospital, reminder) =>
      step(() => {
        const key = `${hospital} ${reminder.id}`;
        if (kept.has(key)) return 'exists';
        kept.set(key, { hospital, reminder: structuredClone(reminder), movedAt: reminder.dueAt });
        return 'added';
      }),
    due: (hospital, now, limit) =>
      step(() =>
        inState(hospital, 'waiting')
          .map(({ reminder }) => reminder)
          .filter(({ dueAt }) => dueAt <= now)
          .sort((left, right) => left.dueAt - right.dueAt)
          .slice(0, limit),
      ),
    unfinished: (hospital, before, limit) =>
      step(() =>
        inState(hospital, 'sending')
          .filter(({ movedAt }) => movedAt <= before)
          .map(({ reminder }) => reminder)
          .slice(0, limit),
      ),
    move: (hospital, id, from, { at, ...to }) =>
      step(() => {
        const key = `${hospital} ${id}`;
        const one = kept.get(key);
        if (one?.reminder.state !== from) return false;
        kept.set(key, { ...one, reminder: { ...one.reminder, ...to }, movedAt: at });
        return true;
      }),
    allow: (hospital, owner, kinds) =>
      step(() => {
        for (const kind of kinds) {
          const key = yesKey(hospital, owner, kind);
          yes.set(key, Math.min((yes.get(key) ?? 0) + 1, YES_MOST));
        }
      }),
    take: (hospital, owner, kind) =>
      step(() => {
        const key = yesKey(hospital, owner, kind);
        const left = yes.get(key) ?? 0;
        if (left > 0) yes.set(key, left - 1);
        return left > 0;
      }),
    forget: (hospital, owner) =>
      step(() => {
        for (const [key, one] of [...kept]) {
          if (one.hospital === hospital && one.reminder.owner === owner) kept.delete(key);
        }
        for (const key of [...yes.keys()]) {
          if (key.startsWith(`${yesKey(hospital, owner)} `)) yes.delete(key);
        }
      }),
    all: () => structuredClone([...kept.values()].map(({ reminder }) => reminder)),
  };
}

const HERE = hospitalId('hosp1');
const ELSEWHERE = hospitalId('hosp2');
const ANNA = openId('oAnna');
const BEN = openId('oBen');

export function reminderOf(change: Partial<Reminder> = {}): Reminder {
  return {
    ...{ id: 'paid:1', owner: ANNA, kind: 'paid', page: 'pages/result/result' },
    ...{ words: ['门诊缴费', '1.00元'], about: { orderNo: 'Y20260302aaaaaaaaaaaaaaaaaaaaaaaaaa' } },
    ...{ dueAt: T0, until: T0 + 1000, state: 'waiting' },
    ...change,
  };
}

function queueContract(open: () => Promise<ReminderStore>): void {
  test('a message is kept once, at its hospital', async () => {
    const store = await open();
    expect(await store.add(HERE, reminderOf())).toBe('added');
    expect(await store.add(HERE, reminderOf({ words: ['x'] }))).toBe('exists');
    expect(await store.due(HERE, T0, 10)).toEqual([reminderOf()]);
    expect(await store.due(ELSEWHERE, T0, 10)).toEqual([]);
    expect(await store.add(ELSEWHERE, reminderOf())).toBe('added');
  });

  test('what is due comes, the longest waiting first, so many at a time', async () => {
    const store = await open();
    for (const [id, dueAt] of [
      ['a', T0 + 2],
      ['b', T0 + 1],
      ['c', T0 + 3],
      ['d', T0 + 4],
    ] as const) {
      await store.add(HERE, reminderOf({ id, dueAt }));
    }
    const ids = async (now: number, limit = 10) =>
      (await store.due(HERE, now, limit)).map(({ id }) => id);
    expect(await ids(T0)).toEqual([]);
    expect(await ids(T0 + 3)).toEqual(['b', 'a', 'c']);
    expect(await ids(T0 + 9, 2)).toEqual(['b', 'a']);
  });

  test('of many who take one, one has it', async () => {
    const store = await open();
    await store.add(HERE, reminderOf());
    const take = () => store.move(HERE, 'paid:1', 'waiting', { state: 'sending', at: T0 });
    const taken = await Promise.all([take(), take(), take(), take()]);
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await store.due(HERE, T0, 10)).toEqual([]);
    expect(await store.move(ELSEWHERE, 'paid:1', 'sending', { state: 'sent', at: T0 })).toBe(false);
  });

  test('one that was being sent is found later, and one put off waits', async () => {
    const store = await open();
    await store.add(HERE, reminderOf());
    await store.move(HERE, 'paid:1', 'waiting', { state: 'sending', at: T0 + 100 });
    expect(await store.unfinished(HERE, T0 + 99, 10)).toEqual([]);
    expect(await store.unfinished(HERE, T0 + 100, 10)).toEqual([reminderOf({ state: 'sending' })]);
    const later = { state: 'waiting', at: T0 + 200, dueAt: T0 + 500 } as const;
    expect(await store.move(HERE, 'paid:1', 'sending', later)).toBe(true);
    expect(await store.due(HERE, T0 + 499, 10)).toEqual([]);
    expect(await store.due(HERE, T0 + 500, 10)).toEqual([reminderOf({ dueAt: T0 + 500 })]);
    const dropped = { state: 'dropped', at: T0 + 500, reason: 'bill-gone' } as const;
    expect(await store.move(HERE, 'paid:1', 'waiting', dropped)).toBe(true);
    expect(await store.due(HERE, T0 + 900, 10)).toEqual([]);
    expect(await store.unfinished(HERE, T0 + 900, 10)).toEqual([]);
  });
}

export function reminderStoreContract(open: () => Promise<ReminderStore>): void {
  queueContract(open);

  test('a yes is used once, by its person and for its kind', async () => {
    const store = await open();
    await store.allow(HERE, ANNA, ['paid', 'visit']);
    await store.allow(HERE, ANNA, ['paid']);
    expect(await store.take(HERE, BEN, 'paid')).toBe(false);
    expect(await store.take(ELSEWHERE, ANNA, 'paid')).toBe(false);
    expect(await store.take(HERE, ANNA, 'refunded')).toBe(false);
    const taken = await Promise.all([1, 2, 3, 4].map(() => store.take(HERE, ANNA, 'paid')));
    expect(taken.filter(Boolean)).toHaveLength(2);
    expect(await store.take(HERE, ANNA, 'visit')).toBe(true);
    expect(await store.take(HERE, ANNA, 'visit')).toBe(false);
  });

  test('nobody says yes for ever', async () => {
    const store = await open();
    for (let at = 0; at < YES_MOST + 3; at += 1) await store.allow(HERE, BEN, ['paid']);
    let taken = 0;
    while (await store.take(HERE, BEN, 'paid')) taken += 1;
    expect(taken).toBe(YES_MOST);
  });

  test('who is forgotten has neither messages nor yeses, and nobody else is touched', async () => {
    const store = await open();
    await store.add(HERE, reminderOf());
    await store.add(HERE, reminderOf({ id: 'paid:2', owner: BEN }));
    await store.allow(HERE, ANNA, ['paid']);
    await store.allow(HERE, BEN, ['paid']);
    await store.forget(ELSEWHERE, ANNA);
    await store.forget(HERE, ANNA);
    expect((await store.due(HERE, T0, 10)).map(({ id }) => id)).toEqual(['paid:2']);
    expect(await store.take(HERE, ANNA, 'paid')).toBe(false);
    expect(await store.take(HERE, BEN, 'paid')).toBe(true);
    expect(await store.add(HERE, reminderOf())).toBe('added');
  });
}
