/**
 * A hospital that takes three seconds for every answer: registering and paying a prescription for a
 * relative still come to an order within the time of the function, and leave nothing half done.
 */
import { testSandbox, WANG, ZHANG, ZHANG_PATIENT, type TestSandbox } from '../support/sandbox';
import { pay, REFUSED } from '../support/payer';
import { atMorning, freeSlot, locked } from '../support/visitor';

jest.setTimeout(60_000);

const SLOW = { kind: 'slow', ms: 3_000 } as const;
const CALLS = ['getBill', 'getAppointment', 'preSettle', 'getPatient', 'extendLock'];

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await testSandbox();
  atMorning(sandbox);
});
afterEach(() => sandbox.close());

function slow(): void {
  for (const call of [...CALLS, 'getPrescription']) {
    sandbox.world.faults.plant(`his.${call}`, SLOW, 5);
  }
}

it('registering', async () => {
  const { slot } = await freeSlot(sandbox);
  const { billId } = await locked(sandbox, slot.slotId);
  slow();
  const bill = { patientId: ZHANG_PATIENT, billIds: [billId], payWith: 'cash' } as const;
  const ask = { ...bill, place: REFUSED, entry: 'menu' } as const;
  const { order } = await sandbox.must(ZHANG, 'pay', 'placeOrder', ask);
  await pay(sandbox, order.orderNo);
  expect(order).toMatchObject({ kind: 'registration', payment: 'unpaid' });
});

it('a prescription of a relative', async () => {
  const { billId } = sandbox.world.hospital.issueStory('all-insurance');
  const code = sandbox.world.hospital.prescriptionCode(billId);
  slow();
  const ask = { code, entry: 'prescription-code' } as const;
  const { order } = await sandbox.must(WANG, 'pay', 'placeForOther', ask);
  expect(order).toMatchObject({ kind: 'clinic', payment: 'unpaid' });
});
