/**
 * What an order is for decides how it is called at the platform, whether insurance may pay, and whether a
 * place must be held for it (money rules 7 and 15, trap 2).
 */
import type { HisBill } from '../../cloudfunctions/ports/his-values';
import type { HisAppointment, HisLookups, HisVisits } from '../../cloudfunctions/ports/his-visits';
import { billId, orderNo as asOrderNo, patientId } from '../../cloudfunctions/domain/ids';
import { nextDue } from '../../cloudfunctions/domain/schedule';
import { timeOnDay } from '../../cloudfunctions/domain/shanghai';
import { transition } from '../../cloudfunctions/domain/transition';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import { placeForOther } from '../../cloudfunctions/usecases/place-for-other';
import { placeOrder, type PlaceInput } from '../../cloudfunctions/usecases/place-order';
import { readSplit } from '../../cloudfunctions/usecases/read-clinic';
import { fen } from '../../miniprogram/shared/fen';
import { BILL, FOREVER, hisRefuses, OWNER, PATIENT, world } from '../support/doubles';
import { memoryAttempts } from '../support/memory-stores';
import { orderIn, T0 } from '../support/orders';
import { SILENT_VISITS } from '../support/silent-visits';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const APPOINTMENT: HisAppointment = {
  ...{ appointmentId: 'A1', patientId: PATIENT, status: 'locked', source: 'here' },
  ...{ department: '内科', doctor: '王医生', doctorTitle: '主任医师', place: '3楼2诊室' },
  ...{ from: T0 + HOUR, to: T0 + 2 * HOUR, fee: fen(1200), visitType: 'general-outpatient' },
  billId: BILL,
};

/** A hospital whose bill is of that kind, and which knows the one appointment. */
async function hospital(
  kind: HisBill['kind'],
  change: { appointment?: Partial<HisAppointment>; city?: string } = {},
) {
  const here = await world();
  const extended: number[] = [];
  const script = { extend: null as Awaited<ReturnType<HisVisits['extendLock']>> | null };
  const appointment = { ...APPOINTMENT, ...change.appointment };
  const ofKind =
    kind === 'registration'
      ? { appointmentId: 'A1' }
      : kind === 'deposit'
        ? { admissionId: 'W1' }
        : {};
  const deps = {
    ...here.deps,
    hospital: { ...here.deps.hospital, cityId: change.city ?? '449900' },
    his: {
      ...here.deps.his,
      bill: async (id: HisBill['billId']) => {
        const answer = await here.deps.his.bill(id, FOREVER);
        return answer.ok
          ? { ok: true as const, value: { ...answer.value, kind, ...ofKind } }
          : answer;
      },
    },
    visits: {
      ...SILENT_VISITS,
      appointment: () => Promise.resolve({ ok: true as const, value: appointment }),
      extendLock: (_id: string, until: number) => {
        extended.push(until);
        here.trace.push('extendLock');
        return Promise.resolve(script.extend ?? { ok: true as const, value: appointment });
      },
    },
  };
  return { ...here, deps, extended, script };
}

const ASK: PlaceInput = {
  ...{ owner: OWNER, patientId: PATIENT, billIds: [BILL], payWith: 'cash' },
  ...{ place: { kind: 'refused' }, entry: 'menu', clientIp: '10.0.0.1' },
};

describe('a registration', () => {
  it('is kept with its place and the way the person came, and called so at the platform', async () => {
    const here = await hospital('registration');
    const view = await placeOrder(here.deps, { ...ASK, entry: 'message' }, FOREVER);
    const visit = {
      ...{ appointmentId: 'A1', from: T0 + HOUR, to: T0 + 2 * HOUR },
      ...{ department: '内科', doctor: '王医生', place: '3楼2诊室' },
    };
    expect(here.orders.all()).toMatchObject([{ kind: 'registration', entry: 'message', visit }]);
    expect(view).toMatchObject({ kind: 'registration', visit });
    expect(here.platform.placed).toMatchObject([{ kind: 'registration' }]);
  });

  it('has its place held beyond the payment before anything is sent (money rule 7)', async () => {
    const here = await hospital('registration');
    await placeOrder(here.deps, ASK, FOREVER);
    expect(here.extended).toEqual([T0 + DEFAULT_RULES.slotLockMs + DEFAULT_RULES.queryEveryMs]);
    expect(here.trace.indexOf('extendLock')).toBeLessThan(here.trace.indexOf('place'));
  });

  it('whose place is gone is refused, nothing is stored or sent, the bill is free', async () => {
    const here = await hospital('registration');
    here.script.extend = hisRefuses('slot-lock-over', 'LOCK_OVER');
    const placing = placeOrder(here.deps, ASK, FOREVER);
    await expect(placing).rejects.toMatchObject({ reason: 'slot-lock-over' });
    expect([here.orders.all(), here.claims.all(), here.platform.placed]).toEqual([[], [], []]);
  });

  it.each([
    ['another day, in a city of same-day insurance', DAY, '440300', 'insurance-visit-not-today'],
    ['today, there', HOUR, '440300', undefined],
    ['another day, elsewhere', DAY, '449900', undefined],
  ])('for %s', async (_, ahead, city, reason) => {
    const appointment = { from: T0 + ahead, to: T0 + ahead + HOUR };
    const here = await hospital('registration', { appointment, city });
    const ask = { patientId: PATIENT, billIds: [BILL], payWith: 'insurance' } as const;
    const { split } = await readSplit({ ...here.deps }, OWNER, ask, FOREVER);
    expect(split.insuranceUnavailable).toBe(reason);
    expect(split.payWith).toBe(reason === undefined ? 'insurance' : 'cash');
    const placing = placeOrder(here.deps, { ...ASK, payWith: 'insurance' }, FOREVER);
    if (reason === undefined) await placing;
    else await expect(placing).rejects.toMatchObject({ reason });
  });

  it('is not paid together with another bill', async () => {
    const here = await hospital('registration');
    const both = { ...ASK, billIds: [BILL, billId('B2')] };
    const placing = placeOrder(here.deps, both, FOREVER);
    await expect(placing).rejects.toMatchObject({ reason: 'bills-not-combinable' });
  });
});

describe('a deposit', () => {
  it('is paid in cash and never by insurance', async () => {
    const here = await hospital('deposit');
    const insured = placeOrder(here.deps, { ...ASK, payWith: 'insurance' }, FOREVER);
    await expect(insured).rejects.toMatchObject({ reason: 'insurance-not-for-deposit' });
    await placeOrder(here.deps, ASK, FOREVER);
    expect(here.orders.all()).toMatchObject([{ kind: 'deposit', admissionId: 'W1' }]);
    expect(here.extended).toEqual([]);
  });
});

describe('a prescription of somebody else', () => {
  const STRANGER = patientId('P7');

  async function handed() {
    const here = await hospital('clinic');
    const { his } = here.deps;
    const bill = async (id: HisBill['billId']) => {
      const answer = await his.bill(id);
      return answer.ok
        ? { ok: true as const, value: { ...answer.value, patientId: STRANGER } }
        : answer;
    };
    const patient = () =>
      Promise.resolve({
        ok: true as const,
        value: {
          ...{ patientId: STRANGER, name: '李小明', cardNo: 'C7', idType: 1 as const },
          idDigest: '1'.repeat(32),
        },
      });
    const asked: string[] = [];
    const lookups: HisLookups = {
      prescription: (code) => {
        asked.push(code);
        return code === 'gone'
          ? Promise.resolve(hisRefuses('code-unknown', 'CODE_UNKNOWN'))
          : bill(BILL);
      },
      patientByCard: () => Promise.resolve(hisRefuses('patient-not-found', 'X')),
      invoice: () => Promise.resolve({ ok: true, value: { state: 'not-yet' } }),
    };
    const more = { his: { ...his, bill, patient }, lookups, attempts: memoryAttempts() };
    return { ...here, deps: { ...here.deps, ...more }, asked };
  }

  it('is paid in cash, for the patient whose it is, counted by its entry (money rule 15)', async () => {
    const here = await handed();
    const ask = {
      owner: OWNER,
      code: 'rx-1',
      entry: 'prescription-code',
      clientIp: '1.1.1.1',
    } as const;
    const view = await placeForOther(here.deps, ask, FOREVER);
    expect(view).toMatchObject({ patientName: '李*明', split: { payWith: 'cash' } });
    expect(here.orders.all()).toMatchObject([
      { patientId: STRANGER, owner: OWNER, payWith: 'cash', entry: 'prescription-code' },
    ]);
    expect(here.platform.placed).toMatchObject([{ patient: { name: '李小明' } }]);
    expect(here.asked).toEqual(['rx-1']);
  });

  it('cannot be paid with its bill number alone', async () => {
    const here = await handed();
    const placing = placeOrder(here.deps, ASK, FOREVER);
    await expect(placing).rejects.toMatchObject({ reason: 'bill-of-other-patient' });
  });

  it('with a code that nobody knows is refused, and nothing is stored', async () => {
    const here = await handed();
    const ask = { owner: OWNER, code: 'gone', entry: 'menu', clientIp: '1.1.1.1' } as const;
    const placing = placeForOther(here.deps, ask, FOREVER);
    await expect(placing).rejects.toMatchObject({ reason: 'code-unknown' });
    expect([here.orders.all(), here.claims.all()]).toEqual([[], []]);
  });
});

describe('the place of an order', () => {
  const visit = {
    ...{ appointmentId: 'A1', from: T0 + HOUR, to: T0 + 2 * HOUR },
    ...{ department: '内科', doctor: '王医生', place: '3楼2诊室' },
  };
  const released = { type: 'place-released' } as const;
  const of = (state: Parameters<typeof orderIn>[0]) =>
    orderIn(state, {
      kind: 'registration',
      visit,
      orderNo: asOrderNo('Y2026030200000000000000000001'),
    });

  it.each(['closed', 'failed', 'rejected'] as const)('is given back once: %s', (state) => {
    const order = of(state);
    const first = transition(order, released, T0 + 60_000, DEFAULT_RULES);
    expect(first.name).toBe('place-released');
    expect(first.order).toMatchObject({ payment: state, visit: { ...visit, released: true } });
    expect(first.order.dueAt).toBe(nextDue(order, T0 + 60_000, DEFAULT_RULES));
    expect(transition(first.order, released, T0 + 61_000, DEFAULT_RULES).name).toBe('stale');
  });

  it.each(['placing', 'unknown', 'payable', 'closing', 'failing', 'paid', 'not-needed'] as const)(
    'is kept while money may be held: %s',
    (state) => {
      expect(transition(of(state), released, T0 + 60_000, DEFAULT_RULES).name).toBe('stale');
    },
  );

  it('is none of an order without one', () => {
    expect(transition(orderIn('closed'), released, T0, DEFAULT_RULES).name).toBe('stale');
  });
});

describe('the cut-off of insurance (money rule 16)', () => {
  it('holds when the hospital takes so long that the order would be made behind it', async () => {
    const here = await hospital('clinic');
    const { his } = here.deps;
    const late = timeOnDay(T0, DEFAULT_RULES.insuranceCutOff);
    here.clock.advance(late - 1 - here.clock.now());
    const preSettle: typeof his.preSettle = async (...ask) => {
      const answer = await his.preSettle(...ask);
      here.clock.advance(5_000);
      return answer;
    };
    const deps = { ...here.deps, his: { ...his, preSettle } };
    const placing = placeOrder(deps, { ...ASK, payWith: 'insurance' }, FOREVER);
    await expect(placing).rejects.toMatchObject({ reason: 'insurance-cut-off' });
    expect([here.orders.all(), here.claims.all(), here.platform.placed]).toEqual([[], [], []]);
    await placeOrder(deps, ASK, FOREVER);
    expect(here.orders.all()).toMatchObject([{ payWith: 'cash' }]);
  });
});
