/**
 * Coming back from the cashier: the pending record, the inbox of arrivals, the confirmation ladder.
 * Rule: capability overview §5.1 (3) - after scene 1038 take the order from the stored context, ask.
 */
import { accepted, fakeWx, type FakeWx, refused, settle, SILENCE } from '../support/fake-wx';
import {
  closedOrder,
  confirmingOrder,
  goingRefund,
  paidOrder,
  refundedOrder,
  refundingOrder,
  unpaidOrder,
} from '../support/phone-answers';
import { loadPhone, type Phone } from '../support/phone-modules';

const MODULES = {
  inbox: 'services/return-inbox',
  pending: 'services/pending',
  confirmation: 'services/confirmation',
};

function start(fake: FakeWx): Phone {
  return loadPhone({ modules: MODULES, wx: fake.wx });
}

function silent(): FakeWx {
  return fakeWx(() => SILENCE);
}

const RECORD = {
  phase: 'paying',
  orderNo: 'YB0001',
  expectedAppId: 'wxpay',
  payWith: 'insurance',
  sharePlace: true,
};

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 0) });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('the pending record', () => {
  it('survives a cold start, newest first, and goes when the server was final', () => {
    const fake = silent();
    const first = start(fake);
    first.fn('pending', 'rememberPending')(RECORD);
    jest.advanceTimersByTime(1000);
    first.fn('pending', 'rememberPending')({ ...RECORD, orderNo: 'YB0002', patientId: 'p1' });
    const again = start(fake);
    expect(again.fn('pending', 'allPending')()).toEqual([
      { ...RECORD, orderNo: 'YB0002', patientId: 'p1', createdAt: Date.now() },
      { ...RECORD, createdAt: Date.now() - 1000 },
    ]);
    again.fn('pending', 'forgetPending')('YB0002');
    expect(again.fn('pending', 'latestPending')()).toMatchObject({ orderNo: 'YB0001' });
  });

  it('reads what cannot be read as nothing pending', () => {
    const fake = silent();
    for (const text of ['', 'not json', '{"a":1}', '[{"orderNo":5}]']) {
      fake.storage.set('pending-payments', text);
      expect(start(fake).fn('pending', 'allPending')()).toEqual([]);
    }
  });
});

describe('the return inbox', () => {
  it('keeps an arrival until a page takes it, and hands it over once', () => {
    const phone = start(silent());
    phone.fn('inbox', 'deliver')({ scene: 1038, referrerInfo: { appId: 'wxpay', extraData: {} } });
    const heard: unknown[] = [];
    const subscribe = phone.fn('inbox', 'subscribe');
    const leave = subscribe((arrival: unknown) => heard.push(arrival)) as () => void;
    expect(heard).toEqual([{ scene: 1038, fromMiniProgram: true, fromAppId: 'wxpay' }]);
    leave();
    subscribe((arrival: unknown) => heard.push(arrival));
    expect(heard).toHaveLength(1);
  });

  it.each([
    ['no options at all', undefined, { scene: 0, fromMiniProgram: false }],
    ['no referrerInfo', { scene: 1038 }, { scene: 1038, fromMiniProgram: true }],
    [
      'a null referrerInfo',
      { scene: 1001, referrerInfo: null },
      { scene: 1001, fromMiniProgram: false },
    ],
    [
      'an empty appId',
      { scene: 1038, referrerInfo: { appId: '' } },
      { scene: 1038, fromMiniProgram: true },
    ],
  ])('takes %s', (_what, options, expected) => {
    const phone = start(silent());
    phone.fn('inbox', 'deliver')(options);
    const heard: unknown[] = [];
    phone.fn('inbox', 'subscribe')((arrival: unknown) => heard.push(arrival));
    expect(heard).toEqual([expected]);
  });

  it('tells the page shown last, and nobody after it has left', () => {
    const phone = start(silent());
    const heard: string[] = [];
    const subscribe = phone.fn('inbox', 'subscribe');
    subscribe(() => heard.push('below'));
    const leave = subscribe(() => heard.push('top')) as () => void;
    phone.fn('inbox', 'deliver')({ scene: 1038 });
    leave();
    phone.fn('inbox', 'deliver')({ scene: 1038 });
    expect(heard).toEqual(['top', 'below']);
  });

  it('lets an arrival grow stale that no page took', () => {
    const phone = start(silent());
    phone.fn('inbox', 'deliver')({ scene: 1038 });
    jest.advanceTimersByTime(60_000);
    const heard: unknown[] = [];
    phone.fn('inbox', 'subscribe')((arrival: unknown) => heard.push(arrival));
    expect(heard).toEqual([]);
  });
});

describe('the confirmation ladder', () => {
  it('asks at 0, 1.5, 3, 5 and 8 seconds, then gives up without an end', async () => {
    const at: number[] = [];
    const begun = Date.now();
    const fake = fakeWx(() => {
      at.push(Date.now() - begun);
      return accepted({ order: confirmingOrder });
    });
    const phone = start(fake);
    const news: unknown[] = [];
    phone.fn('confirmation', 'watchOrder')('YB0001', (item: unknown) => news.push(item));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(at).toEqual([0, 1500, 3000, 5000, 8000]);
    expect(news.at(-1)).toEqual({ kind: 'given-up' });
    expect(news).toHaveLength(6);
  });

  it('stops with the server’s final word and forgets the pending record', async () => {
    const answers = [confirmingOrder, paidOrder];
    const fake = fakeWx(() => accepted({ order: answers.shift() }));
    const phone = start(fake);
    phone.fn('pending', 'rememberPending')(RECORD);
    const news: unknown[] = [];
    phone.fn('confirmation', 'watchOrder')('YB0001', (item: unknown) => news.push(item));
    await jest.advanceTimersByTimeAsync(1000);
    expect(phone.fn('pending', 'findPending')('YB0001')).toBeDefined();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(fake.calls).toHaveLength(2);
    expect(news.at(-1)).toMatchObject({ kind: 'order', order: { payment: 'paid' } });
    expect(phone.fn('pending', 'findPending')('YB0001')).toBeUndefined();
  });

  it('never makes a success of time: offline all the way ends without one', async () => {
    const fake = fakeWx(() => new Error('request:fail net::ERR_INTERNET_DISCONNECTED'));
    const phone = start(fake);
    phone.fn('pending', 'rememberPending')(RECORD);
    const news: unknown[] = [];
    phone.fn('confirmation', 'watchOrder')('YB0001', (item: unknown) => news.push(item));
    await jest.advanceTimersByTimeAsync(600_000);
    expect(news).toHaveLength(6);
    expect(news[0]).toEqual({ kind: 'trouble', reason: 'offline', retry: true });
    expect(news[5]).toEqual({ kind: 'given-up' });
    expect(phone.fn('pending', 'findPending')('YB0001')).toBeDefined();
  });

  it('goes on asking while the hospital has not booked a payment', async () => {
    const pendingAtHospital = { ...paidOrder, hospital: 'pending' };
    const fake = fakeWx(() => accepted({ order: pendingAtHospital }));
    const phone = start(fake);
    phone.fn('confirmation', 'watchOrder')('YB0001', () => undefined);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(fake.calls).toHaveLength(5);
  });

  it('asks about money on its way back ever more calmly, to its end', async () => {
    const at: number[] = [];
    const begun = Date.now();
    let order = refundingOrder;
    const fake = fakeWx(() => {
      at.push((Date.now() - begun) / 1000);
      return accepted({ order });
    });
    const news: unknown[] = [];
    start(fake).fn('confirmation', 'watchOrder')('YB0001', (item: unknown) => news.push(item));
    await jest.advanceTimersByTimeAsync(200_000);
    expect(at).toEqual([0, 3, 8, 18, 38, 68, 128, 188]);
    order = refundedOrder;
    await jest.advanceTimersByTimeAsync(600_000);
    expect(at).toHaveLength(9);
    expect(news.at(-1)).toMatchObject({ kind: 'order', order: { refund: { state: 'returned' } } });
  });

  it('keeps that rhythm without a network, and never calls it an end', async () => {
    let answer: unknown = accepted({ order: refundingOrder });
    const fake = fakeWx(() => answer);
    const news: { kind?: unknown }[] = [];
    start(fake).fn('confirmation', 'watchOrder')('YB0001', (item: unknown) =>
      news.push(Object(item) as { kind?: unknown }),
    );
    await settle();
    answer = new Error('request:fail');
    await jest.advanceTimersByTimeAsync(188_000);
    expect(fake.calls).toHaveLength(8);
    expect(news.map(({ kind }) => kind)).not.toContain('given-up');
  });

  it('does not wait for what a person brings back', async () => {
    const byHand = { ...refundingOrder, refund: { ...goingRefund, byHand: true } };
    const fake = fakeWx(() => accepted({ order: byHand }));
    start(fake).fn('confirmation', 'watchOrder')('YB0001', () => undefined);
    await jest.advanceTimersByTimeAsync(600_000);
    expect(fake.calls).toHaveLength(1);
  });

  it.each([
    ['closed', accepted({ order: closedOrder })],
    ['not ours', refused('order-not-found')],
  ])('asks once for an order that is %s, and forgets it', async (_what, answer) => {
    const fake = fakeWx(() => answer);
    const phone = start(fake);
    phone.fn('pending', 'rememberPending')(RECORD);
    phone.fn('confirmation', 'watchOrder')('YB0001', () => undefined);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(fake.calls).toHaveLength(1);
    expect(phone.fn('pending', 'allPending')()).toEqual([]);
  });

  it('has one confirmation per order in flight, however many ask', async () => {
    let answer: (value: unknown) => void = () => undefined;
    const fake = fakeWx(() => new Promise((resolve) => (answer = resolve)));
    const phone = start(fake);
    const heard: unknown[] = [];
    const watch = phone.fn('confirmation', 'watchOrder');
    watch('YB0001', (item: unknown) => heard.push(item));
    watch('YB0001', (item: unknown) => heard.push(item));
    watch('YB0009', () => undefined);
    await settle();
    expect(fake.calls.map(({ input }) => input)).toEqual([
      { orderNo: 'YB0001' },
      { orderNo: 'YB0009' },
    ]);
    answer(accepted({ order: paidOrder }));
    await settle();
    expect(heard).toHaveLength(0);
  });

  it('says nothing more once it was stopped', async () => {
    const fake = fakeWx(() => accepted({ order: unpaidOrder }));
    const phone = start(fake);
    const news: unknown[] = [];
    const stop = phone.fn('confirmation', 'watchOrder')('YB0001', (item: unknown) =>
      news.push(item),
    ) as () => void;
    await jest.advanceTimersByTimeAsync(100);
    stop();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(news).toHaveLength(1);
    expect(fake.calls).toHaveLength(1);
  });
});
