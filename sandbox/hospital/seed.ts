/**
 * Who is known at 示例市第一人民医院 on the first day, as plain data: people with fictitious identity
 * numbers, and their bills. Holds no time: bills are dated when they are issued.
 */

import type { BillPlan } from './bill-plan';
import type { CounterTerminal } from './counter-types';
import { fictitiousIdNo } from './identity';
import type { PatientRecord } from './records';
import { seedBills } from './seed-bills';
import { COUNTERS } from './seed-counters';
import { seedVisits, type VisitSeed } from './seed-visits';

export interface HospitalSeed {
  readonly hospitalName: string;
  /** The hospital's number at the insurance bureau. */
  readonly orgNo: string;
  readonly patients: readonly PatientRecord[];
  readonly bills: readonly BillPlan[];
  /** Appointments made elsewhere. */
  readonly visits?: readonly VisitSeed[];
  /** Patients who are in hospital. */
  readonly inHospital?: readonly string[];
  /** Where 医保码 are read. */
  readonly counters?: readonly CounterTerminal[];
}

const REGION = '110101';

const PATIENTS: readonly PatientRecord[] = [
  {
    patientId: 'P00001',
    cardNo: '9900000001',
    name: '张建国',
    idType: 1,
    idNo: fictitiousIdNo(REGION, '19540312', 901),
    phone: fictitiousPhone(1),
    insured: true,
  },
  {
    patientId: 'P00002',
    cardNo: '9900000002',
    name: '李小妹',
    idType: 1,
    idNo: fictitiousIdNo(REGION, '20180601', 902),
    phone: fictitiousPhone(2),
    insured: true,
  },
  {
    patientId: 'P00003',
    cardNo: '9900000003',
    name: '李小宝',
    idType: 9,
    idNo: fictitiousIdNo(REGION, '20211108', 903),
    phone: fictitiousPhone(2),
    insured: false,
  },
  {
    patientId: 'P00004',
    cardNo: '9900000004',
    name: 'ANNA MILLER',
    idType: 8,
    idNo: 'X0000004',
    phone: fictitiousPhone(4),
    insured: false,
  },
  {
    patientId: 'P00005',
    cardNo: '9900000005',
    name: '王秀英',
    idType: 1,
    idNo: fictitiousIdNo(REGION, '19580920', 904),
    phone: null,
    insured: false,
  },
  {
    patientId: 'P00006',
    cardNo: '9900000006',
    name: '张伟',
    idType: 1,
    idNo: fictitiousIdNo(REGION, '19840517', 906),
    phone: fictitiousPhone(6),
    insured: true,
  },
];

/** A number in a range that is assigned to nobody: 199 0000 000n. */
function fictitiousPhone(last: number): string {
  return `199${String(last).padStart(8, '0')}`;
}

/** The first day's people and bills; the same at every call. */
export function seedHospital(): HospitalSeed {
  return {
    hospitalName: '示例市第一人民医院',
    orgNo: 'H99000000001',
    patients: PATIENTS,
    bills: seedBills(),
    visits: seedVisits(PATIENTS),
    inHospital: ['P00006'],
    counters: COUNTERS,
  };
}
