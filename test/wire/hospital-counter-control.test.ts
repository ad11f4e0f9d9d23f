/** The levers of counters over HTTP, as sandbox/hospital/README.md documents them; and what stays secret. */

import { askOf, counterCalls, counterRig, type CounterRig } from './hospital-counter-rig';
import { expectAnswer, expectRefusal } from './insurance-rig';
import { COUNTER_SETTLE_REFUSALS } from '../../sandbox/hospital/counter-levers';
import { Hospital } from '../../sandbox/hospital/engine';
import { STATUS_OF } from '../../sandbox/hospital/errors';

let rig: CounterRig;
beforeEach(async () => {
  rig = await counterRig();
});
afterEach(() => rig.close());

const { token, settle, state, reverse } = counterCalls(() => rig);
const STORY = 'insurance-and-cash';

async function pull(path: string, body: object = {}): Promise<void> {
  const answer = await rig.control(`/counter/${path}`, body);
  expect([path, answer.status]).toEqual([path, 200]);
}

test.each(COUNTER_SETTLE_REFUSALS)('the next settlement is refused with %s, once', async (code) => {
  await pull('refuse-next-settle', { code });
  const ask = await askOf(rig, STORY);
  expectRefusal(await settle('O1', ask), STATUS_OF[code], code);
  const settled = expectAnswer(await settle('O1', ask), 'CounterSettlement');
  await pull('refuse-next-settle', { code });
  expect((await settle('O1', ask)).body).toEqual(settled);
});

test.each(['HOSPITAL_REFUSED', 'BUSY', 'INTERNAL'] as const)(
  'the next two reversals are refused with %s, and repeats are not',
  async (code) => {
    await settle('O1', await askOf(rig, STORY));
    await pull('refuse-next-reversal', { code, count: 2 });
    for (let turn = 0; turn < 2; turn += 1) {
      expectRefusal(await reverse('O1'), STATUS_OF[code], code);
      expect((await state('O1')).body['status']).toBe('settled');
    }
    const back = expectAnswer(await reverse('O1'), 'CounterReversal');
    await pull('refuse-next-reversal', { code });
    expect((await reverse('O1')).body).toEqual(back);
  },
);

test.each([
  [700, { cashFen: 10700, insuranceFen: 31700, insuranceFundFen: 21900 }],
  [-700, { cashFen: 9300, insuranceFen: 33100, insuranceFundFen: 23300 }],
])(
  'the next split differs by %d fen from the quote, and never from what is agreed',
  async (byFen, split) => {
    const agreed = { totalFen: 42400, cashFen: 10000, insuranceFen: 32400 };
    await pull('split-differs', { byFen, count: 2 });
    const ask = await askOf(rig, STORY);
    expectRefusal(await settle('O1', { ...ask, agreed }), 409, 'AMOUNT_MISMATCH');
    expect((await settle('O1', ask)).body).toMatchObject({ totalFen: 42400, ...split });
    await reverse('O1');
    expectAnswer(await settle('O2', { ...ask, agreed }), 'CounterSettlement');
  },
);

test('a reading ends now, and insurance is taken back on the hospital’s own screen', async () => {
  const ask = await askOf(rig, STORY);
  await pull(`readings/${ask.scanId}/expire`);
  expectRefusal(await token(ask.scanId), 410, 'CODE_OVER');
  expectRefusal(
    await rig.control('/counter/readings/never-read/expire', {}),
    404,
    'READING_UNKNOWN',
  );
  const path = '/counter/insurance/O1/reverse';
  expectRefusal(await rig.control(path, {}), 409, 'INSURANCE_NOT_SETTLED');
  await settle('O1', ask);
  expect((await rig.control(path, {})).body).toMatchObject({ status: 'reversed' });
  expect((await state('O1')).body['status']).toBe('reversed');
});

test('mistakes are answered in words', async () => {
  for (const [path, body] of [
    ['refuse-next-settle', { code: 'TOO_MANY' }],
    ['refuse-next-reversal', { code: 'AMOUNT_MISMATCH' }],
    ['refuse-next-settle', { code: 'BUSY', count: 0 }],
    ['split-differs', { byFen: 0.5 }],
  ] as const) {
    expectRefusal(await rig.control(`/counter/${path}`, body), 400, 'INVALID_REQUEST');
  }
});

test('a reset forgets readings, insurance, tombstones and levers, and the bureau with them', async () => {
  const ask = await askOf(rig, STORY);
  await settle('O1', ask);
  await reverse('O2');
  await pull('refuse-next-settle', { code: 'BUSY' });
  await pull('split-differs', { byFen: 100 });
  rig.bureau.setInHospital(ask.patientId, true);
  rig.bureau.revoke('O9');
  rig.bureau.failNext({ at: 'upload', why: 'IN_HOSPITAL' });
  const code = rig.bureau.issueCode('oZhangJianguo');
  expect((await rig.control('/reset', {})).status).toBe(200);
  expect((await state('O1')).body['status']).toBe('none');
  expect((await state('O2')).body['status']).toBe('none');
  expectRefusal(await token(ask.scanId), 404, 'READING_UNKNOWN');
  expect((await rig.control('/counter')).body).toMatchObject({ readings: [], insurance: [] });
  expect(rig.bureau.revocations()).toEqual([]);
  expect(rig.bureau.levers()).toMatchObject({ failures: [], priceShifts: [] });
  expect(code.ok && rig.bureau.exchange(code.authCode, 'oZhangJianguo').ok).toBe(false);
  const fresh = await askOf(rig, STORY);
  const settled = expectAnswer(await settle('O1', fresh), 'CounterSettlement');
  expect(settled['cashFen']).toBe(10000);
});

test('without a centre no code can be read', () => {
  const { clock, tables, random, seed } = rig;
  const alone = new Hospital({ clock, tables, random }, seed);
  const { code } = rig.show();
  const reading = () => alone.counter.read({ code, counterNo: 'C01' });
  expect(reading).toThrow('no reader is connected');
});

test('every write waits for the disk', async () => {
  const before = rig.durableCalls();
  const ask = await askOf(rig, STORY);
  await settle('O1', ask);
  await reverse('O1');
  expect(rig.durableCalls()).toBe(before + 3);
});

test('neither wire log nor levers hold a code or its token', async () => {
  const { code, token: secret } = rig.show();
  const read = await counterCalls(() => rig).read(code);
  const scanId = String(read.body['scanId']);
  expect((await token(scanId)).body['token']).toBe(secret);
  await counterCalls(() => rig).read(`${code}0`);
  const shown = await rig.control('/counter');
  expect(shown.body).toMatchObject({ terminals: [{}, {}, {}], readings: [{ scanId }] });
  const told = `${JSON.stringify(shown)}${JSON.stringify(rig.wireLog.since())}`;
  expect(told).toContain('his.counterToken');
  for (const hidden of [code, secret]) expect(told).not.toContain(hidden);
});
