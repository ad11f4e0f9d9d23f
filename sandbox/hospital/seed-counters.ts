/** The counters that are registered at the regional 电子凭证中心, with fictitious people at work. */

import type { CounterTerminal } from './counter-types';

export const COUNTERS: readonly CounterTerminal[] = [
  {
    counterNo: 'C01',
    name: '门诊收费1号窗口',
    devId: '02-00-00-99-00-01',
    devIp: '10.99.8.11',
    operatorNo: 'S9001',
    operatorName: '陈静',
  },
  {
    counterNo: 'C02',
    name: '门诊收费2号窗口',
    devId: '02-00-00-99-00-02',
    devIp: '10.99.8.12',
    operatorNo: 'S9002',
    operatorName: '刘洋',
  },
  {
    counterNo: 'C03',
    name: '急诊收费窗口',
    devId: '02-00-00-99-00-03',
    devIp: '10.99.8.13',
    operatorNo: 'S9003',
    operatorName: '周敏',
  },
];
