/** The door for the phone: whatever comes in, an Answer goes out, and it tells nothing it should not. */
import { clinicValidators as inputs } from '../../cloudfunctions/contract/validators';
import { rpcDoor, type Actions } from '../../cloudfunctions/doors/rpc';
import { readDoor, type DoorRig } from '../support/door-rig';
import { idleVisits } from '../support/idle-actions';

class Foreseen extends Error {}

const nothing = () => Promise.resolve({ patients: [] });

function clinic(rig: DoorRig, more: Partial<Actions<'clinic'>> = {}) {
  const unused = () => Promise.reject(new Error('not in this test'));
  const actions: Actions<'clinic'> = {
    ...idleVisits(unused),
    home: { input: inputs.home, run: unused },
    listOrders: { input: inputs.listOrders, run: unused },
    listPatients: { input: inputs.listPatients, run: nothing },
    chooseDefault: { input: inputs.chooseDefault, run: nothing },
    removePatient: { input: inputs.removePatient, run: nothing },
    startPhoneProof: { input: inputs.startPhoneProof, run: unused },
    finishPhoneProof: { input: inputs.finishPhoneProof, run: unused },
    listBills: { input: inputs.listBills, run: () => Promise.resolve({ bills: [] }) },
    bill: { input: inputs.bill, run: unused },
    split: { input: inputs.split, run: unused },
    ...more,
  };
  const classify = (error: unknown) =>
    error instanceof Foreseen ? ({ reason: 'bill-settled', retry: false } as const) : undefined;
  return rpcDoor<'clinic'>({ ...rig.deps, classify }, actions);
}

test('an action runs with what was checked, for whom the platform names, before the deadline', async () => {
  const rig = readDoor({ openId: 'oPerson', clientIp: '203.0.113.7' });
  const seen: unknown[] = [];
  const door = clinic(rig, {
    chooseDefault: {
      input: inputs.chooseDefault,
      run: ({ input, caller, deadline }) => {
        seen.push(input, caller, deadline.leftMs());
        return nothing();
      },
    },
  });
  const answer = await door({ action: 'chooseDefault', input: { patientId: 'P1' } });
  expect(answer).toMatchObject({ ok: true, value: { patients: [] } });
  expect(seen).toEqual([
    { patientId: 'P1' },
    { openId: 'oPerson', clientIp: '203.0.113.7' },
    rig.deps.timeoutMs - 1_000,
  ]);
});

test('what the event says of the caller counts for nothing', async () => {
  const rig = readDoor({});
  const userInfo = { openId: 'oVictim', appId: 'wx' };
  const answer = await clinic(rig)({ action: 'listPatients', input: {}, userInfo, openid: 'oV' });
  expect(answer).toMatchObject({ ok: false, reason: 'not-signed-in', retry: false });
});

test('fields that the platform adds to the event do no harm', async () => {
  const event = { action: 'listPatients', input: {}, userInfo: { openId: 'x' }, tcbContext: {} };
  expect(await clinic(readDoor())(event)).toMatchObject({ ok: true });
});

test.each([
  ['no event', undefined, 'bad-request'],
  ['null', null, 'unknown-action'],
  ['a text', 'listPatients', 'unknown-action'],
  ['a list', [{ action: 'listPatients' }], 'unknown-action'],
  ['no action', { input: {} }, 'unknown-action'],
  ['an unknown action', { action: 'refund', input: {} }, 'unknown-action'],
  ['an action that is no text', { action: { toString: 1 }, input: {} }, 'unknown-action'],
  ['an inherited name', { action: 'constructor', input: {} }, 'unknown-action'],
  ['__proto__', { action: '__proto__', input: {} }, 'unknown-action'],
  ['no input', { action: 'listPatients' }, 'bad-request'],
  ['input of the wrong type', { action: 'listBills', input: { patientId: 7 } }, 'bad-request'],
  ['too much', { action: 'listPatients', input: { x: '医'.repeat(11_000) } }, 'too-large'],
  ['a number that JSON does not know', { action: 'listPatients', input: 1n }, 'bad-request'],
])('%s is refused before anything runs', async (_what, event, reason) => {
  expect(await clinic(readDoor())(event)).toMatchObject({ ok: false, reason });
});

test('a refusal that was foreseen says why', async () => {
  const door = clinic(readDoor(), {
    listPatients: { input: inputs.listPatients, run: () => Promise.reject(new Foreseen('x')) },
  });
  const answer = await door({ action: 'listPatients', input: {} });
  expect(answer).toMatchObject({ ok: false, reason: 'bill-settled', retry: false });
});

test.each([new Error('张建国 key=s3cret'), new TypeError('s3cret'), { s3cret: 1 }, 's3cret'])(
  'an error that nobody foresaw is internal, an alarm, and says nothing (%#)',
  async (thrown) => {
    const rig = readDoor();
    const run = async () => {
      await Promise.resolve();
      throw thrown as Error;
    };
    const answer = await clinic(rig, { listPatients: { input: inputs.listPatients, run } })({
      action: 'listPatients',
      input: {},
    });
    expect(answer).toMatchObject({ ok: false, reason: 'internal', retry: true });
    expect(Object.keys(answer).sort()).toEqual(['ok', 'reason', 'retry', 'traceId']);
    expect(rig.alarms).toEqual(['rpc.failed']);
    expect(JSON.stringify([answer, rig.lines])).not.toMatch(/s3cret|张建国/);
  },
);

test('each answer has a trace id of its own, and the log has action, outcome and duration', async () => {
  const rig = readDoor();
  const door = clinic(rig);
  const one = await door({ action: 'listPatients', input: {} });
  const two = await door({ action: 'nothing', input: {} });
  expect(one.traceId).toMatch(/^t[0-9a-f]{16}$/);
  expect(one.traceId).not.toBe(two.traceId);
  expect(rig.lines.join('\n')).toContain('"action":"listPatients","outcome":"ok","durationMs"');
  expect(rig.lines.join('\n')).toContain('"action":"unknown","outcome":"refused"');
  expect(rig.traces).toEqual([one.traceId, two.traceId]);
});

test.each([
  ['::1', '127.0.0.1'],
  ['1.2.3.4.5', '127.0.0.1'],
  ['999.1.1.1', '127.0.0.1'],
  ['10.0.0.255', '10.0.0.255'],
])('the address %s goes on as %s', async (clientIp, expected) => {
  const rig = readDoor({ openId: 'oPerson', clientIp });
  let heard = '';
  const door = clinic(rig, {
    listPatients: {
      input: inputs.listPatients,
      run: ({ caller }) => {
        heard = caller.clientIp;
        return nothing();
      },
    },
  });
  await door({ action: 'listPatients', input: {} });
  expect(heard).toBe(expected);
});
