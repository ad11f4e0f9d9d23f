import { billId } from '../../cloudfunctions/domain/ids';
import { isLive } from '../../cloudfunctions/domain/order';
import { closeOrder } from '../../cloudfunctions/usecases/close-order';
import { confirmOrder } from '../../cloudfunctions/usecases/confirm-order';
import { placeOrder, type PlaceInput } from '../../cloudfunctions/usecases/place-order';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import {
  BILL,
  FOREVER,
  HOSPITAL,
  linkOf,
  OTHER,
  OWNER,
  PATIENT,
  seen,
  world,
  hisRefuses,
} from '../support/doubles';
import { LAUNCH, MIXED } from '../support/orders';

const ASK: PlaceInput = {
  owner: OWNER,
  patientId: PATIENT,
  billIds: [BILL],
  payWith: 'insurance',
  place: { kind: 'refused' },
  entry: 'menu',
  clientIp: '10.1.2.3',
};

type World = Awaited<ReturnType<typeof world>>;
const place = (here: World, change: Partial<PlaceInput> = {}) =>
  placeOrder(here.deps, { ...ASK, ...change }, FOREVER);

describe('placing an order', () => {
  it('stores the order under its number before the platform hears of it (money rule 1)', async () => {
    const here = await world();
    here.platform.script.onPlace = async (request) => {
      const stored = await here.orders.load(HOSPITAL, request.orderNo);
      expect(stored).toMatchObject({ payment: 'placing', amounts: request.amounts });
      return { kind: 'accepted', platformTradeNo: 'M1', launch: LAUNCH };
    };
    const order = await place(here);
    expect(order).toMatchObject({
      payment: 'unpaid',
      next: { do: 'open-mini-program', ...LAUNCH },
    });
    expect(here.platform.calls).toEqual(['place']);
  });

  it('sends what the hospital said, never what the phone says', async () => {
    const here = await world();
    await place(here);
    expect(here.platform.placed[0]).toMatchObject({
      amounts: { total: 12000, cash: 4000, insurance: 8000, payType: 'mixed' },
      serialNo: 'S1',
      billNo: 'N1',
      clientIp: '10.1.2.3',
      patient: { idType: 1 },
    });
  });

  it('returns the live order of the same person instead of a second one', async () => {
    const here = await world();
    const first = await place(here);
    const second = await place(here);
    expect(second.orderNo).toBe(first.orderNo);
    expect(here.platform.calls).toEqual(['place']);
  });

  it('lets only one of two taps at the same moment reach the platform', async () => {
    const here = await world();
    const both = await Promise.allSettled([place(here), place(here)]);
    expect(here.platform.calls.filter((call) => call === 'place')).toHaveLength(1);
    const numbers = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.orderNo] : []));
    expect(new Set(numbers).size).toBe(1);
    for (const one of both) {
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ reason: 'busy', retry: true });
    }
  });

  it('tells another person that somebody is paying this bill', async () => {
    const here = await world();
    await place(here);
    await expect(place(here, { owner: OTHER })).rejects.toMatchObject({
      reason: 'bill-being-paid-by-other',
      retry: true,
    });
    expect(here.platform.calls).toEqual(['place']);
  });

  it('hands the bill to another person only when the first order is proven closed', async () => {
    const here = await world();
    const first = await place(here);
    here.clock.advance(here.deps.rules.payDeadlineMs);
    await expect(place(here, { owner: OTHER })).rejects.toMatchObject({
      reason: 'bill-being-paid-by-other',
    });
    here.platform.script.onQuery = (orderNo) => Promise.resolve(seen(orderNo, 'closed'));
    const second = await place(here, { owner: OTHER });
    expect(second.orderNo).not.toBe(first.orderNo);
    expect(second.payment).toBe('unpaid');
  });

  it('keeps the number when the answer is lost, and asks instead of sending again (money rule 2)', async () => {
    const here = await world();
    here.platform.script.onPlace = () =>
      Promise.resolve({ kind: 'unknown', code: 'timeout', reason: 'payment-unreachable' });
    const order = await place(here);
    expect(order).toMatchObject({ payment: 'confirming', next: { do: 'wait' } });
    here.platform.script.onQuery = () => Promise.resolve({ kind: 'not-found' });
    expect((await place(here)).orderNo).toBe(order.orderNo);
    expect(here.platform.calls).toEqual(['place', 'query']);
  });

  it('closes an order whose way into the cashier is lost, then places under a new number', async () => {
    const here = await world();
    here.platform.script.onPlace = () =>
      Promise.resolve({ kind: 'unknown', code: 'timeout', reason: 'payment-unreachable' });
    const lost = await place(here);
    let closed = false;
    here.platform.script.onClose = () => {
      closed = true;
      return Promise.resolve({ kind: 'taken' });
    };
    here.platform.script.onQuery = (orderNo) =>
      Promise.resolve(seen(orderNo, closed ? 'closed' : 'not-paid'));
    here.platform.script.onPlace = () =>
      Promise.resolve({ kind: 'accepted', platformTradeNo: 'M2', launch: LAUNCH });
    const anew = await place(here);
    expect(here.platform.calls).toEqual(['place', 'query', 'close', 'query', 'place']);
    expect(anew.orderNo).not.toBe(lost.orderNo);
    expect(here.orders.all().filter(isLive)).toHaveLength(1);
  });

  it('frees the bill when the platform refuses for certain, and says why', async () => {
    const here = await world();
    here.platform.script.onPlace = () =>
      Promise.resolve({ kind: 'rejected', code: '534', reason: 'name-mismatch' });
    expect(await place(here)).toMatchObject({
      payment: 'closed',
      reason: 'name-mismatch',
      next: { do: 'pay-anew' },
    });
    expect(here.claims.all()).toEqual([]);
  });

  it('claims nothing when the hospital refuses', async () => {
    const here = await world();
    here.hospital.script.preSettle = hisRefuses('bill-expired', 'X');
    await expect(place(here)).rejects.toMatchObject({ reason: 'bill-expired', retry: false });
    expect(here.claims.all()).toEqual([]);
    expect(here.orders.all()).toEqual([]);
    expect(here.platform.calls).toEqual([]);
  });

  it('gives every bill back when one of several is taken', async () => {
    const here = await world();
    await place(here, { owner: OTHER, billIds: ['B2'] });
    await expect(place(here, { billIds: ['B3', 'B2', 'B1'] })).rejects.toMatchObject({
      reason: 'bill-being-paid-by-other',
    });
    expect(here.claims.all().map((claim) => claim.billId)).toEqual([billId('B2')]);
  });

  it('closes the standing order first when the hospital changed the sum', async () => {
    const here = await world();
    const first = await place(here);
    here.hospital.script.preSettle = {
      ok: true,
      value: {
        amounts: { ...MIXED, total: fen(13000), cash: fen(5000) },
        ...{ serialNo: 'S1', billNo: 'N1', orgNo: 'ORG1' },
      },
    };
    await expect(place(here)).rejects.toMatchObject({ reason: 'bill-amount-changed', retry: true });
    here.platform.script.onQuery = (orderNo) => Promise.resolve(seen(orderNo, 'closed'));
    const second = await place(here);
    expect(second.orderNo).not.toBe(first.orderNo);
    expect(second.split.total).toBe(13000);
  });

  it('settles a bill of zero yuan with the hospital alone', async () => {
    const here = await world();
    here.hospital.script.preSettle = {
      ok: true,
      value: {
        amounts: {
          ...{ kind: 'cash', total: fen(100), cash: ZERO, insurance: ZERO, cashAdd: ZERO },
          cashReduced: fen(100),
        },
        ...{ serialNo: 'S1', orgNo: 'ORG1' },
      },
    };
    const order = await place(here, { payWith: 'cash' });
    expect(order).toMatchObject({ payment: 'paid', hospital: 'settled', next: { do: 'done' } });
    expect(here.platform.calls).toEqual([]);
  });

  it.each([
    ['a paper other than the identity card', linkOf({ idType: 8 }), 'insurance-identity-paper'],
    ["a relative's card", linkOf({ proof: 'his-phone' }), 'insurance-other-payer'],
  ])('refuses insurance for %s before anything is sent', async (_name, link, reason) => {
    const here = await world();
    await here.deps.links.remove(HOSPITAL, OWNER, PATIENT);
    await here.deps.links.add(HOSPITAL, link);
    await expect(place(here)).rejects.toMatchObject({ reason });
    expect(here.orders.all()).toEqual([]);
    expect(here.claims.all()).toEqual([]);
  });

  it('refuses insurance after the evening cut-off', async () => {
    const here = await world();
    here.clock.advance(13.5 * 60 * 60 * 1000); // T0 is 10:00
    await expect(place(here)).rejects.toMatchObject({ reason: 'insurance-cut-off' });
  });

  it("does not know somebody else's patient", async () => {
    const here = await world();
    await expect(place(here, { patientId: 'P2' })).rejects.toMatchObject({
      reason: 'patient-not-yours',
    });
  });

  it('takes over a claim that a crash left without an order, but not a fresh one', async () => {
    const here = await world();
    here.deps.orders = { ...here.deps.orders, insert: () => Promise.reject(new Error('crash')) };
    await expect(place(here)).rejects.toThrow('crash');
    here.deps.orders = here.orders;
    await expect(place(here, { owner: OTHER })).rejects.toMatchObject({ reason: 'busy' });
    here.clock.advance(here.deps.rules.claimGraceMs);
    expect(await place(here, { owner: OTHER })).toMatchObject({ payment: 'unpaid' });
  });

  it('never sends an order whose bill was taken over before it was stored', async () => {
    const here = await world();
    const insert = here.orders.insert.bind(here.orders);
    here.deps.orders = {
      ...here.deps.orders,
      insert: async (order) => {
        if (order.owner === OWNER) {
          here.clock.advance(here.deps.rules.claimGraceMs);
          here.deps.orders = here.orders;
          await place(here, { owner: OTHER });
        }
        return insert(order);
      },
    };
    expect(await place(here)).toMatchObject({ payment: 'closed', reason: 'busy' });
    expect(here.platform.placed.map((request) => request.payer)).toEqual([OTHER]);
  });
});

describe('giving up and going on', () => {
  it('frees the bill only when the platform proves the close', async () => {
    const here = await world();
    const { orderNo } = await place(here);
    const own = { owner: OWNER, orderNo };
    expect(await closeOrder(here.deps, own, FOREVER)).toMatchObject({ payment: 'confirming' });
    expect(here.claims.all()).toHaveLength(1);
    here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'closed'));
    expect(await confirmOrder(here.deps, own, FOREVER)).toMatchObject({ payment: 'closed' });
    expect(here.claims.all()).toEqual([]);
  });

  it('lets a payment that was quicker than the close win', async () => {
    const here = await world();
    const { orderNo } = await place(here);
    here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'paid'));
    const closed = await closeOrder(here.deps, { owner: OWNER, orderNo }, FOREVER);
    expect(closed).toMatchObject({ payment: 'paid', hospital: 'settled', pickup: '2号窗口' });
  });

  it("shows somebody else's order as one that does not exist", async () => {
    const here = await world();
    const { orderNo } = await place(here);
    const other = { owner: OTHER, orderNo };
    await expect(confirmOrder(here.deps, other, FOREVER)).rejects.toMatchObject({
      reason: 'order-not-found',
    });
    await expect(closeOrder(here.deps, other, FOREVER)).rejects.toMatchObject({
      reason: 'order-not-found',
    });
    const wild = { owner: OWNER, orderNo: '../etc' };
    await expect(confirmOrder(here.deps, wild, FOREVER)).rejects.toMatchObject({
      reason: 'order-not-found',
    });
  });
});
