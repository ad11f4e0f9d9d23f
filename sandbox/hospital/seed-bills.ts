/**
 * One bill per story that paying must cope with, among them the three amount types of the access
 * guide V1.4 §5.2 E (all insurance; insurance and cash; 0-yuan insurance) and pure self pay.
 */

import type { BillPlan } from './bill-plan';
import type { InsuranceTerms } from './records';
import { ITEMS } from './seed-items';
import type { BillItem } from './types';

const ZHANG = 'P00001';

const offline = (fundFen: number, selfFen: number, discountFen = 0): InsuranceTerms => ({
  mode: 'offline',
  fundFen,
  selfFen,
  otherFen: 0,
  discountFen,
});

const PHARMACY = '请到门诊一楼2号药房窗口取药';
const EXAMINATION = '请到门诊三楼检查登记处，凭就诊卡登记检查';
const DONE = '已缴费，无需取药';

type Story = Pick<BillPlan, 'scenario' | 'title' | 'department' | 'doctor' | 'pickup'> & {
  readonly items: readonly BillItem[];
} & Partial<BillPlan>;

function story(patientId: string, minutesAgo: number, plan: Story): BillPlan {
  return {
    patientId,
    visit: plan.scenario,
    visitType: 'general-outpatient',
    terms: null,
    exclusion: null,
    cashAddFen: 0,
    cashAddWording: null,
    cashReducedFen: 0,
    issuedMinutesAgo: minutesAgo,
    issuedDaysAgo: 0,
    fate: 'unpaid',
    ...plan,
  };
}

function zhangsPlainBills(): readonly BillPlan[] {
  return [
    story(ZHANG, 5, {
      scenario: 'insurance-and-cash',
      title: '药品、检查费',
      department: '心血管内科',
      doctor: '陈立新',
      items: ITEMS.heart,
      terms: offline(22600, 9800),
      pickup: `${PHARMACY}；${EXAMINATION}`,
    }),
    story(ZHANG, 6, {
      scenario: 'same-visit',
      visit: 'insurance-and-cash',
      title: '化验费',
      department: '心血管内科',
      doctor: '陈立新',
      items: ITEMS.heartLab,
      terms: offline(5600, 2900),
      pickup: '请到门诊二楼采血处采血',
    }),
    story(ZHANG, 12, {
      scenario: 'all-insurance',
      title: '药品费',
      department: '内分泌科',
      doctor: '周敏',
      items: ITEMS.diabetes,
      terms: offline(5176, 2219),
      pickup: PHARMACY,
    }),
    story(ZHANG, 18, {
      scenario: 'zero-insurance',
      title: '药品费',
      department: '皮肤科',
      doctor: '何静',
      items: ITEMS.skin,
      terms: offline(0, 0),
      pickup: PHARMACY,
    }),
  ];
}

function zhangsUnusualBills(): readonly BillPlan[] {
  return [
    story(ZHANG, 24, {
      scenario: 'online',
      title: '药品、检查费',
      department: '呼吸与危重症医学科',
      doctor: '林海涛',
      items: ITEMS.lungs,
      terms: { mode: 'online', estimate: { cashFen: 7460, insuranceFen: 24500 } },
      pickup: `${PHARMACY}；${EXAMINATION}`,
    }),
    story(ZHANG, 28, {
      scenario: 'online-no-estimate',
      title: '药品、检查费',
      department: '眼科',
      doctor: '苏婉',
      items: ITEMS.eyes,
      terms: { mode: 'online', estimate: null },
      pickup: PHARMACY,
    }),
    story(ZHANG, 34, {
      scenario: 'cash-added-and-reduced',
      title: '中药饮片（代煎、快递到家）',
      department: '中医科',
      doctor: '吴怀仁',
      items: ITEMS.herbs,
      terms: offline(4500, 3000),
      cashAddFen: 3600,
      cashAddWording: '代煎费、快递费',
      cashReducedFen: 500,
      pickup: '药品煎好后快递到家，运单号将以短信告知',
    }),
    story(ZHANG, 38, {
      scenario: 'bureau-discount',
      title: '药品、检查费',
      department: '骨科',
      doctor: '赵刚',
      items: ITEMS.knee,
      terms: offline(8000, 4000, 1400),
      pickup: `${PHARMACY}；${EXAMINATION}`,
    }),
  ];
}

function zhangsOtherBills(): readonly BillPlan[] {
  return [
    story(ZHANG, 42, {
      scenario: 'self-pay',
      title: '疫苗接种费',
      department: '预防保健科',
      doctor: '孙悦',
      visitType: 'vaccination',
      items: ITEMS.vaccine,
      exclusion: 'VISIT_TYPE',
      pickup: '请到预防保健科接种室接种',
    }),
    story(ZHANG, 46, {
      scenario: 'fully-reduced',
      title: '用药咨询',
      department: '老年病科',
      doctor: '郑淑芬',
      items: ITEMS.elderCare,
      exclusion: 'NOT_COVERED',
      cashReducedFen: 1000,
      pickup: DONE,
    }),
    story(ZHANG, 47, {
      scenario: 'zero-total',
      title: '老年人健康体检',
      department: '体检中心',
      doctor: '郑淑芬',
      items: ITEMS.elderCheck,
      exclusion: 'NOT_COVERED',
      pickup: '请到体检中心前台登记',
    }),
    story(ZHANG, 50, {
      scenario: 'expired',
      title: '检查费',
      department: '耳鼻喉科',
      doctor: '马超群',
      items: ITEMS.ears,
      terms: offline(3000, 1500),
      issuedDaysAgo: 4,
      pickup: EXAMINATION,
    }),
    story(ZHANG, 55, {
      scenario: 'settled',
      title: '药品、检查费',
      department: '消化内科',
      doctor: '黄佳宁',
      items: ITEMS.stomach,
      terms: offline(9000, 6000),
      issuedDaysAgo: 1,
      fate: 'settled-at-window',
      pickup: PHARMACY,
    }),
  ];
}

/** Of the same visit as two others, and yet not payable together with them by insurance. */
function zhangsThirdPrescription(): BillPlan {
  return story(ZHANG, 7, {
    scenario: 'same-visit-self-pay',
    visit: 'insurance-and-cash',
    title: '材料费',
    department: '心血管内科',
    doctor: '陈立新',
    items: ITEMS.stockings,
    exclusion: 'NOT_COVERED',
    pickup: PHARMACY,
  });
}

function othersBills(): readonly BillPlan[] {
  return [
    story('P00002', 10, {
      scenario: 'child',
      title: '药品、化验费',
      department: '儿科',
      doctor: '徐晓慧',
      items: ITEMS.child,
      terms: offline(4415, 0),
      pickup: PHARMACY,
    }),
    story('P00003', 15, {
      scenario: 'household-register',
      title: '检查费',
      department: '儿童眼科',
      doctor: '苏婉',
      items: ITEMS.childEyes,
      pickup: EXAMINATION,
    }),
    story('P00004', 20, {
      scenario: 'foreigner',
      title: '急诊治疗、药品费',
      department: '急诊外科',
      doctor: '高峰',
      items: ITEMS.injury,
      pickup: PHARMACY,
    }),
    story('P00005', 25, {
      scenario: 'not-insured',
      title: '治疗费',
      department: '口腔科',
      doctor: '谢颖',
      items: ITEMS.dentist,
      pickup: DONE,
    }),
  ];
}

/** All seeded bills; the same at every call. */
export function seedBills(): readonly BillPlan[] {
  return [
    ...zhangsPlainBills(),
    ...zhangsUnusualBills(),
    ...zhangsOtherBills(),
    zhangsThirdPrescription(),
    ...othersBills(),
  ];
}
