import type { CityRules } from './city';

/** 深圳. */
export const SHENZHEN: CityRules = {
  cityId: '440300',
  name: '深圳市',
  source:
    '微信医保支付医院接入指南 V1.4, 常见问题: 微信医保支付成功后如需退费，需在支付当天晚上23:59:59之前发起并完成退费，不能隔天',
  sameDayRefund: { lastRequest: '23:30' },
  insuranceVisits: {
    sameDayOnly: true,
    types: ['general-outpatient'],
    source:
      '微信医保支付医院接入指南 V1.4, 常见问题: 深圳微信医保支付仅支持普通门诊。暂不支持生育、重疾、特病、特检、预防接种等门诊保险类以及住院医保；目前医保规则仅支持挂号当天就医，针对预约挂号，不收取医保费用，就医时再提醒用户做医保费用支付',
  },
};
