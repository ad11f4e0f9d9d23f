/** A prescription's code, and the invoice of a payment. */
import { readInvoice } from '../../cloudfunctions/usecases/visits/invoice';
import { readPrescription } from '../../cloudfunctions/usecases/visits/prescription';
import { billId } from '../../cloudfunctions/domain/ids';
import { T0 } from '../support/orders';
import { fen } from '../../miniprogram/shared/fen';
import {
  billOf,
  FOREVER,
  MINUTE,
  OTHER,
  OWNER,
  registrationIn,
  STRANGER,
  topUpOf,
  visitWorld,
} from '../support/visit-doubles';

const ITEM = {
  ...{ name: '阿莫西林胶囊', category: '西药', quantity: '2', unit: '盒' },
  amount: fen(12000),
};
const RX = billId('BRX1');

describe('a prescription’s code', () => {
  const ask = { code: 'RX-1' };
  async function prescribed(change: Parameters<typeof billOf>[0] = {}) {
    const here = await visitWorld();
    const { appointmentId: _none, ...plain } = billOf();
    const bill = { ...plain, kind: 'clinic' as const, billId: RX, items: [ITEM], ...change };
    here.script.codes.set('RX-1', bill);
    here.script.bills.set(RX, bill);
    return here;
  }

  it('of one’s own patient gives the bill and who it is for', async () => {
    const here = await prescribed();
    const { prescription } = await readPrescription(here.deps, OWNER, ask, FOREVER);
    expect(prescription).toMatchObject({ patientName: '张*国', patientId: 'P1' });
    expect(prescription.bill).toMatchObject({ billId: RX, total: 12000, items: [ITEM] });
  });

  it('of somebody else gives what is to be paid, a masked name and nothing of what was prescribed', async () => {
    const here = await prescribed({ patientId: STRANGER });
    const { prescription } = await readPrescription(here.deps, OWNER, ask, FOREVER);
    expect(prescription).toEqual({
      bill: expect.objectContaining({ billId: RX, total: 12000, items: [] }) as unknown,
      patientName: '张*国',
    });
    expect(JSON.stringify(prescription)).not.toContain('张建国');
    const other = await readPrescription(here.deps, OTHER, ask, FOREVER);
    expect(other.prescription.patientId).toBe(STRANGER);
  });

  it('of somebody else names the order that the caller has on it, and no other', async () => {
    const here = await prescribed({ patientId: STRANGER });
    const change = { kind: 'clinic', patientId: STRANGER, billIds: [RX] } as const;
    const order = await here.keep(registrationIn('payable', change));
    const mine = await readPrescription(here.deps, OWNER, ask, FOREVER);
    expect(mine.prescription.bill.liveOrderNo).toBe(order.orderNo);
    const foreign = await prescribed({ patientId: STRANGER });
    await foreign.keep(registrationIn('payable', { ...change, owner: OTHER }));
    const answer = await readPrescription(foreign.deps, OWNER, ask, FOREVER);
    expect(answer.prescription.bill).not.toHaveProperty('liveOrderNo');
  });

  it('that the hospital does not know, or while it is silent, is said', async () => {
    const here = await prescribed();
    const unknown = readPrescription(here.deps, OWNER, { code: 'RX-2' }, FOREVER);
    await expect(unknown).rejects.toMatchObject({ reason: 'code-unknown', retry: false });
    here.control.down.add('prescription');
    const silent = readPrescription(here.deps, OWNER, ask, FOREVER);
    await expect(silent).rejects.toMatchObject({ reason: 'hospital-unreachable', retry: true });
  });

  it('cannot be guessed at for long, and one’s guessing is no harm to others', async () => {
    const here = await prescribed();
    const guess = (owner = OWNER) => readPrescription(here.deps, owner, { code: 'RX-2' }, FOREVER);
    for (let turn = 0; turn < 60; turn += 1) {
      await expect(guess()).rejects.toMatchObject({ reason: 'code-unknown' });
    }
    const asked = here.heard.length;
    await expect(guess()).rejects.toMatchObject({ reason: 'too-many-attempts', retry: true });
    expect(here.heard).toHaveLength(asked);
    await expect(guess(OTHER)).rejects.toMatchObject({ reason: 'code-unknown' });
    here.clock.advance(60 * MINUTE);
    await expect(guess()).rejects.toMatchObject({ reason: 'code-unknown' });
  });
});

describe('an invoice', () => {
  const ISSUED = {
    ...{ code: '44060125', number: '0000000012', checkCode: 'a1b2c3', issuedAt: T0 },
    total: fen(50_000),
  };

  it('is shown as it was issued, to who paid', async () => {
    const here = await visitWorld();
    const order = await here.keep(topUpOf(50_000));
    here.script.invoice = { ok: true, value: { state: 'issued', invoice: ISSUED } };
    const found = await readInvoice(here.deps, OWNER, order, FOREVER);
    expect(found.invoice).toEqual({ state: 'issued', ...ISSUED });
    const foreign = readInvoice(here.deps, OTHER, order, FOREVER);
    await expect(foreign).rejects.toMatchObject({ reason: 'order-not-found' });
  });

  it.each(['not-yet', 'at-counter'] as const)('may be %s', async (state) => {
    const here = await visitWorld();
    const order = await here.keep(topUpOf(50_000));
    here.script.invoice = { ok: true, value: { state } };
    const found = await readInvoice(here.deps, OWNER, order, FOREVER);
    expect(found.invoice).toEqual({ state });
  });

  it('is not asked for before the hospital has booked', async () => {
    const here = await visitWorld();
    const order = await here.keep(registrationIn('paid'));
    const found = await readInvoice(here.deps, OWNER, order, FOREVER);
    expect(found.invoice).toEqual({ state: 'not-yet' });
    expect(here.heard).toEqual([]);
  });

  it('that is said to be issued and is not there is no answer', async () => {
    const here = await visitWorld();
    const order = await here.keep(topUpOf(50_000));
    here.script.invoice = { ok: true, value: { state: 'issued' } };
    const refused = readInvoice(here.deps, OWNER, order, FOREVER);
    await expect(refused).rejects.toMatchObject({ reason: 'hospital-answer-unreadable' });
    here.control.down.add('invoice');
    const silent = readInvoice(here.deps, OWNER, order, FOREVER);
    await expect(silent).rejects.toMatchObject({ reason: 'hospital-unreachable', retry: true });
  });
});
