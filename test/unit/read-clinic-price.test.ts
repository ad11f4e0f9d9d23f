import type { PreSettledAmounts } from '../../cloudfunctions/domain/amounts';
import { patientId } from '../../cloudfunctions/domain/ids';
import type { HisReader, PreSettlement } from '../../cloudfunctions/ports/his';
import type { PatientLink } from '../../cloudfunctions/ports/patient-links';
import { readSplit } from '../../cloudfunctions/usecases/read-clinic';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { HOUR, MINUTE, no, silent, yes } from '../support/binder';
import { FOREVER, HOSPITAL, linkOf, OTHER, OWNER, PATIENT, world } from '../support/doubles';
import { MIXED } from '../support/orders';

const CASH: PreSettledAmounts = {
  ...{ kind: 'cash', total: fen(12000), cash: fen(12000), insurance: ZERO },
  ...{ cashAdd: ZERO, cashReduced: ZERO },
};
const NUMBERS = { serialNo: 'S1', billNo: 'N1', orgNo: 'ORG1' } as const;
/** T0 is 10:00 in Shanghai; the cut-off is 23:30. */
const TO_CUT_OFF = 13 * HOUR + 30 * MINUTE;

type PreSettle = HisReader['preSettle'];
type Question = Parameters<PreSettle>[0];

/** A hospital that splits what is asked for; `answer` may be replaced. */
async function desk(change: Partial<PatientLink> = {}) {
  const here = await world();
  await here.deps.links.remove(HOSPITAL, OWNER, PATIENT);
  await here.deps.links.add(HOSPITAL, linkOf(change));
  const asked: Question[] = [];
  const script = {
    answer: (ask: Question): Awaited<ReturnType<PreSettle>> =>
      yes<PreSettlement>({ ...NUMBERS, amounts: ask.payWith === 'cash' ? CASH : MIXED }),
  };
  const his: HisReader = {
    ...here.deps.his,
    preSettle: async (ask) => {
      asked.push(ask);
      return Promise.resolve(script.answer(ask));
    },
  };
  return { ...here, deps: { ...here.deps, his }, asked, script };
}

type Desk = Awaited<ReturnType<typeof desk>>;
const split = (
  here: Desk,
  payWith: 'insurance' | 'cash' = 'insurance',
  billIds: readonly string[] = ['B1'],
) => readSplit(here.deps, OWNER, { patientId: PATIENT, billIds, payWith }, FOREVER);
const says =
  (amounts: PreSettlement['amounts'], more: Partial<PreSettlement> = {}) =>
  () =>
    yes<PreSettlement>({ ...NUMBERS, amounts, ...more });

describe('the split of bills', () => {
  it('is what the hospital says, part by part', async () => {
    const here = await desk();
    here.script.answer = says(
      { ...MIXED, cashAdd: fen(300), cashReduced: ZERO },
      { cashAddWording: '卡工本费' },
    );
    await expect(split(here)).resolves.toEqual({
      split: {
        ...{ payWith: 'insurance', total: 12000, cash: 4000, insurance: 8000 },
        ...{ insuranceFund: 6000, insuranceSelf: 2000, insuranceOther: 0 },
        ...{ cashAdd: 300, cashAddWording: '卡工本费', cashReduced: 0, decidedAtPayment: false },
      },
    });
  });

  it('says when the bureau decides the legs only while the patient pays', async () => {
    const here = await desk();
    here.script.answer = says({
      ...{ kind: 'insurance-online', total: fen(12000), cash: ZERO, insurance: fen(12000) },
      ...{ cashAdd: ZERO, cashReduced: ZERO },
    });
    const { split: shown } = await split(here);
    expect(shown).toMatchObject({ payWith: 'insurance', decidedAtPayment: true });
    expect(shown).not.toHaveProperty('insuranceFund');
    expect(shown).not.toHaveProperty('insuranceUnavailable');
  });

  it('asks for each bill once, in one order, whatever the phone repeats', async () => {
    const here = await desk();
    await split(here, 'cash', ['B2', 'B1', 'B2']);
    expect(here.asked).toEqual([{ patientId: PATIENT, billIds: ['B1', 'B2'], payWith: 'cash' }]);
  });

  it("of another person's patient is not asked for (money rule 13)", async () => {
    const here = await desk();
    const theirs = patientId('P9');
    await here.deps.links.add(HOSPITAL, linkOf({ owner: OTHER, patientId: theirs }));
    const ask = { patientId: theirs, billIds: ['B1'], payWith: 'cash' } as const;
    await expect(readSplit(here.deps, OWNER, ask, FOREVER)).rejects.toMatchObject({
      ...{ name: 'Refusal', reason: 'patient-not-yours', retry: false },
    });
    expect(here.asked).toEqual([]);
  });

  it.each([
    [no('bill-of-other-patient'), { reason: 'bill-of-other-patient', retry: false }],
    [no('bill-settled'), { reason: 'bill-settled', retry: false }],
    [silent, { reason: 'hospital-unreachable', retry: true }],
  ])("passes the hospital's refusal on (%#)", async (answer, refusal) => {
    const here = await desk();
    here.script.answer = () => answer;
    await expect(split(here)).rejects.toMatchObject({ name: 'Refusal', ...refusal });
    expect(here.alarms).toEqual([]);
  });

  it.each([
    ['more than the total', { ...MIXED, cash: fen(4001) }],
    ['insurance in cash', { ...CASH, insurance: fen(1) }],
    ['cash that does not add up', { ...CASH, cash: fen(11999) }],
    ['insurance parts that differ', { ...MIXED, insuranceFund: fen(6001) }],
  ])('is refused with an alarm when the hospital states %s', async (_, amounts) => {
    const here = await desk();
    here.script.answer = says(amounts);
    await expect(split(here)).rejects.toMatchObject({
      ...{ name: 'Refusal', reason: 'hospital-answer-unreadable', retry: false },
    });
    expect(here.alarms).toEqual(['price.impossible']);
  });
});

describe('insurance that nobody asked the hospital for', () => {
  it.each([
    ['the person asked for cash', {}, 'cash'],
    ['it was barred', { proof: 'his-phone' }, 'insurance'],
  ] as const)('is refused with an alarm when %s', async (_, link, payWith) => {
    const here = await desk(link);
    here.script.answer = says(MIXED);
    await expect(split(here, payWith)).rejects.toMatchObject({
      ...{ name: 'Refusal', reason: 'hospital-answer-unreadable', retry: false },
    });
    expect(here.asked.map((each) => each.payWith)).toEqual(['cash']);
    expect(here.alarms).toEqual(['price.impossible']);
  });
});

describe('insurance on a bill', () => {
  const shown = async (here: Desk, payWith: 'insurance' | 'cash' = 'insurance') => {
    const { payWith: paid, insuranceUnavailable } = (await split(here, payWith)).split;
    const asked = here.asked.map((each) => each.payWith);
    return { asked, paid, insuranceUnavailable };
  };
  const OFFERED = { asked: ['insurance'], paid: 'insurance', insuranceUnavailable: undefined };
  const barred = (reason: string) => ({
    ...{ asked: ['cash'], paid: 'cash', insuranceUnavailable: reason },
  });

  it("is offered for the payer's own card, proven by the real-name check (money rule 15)", async () => {
    expect(await shown(await desk())).toEqual(OFFERED);
  });

  it.each([4, 5, 6, 7, 8, 9] as const)('is not offered for paper %i', async (idType) => {
    expect(await shown(await desk({ idType }))).toEqual(barred('insurance-identity-paper'));
  });

  it('is not offered for a patient who was added by phone: the payer is the insured', async () => {
    const here = await desk({ proof: 'his-phone' });
    expect(await shown(here)).toEqual(barred('insurance-other-payer'));
  });

  it('names the paper first when both stand in the way', async () => {
    const here = await desk({ proof: 'his-phone', idType: 8 });
    expect(await shown(here)).toEqual(barred('insurance-identity-paper'));
  });

  it.each([
    ['23:29:59.999', TO_CUT_OFF - 1, OFFERED],
    ['23:29:59', TO_CUT_OFF - 1000, OFFERED],
    ['23:30:00', TO_CUT_OFF, barred('insurance-cut-off')],
    ['23:59:59.999', 14 * HOUR - 1, barred('insurance-cut-off')],
    ['00:00:00 of the next day', 14 * HOUR, OFFERED],
  ])('at %s in Shanghai ends or not (money rule 16)', async (_, after, expected) => {
    const here = await desk();
    here.clock.advance(after);
    expect(await shown(here)).toEqual(expected);
  });

  it("ends at the city's own cut-off when the hospital's settings name one", async () => {
    const here = await desk();
    const rules = { ...here.deps.rules, insuranceCutOff: '10:01' as const };
    const there = { ...here, deps: { ...here.deps, rules } };
    expect(await shown(there)).toEqual(OFFERED);
    here.clock.advance(MINUTE);
    expect(await shown(there)).toEqual({
      ...barred('insurance-cut-off'),
      asked: ['insurance', 'cash'],
    });
  });

  it('that nobody asked for is nowhere barred: cash needs no reason', async () => {
    const here = await desk({ proof: 'his-phone', idType: 8 });
    here.clock.advance(TO_CUT_OFF);
    expect(await shown(here, 'cash')).toEqual({
      ...{ asked: ['cash'], paid: 'cash', insuranceUnavailable: undefined },
    });
  });

  it("is unavailable for the hospital's own reason, which the patient hears", async () => {
    const here = await desk();
    here.script.answer = says(CASH, { insuranceUnavailable: 'insurance-not-covered' });
    expect(await shown(here)).toEqual({
      ...{ asked: ['insurance'], paid: 'cash', insuranceUnavailable: 'insurance-not-covered' },
    });
  });

  it("is barred by our reason before the hospital's", async () => {
    const here = await desk({ proof: 'his-phone' });
    here.script.answer = says(CASH, { insuranceUnavailable: 'insurance-not-covered' });
    expect(await shown(here)).toEqual(barred('insurance-other-payer'));
  });
});
