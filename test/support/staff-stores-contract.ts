/** What each of the desk's stores must do: run against memory and against the cloud. */
import { hospitalId, openId, orderNo } from '../../cloudfunctions/domain/ids';
import type { AuditStore } from '../../cloudfunctions/ports/audit-store';
import type { ReconClosings } from '../../cloudfunctions/ports/recon-closings';
import type { RefundRequest, RefundRequests } from '../../cloudfunctions/ports/refund-requests';
import type { Invitations } from '../../cloudfunctions/ports/staff-store';
import { fen } from '../../miniprogram/shared/fen';
import { T0 } from './orders';

export interface DeskStores {
  readonly audit: AuditStore;
  readonly requests: RefundRequests;
  readonly invitations: Invitations;
  readonly closings: ReconClosings;
}

const HERE = hospitalId('hosp1');
const ELSEWHERE = hospitalId('hosp2');
const LIU = openId('oClerkLiu');
const ZHOU = openId('oClerkZhou');
const numberOf = (n: number) => orderNo(`Y20260302${n.toString(16).padStart(26, '0')}`);

function requestOf(n: number, change: Partial<RefundRequest> = {}): RefundRequest {
  return {
    ...{ orderNo: numberOf(n), round: 1, mode: 'cash-part', askedCash: fen(100) },
    ...{ cash: fen(100), insurance: fen(0), note: '多收', title: '门诊缴费' },
    ...{ patientName: '张*国', by: LIU, byName: '刘收费', at: T0 + n, state: 'waiting' },
    ...change,
  };
}

/** `open` gives empty stores. */
export function deskStoresContract(open: () => Promise<DeskStores>): void {
  let stores: DeskStores;
  beforeEach(async () => {
    stores = await open();
  });
  requests(() => stores.requests);
  invitations(() => stores.invitations);
  audit(() => stores.audit);
  closings(() => stores.closings);
}

function requests(store: () => RefundRequests): void {
  test('an order has one request at a time, and of many at once one is kept', async () => {
    const tries = [1, 2, 3, 4].map((at) => store().add(HERE, requestOf(1, { at }), undefined));
    const added = (await Promise.all(tries)).filter((result) => result === 'added');
    expect(added).toHaveLength(1);
    expect(await store().load(ELSEWHERE, numberOf(1))).toBeUndefined();
    expect(await store().countOpen(HERE)).toBe(1);
    expect(await store().countOpen(ELSEWHERE)).toBe(0);
  });

  test('of two who decide at once one does, and the next round knows the last', async () => {
    const first = requestOf(1);
    await store().add(HERE, first, undefined);
    const decided = { decidedBy: ZHOU, decidedAt: T0 + 9 };
    const both = await Promise.all([
      store().move(HERE, first, { state: 'approved', ...decided }),
      store().move(HERE, first, { state: 'dismissed', ...decided, decisionNote: '不退' }),
    ]);
    expect([...both].sort()).toEqual(['lost', 'moved']);
    const now = await store().load(HERE, first.orderNo);
    if (now === undefined) throw new Error('lost');
    expect(now).toMatchObject({ ...decided, askedCash: 100 });
    expect(await store().add(HERE, requestOf(1, { round: 2 }), first)).toBe('lost');
    expect(await store().add(HERE, requestOf(1, { round: 2 }), now)).toBe('added');
    expect(await store().move(HERE, now, { state: 'done' })).toBe('lost');
    expect(await store().load(HERE, first.orderNo)).toEqual(requestOf(1, { round: 2 }));
  });

  test('what waits comes in the order of asking, until it is over', async () => {
    for (const n of [3, 1, 2]) await store().add(HERE, requestOf(n), undefined);
    await store().add(ELSEWHERE, requestOf(4), undefined);
    await store().move(HERE, requestOf(1), { state: 'approved' });
    await store().move(HERE, requestOf(2), { state: 'dismissed' });
    const waits = (await store().open(HERE, 10)).map((one) => one.orderNo);
    expect(waits).toEqual([1, 3].map(numberOf));
    expect(await store().open(HERE, 1)).toHaveLength(1);
    expect(await store().countOpen(HERE)).toBe(2);
  });
}

function invitations(store: () => Invitations): void {
  const invitation = { name: '王新', role: 'clerk', by: ZHOU, expiresAt: T0 } as const;

  test('a code lets in one of many, at its own hospital', async () => {
    expect(await store().add(HERE, 'ABCDEFGH', invitation)).toBe('added');
    expect(await store().add(HERE, 'ABCDEFGH', { ...invitation, name: '某' })).toBe('exists');
    expect(await store().find(HERE, 'ABCDEFGH')).toEqual(invitation);
    expect(await store().find(ELSEWHERE, 'ABCDEFGH')).toBeUndefined();
    expect(await store().use(ELSEWHERE, 'ABCDEFGH', LIU)).toBe('lost');
    const used = await Promise.all(
      ['oA00001', 'oB00001', 'oC00001'].map((who) => store().use(HERE, 'ABCDEFGH', openId(who))),
    );
    expect(used.filter((result) => result === 'used')).toHaveLength(1);
    expect((await store().find(HERE, 'ABCDEFGH'))?.usedBy).toBeDefined();
  });
}

function audit(store: () => AuditStore): void {
  const line = (at: number, by = LIU) => ({ act: 'refund', at, by, byName: '刘收费' });

  test('a line is there before its act, and its end is written once', async () => {
    const id = await store().begin(HERE, { ...line(T0), orderNo: 'Y1' });
    expect(await store().latest(HERE, undefined, 10)).toEqual([
      { ...line(T0), orderNo: 'Y1', id, outcome: 'begun' },
    ]);
    await store().end(ELSEWHERE, id, 'done');
    await store().end(HERE, id, 'done', { cash: fen(100), insurance: fen(20) });
    await store().end(HERE, id, 'refund-exists');
    const [kept] = await store().latest(HERE, undefined, 10);
    expect(kept).toMatchObject({ outcome: 'done', cash: 100, insurance: 20 });
  });

  test('the latest come first, page by page, and nobody sees another hospital', async () => {
    for (const n of [2, 1, 3]) await store().begin(HERE, line(T0 + n));
    await store().begin(ELSEWHERE, line(T0 + 4));
    const first = await store().latest(HERE, undefined, 2);
    expect(first.map(({ at }) => at - T0)).toEqual([3, 2]);
    const rest = await store().latest(HERE, first.at(-1)?.id, 2);
    expect(rest.map(({ at }) => at - T0)).toEqual([1]);
  });

  test("a person's acts of a time, and what of them was done", async () => {
    const ends = [
      [1, LIU, 'done'],
      [2, LIU, 'refund-exists'],
      [3, LIU, 'done'],
      [4, ZHOU, 'done'],
      [9, LIU, 'done'],
    ] as const;
    for (const [n, by, outcome] of ends) {
      const id = await store().begin(HERE, line(T0 + n, by));
      await store().end(HERE, id, outcome, { cash: fen(n), insurance: fen(10) });
    }
    const span = { from: T0 + 1, to: T0 + 8 };
    const own = await store().of(HERE, LIU, span, 10);
    expect(own.map(({ at }) => at - T0)).toEqual([1, 2, 3]);
    expect([...(await store().done(HERE, LIU, span))]).toEqual([
      ['refund', { count: 2, cash: 4, insurance: 20 }],
    ]);
  });
}

function closings(store: () => ReconClosings): void {
  const dealt = (differenceId: string, note = 'n') => ({
    ...{ differenceId, day: '20260302', at: T0, by: LIU, byName: '刘', note, facts: '[]' },
  });
  const closing = (day: string) => ({ day, run: 3, at: T0, by: LIU, byName: '刘' });

  test('the last word on a difference counts; days are kept apart', async () => {
    for (const id of ['20260302:b', '20260302:a', '20260302:c']) {
      await store().putDealt(HERE, dealt(id));
    }
    await store().putDealt(HERE, dealt('20260302:a', 'anew'));
    await store().putDealt(ELSEWHERE, dealt('20260302:d'));
    const page = await store().dealtOf(HERE, '20260302', undefined, 2);
    expect(page.map(({ differenceId, note }) => [differenceId, note])).toEqual([
      ['20260302:a', 'anew'],
      ['20260302:b', 'n'],
    ]);
    expect(await store().dealtOf(HERE, '20260302', '20260302:b', 2)).toHaveLength(1);
    expect(await store().dealtOf(HERE, '20260303', undefined, 2)).toEqual([]);
  });

  test('a day is closed at its hospital', async () => {
    for (const day of ['20260301', '20260302', '20260304']) {
      await store().putClosing(HERE, closing(day));
    }
    await store().putClosing(ELSEWHERE, closing('20260303'));
    expect(await store().closing(HERE, '20260302')).toEqual(closing('20260302'));
    expect(await store().closing(HERE, '20260303')).toBeUndefined();
    const found = await store().closings(HERE, '20260302', '20260304');
    expect(found.map(({ day }) => day)).toEqual(['20260302', '20260304']);
  });
}
