/** What the console may show of 一码付: an allow-list lets no secret of a counter through, wherever it stands. */
import {
  counterLevers,
  counterView,
  type CounterSources,
} from '../../sandbox/console/counter-views';
import { veiled } from '../../sandbox/console/veil';

const SECRETS = {
  token: 'ectoken-canary-1',
  payCert: '134567890123456789',
  encData: 'FD2C1AB3770A04FC',
  auth_code: '130000000000000001',
  code: '3300000000000000000000000001',
  sm4Key: '0123456789abcdeffedcba9876543210',
  key: '-----BEGIN ' + 'PRIVATE KEY-----',
};
const NO = 'Y20260302counterveil00000000001';

const leaked = (shown: unknown): readonly string[] =>
  Object.values(SECRETS).filter((secret) => JSON.stringify(shown).includes(secret));

it.each(['', 'counter', 'certificate', 'insurance', 'cash', 'service', 'levers', 'people'])(
  'masks every secret below %j',
  (path) => {
    const shown = veiled(path === '' ? SECRETS : { [path]: SECRETS });
    expect(leaked(shown)).toEqual([]);
    expect(JSON.stringify(shown)).toContain('***(16)');
  },
);

const CERTIFICATE = {
  ...{ serial: NO, openid: 'oSomebody', amountFen: 1234, devId: '02-00-00' },
  ...{ issuedAt: 1, expiresAt: 2 },
};
const request = { patientId: 'P1', billIds: ['B1'], serialNo: 'S1', scanId: 'scan-secret' };
const split = {
  ...{ totalFen: 3, cashFen: 1, fundFen: 2, selfFen: 0, otherFen: 0 },
  ...{ cashAddFen: 0, cashReducedFen: 0 },
};
const settled = { orderNo: NO, settlementNo: 'YB1', settledAt: 5, request, split };

function sources(reversed: boolean): CounterSources {
  const levers = {
    ...({ id: 'levers', certificateLivesMs: 1, tokenLivesMs: 2 } as const),
    nextErrors: { status: [{ code: 500243, message: SECRETS.token }], certificate: [] },
    nextAnswers: { status: ['tampered'], certificate: [] } as const,
  };
  const person = { openid: 'oSomebody', label: '某某', patientId: 'P1' };
  return {
    centre: {
      accounts: () => [{ ...person, status: 'suspended', reason: SECRETS.token }],
      levers: () => levers,
      certificates: () => [{ ...CERTIFICATE, ...SECRETS }],
    },
    phones: { pays: () => 'lost', typing: () => [] },
    desk: {
      readings: () => [
        {
          ...{ ...SECRETS, scanId: 'scan-secret', counterNo: 'C01', patientId: 'P1' },
          ...{ byRelative: true, readAt: 1, expiresAt: 2 },
        },
      ],
      insurance: () => [
        reversed
          ? { kind: 'reversed', orderNo: NO, reversedAt: 9, settled }
          : { kind: 'settled', ...settled },
      ],
    },
    service: () => ({ baseUrl: 'https://127.0.0.1:1', crashes: 2, ...SECRETS }),
  };
}

it('shows levers and what was given out, by number, sum and time', () => {
  const shown = counterLevers(sources(false));
  expect(leaked(shown)).toEqual([]);
  expect(JSON.stringify(shown)).not.toMatch(/oSomebody|某某|scan-secret/);
  expect(shown).toMatchObject({
    service: { baseUrl: 'https://127.0.0.1:1', crashes: 2 },
    levers: {
      nextErrors: { status: [{ code: 500243, message: '***(16)' }] },
      nextAnswers: { status: ['tampered'] },
    },
    people: [{ patientId: 'P1', status: 'suspended', pays: 'lost', reason: '***(16)' }],
    certificates: [{ serial: NO, amountFen: 1234, issuedAt: 1 }],
    readings: [{ counterNo: 'C01', patientId: 'P1', byRelative: true }],
  });
});

it('shows of one order its certificate and its insurance, taken back or not', () => {
  const kept = counterView(sources(false), NO);
  const gone = counterView(sources(true), NO);
  expect(leaked([kept, gone])).toEqual([]);
  expect(JSON.stringify([kept, gone])).not.toMatch(/oSomebody|scan-secret/);
  expect(kept).toMatchObject({
    certificate: { serial: NO, amountFen: 1234 },
    insurance: { status: 'settled', settlementNo: 'YB1', split: { fundFen: 2 } },
  });
  expect(gone).toMatchObject({ insurance: { status: 'reversed', reversedAt: 9 } });
  expect(counterView(sources(false), 'Y1')).toBeNull();
});
