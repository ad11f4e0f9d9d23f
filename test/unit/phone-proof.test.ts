import { hospitalId, patientId } from '../../cloudfunctions/domain/ids';
import { finishPhoneProof, startPhoneProof } from '../../cloudfunctions/usecases/phone-proof';
import { IDENTITY_KINDS } from '../../miniprogram/shared/identity-number';
import {
  bindingWorld,
  claimOf,
  no,
  OWN_LINK,
  PROOF_LASTS,
  silent,
  yes,
  type BindingWorld,
} from '../support/binder';
import { FOREVER, HOSPITAL, OTHER, OWNER, PATIENT } from '../support/doubles';
import { T0 } from '../support/orders';

const CODE = '246810';
const CHECKED = 'his.checkPhoneProof';
const EXPIRED = { name: 'Refusal', reason: 'proof-code-expired', retry: false };

const start = (here: BindingWorld, change: Parameters<typeof claimOf>[0] = {}, owner = OWNER) =>
  startPhoneProof(here.deps, owner, claimOf(change), FOREVER);
const finish = (here: BindingWorld, proofId: string, owner = OWNER, code = CODE) =>
  finishPhoneProof(here.deps, owner, { proofId, code }, FOREVER);

describe('starting a proof by the phone that the hospital knows', () => {
  it('lets the hospital send a code for the patient whom it found, and binds nothing yet', async () => {
    const here = bindingWorld();
    await expect(start(here)).resolves.toEqual({
      ...{ proofId: 'proof-1', phoneMasked: '138****0000', expiresAt: T0 + PROOF_LASTS },
    });
    expect(here.sent).toContainEqual({ to: 'his.match', what: claimOf() });
    expect(here.sent).toContainEqual({ to: 'his.startPhoneProof', what: PATIENT });
    expect(await here.linksOf()).toEqual([]);
  });

  it('sends no code to anybody when the hospital knows no such patient', async () => {
    const here = bindingWorld();
    here.script.match = () => no('patient-not-found');
    await expect(start(here)).rejects.toMatchObject({ reason: 'patient-not-found', retry: false });
    expect(here.timesSent('his.startPhoneProof')).toBe(0);
    expect(here.timesSent('proofs')).toBe(0);
  });

  it('passes on that the hospital has no phone number, and keeps no proof', async () => {
    const here = bindingWorld();
    here.script.startPhoneProof = () => no('proof-phone-missing');
    await expect(start(here)).rejects.toMatchObject({
      reason: 'proof-phone-missing',
      retry: false,
    });
    expect(here.timesSent('proofs')).toBe(0);
  });

  it('keeps neither a name nor a card number nor a digest in full', async () => {
    const here = bindingWorld();
    await start(here);
    const kept = JSON.stringify(here.sent.filter((one) => one.to === 'proofs'));
    for (const secret of [claimOf().name, claimOf().cardNo, claimOf().idDigest]) {
      expect(kept).not.toContain(secret);
    }
  });
});

describe('finishing a proof by phone', () => {
  it.each(IDENTITY_KINDS)(
    'binds paper %i without insurance: the phone says nothing of whose it is (money rule 15)',
    async (idType) => {
      const here = bindingWorld();
      const { proofId } = await start(here, { idType });
      const { patient } = await finish(here, proofId);
      expect(patient).toMatchObject({ patientId: PATIENT, canUseInsurance: false });
      expect(await here.linksOf()).toEqual([
        { ...OWN_LINK, idType, relation: 'other', proof: 'his-phone' },
      ]);
    },
  );

  it('asks the hospital about the very code, once', async () => {
    const here = bindingWorld();
    const { proofId } = await start(here);
    await finish(here, proofId);
    expect(here.sent.filter((one) => one.to === CHECKED)).toEqual([
      { to: CHECKED, what: { proofId, code: CODE } },
    ]);
  });

  it('is not for another person, even with the right code; the one who started still can', async () => {
    const here = bindingWorld();
    const { proofId } = await start(here);
    await expect(finish(here, proofId, OTHER)).rejects.toMatchObject(EXPIRED);
    expect(here.timesSent(CHECKED)).toBe(0);
    expect(await here.linksOf(OTHER)).toEqual([]);
    await finish(here, proofId);
    expect(await here.linksOf()).toHaveLength(1);
    expect(await here.linksOf(OTHER)).toEqual([]);
  });

  it('looks to another person just like a proof that does not exist', async () => {
    const here = bindingWorld();
    const { proofId } = await start(here);
    const theirs: unknown = await finish(here, proofId, OTHER).catch((error: unknown) => error);
    const nobodys: unknown = await finish(here, 'proof-9', OTHER).catch((error: unknown) => error);
    expect(theirs).toMatchObject(EXPIRED);
    expect(theirs).toEqual(nobodys);
  });

  it('is not possible at another hospital', async () => {
    const here = bindingWorld();
    const { proofId } = await start(here);
    const hospital = { ...here.deps.hospital, id: hospitalId('hosp2') };
    const there = finishPhoneProof(
      { ...here.deps, hospital },
      OWNER,
      { proofId, code: CODE },
      FOREVER,
    );
    await expect(there).rejects.toMatchObject(EXPIRED);
  });

  it('is too late from the moment the proof ends', async () => {
    const here = bindingWorld();
    const { proofId } = await start(here);
    here.clock.advance(PROOF_LASTS);
    await expect(finish(here, proofId)).rejects.toMatchObject(EXPIRED);
    expect(here.timesSent(CHECKED)).toBe(0);
    expect(await here.linksOf()).toEqual([]);
  });

  it('is possible until just before the proof ends', async () => {
    const here = bindingWorld();
    const { proofId } = await start(here);
    here.clock.advance(PROOF_LASTS - 1);
    await finish(here, proofId);
    expect(await here.linksOf()).toHaveLength(1);
  });

  it.each([
    [no('proof-code-wrong'), { name: 'Refusal', reason: 'proof-code-wrong', retry: false }],
    [silent, { name: 'Refusal', reason: 'hospital-unreachable', retry: true }],
  ])("binds nothing on the hospital's %j, and the proof stays usable", async (answer, refusal) => {
    const here = bindingWorld();
    const { proofId } = await start(here);
    here.script.checkPhoneProof = () => answer;
    await expect(finish(here, proofId)).rejects.toMatchObject(refusal);
    expect(await here.linksOf()).toEqual([]);
    here.script.checkPhoneProof = () => yes({ patientId: PATIENT });
    await finish(here, proofId);
    expect(await here.linksOf()).toHaveLength(1);
  });

  it('binds nobody when the hospital proves another patient than the one named', async () => {
    const here = bindingWorld();
    const { proofId } = await start(here);
    here.script.checkPhoneProof = () => yes({ patientId: patientId('P2') });
    await expect(finish(here, proofId)).rejects.toMatchObject({
      reason: 'hospital-answer-unreadable',
    });
    expect(await here.linksOf()).toEqual([]);
  });

  it('binds what was named when that proof was started, whatever happened since', async () => {
    const here = bindingWorld();
    const { proofId } = await start(here);
    here.script.match = () => yes({ patientId: patientId('P2') });
    await start(here, { name: '李小明', cardNo: 'C000987602', idType: 8 });
    const more = { proofId, code: CODE, patientId: 'P2', name: '李小明', idType: 8 };
    await finishPhoneProof(here.deps, OWNER, more, FOREVER);
    expect(await here.linksOf()).toEqual([{ ...OWN_LINK, relation: 'other', proof: 'his-phone' }]);
  });

  it('uses the proof up: it brings nobody back who was removed since', async () => {
    const here = bindingWorld();
    const { proofId } = await start(here);
    await finish(here, proofId);
    await here.deps.links.remove(HOSPITAL, OWNER, PATIENT);
    await expect(finish(here, proofId)).rejects.toMatchObject(EXPIRED);
    expect(here.timesSent(CHECKED)).toBe(1);
    expect(await here.linksOf()).toEqual([]);
  });
});

describe('guessing a code', () => {
  it('counts with the attempts of the person: the hospital hears seven after the start', async () => {
    const here = bindingWorld();
    const { proofId } = await start(here);
    here.script.checkPhoneProof = () => no('proof-code-wrong');
    for (const digit of [1, 2, 3, 4, 5, 6, 7]) {
      const guess = finish(here, proofId, OWNER, String(digit).repeat(6));
      await expect(guess).rejects.toMatchObject({ reason: 'proof-code-wrong' });
    }
    here.script.checkPhoneProof = () => yes({ patientId: PATIENT });
    await expect(finish(here, proofId)).rejects.toMatchObject({
      reason: 'too-many-attempts',
      retry: true,
    });
    expect(here.timesSent(CHECKED)).toBe(7);
    expect(await here.linksOf()).toEqual([]);
  });
});
