/**
 * Review: money that goes back of a counter order whose cash a clerk took otherwise, and an answer that is
 * lost between the settlement and the charge (money rules 9 and 12; trap 41).
 */
import {
  charged,
  clerk,
  counterSandbox,
  heldOf,
  mustCharge,
  pays,
  quotedStory,
  recorded,
} from '../support/counter-story';
import { nextStory, plant } from '../support/medins-story';
import { asStaff, CLERK, hireClerk, later } from '../support/refunder';
import type { TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await counterSandbox({ rules: { httpTimeoutMs: 1_000 } });
  await hireClerk(sandbox);
}, 120_000);
beforeEach(async () => {
  nextStory(sandbox);
  await pays(sandbox, 'at-once');
});
afterEach(() => {
  sandbox.world.faults.clear();
});
afterAll(() => sandbox.close());

async function tenderPaid(): Promise<string> {
  await pays(sandbox, 'insufficient');
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  const { orderNo } = await mustCharge(sandbox, charge);
  await clerk(sandbox, 'confirm', orderNo);
  expect(await recorded(sandbox, orderNo)).toMatchObject({
    ok: true,
    value: { order: { stage: 'paid', hospital: 'settled' } },
  });
  return orderNo;
}

it('paid in notes, all of it is to go back: the clerk hands out the notes, insurance is reversed', async () => {
  const orderNo = await tenderPaid();
  const ask = { orderNo, mode: 'whole', note: '退号' } as const;
  await sandbox.must(CLERK, 'staff', 'refund', ask);
  const act = { kind: 'record-transfer', receipt: 'TK-1' } as const;
  await sandbox.must(CLERK, 'staff', 'endReview', { orderNo, act });
  await later(sandbox, 30 * 60_000, 6);
  expect(heldOf(sandbox, orderNo)).toMatchObject({ insurance: 'reversed' });
});

it('nor does a person end it a day later while insurance still stands', async () => {
  const orderNo = await tenderPaid();
  const ask = { orderNo, mode: 'whole', note: '退号' } as const;
  await sandbox.must(CLERK, 'staff', 'refund', ask);
  const act = { kind: 'record-transfer', receipt: 'TK-1' } as const;
  await sandbox.must(CLERK, 'staff', 'endReview', { orderNo, act });
  await later(sandbox, 26 * 3_600_000, 30);
  const waiting = await asStaff(sandbox, orderNo);
  if (waiting.review !== undefined) {
    const booked = { kind: 'record-booking', receipt: 'RB-1' } as const;
    await sandbox.must(CLERK, 'staff', 'endReview', { orderNo, act: booked });
  }
  const { refund } = await asStaff(sandbox, orderNo);
  const { insurance } = heldOf(sandbox, orderNo);
  expect([refund?.state, insurance]).not.toEqual(['done', 'settled']);
});

it('the hospital is silent between the settlement and the charge: the clerk gets an order, no error', async () => {
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  // whose code it is, whose order it is, and the third time behind the settlement
  await plant(sandbox, 'his.getPatient', { kind: 'cut-before' }, 1, 2);
  const answer = await charged(sandbox, charge);
  const settled = sandbox.world.hospital.counter.insurance().at(-1);
  expect(settled?.kind).toBe('settled');
  expect(answer).toMatchObject({ ok: true });
});
