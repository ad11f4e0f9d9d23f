/** The road to the functions: what goes out, and that every way to fail is a Reason. */
import { accepted, fakeWx, type FakeWx, refused, settle, SILENCE } from '../support/fake-wx';
import { hospital, patient, unpaidOrder } from '../support/phone-answers';
import { loadPhone, type Phone } from '../support/phone-modules';

function start(fake: FakeWx): Phone {
  return loadPhone({
    modules: { api: 'services/api', settings: 'services/settings' },
    wx: fake.wx,
  });
}

function call(phone: Phone, name: string, action: string, input: object): Promise<unknown> {
  return Promise.resolve(phone.fn('api', 'call')(name, action, input));
}

describe('calling a function in the cloud', () => {
  it('sends the action and its input, and decodes the answer', async () => {
    const fake = fakeWx(() => accepted({ patients: [{ ...patient, new: 'field' }], more: 1 }));
    const outcome = await call(start(fake), 'clinic', 'listPatients', {});
    expect(fake.calls).toEqual([{ name: 'clinic', action: 'listPatients', input: {} }]);
    expect(outcome).toEqual({ ok: true, value: { patients: [patient] } });
  });

  it('hands on the reason of a refusal', async () => {
    const fake = fakeWx(() => refused('bill-expired'));
    expect(await call(start(fake), 'pay', 'confirmOrder', { orderNo: 'x' })).toEqual({
      ok: false,
      reason: 'bill-expired',
      retry: false,
    });
  });

  it.each([
    ['a reason from the future', refused('sun-too-bright', true), 'internal', true],
    ['no object', 'hello', 'internal', true],
    ['an answer without a value', { ok: true }, 'internal', true],
    [
      'half a fen',
      accepted({ order: { ...unpaidOrder, split: { ...unpaidOrder.split, cash: 0.5 } } }),
      'internal',
      true,
    ],
    [
      'a negative amount',
      accepted({ order: { ...unpaidOrder, split: { ...unpaidOrder.split, total: -1 } } }),
      'internal',
      true,
    ],
    [
      'an unknown payment state',
      accepted({ order: { ...unpaidOrder, payment: 'maybe' } }),
      'internal',
      true,
    ],
    [
      'a jump without a path',
      accepted({ order: { ...unpaidOrder, next: { do: 'open-mini-program', appId: 'x' } } }),
      'internal',
      true,
    ],
    [
      'no network',
      new Error('cloud.callFunction:fail Error: errCode: -501000 request:fail net::ERR'),
      'offline',
      true,
    ],
    ['a time-out of WeChat', new Error('cloud.callFunction:fail timeout'), 'timeout', true],
  ])('reads %s as a reason', async (_what, answer, reason, retry) => {
    const outcome = await call(start(fakeWx(() => answer)), 'pay', 'confirmOrder', {
      orderNo: 'x',
    });
    expect(outcome).toEqual({ ok: false, reason, retry });
  });

  it('stops waiting after 25 seconds', async () => {
    jest.useFakeTimers();
    try {
      const asked = call(start(fakeWx(() => SILENCE)), 'clinic', 'home', {});
      let outcome: unknown;
      void asked.then((value) => (outcome = value));
      await jest.advanceTimersByTimeAsync(24_999);
      expect(outcome).toBeUndefined();
      await jest.advanceTimersByTimeAsync(1);
      expect(outcome).toEqual({ ok: false, reason: 'timeout', retry: true });
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('DevTools without a cloud', () => {
  function tourist(answer: object): { fake: FakeWx; requests: Record<string, unknown>[] } {
    const fake = fakeWx(() => SILENCE, 'touristappid');
    const requests: Record<string, unknown>[] = [];
    Object.assign(fake.wx, {
      getDeviceInfo: () => ({ platform: 'devtools' }),
      request: (options: Record<string, unknown>) => {
        requests.push(options);
        const success = options['success'];
        if (typeof success === 'function') Reflect.apply(success, undefined, [answer]);
      },
    });
    return { fake, requests };
  }

  it('posts to the local server, naming the caller', async () => {
    const home = { hospital, patients: [], unfinished: [], templates: {} };
    const { fake, requests } = tourist({ statusCode: 200, data: { result: accepted(home) } });
    expect(await call(start(fake), 'clinic', 'home', {})).toEqual({ ok: true, value: home });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      url: 'http://127.0.0.1:8080/functions/clinic',
      method: 'POST',
      header: { 'x-sandbox-openid': expect.any(String) as string },
      data: { action: 'home', input: {} },
    });
  });

  it('reads a failed function as internal', async () => {
    const { fake } = tourist({ statusCode: 500, data: { errMsg: 'boom' } });
    const outcome = await call(start(fake), 'clinic', 'home', {});
    expect(outcome).toEqual({ ok: false, reason: 'internal', retry: true });
  });

  it('opens the cloud everywhere else, and only there', async () => {
    const onPhone = fakeWx(() => SILENCE);
    start(onPhone).fn('settings', 'openRoad')();
    const { fake } = tourist({});
    start(fake).fn('settings', 'openRoad')();
    await settle();
    expect(onPhone.sent.map(({ what }) => what)).toEqual(['cloud.init']);
    expect(fake.sent).toEqual([]);
  });
});
