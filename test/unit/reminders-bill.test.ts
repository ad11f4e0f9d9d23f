/** The hospital tells of a bill: over HTTP, with its token, as often as it likes. */
import { readToldBill } from '../../cloudfunctions/contract/told-bill';
import { billId, patientId } from '../../cloudfunctions/domain/ids';
import { bringsToken } from '../../cloudfunctions/doors/bearer';
import { httpDoor, type Route } from '../../cloudfunctions/doors/http';
import { hearOfBill } from '../../cloudfunctions/usecases/reminders/hear-of-bill';
import { readDoor } from '../support/door-rig';
import { FOREVER, HOSPITAL, linkOf, OTHER, OWNER, PATIENT } from '../support/doubles';
import { HIS_SILENT, hisRefuses } from '../support/his-answers';
import { T0 } from '../support/orders';
import { remindingWorld } from '../support/reminding';
import { billOf } from '../support/visit-doubles';

const TOLD = { patientId: PATIENT, billId: billId('BA1') };

describe('hearing of a bill', () => {
  it('everybody who has the patient is to hear of it, once', async () => {
    const here = remindingWorld();
    await here.links.add(HOSPITAL, linkOf());
    await here.links.add(HOSPITAL, linkOf({ owner: OTHER, proof: 'his-phone' }));
    await hearOfBill(here.deps, TOLD, FOREVER);
    await hearOfBill(here.deps, TOLD, FOREVER);
    const found = here.reminders.all().map(({ owner, id, until }) => [owner, id, until]);
    expect(found).toEqual([
      [OWNER, 'bill-due:BA1:oOwner', billOf().expiresAt],
      [OTHER, 'bill-due:BA1:oOther', billOf().expiresAt],
    ]);
  });

  it.each([
    ['nobody’s patient', {}, patientId('P7')],
    ['settled', { status: 'settled' }, PATIENT],
    ['over', { expiresAt: T0 }, PATIENT],
    ['of a registration', { kind: 'registration' }, PATIENT],
    ['of another patient', { patientId: patientId('P9') }, PATIENT],
  ] as const)('one that is %s concerns nobody', async (_what, change, patient) => {
    const here = remindingWorld();
    await here.links.add(HOSPITAL, linkOf());
    here.script.bill = () => ({ ok: true, value: billOf({ kind: 'clinic', ...change }) });
    await hearOfBill(here.deps, { ...TOLD, patientId: patient }, FOREVER);
    expect(here.reminders.all()).toEqual([]);
  });

  it('one that the hospital does not know concerns nobody; silence is asked again', async () => {
    const here = remindingWorld();
    await here.links.add(HOSPITAL, linkOf());
    here.script.bill = () => hisRefuses('bill-not-found', 'BILL_NOT_FOUND');
    await hearOfBill(here.deps, TOLD, FOREVER);
    here.script.bill = () => HIS_SILENT;
    await expect(hearOfBill(here.deps, TOLD, FOREVER)).rejects.toMatchObject({ name: 'Refusal' });
    expect(here.reminders.all()).toEqual([]);
  });
});

describe('the token', () => {
  const TOKEN = 'his-token-1';
  it.each([
    ['Bearer his-token-1', true],
    ['bearer  his-token-1', true],
    ['Bearer his-token-2', false],
    ['Bearer his-token-1x', false],
    ['his-token-1', false],
    ['Basic his-token-1', false],
    ['Bearer ', false],
    ['', false],
    [undefined, false],
  ])('%s: %s', (header, right) => {
    expect(bringsToken(header, TOKEN)).toBe(right);
  });
});

describe('what is told', () => {
  it.each([
    ['{"patientId":"P1","billId":"B1"}', { patientId: 'P1', billId: 'B1' }],
    ['{"patientId":"P1","billId":"B1","amount":1}', { patientId: 'P1', billId: 'B1' }],
    ['{"patientId":"P1"}', undefined],
    ['{"patientId":"P1","billId":"../x"}', undefined],
    ['[]', undefined],
    ['null', undefined],
    ['<xml/>', undefined],
    ['', undefined],
  ])('%s', (body, told) => {
    expect(readToldBill(body)).toEqual(told);
  });
});

describe('the door', () => {
  const event = (headers: unknown) => ({
    ...{ path: '/notify/his-bill', httpMethod: 'POST', headers, body: '{}' },
  });
  const open = (run: Route['run']) => {
    return httpDoor(readDoor({}).deps, [{ method: 'POST', path: '/his-bill', run }]);
  };

  it.each([
    [{ authorization: 'Bearer x' }, 'Bearer x'],
    [{ Authorization: 'Bearer x' }, 'Bearer x'],
    [{ AUTHORIZATION: 'Bearer x' }, 'Bearer x'],
    [{ authorization: ['Bearer x'] }, undefined],
    [{}, undefined],
    [undefined, undefined],
  ])('hands on what stands in %j', async (headers, authorization) => {
    const heard: unknown[] = [];
    const main = open(({ header }) => {
      heard.push(header('authorization'));
      return Promise.resolve({ statusCode: 204 });
    });
    await main(event(headers));
    expect(heard).toEqual([authorization]);
  });

  it.each([204, 400, 401, 503] as const)('answers %i without a word', async (statusCode) => {
    const main = open(() => Promise.resolve({ statusCode }));
    expect(await main(event({}))).toEqual({ statusCode, headers: {}, body: '' });
  });
});
