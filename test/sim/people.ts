/**
 * The people of the simulation and the accounts of its hospital, the same in every run: who they are at
 * the hospital, in WeChat, and whose patients they may act for. Identity numbers and keys are made by
 * code; each of them is also a canary that no log and no answer may show (money rule 14).
 */
import { maskCard, maskName } from '../../cloudfunctions/domain/identity';
import { openId, patientId } from '../../cloudfunctions/domain/ids';
import type { PatientLink } from '../../cloudfunctions/ports/patient-links';
import type { PayInsuranceSettings } from '../../cloudfunctions/channels/payinsurance';
import { fictitiousIdNo, identityDigest } from '../../sandbox/hospital/identity';
import type { PatientRecord } from '../../sandbox/hospital/records';
import type { Accounts, User } from '../../sandbox/platform/payinsurance/model';
import { diceOf } from './dice';
import type { Schedule } from './schedule';

const dice = diceOf(20_260_302);
const secret = (): string => dice.hex(16);
const appid = (): string => `wx${dice.hex(8)}`;
const merchant = (): string => `1${String(dice.below(1_000_000_000)).padStart(9, '0')}`;

export const ACCOUNTS = {
  provider: { appid: appid(), mchId: merchant(), secret: secret(), key: secret() },
  hospitals: [{ appid: appid(), mchId: merchant() }],
  independent: { appid: appid(), mchId: merchant(), secret: secret(), key: secret() },
} as const satisfies Accounts;
export const HIS_TOKEN = secret();
export const PAY_APPID = appid();

const patient = (n: number, more: Pick<PatientRecord, 'name' | 'idType' | 'idNo' | 'insured'>) => ({
  patientId: `P0000${String(n)}`,
  cardNo: `990000000${String(n)}`,
  phone: `199${String(n).padStart(8, '0')}`,
  ...more,
});
const idNo = (birth: string, sequence: number) => fictitiousIdNo('110101', birth, sequence);

export const PATIENTS: readonly PatientRecord[] = [
  patient(1, { name: '张建国', idType: 1, idNo: idNo('19540312', 901), insured: true }),
  patient(2, { name: '李小红', idType: 1, idNo: idNo('19580920', 902), insured: true }),
  patient(3, { name: '王秀英', idType: 1, idNo: idNo('19610118', 904), insured: true }),
  patient(4, { name: 'ANNA MILLER', idType: 8, idNo: 'X0000004', insured: false }),
];

/** Somebody with a phone: who they are, and the patients they may act for by each way of proof. */
interface Phone {
  readonly openid: string;
  readonly self: number;
  readonly bound: boolean;
  readonly own: readonly number[];
  readonly relatives: readonly number[];
}

export const PHONES: readonly Phone[] = [
  { openid: 'oSimZhang', self: 0, bound: true, own: [0], relatives: [1] },
  { openid: 'oSimLi', self: 1, bound: true, own: [1], relatives: [0, 2] },
  { openid: 'oSimWang', self: 2, bound: false, own: [2], relatives: [] },
  { openid: 'oSimAnna', self: 3, bound: false, own: [], relatives: [3] },
];

const usersBy = new Map<Schedule['mode'], readonly User[]>();

export function wechatUsers(mode: Schedule['mode']): readonly User[] {
  const known = usersBy.get(mode) ?? usersOf(mode);
  usersBy.set(mode, known);
  return known;
}

function usersOf(mode: Schedule['mode']): readonly User[] {
  const app = mode === 'independent' ? ACCOUNTS.independent.appid : ACCOUNTS.hospitals[0].appid;
  return PHONES.flatMap(({ openid, self, bound }) => {
    const who = PATIENTS[self];
    if (who === undefined) return [];
    return [
      {
        openid,
        appid: app,
        name: who.name,
        idDigest: identityDigest(who.idType, who.idNo),
        boundCard: bound,
        cashBalanceFen: 100_000_000,
        payPassword: '123456',
      },
    ];
  });
}

export function links(boundAt: number): readonly PatientLink[] {
  const link = (openid: string, n: number, proof: PatientLink['proof']): readonly PatientLink[] => {
    const who = PATIENTS[n];
    if (who === undefined) return [];
    return [
      {
        patientId: patientId(who.patientId),
        owner: openId(openid),
        nameMasked: maskName(who.name),
        cardNoMasked: maskCard(who.cardNo),
        idType: who.idType,
        isDefault: false,
        proof,
        boundAt,
      },
    ];
  };
  return PHONES.flatMap(({ openid, own, relatives }) => [
    ...own.flatMap((n) => link(openid, n, 'verify-name')),
    ...relatives.flatMap((n) => link(openid, n, 'his-phone')),
  ]);
}

/** Which phones may act for a patient; the first one is the patient's own, if there is one. */
export function phonesOf(patientIndex: number): readonly number[] {
  const may = (which: 'own' | 'relatives') =>
    PHONES.flatMap((phone, n) => (phone[which].includes(patientIndex) ? [n] : []));
  return [...may('own'), ...may('relatives')];
}

/** The settings' section of the channel in that mode; calls go to `origin`. */
export function channelSettings(mode: Schedule['mode'], origin: string): PayInsuranceSettings {
  const shared = {
    apiBaseUrl: origin,
    notifyUrl: `${origin}/notify/payinsurance`,
    returnUrl: `${origin}/return`,
    isDept: '4',
    cityId: '449900',
  } as const;
  const { provider, hospitals, independent } = ACCOUNTS;
  if (mode === 'independent') {
    const { appid: own, mchId } = independent;
    return { ...shared, mode, appid: own, mchId, tokenSource: { kind: 'token' } };
  }
  const [{ appid: subAppid, mchId: subMchId }] = hospitals;
  return { ...shared, mode, appid: provider.appid, mchId: provider.mchId, subAppid, subMchId };
}

export function channelSecrets(mode: Schedule['mode']) {
  const { provider, independent } = ACCOUNTS;
  return mode === 'independent'
    ? { key: independent.key, appSecret: independent.secret }
    : { key: provider.key, agentSecret: provider.secret };
}

/** Who we are in a message of the platform's. */
export function accountFields(mode: Schedule['mode']): Readonly<Record<string, string>> {
  const { provider, hospitals, independent } = ACCOUNTS;
  if (mode === 'independent') return { appid: independent.appid, mch_id: independent.mchId };
  const [{ appid: sub_appid, mchId: sub_mch_id }] = hospitals;
  return { appid: provider.appid, mch_id: provider.mchId, sub_appid, sub_mch_id };
}

/** What no log line, answer or stored notice may show. */
export const CANARIES: readonly string[] = [
  ...PATIENTS.flatMap(({ name, idType, idNo: number }) => [
    name,
    number,
    identityDigest(idType, number),
  ]),
  ACCOUNTS.provider.secret,
  ACCOUNTS.provider.key,
  ACCOUNTS.independent.secret,
  ACCOUNTS.independent.key,
  HIS_TOKEN,
];
