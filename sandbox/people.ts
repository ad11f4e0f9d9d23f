/**
 * The people of the sandbox, known to WeChat and to the hospital under the same names: whose phone it
 * is, whose card is bound, how much cash they have. All fictitious.
 */

import type { User } from './platform/payinsurance/model';
import { idDigest } from './platform/payinsurance/signing';
import type { HospitalSeed } from './hospital/seed';

export interface Person {
  readonly openid: string;
  /** In words, for a developer choosing whose phone it is. */
  readonly label: string;
  /** The hospital's patient of the same name and identity. */
  readonly patientId: string;
  readonly boundCard: boolean;
}

export const PEOPLE: readonly Person[] = [
  { openid: 'oZhangJianguo', label: '张建国（医保已绑卡）', patientId: 'P00001', boundCard: true },
  { openid: 'oWangXiuying', label: '王秀英（医保未绑卡）', patientId: 'P00005', boundCard: false },
  {
    openid: 'oAnnaMiller',
    label: 'Anna Miller（护照，仅自费）',
    patientId: 'P00004',
    boundCard: false,
  },
  {
    openid: 'oZhangWei',
    label: '张伟（住院中，可为父母付款）',
    patientId: 'P00006',
    boundCard: true,
  },
];

/** Six digits, for everybody; the cashier shows it. */
export const PAY_PASSWORD = '123456';
const CASH_FEN = 1_000_000;

/** The same people as WeChat knows them under that app; an openid belongs to one app. */
export function wechatUsers(seed: HospitalSeed, appid: string): readonly User[] {
  return PEOPLE.map(({ openid, patientId, boundCard }) => {
    const patient = seed.patients.find((each) => each.patientId === patientId);
    if (patient === undefined) throw new Error(`the hospital does not know ${patientId}`);
    return {
      openid,
      appid,
      name: patient.name,
      idDigest: idDigest(patient.idNo),
      boundCard,
      cashBalanceFen: CASH_FEN,
      payPassword: PAY_PASSWORD,
    };
  });
}
