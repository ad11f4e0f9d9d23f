import { billId, orderNo, patientId, type BillId } from '../../cloudfunctions/domain/ids';
import type { Order, PaymentState } from '../../cloudfunctions/domain/order';
import type { HisAnswer, HisReader } from '../../cloudfunctions/ports/his';
import type { HisBill } from '../../cloudfunctions/ports/his-values';
import {
  chooseDefault,
  listBills,
  listPatients,
  readBill,
  readHome,
  removePatient,
} from '../../cloudfunctions/usecases/read-clinic';
import { no, silent, yes } from '../support/binder';
import { BILL, FOREVER, HOSPITAL, linkOf, OTHER, OWNER, PATIENT, world } from '../support/doubles';
import { orderIn, T0 } from '../support/orders';
import { fen } from '../../miniprogram/shared/fen';

const NOT_YOURS = { name: 'Refusal', reason: 'patient-not-yours', retry: false };
const STRANGER = patientId('P9');
const LATER = billId('B2');

function billOf(change: Partial<HisBill> = {}): HisBill {
  return {
    ...{ billId: BILL, kind: 'clinic', visitId: 'V1', visitAt: T0 },
    ...{ patientId: PATIENT, title: '门诊缴费', department: '内科' },
    ...{ doctor: '王医生', issuedAt: T0, expiresAt: T0 + 86_400_000, status: 'unpaid' },
    ...{ total: fen(12000), items: [] },
    ...change,
  };
}

/** A clinic with two bills of PATIENT; OWNER and OTHER may both act for PATIENT, only OTHER for P9. */
async function clinic() {
  const here = await world();
  const asked: string[] = [];
  await here.deps.links.add(HOSPITAL, linkOf({ owner: OTHER, patientId: STRANGER }));
  const script = {
    bills: yes([billOf(), billOf({ billId: LATER, issuedAt: T0 + 1 })]) as HisAnswer<
      readonly HisBill[]
    >,
    bill: (id: BillId): HisAnswer<HisBill> => yes(billOf({ billId: id })),
  };
  const his: HisReader = {
    ...here.deps.his,
    bills: async (id) => {
      asked.push(`bills ${id}`);
      return Promise.resolve(script.bills);
    },
    bill: async (id) => {
      asked.push(`bill ${id}`);
      return Promise.resolve(script.bill(id));
    },
  };
  let orders = 0;
  const keep = async (change: Partial<Order>, state: PaymentState = 'payable') => {
    orders += 1;
    const number = orderNo(`Y20260302${String(orders).padStart(26, '0')}`);
    await here.orders.insert(orderIn(state, { orderNo: number, ...change }));
    return number;
  };
  return { ...here, deps: { ...here.deps, his }, asked, script, keep };
}

type Clinic = Awaited<ReturnType<typeof clinic>>;

/** OWNER's patients P1 (the default), P2 and P3, added in that order. */
async function family() {
  const here = await clinic();
  for (const [index, id] of ['P2', 'P3'].entries()) {
    const link = { patientId: patientId(id), isDefault: false, boundAt: T0 + 1 + index };
    await here.deps.links.add(HOSPITAL, linkOf(link));
  }
  return here;
}

const REVIEW = { reason: 'paid-differs', at: T0, evidence: 'x' } as const;
const state = (from: 'due' | 'settled' | 'refused') => ({
  settlement: { state: from, attempts: 1 },
});
const defaults = (patients: readonly { patientId: string; isDefault: boolean }[]) =>
  patients.filter((each) => each.isDefault).map((each) => each.patientId);
const names = (patients: readonly { patientId: string }[]) =>
  patients.map((each) => each.patientId);

/** How an order stands, and whether its owner still has something to wait for or to do. */
const STANDINGS: readonly (readonly [PaymentState, string, boolean, Partial<Order>])[] = [
  ['placing', 'alive', true, {}],
  ['unknown', 'alive', true, {}],
  ['payable', 'alive', true, {}],
  ['closing', 'alive', true, {}],
  ['failing', 'alive', true, {}],
  ['paid', 'not booked yet', true, state('due')],
  ['paid', 'booked', false, state('settled')],
  ['not-needed', 'not booked yet', true, state('due')],
  ['not-needed', 'booked', false, state('settled')],
  ['not-needed', 'refused by the hospital', false, state('refused')],
  ['paid', "a person's case", true, { ...state('refused'), review: REVIEW }],
  ['closed', "a person's case", true, { review: REVIEW }],
  ['rejected', 'over', false, {}],
  ['closed', 'over', false, {}],
  ['failed', 'over', false, {}],
];

describe('the bills of a patient', () => {
  it('come newest first, as the hospital states them', async () => {
    const here = await clinic();
    const { bills } = await listBills(here.deps, OWNER, PATIENT, FOREVER);
    const { patientId: _whose, ...shown } = billOf();
    expect(bills).toEqual([{ ...shown, billId: LATER, issuedAt: T0 + 1 }, shown]);
    expect(here.asked).toEqual([`bills ${PATIENT}`]);
  });

  it.each([
    [no('patient-not-found'), { reason: 'patient-not-found', retry: false }],
    [silent, { reason: 'hospital-unreachable', retry: true }],
  ])('are not made up when the hospital gives none (%#)', async (answer, refusal) => {
    const here = await clinic();
    here.script.bills = answer;
    here.script.bill = () => answer;
    await expect(listBills(here.deps, OWNER, PATIENT, FOREVER)).rejects.toMatchObject(refusal);
    const ask = { patientId: PATIENT, billId: BILL };
    await expect(readBill(here.deps, OWNER, ask, FOREVER)).rejects.toMatchObject(refusal);
  });

  it("of another person's patient look like those of nobody, unasked (money rule 13)", async () => {
    const here = await clinic();
    for (const id of [STRANGER, 'P404']) {
      await expect(listBills(here.deps, OWNER, id, FOREVER)).rejects.toMatchObject(NOT_YOURS);
      const ask = { patientId: id, billId: BILL };
      await expect(readBill(here.deps, OWNER, ask, FOREVER)).rejects.toMatchObject(NOT_YOURS);
    }
    expect(here.asked).toEqual([]);
  });

  it('can be read one by one, and the bill of another patient is refused', async () => {
    const here = await clinic();
    const ask = { patientId: PATIENT, billId: BILL };
    const { bill } = await readBill(here.deps, OWNER, ask, FOREVER);
    expect(bill).toMatchObject({ billId: BILL, total: 12000 });
    here.script.bill = (id) => yes(billOf({ billId: id, patientId: STRANGER }));
    await expect(readBill(here.deps, OWNER, ask, FOREVER)).rejects.toMatchObject({
      ...{ name: 'Refusal', reason: 'bill-of-other-patient', retry: false },
    });
  });
});

describe('the order on a bill', () => {
  const numbers = async (here: Clinic, owner = OWNER) => {
    const { bills } = await listBills(here.deps, owner, PATIENT, FOREVER);
    const ask = { patientId: PATIENT, billId: BILL };
    const { bill } = await readBill(here.deps, owner, ask, FOREVER);
    const listed = bills.find((each) => each.billId === BILL);
    expect(listed?.liveOrderNo).toBe(bill.liveOrderNo);
    expect(bills.find((each) => each.billId === LATER)).not.toHaveProperty('liveOrderNo');
    return bill.liveOrderNo;
  };

  it.each(STANDINGS)('when %s (%s) is named: %s', async (payment, _, unfinished, change) => {
    const here = await clinic();
    const number = await here.keep(change, payment);
    expect(await numbers(here)).toBe(unfinished ? number : undefined);
  });

  it('is named to the person who placed it only, and only on its bills', async () => {
    const here = await clinic();
    await here.keep({ owner: OTHER });
    expect(await numbers(here)).toBeUndefined();
    expect(await numbers(here, OTHER)).toBeDefined();
  });

  it('is found behind one that is over', async () => {
    const here = await clinic();
    const live = await here.keep({ createdAt: T0 });
    await here.keep({ createdAt: T0 + 1 }, 'closed');
    expect(await numbers(here)).toBe(live);
  });
});

describe('the home page', () => {
  it('shows the hospital and one’s own patients', async () => {
    const here = await family();
    const home = await readHome({ ...here.deps, templates: {} }, OWNER);
    expect(home.hospital).toEqual({
      ...{ id: HOSPITAL, name: '示例医院', phone: '020-0', address: '示例市某路1号' },
      realNameCheck: true,
    });
    expect(names(home.patients)).toEqual(['P1', 'P2', 'P3']);
    expect(home.unfinished).toEqual([]);
  });

  it.each(STANDINGS)(
    'shows an order that is %s (%s): %s',
    async (payment, _, unfinished, change) => {
      const here = await clinic();
      const number = await here.keep(change, payment);
      await here.keep({ ...change, owner: OTHER }, payment);
      const home = await readHome({ ...here.deps, templates: {} }, OWNER);
      expect(home.unfinished.map((each) => each.orderNo)).toEqual(unfinished ? [number] : []);
    },
  );
});

describe('one’s own patients', () => {
  it('are listed with the default first, then in the order they were added', async () => {
    const here = await family();
    await here.deps.links.setDefault(HOSPITAL, OWNER, patientId('P3'));
    const { patients } = await listPatients(here.deps, OWNER);
    expect(names(patients)).toEqual(['P3', 'P1', 'P2']);
    expect(defaults(patients)).toEqual(['P3']);
    expect((await listPatients(here.deps, OTHER)).patients).toHaveLength(2);
  });

  it('have the one default that was chosen, from then on', async () => {
    const here = await family();
    const { patients } = await chooseDefault(here.deps, OWNER, 'P2');
    expect(names(patients)).toEqual(['P2', 'P1', 'P3']);
    expect(defaults(patients)).toEqual(['P2']);
    expect(await listPatients(here.deps, OWNER)).toEqual({ patients });
  });

  it('pass the default on when the default is removed', async () => {
    const here = await family();
    const { patients } = await removePatient(here.deps, OWNER, 'P1');
    expect(names(patients)).toEqual(['P2', 'P3']);
    expect(defaults(patients)).toEqual(['P2']);
    expect(await listPatients(here.deps, OWNER)).toEqual({ patients });
  });

  it('keep their default when another one is removed', async () => {
    const here = await family();
    await chooseDefault(here.deps, OWNER, 'P3');
    const { patients } = await removePatient(here.deps, OWNER, 'P2');
    expect(names(patients)).toEqual(['P3', 'P1']);
    expect(defaults(patients)).toEqual(['P3']);
  });

  it('are none when the last one is removed, and their bills are out of reach', async () => {
    const here = await clinic();
    await expect(removePatient(here.deps, OWNER, 'P1')).resolves.toEqual({ patients: [] });
    await expect(listBills(here.deps, OWNER, 'P1', FOREVER)).rejects.toMatchObject(NOT_YOURS);
    expect((await listPatients(here.deps, OTHER)).patients).toHaveLength(2);
  });

  it('do not include those of another person: neither chosen nor removed (money rule 13)', async () => {
    const here = await family();
    const before = [await listPatients(here.deps, OWNER), await listPatients(here.deps, OTHER)];
    for (const id of [STRANGER, 'P404']) {
      await expect(chooseDefault(here.deps, OWNER, id)).rejects.toMatchObject(NOT_YOURS);
      await expect(removePatient(here.deps, OWNER, id)).rejects.toMatchObject(NOT_YOURS);
    }
    const after = [await listPatients(here.deps, OWNER), await listPatients(here.deps, OTHER)];
    expect(after).toEqual(before);
  });
});
