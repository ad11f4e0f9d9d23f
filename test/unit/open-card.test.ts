import { createHash } from 'node:crypto';
import { openCard } from '../../cloudfunctions/usecases/open-card';
import { IDENTITY_KINDS } from '../../miniprogram/shared/identity-number';
import {
  bindingWorld,
  cardOf,
  HOUR,
  identityNumber,
  no,
  OWN_LINK,
  silent,
  spoilt,
  type BindingWorld,
} from '../support/binder';
import { FOREVER, OTHER, OWNER } from '../support/doubles';

const OTHER_PAPERS = IDENTITY_KINDS.filter((kind) => kind !== 1);
const OPENED = 'his.openCard';
const open = (here: BindingWorld, change: Parameters<typeof cardOf>[0] = {}, owner = OWNER) =>
  openCard(here.deps, owner, cardOf(change), FOREVER);

describe('opening a hospital card', () => {
  it('opens the card at the hospital and binds the patient, masked', async () => {
    const here = bindingWorld();
    await expect(open(here)).resolves.toEqual({
      patient: {
        ...{ patientId: 'P1', name: '张*国', cardNo: '****3401' },
        ...{ isDefault: true, relation: 'self', canUseInsurance: true },
      },
    });
    expect(await here.linksOf()).toEqual([OWN_LINK]);
  });

  it('sends the request id along, so that asking again opens no second card', async () => {
    const here = bindingWorld();
    await open(here, { requestId: 'request-7' });
    const [request] = here.sent.filter((one) => one.to === OPENED);
    const { relation: _unsaid, ...sent } = cardOf({ requestId: 'request-7' });
    expect(request?.what).toEqual(sent);
  });

  it.each(['name-card-not-bound', 'name-mismatch', 'identity-mismatch'] as const)(
    'opens no card and binds nothing when the real-name check says %s (money rule 15)',
    async (reason) => {
      const here = bindingWorld();
      here.script.verify = () => ({ kind: 'differs', code: '80005', reason });
      await expect(open(here)).rejects.toMatchObject({ name: 'Refusal', reason, retry: false });
      expect(here.timesSent(OPENED)).toBe(0);
      expect(await here.linksOf()).toEqual([]);
    },
  );

  it('opens no card while the real-name check has not answered, and may be asked again', async () => {
    const here = bindingWorld();
    const reason = 'payment-unreachable';
    here.script.verify = () => ({ kind: 'unknown', code: 'timeout', reason });
    await expect(open(here)).rejects.toMatchObject({ name: 'Refusal', reason, retry: true });
    expect(here.timesSent(OPENED)).toBe(0);
    expect(await here.linksOf()).toEqual([]);
  });

  it.each([
    [no('identity-mismatch'), { reason: 'identity-mismatch', retry: false }],
    [silent, { reason: 'hospital-unreachable', retry: true }],
  ])('binds nothing when the hospital opens no card (%#)', async (answer, refusal) => {
    const here = bindingWorld();
    here.script.openCard = () => answer;
    await expect(open(here)).rejects.toMatchObject(refusal);
    expect(await here.linksOf()).toEqual([]);
  });

  it('binds nothing while the hospital does not say which card it is', async () => {
    const here = bindingWorld();
    here.script.patient = () => silent;
    await expect(open(here)).rejects.toMatchObject({ reason: 'hospital-unreachable', retry: true });
    expect(await here.linksOf()).toEqual([]);
  });

  it.each(OTHER_PAPERS)('refuses paper %i before anything is sent or counted', async (idType) => {
    const here = bindingWorld();
    await expect(open(here, { idType })).rejects.toMatchObject({
      reason: 'identity-paper-unsupported',
      retry: false,
    });
    expect(here.sent).toEqual([]);
  });

  it('allows eight cards in an hour to one person and not a ninth, whatever the number', async () => {
    const here = bindingWorld();
    const reason = 'name-mismatch';
    here.script.verify = () => ({ kind: 'differs', code: '80005', reason });
    for (const serial of [1, 2, 3, 4, 5, 6, 7, 8]) {
      await expect(open(here, { idNo: identityNumber(serial) })).rejects.toMatchObject({ reason });
    }
    const ninth = () => open(here, { idNo: identityNumber(9) });
    await expect(ninth()).rejects.toMatchObject({ reason: 'too-many-attempts', retry: true });
    expect(here.timesSent('verifier')).toBe(8);
    await expect(open(here, {}, OTHER)).rejects.toMatchObject({ reason });
    here.clock.advance(HOUR);
    await expect(ninth()).rejects.toMatchObject({ reason });
  });
});

describe('the identity number of a card that is opened', () => {
  const tooShort = identityNumber().slice(0, 17);
  const noSuchDay = identityNumber(1, '19010231');

  it.each([
    ['whose check digit differs', spoilt(identityNumber())],
    ['that is too short', tooShort],
    ['of a day that never was', noSuchDay],
    ['that is empty', ''],
  ])('is refused and goes nowhere when it is one %s', async (_, idNo) => {
    const here = bindingWorld();
    await expect(open(here, { idNo })).rejects.toMatchObject({
      reason: 'identity-number-invalid',
      retry: false,
    });
    expect(here.sent).toEqual([]);
    expect(await here.linksOf()).toEqual([]);
  });

  it('reaches the call that opens the card and nothing else: no store, no log, no other party', async () => {
    const here = bindingWorld();
    await open(here);
    const number = identityNumber();
    const holders = here.sent.filter((one) => JSON.stringify(one.what).includes(number));
    expect(holders.map((one) => one.to)).toEqual([OPENED]);
    const kept = JSON.stringify([await here.linksOf(), here.lines]);
    expect(kept).not.toContain(number);
    expect(kept).not.toContain('张建国');
    expect(kept).not.toContain('13800000000');
  });

  it('reaches the real-name check as the digest of its normal form, for the caller', async () => {
    const here = bindingWorld();
    const fifteen = ['110101', '010101', '001'].join('');
    await open(here, { idNo: fifteen });
    const idDigest = createHash('md5').update(identityNumber(1)).digest('hex');
    expect(here.sent).toContainEqual({
      to: 'verifier',
      what: { openId: OWNER, name: '张建国', idDigest },
    });
  });
});
