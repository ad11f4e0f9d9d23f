/**
 * Numbers of WeChat's gateway that concern the access token, the account or the quota: 全局返回码, to which
 * interface document v2.4 §3.2.1, §3.9 and §5 point. The gateway answers before 医保支付 hears anything.
 */
import { ANY, FAULT_OF_OURS, HALF_WAY, TURNED_AWAY, type Row } from './platform-error';

export const GATEWAY_ERRORS: readonly Row[] = [
  ['-1', '系统繁忙', ANY, HALF_WAY, 'WeChat is busy; what happened behind it is not known.'],
  [
    '40001',
    'AppSecret 错误，或者 access_token 无效',
    ANY,
    FAULT_OF_OURS,
    'After one new token: someone else fetches tokens for this app, or the secret is wrong (trap 27).',
  ],
  ['40002', '不合法的凭证类型', ANY, FAULT_OF_OURS, 'grant_type must be client_credential.'],
  ['40013', '不合法的 AppID', ANY, FAULT_OF_OURS, 'appid or agentappid in the settings is wrong.'],
  [
    '40014',
    '不合法的 access_token',
    ANY,
    TURNED_AWAY,
    'Refused even after one new token: who else holds tokens of this app? (trap 27)',
  ],
  [
    '40125',
    '不合法的 AppSecret',
    ANY,
    FAULT_OF_OURS,
    'The secret was reset, or belongs to another app.',
  ],
  [
    '40164',
    '调用接口的 IP 地址不在白名单中',
    ANY,
    FAULT_OF_OURS,
    'Add the egress IP of the functions to the IP white list.',
  ],
  ['40243', 'AppSecret 已被冻结', ANY, FAULT_OF_OURS, 'Unfreeze the secret on the platform.'],
  ['41001', '缺少 access_token 参数', ANY, FAULT_OF_OURS, 'A fault of this channel: report it.'],
  ['41002', '缺少 appid 参数', ANY, FAULT_OF_OURS, 'A fault of this channel: report it.'],
  ['41004', '缺少 secret 参数', ANY, FAULT_OF_OURS, 'A fault of this channel: report it.'],
  [
    '42001',
    'access_token 超时',
    ANY,
    TURNED_AWAY,
    'Refused even after one new token: are the clocks right?',
  ],
  [
    '43002',
    '需要 POST 请求',
    ANY,
    FAULT_OF_OURS,
    'Something between us and WeChat rewrites requests.',
  ],
  [
    '45009',
    '接口调用超过限制',
    ANY,
    TURNED_AWAY,
    'The daily quota is used up; clear_quota or wait for midnight.',
  ],
  ['45011', 'API 调用太频繁，请稍候再试', ANY, TURNED_AWAY, 'The quota of this minute is used up.'],
  ['48001', 'api 功能未授权', ANY, FAULT_OF_OURS, '医保支付 is not opened for this account.'],
  [
    '61004',
    '调用接口的 IP 未登记',
    ANY,
    FAULT_OF_OURS,
    'Add the egress IP of the functions to the IP white list.',
  ],
];
