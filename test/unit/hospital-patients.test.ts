/** Money safety rule 15: who may be added as a patient, and what a guess may learn. */

import {
  fictitiousIdNo,
  identityDigest,
  isValidIdNo,
  maskName,
  normalizeIdNo,
} from '../../sandbox/hospital/identity';
import { hospitalFixture, refusalOf, ZHANG, type Fixture } from './hospital-fixture';

const MINUTE = 60_000;

function claimOf({ hospital }: Fixture, patientId: string) {
  const { cardNo, name, idType, idNo } = hospital.getPatient(patientId);
  return { cardNo, name, idType, idDigest: identityDigest(idType, idNo) };
}

describe('identity numbers', () => {
  it('have the digest that the interface document v2.4 §3.3 prints, from either letter case', () => {
    const printed = '09eb26e839ff3a2e3980352ae45ef09e';
    expect(identityDigest(1, '44030019000101123x')).toBe(printed);
    expect(identityDigest(1, '44030019000101123X')).toBe(printed);
  });

  it('of fifteen digits have the digest of their eighteen', () => {
    const long = fictitiousIdNo('110101', '19540312', 901);
    const short = long.slice(0, 6) + long.slice(8, 17);
    expect(normalizeIdNo(1, short)).toBe(long);
    expect(identityDigest(1, short)).toBe(identityDigest(1, long));
  });

  it('made up by the generator are valid, and no longer once a digit changes', () => {
    for (let sequence = 0; sequence < 50; sequence += 1) {
      const idNo = fictitiousIdNo('110101', '19540312', sequence);
      expect(isValidIdNo(idNo)).toBe(true);
      const digit = (Number(idNo[16]) + 1) % 10;
      expect(isValidIdNo(`${idNo.slice(0, 16)}${digit}${idNo.slice(17)}`)).toBe(false);
    }
    expect(isValidIdNo(fictitiousIdNo('110101', '19540230', 1))).toBe(false);
  });

  it('of the seeded people are valid', () => {
    for (const patient of hospitalFixture().hospital.patients()) {
      if (patient.idType !== 8) expect(isValidIdNo(patient.idNo)).toBe(true);
    }
  });
});

it('masks names of any length', () => {
  expect(['王', '李四', '张建国', 'ANNA'].map(maskName)).toEqual(['*', '李*', '张*国', 'A**A']);
});

describe('matching a patient', () => {
  it('finds whoever has card, name, kind of paper and digest', () => {
    const fixture = hospitalFixture();
    expect(fixture.hospital.matchPatient(claimOf(fixture, ZHANG))).toEqual({
      patientId: ZHANG,
      nameMasked: '张*国',
      phoneMasked: '199****0001',
    });
    const foreigner = claimOf(fixture, 'P00004');
    expect(fixture.hospital.matchPatient({ ...foreigner, name: ' Anna  Miller ' }).patientId).toBe(
      'P00004',
    );
  });

  it('never says which field was wrong, and bounds the guesses per card', () => {
    const fixture = hospitalFixture();
    const right = claimOf(fixture, ZHANG);
    const other = claimOf(fixture, 'P00002');
    const wrong = [
      { ...right, name: '张建军' },
      { ...right, idDigest: other.idDigest },
      { ...right, idType: 9 as const },
      { ...right, cardNo: other.cardNo },
    ];
    const messages = wrong.map((claim) => {
      try {
        fixture.hospital.matchPatient(claim);
        return 'matched';
      } catch (error) {
        return String(error);
      }
    });
    expect(new Set(messages)).toEqual(
      new Set(['HisError: no patient has this card, name and identity']),
    );
    for (let tries = 3; tries < 10; tries += 1) {
      expect(refusalOf(() => fixture.hospital.matchPatient({ ...right, name: '张三' }))).toBe(
        'PATIENT_NOT_FOUND',
      );
    }
    expect(refusalOf(() => fixture.hospital.matchPatient(right))).toBe('TOO_MANY');
    fixture.pass(60 * MINUTE);
    expect(fixture.hospital.matchPatient(right).patientId).toBe(ZHANG);
  });
});

describe('opening a card', () => {
  const newcomer = {
    requestId: 'request-1',
    name: '钱多多',
    idType: 1 as const,
    idNo: fictitiousIdNo('110101', '19700101', 905),
    phone: '19900000009',
  };

  it('gives the same answer for the same request, and the same card for the same identity', () => {
    const { hospital } = hospitalFixture();
    const opened = hospital.openCard(newcomer);
    expect(opened.existed).toBe(false);
    expect(hospital.openCard(newcomer)).toEqual(opened);
    expect(
      hospital.openCard({ ...newcomer, requestId: 'request-2', phone: '19900000008' }),
    ).toEqual({ ...opened, existed: true });
    expect(hospital.getPatient(opened.patientId).phoneMasked).toBe('199****0009');
    expect(hospital.listBills(opened.patientId, 'unpaid')).toEqual([]);
  });

  it('refuses a known identity under another name, and a request number used twice', () => {
    const { hospital } = hospitalFixture();
    hospital.openCard(newcomer);
    const name = '钱少少';
    expect(refusalOf(() => hospital.openCard({ ...newcomer, name }))).toBe('REQUEST_ID_REUSED');
    expect(refusalOf(() => hospital.openCard({ ...newcomer, requestId: 'request-2', name }))).toBe(
      'IDENTITY_CONFLICT',
    );
  });

  it('refuses a number that is none', () => {
    const { hospital } = hospitalFixture();
    const before = hospital.patients().length;
    const wrong = newcomer.idNo.slice(0, 16) + newcomer.idNo.slice(17) + '0';
    expect(refusalOf(() => hospital.openCard({ ...newcomer, idNo: wrong }))).toBe('ID_INVALID');
    expect(hospital.patients()).toHaveLength(before);
  });
});

describe('a phone proof', () => {
  const sentCode = ({ hospital }: Fixture): string =>
    /验证码 (\d{6})/.exec(hospital.smsOutbox().at(-1)?.text ?? '')?.[1] ?? '';
  const otherThan = (code: string): string => (code === '000000' ? '111111' : '000000');

  it('sends a code to the number on file and proves whose number it is, as often as asked', () => {
    const fixture = hospitalFixture();
    const { proofId, phoneMasked } = fixture.hospital.startPhoneProof(ZHANG);
    expect(phoneMasked).toBe('199****0001');
    expect(fixture.hospital.smsOutbox()).toHaveLength(1);
    const proven = { ok: true, patientId: ZHANG };
    expect(fixture.hospital.checkPhoneProof(proofId, sentCode(fixture))).toEqual(proven);
    expect(fixture.hospital.checkPhoneProof(proofId, sentCode(fixture))).toEqual(proven);
  });

  it('ends after five wrong codes, even for the right one', () => {
    const fixture = hospitalFixture();
    const { proofId } = fixture.hospital.startPhoneProof(ZHANG);
    const code = sentCode(fixture);
    for (let tries = 0; tries < 5; tries += 1) {
      expect(refusalOf(() => fixture.hospital.checkPhoneProof(proofId, otherThan(code)))).toBe(
        'CODE_WRONG',
      );
    }
    expect(refusalOf(() => fixture.hospital.checkPhoneProof(proofId, code))).toBe('CODE_EXPIRED');
  });

  it('ends after five minutes', () => {
    const fixture = hospitalFixture();
    const { proofId } = fixture.hospital.startPhoneProof(ZHANG);
    fixture.pass(5 * MINUTE);
    expect(refusalOf(() => fixture.hospital.checkPhoneProof(proofId, sentCode(fixture)))).toBe(
      'CODE_EXPIRED',
    );
    expect(refusalOf(() => fixture.hospital.checkPhoneProof('F0', '000000'))).toBe(
      'PROOF_NOT_FOUND',
    );
  });

  it('is started once a minute and five times a day', () => {
    const fixture = hospitalFixture();
    const start = () => fixture.hospital.startPhoneProof(ZHANG);
    for (let times = 0; times < 5; times += 1) {
      start();
      expect(refusalOf(start)).toBe('TOO_MANY');
      fixture.pass(MINUTE);
    }
    expect(refusalOf(start)).toBe('TOO_MANY');
    expect(fixture.hospital.smsOutbox()).toHaveLength(5);
    fixture.pass(24 * 60 * MINUTE);
    expect(start().proofId).toMatch(/^F/);
  });

  it('needs a number on file', () => {
    const { hospital } = hospitalFixture();
    expect(refusalOf(() => hospital.startPhoneProof('P00005'))).toBe('NO_PHONE');
    expect(refusalOf(() => hospital.startPhoneProof('P9'))).toBe('PATIENT_NOT_FOUND');
  });
});
