import { openId, patientId } from '../../cloudfunctions/domain/ids';
import { addPatient } from '../../cloudfunctions/usecases/add-patient';
import { startPhoneProof } from '../../cloudfunctions/usecases/phone-proof';
import { IDENTITY_KINDS } from '../../miniprogram/shared/identity-number';
import {
  bindingWorld,
  claimOf,
  HOUR,
  no,
  OWN_LINK,
  silent,
  yes,
  type BindingWorld,
} from '../support/binder';
import { FOREVER, OTHER, OWNER } from '../support/doubles';

const OTHER_PAPERS = IDENTITY_KINDS.filter((kind) => kind !== 1);
const add = (here: BindingWorld, owner = OWNER, change: Parameters<typeof claimOf>[0] = {}) =>
  addPatient(here.deps, owner, claimOf(change), FOREVER);

describe('adding a patient by the real-name check', () => {
  it('binds the patient whom the hospital knows under that claim, masked', async () => {
    const here = bindingWorld();
    await expect(add(here)).resolves.toEqual({
      patient: {
        ...{ patientId: 'P1', name: '张*国', cardNo: '****3401' },
        ...{ isDefault: true, relation: 'self', canUseInsurance: true },
      },
    });
    expect(await here.linksOf()).toEqual([OWN_LINK]);
  });

  it('asks the hospital and the real-name check about the same person, the caller', async () => {
    const here = bindingWorld();
    await add(here);
    const { name, idDigest } = claimOf();
    expect(here.sent.slice(-2)).toEqual([
      { to: 'his.match', what: claimOf() },
      { to: 'verifier', what: { openId: OWNER, name, idDigest } },
    ]);
  });

  it.each(['name-card-not-bound', 'name-mismatch', 'identity-mismatch'] as const)(
    'binds nothing when the real-name check says %s, and passes that on (money rule 15)',
    async (reason) => {
      const here = bindingWorld();
      here.script.verify = () => ({ kind: 'differs', code: '80005', reason });
      await expect(add(here)).rejects.toMatchObject({ name: 'Refusal', reason, retry: false });
      expect(await here.linksOf()).toEqual([]);
    },
  );

  it('binds nothing while the real-name check has not answered, and may be asked again', async () => {
    const here = bindingWorld();
    const reason = 'payment-unreachable';
    here.script.verify = () => ({ kind: 'unknown', code: 'timeout', reason });
    await expect(add(here)).rejects.toMatchObject({ name: 'Refusal', reason, retry: true });
    expect(await here.linksOf()).toEqual([]);
    here.script.verify = () => ({ kind: 'matches' });
    await add(here);
    expect(await here.linksOf()).toHaveLength(1);
  });

  it.each([
    [no('patient-not-found'), { reason: 'patient-not-found', retry: false }],
    [silent, { reason: 'hospital-unreachable', retry: true }],
  ])('binds nobody whom the hospital does not confirm (%#)', async (answer, refusal) => {
    const here = bindingWorld();
    here.script.match = () => answer;
    await expect(add(here)).rejects.toMatchObject(refusal);
    expect(here.timesSent('verifier')).toBe(0);
    expect(await here.linksOf()).toEqual([]);
  });

  it.each(OTHER_PAPERS)('refuses paper %i before anything is sent or counted', async (idType) => {
    const here = bindingWorld();
    await expect(add(here, OWNER, { idType })).rejects.toMatchObject({
      reason: 'identity-paper-unsupported',
      retry: false,
    });
    expect(here.sent).toEqual([]);
    expect(await here.linksOf()).toEqual([]);
  });
});

describe('attempts at adding a patient', () => {
  const TOO_MANY = { name: 'Refusal', reason: 'too-many-attempts', retry: true };
  const MATCHED = 'his.match';
  /** A world in which every guess at a card is wrong. */
  const guessing = () => {
    const here = bindingWorld();
    here.script.match = () => no('patient-not-found');
    return here;
  };
  const guess = (here: BindingWorld, owner = OWNER, cardNo = 'C1') =>
    expect(add(here, owner, { cardNo })).rejects.toMatchObject({ reason: 'patient-not-found' });
  const person = (number: number) => openId(`oPerson${String(number)}`);
  const each = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

  it('lets a person try eight times in an hour, whatever the card, and not a ninth', async () => {
    const here = guessing();
    for (const number of each.slice(0, 8)) await guess(here, OWNER, `C${String(number)}`);
    await expect(add(here, OWNER, { cardNo: 'C9' })).rejects.toMatchObject(TOO_MANY);
    expect(here.timesSent(MATCHED)).toBe(8);
  });

  it('holds one person back without holding back another', async () => {
    const here = guessing();
    for (const number of each.slice(0, 8)) await guess(here, OWNER, `C${String(number)}`);
    await expect(add(here, OWNER, { cardNo: 'C9' })).rejects.toMatchObject(TOO_MANY);
    await guess(here, OTHER, 'C10');
  });

  it('lets the person try again when the hour is over, and not before', async () => {
    const here = guessing();
    for (const number of each.slice(0, 8)) await guess(here, OWNER, `C${String(number)}`);
    here.clock.advance(HOUR - 1);
    await expect(add(here, OWNER, { cardNo: 'C9' })).rejects.toMatchObject(TOO_MANY);
    here.clock.advance(1);
    await guess(here, OWNER, 'C9');
  });

  it('lets one person try one card ten times in a day, and not an eleventh', async () => {
    const here = guessing();
    for (let time = 0; time < 8; time += 1) await guess(here);
    here.clock.advance(HOUR);
    for (let time = 0; time < 2; time += 1) await guess(here);
    await expect(add(here, OWNER, { cardNo: 'C1' })).rejects.toMatchObject(TOO_MANY);
    expect(here.timesSent(MATCHED)).toBe(10);
    await guess(here, OWNER, 'C2');
  });

  it('lets the person try that card again when the day is over, and not before', async () => {
    const here = guessing();
    for (let time = 0; time < 8; time += 1) await guess(here);
    here.clock.advance(HOUR);
    for (let time = 0; time < 2; time += 1) await guess(here);
    here.clock.advance(23 * HOUR - 1);
    await expect(add(here, OWNER, { cardNo: 'C1' })).rejects.toMatchObject(TOO_MANY);
    here.clock.advance(1);
    await guess(here);
  });

  it("never turns somebody's attempts on the card's owner", async () => {
    const here = guessing();
    for (const number of each) await guess(here, person(number));
    await guess(here, person(11));
  });

  it('counts the two ways of adding a patient together', async () => {
    const here = guessing();
    const byPhone = () => startPhoneProof(here.deps, OWNER, claimOf({ cardNo: 'C1' }), FOREVER);
    for (let time = 0; time < 7; time += 1) await guess(here);
    await expect(byPhone()).rejects.toMatchObject({ reason: 'patient-not-found' });
    await expect(byPhone()).rejects.toMatchObject(TOO_MANY);
    await expect(add(here, OWNER, { cardNo: 'C1' })).rejects.toMatchObject(TOO_MANY);
    expect(here.timesSent('his.startPhoneProof')).toBe(0);
  });

  it('counts an attempt that succeeded as well', async () => {
    const here = bindingWorld();
    for (const number of each.slice(0, 8)) {
      here.script.match = () => yes({ patientId: patientId(`P${String(number)}`) });
      await add(here, OWNER, { cardNo: `C${String(number)}` });
    }
    await expect(add(here, OWNER, { cardNo: 'C9' })).rejects.toMatchObject(TOO_MANY);
  });
});
