/** Keeping a place for the visit and giving it back: never under the feet of a payment (money rule 6). */
import { orderNo } from '../../cloudfunctions/domain/ids';
import type { Order, PaymentState } from '../../cloudfunctions/domain/order';
import { placeOrder } from '../../cloudfunctions/usecases/place-order';
import { keepAppointment } from '../../cloudfunctions/usecases/visits/keep-appointment';
import { releaseAppointment } from '../../cloudfunctions/usecases/visits/release-appointment';
import { T0 } from '../support/orders';
import {
  appointmentOf,
  FOREVER,
  HOSPITAL,
  MINUTE,
  OTHER,
  OWNER,
  PATIENT,
  PLACE_BILL,
  registrationIn,
  STRANGER,
  visitWorld,
  type VisitWorld,
} from '../support/visit-doubles';

const ask = { patientId: PATIENT, appointmentId: 'A1' };

const ACTS = [
  { act: keepAppointment, call: 'keepAppointment', state: 'kept' },
  { act: releaseAppointment, call: 'releaseAppointment', state: 'cancelled' },
] as const;

const place = (here: VisitWorld) =>
  placeOrder(
    here.deps,
    {
      ...{ owner: OWNER, patientId: PATIENT, billIds: [PLACE_BILL], payWith: 'cash' },
      ...{ place: { kind: 'refused' }, entry: 'menu', clientIp: '10.0.0.1' },
    },
    FOREVER,
  );

it('keeping a place for a later day leaves a message for the morning of it', async () => {
  const here = await visitWorld();
  const from = T0 + 3 * 86_400_000;
  here.put(appointmentOf({ from, to: from + 1_800_000 }));
  await keepAppointment(here.deps, OWNER, ask, FOREVER);
  await keepAppointment(here.deps, OWNER, ask, FOREVER);
  expect(here.deps.reminders.all()).toMatchObject([{ kind: 'visit', owner: OWNER }]);
});

describe.each(ACTS)('$call', ({ act, call, state }) => {
  async function locked() {
    const here = await visitWorld();
    here.put(appointmentOf());
    const run = (owner = OWNER) => act(here.deps, owner, ask, FOREVER);
    return { ...here, run };
  }

  it('leaves the place in its new state, repeats do no harm, and the bill is free again', async () => {
    const here = await locked();
    const first = await here.run();
    expect(first.appointment).toMatchObject({ state, appointmentId: 'A1' });
    expect(await here.run()).toEqual(first);
    expect(here.claims.all()).toEqual([]);
  });

  const settled = { settlement: { state: 'settled', since: T0, attempts: 1 } } as const;
  const refused = { settlement: { state: 'refused', since: T0, attempts: 1 } } as const;
  const review = { reason: 'paid-differs', at: T0, evidence: 'x' } as const;
  const STANDINGS: readonly (readonly [
    PaymentState,
    string,
    string | undefined,
    Partial<Order>,
  ])[] = [
    ['placing', 'alive', 'appointment-being-paid', {}],
    ['unknown', 'alive', 'appointment-being-paid', {}],
    ['payable', 'alive', 'appointment-being-paid', {}],
    ['closing', 'alive', 'appointment-being-paid', {}],
    ['failing', 'alive', 'appointment-being-paid', {}],
    ['closed', 'a case', 'appointment-being-paid', { review }],
    ['paid', 'a case', 'appointment-being-paid', { review }],
    ['paid', 'not booked', 'appointment-paid', {}],
    ['paid', 'booked', 'appointment-paid', settled],
    ['not-needed', 'booked', 'appointment-paid', settled],
    ['not-needed', 'refused by the hospital', undefined, refused],
    ['rejected', 'over', undefined, {}],
    ['closed', 'over', undefined, {}],
    ['failed', 'over', undefined, {}],
  ];

  it.each(STANDINGS)(
    'of a place whose order is %s (%s), whosever it is: %s',
    async (payment, _, reason, change) => {
      for (const owner of [OWNER, OTHER]) {
        const here = await locked();
        const order = await here.keep(registrationIn(payment, { ...change, owner }));
        if (reason === undefined) {
          expect((await here.run()).appointment.state).toBe(state);
          continue;
        }
        await expect(here.run()).rejects.toMatchObject({ name: 'Refusal', reason });
        expect(here.heardOf(call)).toEqual([]);
        expect(here.claims.all().map((claim) => claim.orderNo)).toEqual([order.orderNo]);
      }
    },
  );

  it('waits while somebody is placing, and goes on when that was a crash', async () => {
    const here = await locked();
    const holder = orderNo('Y20260302ffffffffffffffffffffffffff');
    const claim = { billId: PLACE_BILL, orderNo: holder, owner: OTHER, claimedAt: T0 };
    await here.claims.claim(HOSPITAL, claim);
    await expect(here.run()).rejects.toMatchObject({ reason: 'busy', retry: true });
    expect(here.heardOf(call)).toEqual([]);
    here.clock.advance(MINUTE);
    expect((await here.run()).appointment.state).toBe(state);
  });

  it('lets nobody place an order in between', async () => {
    const here = await locked();
    const seen: unknown[] = [];
    here.control.before[call] = async () => {
      await place(here).catch((error: unknown) => seen.push(error));
    };
    await here.run();
    expect(seen).toMatchObject([{ name: 'Refusal', reason: 'busy', retry: true }]);
    expect(here.orders.all()).toEqual([]);
    expect(here.platform.calls).toEqual([]);
  });

  it.each(['down', 'lost'] as const)('by a hospital that is %s can be repeated', async (how) => {
    const here = await locked();
    here.control[how].add(call);
    const silent = { reason: 'hospital-unreachable', retry: true };
    await expect(here.run()).rejects.toMatchObject(silent);
    expect(here.claims.all()).toEqual([]);
    here.control[how].clear();
    expect((await here.run()).appointment.state).toBe(state);
  });

  it('of somebody else’s place, or one that does not exist, is refused unasked', async () => {
    const here = await locked();
    here.put(appointmentOf({ appointmentId: 'A9', patientId: STRANGER }));
    for (const appointmentId of ['A9', 'A404']) {
      const refusedOne = act(here.deps, OWNER, { ...ask, appointmentId }, FOREVER);
      await expect(refusedOne).rejects.toMatchObject({ reason: 'nothing-found' });
    }
    const foreign = act(here.deps, OWNER, { patientId: STRANGER, appointmentId: 'A9' }, FOREVER);
    await expect(foreign).rejects.toMatchObject({ reason: 'patient-not-yours' });
    expect(here.heardOf(call)).toEqual([]);
  });

  it('of a place that the hospital calls paid says so', async () => {
    const here = await locked();
    here.put(appointmentOf({ status: 'paid' }));
    await expect(here.run()).rejects.toMatchObject({ reason: 'appointment-paid', retry: false });
    expect(here.claims.all()).toEqual([]);
  });
});
