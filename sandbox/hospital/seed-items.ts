/** The lines of the seeded bills: names, units and prices as a Chinese outpatient bill has them. */

import type { BillItem } from './types';

type Class = '甲' | '乙' | '丙';

const service = (
  category: string,
  name: string,
  amountFen: number,
  insuranceClass?: Class,
  unit = '次',
): BillItem => ({
  name,
  category,
  unit,
  quantity: '1',
  amountFen,
  ...(insuranceClass === undefined ? {} : { insuranceClass }),
});

const drug = (
  category: string,
  name: string,
  spec: string,
  quantity: string,
  unit: string,
  amountFen: number,
  insuranceClass?: Class,
): BillItem => ({
  name,
  category,
  spec,
  unit,
  quantity,
  amountFen,
  ...(insuranceClass === undefined ? {} : { insuranceClass }),
});

export const ITEMS = {
  diabetes: [
    service('诊察费', '门诊诊察费（主治医师）', 1500, '甲'),
    drug('西药费', '盐酸二甲双胍缓释片', '0.5g×60片', '2', '盒', 4260, '甲'),
    drug('西药费', '阿卡波糖片', '50mg×30片', '3', '盒', 1635, '甲'),
  ],
  heart: [
    service('诊察费', '门诊诊察费（副主任医师）', 2500, '甲'),
    service('检查费', '十二导联常规心电图', 2500, '甲'),
    service('检查费', '心脏彩色多普勒超声', 18000, '乙'),
    drug('西药费', '阿托伐他汀钙片', '20mg×28片', '2', '盒', 5600, '甲'),
    drug('西药费', '硝苯地平控释片', '30mg×28片', '2', '盒', 7840, '乙'),
    drug('中成药费', '复方丹参滴丸', '27mg×180丸', '2', '瓶', 5360, '乙'),
    service('材料费', '一次性心电电极片', 600, '丙', '套'),
  ],
  heartLab: [
    service('化验费', '血脂四项测定', 5200, '甲', '项'),
    service('化验费', '肝功能测定', 3800, '甲', '项'),
    service('治疗费', '静脉采血', 500, '乙'),
  ],
  stockings: [service('材料费', '医用弹力袜（二级压力）', 16800, '丙', '双')],
  skin: [
    service('诊察费', '门诊诊察费（主治医师）', 1500, '甲'),
    drug('西药费', '卤米松乳膏', '10g', '1', '支', 3250, '丙'),
    drug('西药费', '炉甘石洗剂', '100ml', '1', '瓶', 480, '甲'),
  ],
  vaccine: [
    drug('疫苗费', '重组带状疱疹疫苗（CHO细胞）', '0.5ml', '1', '支', 160000),
    service('治疗费', '预防接种服务费', 2800),
  ],
  lungs: [
    service('诊察费', '门诊诊察费（副主任医师）', 2500, '甲'),
    service('检查费', '胸部CT平扫', 21000, '乙', '部位'),
    drug('西药费', '孟鲁司特钠片', '10mg×30片', '1', '盒', 4500, '乙'),
    drug('西药费', '盐酸氨溴索口服溶液', '100ml:0.6g', '2', '瓶', 3960, '甲'),
  ],
  eyes: [
    service('诊察费', '门诊诊察费（副主任医师）', 2500, '甲'),
    service('检查费', '非接触眼压检查', 2000, '乙', '双眼'),
    drug('西药费', '玻璃酸钠滴眼液', '5ml:15mg', '2', '支', 5980, '乙'),
  ],
  elderCare: [service('诊察费', '老年人用药咨询', 1000)],
  elderCheck: [
    service('检查费', '65岁及以上老年人健康体检（国家基本公共卫生服务）', 0),
    service('化验费', '空腹血糖测定（国家基本公共卫生服务）', 0, undefined, '项'),
  ],
  herbs: [
    service('诊察费', '中医辨证论治（副主任医师）', 3000, '甲'),
    drug('中草药费', '黄芪', '饮片', '105', 'g', 1890, '甲'),
    drug('中草药费', '党参', '饮片', '105', 'g', 2310, '甲'),
    drug('中草药费', '麸炒白术', '饮片', '84', 'g', 1260, '甲'),
    drug('中草药费', '茯苓', '饮片', '105', 'g', 1050, '甲'),
    drug('中草药费', '炙甘草', '饮片', '31.5', 'g', 420, '甲'),
    drug('其他费', '代煎费', '水煎', '7', '剂', 2100),
    service('其他费', '快递费', 1500),
  ],
  knee: [
    service('诊察费', '门诊诊察费（副主任医师）', 2500, '甲'),
    service('检查费', '膝关节正侧位数字化摄影（DR）', 8000, '甲', '部位'),
    drug('西药费', '塞来昔布胶囊', '0.2g×10粒', '3', '盒', 6900, '乙'),
  ],
  ears: [
    service('诊察费', '门诊诊察费（主治医师）', 1500, '甲'),
    service('检查费', '纯音听阈测定', 4500, '乙'),
  ],
  stomach: [
    service('诊察费', '门诊诊察费（主治医师）', 1500, '甲'),
    service('检查费', '碳13尿素呼气试验', 15000, '乙'),
    drug('西药费', '艾司奥美拉唑镁肠溶片', '20mg×14片', '1', '盒', 4900, '乙'),
  ],
  child: [
    service('诊察费', '儿科门诊诊察费（主治医师）', 2000, '甲'),
    service('化验费', '血细胞分析（五分类）', 2000, '甲', '项'),
    drug('西药费', '布洛芬混悬液', '100ml:2g', '1', '瓶', 1850, '甲'),
    drug('中成药费', '小儿豉翘清热颗粒', '2g×9袋', '1', '盒', 2980, '乙'),
  ],
  childEyes: [
    service('诊察费', '儿科门诊诊察费（主治医师）', 2000, '甲'),
    service('检查费', '小儿验光（散瞳）', 6000),
  ],
  injury: [
    service('诊察费', '急诊诊察费', 3000, '甲'),
    service('治疗费', '清创缝合术（小）', 12000, '甲'),
    drug('西药费', '头孢呋辛酯片', '0.25g×12片', '2', '盒', 3640, '甲'),
    service('材料费', '一次性换药包', 1200, '丙', '包'),
  ],
  dentist: [
    service('诊察费', '口腔科门诊诊察费', 2000, '甲'),
    service('治疗费', '全口牙周洁治', 18000),
  ],
} as const satisfies Record<string, readonly BillItem[]>;
