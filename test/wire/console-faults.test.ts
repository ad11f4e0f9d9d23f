/** Faults by call name, count and place in the row; what the console is offered of them. */
import { FaultBook } from '../../sandbox/control/faults';
import { confirm, pay, placed } from '../support/payer';
import { testSandbox, type TestSandbox } from '../support/sandbox';

const FAULTS = '/sandbox/api/faults';
const CUT = { kind: 'cut-after' } as const;
const SLOW = { kind: 'slow', ms: 1 } as const;

describe('the fault book', () => {
  const taken = (book: FaultBook, calls: number): readonly (string | undefined)[] =>
    Array.from({ length: calls }, () => book.take('a.b')?.kind);

  it('hits the third call alone', () => {
    const book = new FaultBook();
    book.plant('a.b', CUT, 1, 2);
    expect(book.take('a.other')).toBeUndefined();
    expect(taken(book, 4)).toEqual([undefined, undefined, 'cut-after', undefined]);
  });

  it('counts the calls that other faults hit, and uses the older of two first', () => {
    const book = new FaultBook();
    book.plant('a.b', CUT, 2, 1);
    book.plant('a.b', SLOW, 2);
    expect(taken(book, 5)).toEqual(['slow', 'cut-after', 'cut-after', 'slow', undefined]);
  });

  it('takes one away by its number', () => {
    const book = new FaultBook();
    const first = book.plant('a.b', CUT);
    const second = book.plant('a.b', SLOW);
    expect([book.remove(first), book.remove(first)]).toEqual([true, false]);
    expect(book.list()).toEqual([{ id: second, call: 'a.b', fault: SLOW, skip: 0, left: 1 }]);
    expect(() => book.plant('a.b', CUT, 1, -1)).toThrow(RangeError);
  });
});

describe('over the control API', () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await testSandbox();
  });
  afterAll(() => sandbox.close());
  afterEach(() => sandbox.world.faults.clear());

  it('hits the third queryorder', async () => {
    const order = await placed(sandbox, 'all-insurance');
    const planted = await sandbox.request(FAULTS, {
      call: 'payinsurance.queryorder',
      fault: { kind: 'garbage' },
      skip: 2,
    });
    expect(planted).toMatchObject({ status: 200, json: { faults: [{ skip: 2, left: 1 }] } });
    await confirm(sandbox, order.orderNo);
    await confirm(sandbox, order.orderNo);
    await pay(sandbox, order.orderNo);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'unpaid' });
    expect(sandbox.world.faults.list()).toEqual([]);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'paid' });
  });

  it('tells every party’s calls with the kinds that each knows', async () => {
    const { json } = await sandbox.request(`${FAULTS}/calls`);
    const { parties } = json as {
      parties: { party: string; calls: { call: string; kinds: string[] }[] }[];
    };
    expect(parties.map(({ party }) => party)).toEqual([
      ...['payinsurance', 'his', 'cloud', 'insurance-card'],
      ...['wechatpay', 'authorisation', 'onecode'],
    ]);
    const kinds = new Map(
      parties.flatMap(({ calls }) => calls.map((one) => [one.call, one.kinds])),
    );
    expect(kinds.get('payinsurance.notice')).toContain('doubled');
    expect(kinds.get('payinsurance.refund')).toContain('bad-signature');
    expect(kinds.get('his.settle')).toContain('timeout-after');
    expect(kinds.get('his.settle')).not.toContain('bad-signature');
    expect([...kinds.keys()]).toEqual(
      expect.arrayContaining([
        'cloud.functions.pay',
        'cloud.http.notify',
        'cloud.database.getDocument',
      ]),
    );
    expect([...kinds.keys()]).not.toContain('cloud.functions.clockwork');
  });

  it('plants every kind that a call is said to know', async () => {
    const { json } = await sandbox.request(`${FAULTS}/calls`);
    const { parties } = json as { parties: { calls: { call: string; kinds: string[] }[] }[] };
    const more: Record<string, object> = {
      error: { code: '514' },
      slow: { ms: 1 },
      late: { ms: 1 },
      doubled: { times: 2 },
    };
    for (const { call, kinds } of parties.flatMap(({ calls }) => calls)) {
      for (const kind of kinds) {
        const fault = { kind, ...more[kind] };
        expect((await sandbox.request(FAULTS, { call, fault })).status).toBe(200);
      }
    }
  });

  it.each([
    [{ call: 'his.settel', fault: CUT }, 'his.settle'],
    [{ call: 'cloud.database.readDocument', fault: CUT }, 'unknown call'],
    [{ call: 'his.settle', fault: { kind: 'bad-signature' } }, 'his.settle knows'],
    [{ call: 'his.settle', fault: { kind: 'lost' } }, 'notices only'],
    [{ call: 'his.settle', fault: CUT, skip: -1 }, 'skip'],
  ])('refuses %j and says why', async (body, why) => {
    const answer = await sandbox.request(FAULTS, body);
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'bad-request' } } });
    expect(JSON.stringify(answer.json)).toContain(why);
    expect(sandbox.world.faults.list()).toEqual([]);
  });

  it('takes one away, once', async () => {
    const { json } = await sandbox.request(FAULTS, { call: 'his.settle', fault: CUT });
    const { id } = json as { id: number };
    expect(await sandbox.request(`${FAULTS}/${String(id)}`, undefined, 'DELETE')).toMatchObject({
      status: 200,
      json: { faults: [] },
    });
    expect((await sandbox.request(`${FAULTS}/${String(id)}`, undefined, 'DELETE')).status).toBe(
      404,
    );
    expect((await sandbox.request(`${FAULTS}/x`, undefined, 'DELETE')).status).toBe(400);
  });
});
