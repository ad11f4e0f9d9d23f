/**
 * The departments and doctors of 示例市第一人民医院 as a patient finds them in the lobby. Plain data;
 * which doctor sees patients when is reckoned in catalogue.ts.
 */

import type { VisitType } from './types';

export type DoctorTitle = '主任医师' | '副主任医师' | '主治医师';

export interface DoctorSeed {
  readonly doctorId: string;
  readonly name: string;
  readonly title: DoctorTitle;
  readonly skills: string;
  readonly room: string;
}

export interface DepartmentSeed {
  readonly departmentId: string;
  readonly name: string;
  readonly about: string;
  readonly building: string;
  readonly visitType: VisitType;
  /** Day and night, so that somebody can always be seen today. */
  readonly aroundTheClock?: true;
  readonly doctors: readonly DoctorSeed[];
}

type DoctorLine = readonly [name: string, title: DoctorTitle, skills: string];

function department(
  number: number,
  [name, building, about]: readonly [string, string, string],
  doctors: readonly DoctorLine[],
  more: Pick<DepartmentSeed, 'aroundTheClock'> & { readonly visitType?: VisitType } = {},
): DepartmentSeed {
  const departmentId = `D${String(number).padStart(2, '0')}`;
  return {
    departmentId,
    name,
    about,
    building,
    visitType: 'general-outpatient',
    ...more,
    doctors: doctors.map(([doctor, title, skills], index) => ({
      doctorId: `${departmentId}-${index + 1}`,
      name: doctor,
      title,
      skills,
      room: `${index + 1}诊室`,
    })),
  };
}

export const DEPARTMENTS: readonly DepartmentSeed[] = [
  department(
    1,
    ['全科医学科', '门诊楼1层', '常见病、多发病，开药与健康咨询，24小时接诊'],
    [
      ['方圆', '主治医师', '感冒发热、慢性病开药'],
      ['梁文远', '副主任医师', '不明原因不适的鉴别'],
    ],
    { aroundTheClock: true },
  ),
  department(
    2,
    ['心血管内科', '门诊楼3层', '高血压、冠心病、心律失常'],
    [
      ['陈立新', '主任医师', '冠心病介入治疗、心力衰竭'],
      ['程远', '副主任医师', '高血压、心律失常'],
      ['白露', '主治医师', '心血管病预防与随访'],
    ],
  ),
  department(
    3,
    ['呼吸与危重症医学科', '门诊楼3层', '咳嗽、哮喘、肺炎、慢阻肺'],
    [
      ['林海涛', '主任医师', '慢阻肺、肺结节'],
      ['顾清', '主治医师', '哮喘、慢性咳嗽'],
    ],
  ),
  department(
    4,
    ['消化内科', '门诊楼4层', '胃痛、腹泻、肝病，胃肠镜预约'],
    [
      ['黄佳宁', '主任医师', '胃肠镜、炎症性肠病'],
      ['许安', '副主任医师', '脂肪肝、幽门螺杆菌'],
      ['田雨', '主治医师', '功能性胃肠病'],
    ],
  ),
  department(
    5,
    ['儿科', '儿科楼1层', '0至14岁儿童内科疾病'],
    [
      ['徐晓慧', '主任医师', '儿童呼吸系统疾病'],
      ['丁宁', '副主任医师', '儿童消化、营养'],
      ['袁野', '主治医师', '儿童保健、常见病'],
      ['温晴', '主治医师', '新生儿随访'],
    ],
  ),
  department(
    6,
    ['骨科', '门诊楼2层', '骨折、关节痛、腰腿痛'],
    [
      ['赵刚', '主任医师', '膝髋关节置换'],
      ['石磊', '主治医师', '骨折、运动损伤'],
    ],
  ),
  department(
    7,
    ['皮肤科', '门诊楼5层', '湿疹、痤疮、荨麻疹'],
    [
      ['何静', '副主任医师', '过敏性皮肤病'],
      ['沈秋', '主治医师', '痤疮、真菌性皮肤病'],
    ],
  ),
  department(
    8,
    ['中医科', '中医楼1层', '中医调理、针灸推拿'],
    [
      ['吴怀仁', '主任医师', '脾胃病、失眠'],
      ['叶知秋', '主治医师', '针灸、颈肩腰腿痛'],
    ],
  ),
  department(
    9,
    ['特病门诊', '门诊楼1层', '门诊特定病种复诊与续方，医保移动支付暂不支持'],
    [
      ['郑淑芬', '主任医师', '恶性肿瘤门诊治疗、器官移植抗排异'],
      ['周敏', '副主任医师', '糖尿病、高血压特定病种续方'],
    ],
    { visitType: 'special-disease' },
  ),
];

/** The fee of a visit by the doctor's title, in fen. */
export const FEE_FEN: Readonly<Record<DoctorTitle, number>> = {
  主任医师: 4000,
  副主任医师: 2500,
  主治医师: 1500,
};

/** How many patients a doctor of that title sees in half an hour. */
export const PLACES: Readonly<Record<DoctorTitle, number>> = {
  主任医师: 2,
  副主任医师: 3,
  主治医师: 4,
};
