import type { CityRules } from './city';

/** 深圳. */
export const SHENZHEN: CityRules = {
  cityId: '440300',
  name: '深圳市',
  source:
    '微信医保支付医院接入指南 V1.4, 常见问题: 微信医保支付成功后如需退费，需在支付当天晚上23:59:59之前发起并完成退费，不能隔天',
  sameDayRefund: { lastRequest: '23:30' },
};
