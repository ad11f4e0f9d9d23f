/** The levers of the bureau under /sandbox/api/bureau: each moves what it says, and nothing unknown is taken. */

import { insuranceRig, ZHANG, type Rig } from './insurance-rig';

let rig: Rig;
beforeEach(async () => {
  rig = await insuranceRig();
});
afterEach(() => rig.close());

it('lists people, permissions, uploads and levers, and counts them in the state', async () => {
  rig.authorise();
  rig.bureau.revoke('O1');
  const { body } = await rig.control('/bureau');
  expect(body).toMatchObject({
    people: [
      { openid: ZHANG, cardBound: true },
      { openid: 'oWangXiuying', cardBound: false },
      { openid: 'oZhangWei', patientId: 'P00006' },
    ],
    authorisations: [{ kind: 'self' }, { kind: 'family' }],
    revocations: [{ orderNo: 'O1' }],
    levers: { failures: [], priceShifts: [], authorisationLifeMs: 300_000 },
  });
  const state = (await rig.control('/state')).body;
  expect(state).toMatchObject({ bureau: { uploads: 0, levers: { failures: [] } } });
});

it('gives a code without the page, and a permission as long as it says', async () => {
  await rig.control('/bureau/authorisation-life', { ms: 1000 });
  const { body } = await rig.control('/bureau/code', { openid: ZHANG });
  const found = rig.bureau.exchange(String(body['authCode']), ZHANG);
  expect(found).toMatchObject({ ok: true });
  const [permission] = rig.bureau.authorisations();
  expect(permission?.expiresAt).toBe(rig.clock.now() + 1000);
  await rig.control('/bureau/cards', { openid: ZHANG, bound: false });
  expect(await rig.control('/bureau/code', { openid: ZHANG })).toMatchObject({
    ...{ status: 409, body: { error: { code: 'card-not-bound' } } },
  });
});

it('ends the permissions of one person, or of all', async () => {
  rig.authorise();
  rig.authorise('oZhangWei');
  const one = await rig.control('/bureau/expire-authorisations', { openid: ZHANG });
  expect(one.body).toEqual({ expired: 2 });
  const { body } = await rig.control('/bureau/expire-authorisations', {});
  expect(body).toEqual({ expired: 2 });
  expect((await rig.control('/bureau/expire-authorisations', {})).body).toEqual({ expired: 0 });
});

it.each([
  ['cards', { openid: 'oNobody', bound: true }],
  ['relatives', { openid: 'oNobody', patientId: 'P00001', bound: true }],
  ['relatives', { openid: ZHANG, patientId: 'P9', bound: true }],
  ['in-hospital', { patientId: 'P9', inHospital: true }],
  ['place', { openid: 'oNobody', place: null }],
])('%s of nobody is 404', async (name, body) => {
  expect(await rig.control(`/bureau/${name}`, body)).toMatchObject({
    ...{ status: 404, body: { error: { code: 'unknown-person' } } },
  });
});

it.each([
  ['fail-next', { at: 'upload', why: 'NO_SUCH_CODE' }],
  ['fail-next', { at: 'accept', why: 'AMOUNT_MISMATCH' }],
  ['fail-next', { at: 'nothing', why: 'x' }],
  ['fail-next', { at: 'upload', why: 'BUSY', count: 0 }],
  ['price-differs', { byFen: 0.5 }],
  ['authorisation-life', { ms: 0 }],
  ['place', { openid: ZHANG, place: { latitude: 91, longitude: 0 } }],
  ['cards', { openid: ZHANG }],
])('%s refuses %j', async (name, body) => {
  expect((await rig.control(`/bureau/${name}`, body)).status).toBe(400);
  expect(rig.bureau.levers()).toMatchObject({ failures: [], priceShifts: [] });
});

it('faults may be planted for the user query and the five operations of the hospital', async () => {
  for (const call of [
    'authorisation.userQuery',
    'his.uploadFees',
    'his.preSettleUpload',
    'his.queryUpload',
    'his.refundUpload',
    'his.revokeUpload',
  ]) {
    const planted = await rig.control('/faults', { call, fault: { kind: 'cut-after' } });
    expect([call, planted.status]).toEqual([call, 200]);
  }
});
