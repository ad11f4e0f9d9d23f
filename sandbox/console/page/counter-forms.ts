/** The levers of 一码付: the regional centre, people's phones, insurance at the hospital's counter. */

import { post } from './api';
import { choice, el, field, input, section } from './dom';
import { lever } from './toast';

const CALLS = [
  ['status', '1.5.1 查询状态'],
  ['certificate', '1.5.2 付款凭据'],
] as const;
const STATUSES = [
  ['signed', '已签约'],
  ['unsigned', '未签约'],
  ['suspended', '暂不可用'],
] as const;
const PAYS = [
  ['at-once', '直接付款'],
  ['password', '需要输入密码'],
  ['insufficient', '余额不足'],
  ['lost', '已付款，应答丢失'],
] as const;
const SPOILT = [
  ['tampered', '密文被改动'],
  ['wrong-padding', '填充错误'],
  ['wrong-key', '密钥错误'],
  ['lower-case', '小写十六进制'],
  ['plain', '未加密'],
  ['no-data', '没有 data'],
  ['not-json', '不是 JSON'],
] as const;
const SETTLE = [
  ['INSURANCE_REFUSED', '医保拒绝'],
  ['INSURANCE_SETTLED', '医保已结算'],
  ['INSURANCE_NOT_COVERED', '不在医保范围'],
  ['IN_HOSPITAL', '在院'],
  ['AMOUNT_MISMATCH', '金额不一致'],
  ['BUSY', '繁忙'],
  ['INTERNAL', '医院内部错误'],
] as const;
const REVERSE = [
  ['HOSPITAL_REFUSED', '医院不同意'],
  ['BUSY', '繁忙'],
  ['INTERNAL', '医院内部错误'],
] as const;
const SECOND_MS = 1000;

type Pull = (text: string, testid: string, act: () => Promise<unknown>) => HTMLElement;

const number = (testid: string, value: number): HTMLInputElement =>
  input({ testid, type: 'number', value: String(value) });

const bar = (...children: readonly HTMLElement[]): HTMLElement =>
  el('div', { class: 'toolbar' }, ...children);

function centre(pull: Pull): HTMLElement {
  const call = choice('counter-call', CALLS);
  const code = number('counter-code', 500243);
  const count = input({ testid: 'counter-count', type: 'number', value: '1', min: 1, max: 1000 });
  const how = choice('counter-how', SPOILT);
  const asked = () => ({ call: call.value, count: Number(count.value) });
  return section(
    '电子凭证中心',
    bar(
      field('接口', call),
      field('次数', count),
      field('返回码（1.7）', code),
      pull('之后返回它', 'counter-error', () =>
        post('/onecode/next-error', { ...asked(), code: Number(code.value) }),
      ),
      field('报文', how),
      pull('之后这样应答', 'counter-spoil', () =>
        post('/onecode/next-answer', { ...asked(), how: how.value }),
      ),
    ),
    lives(pull),
    el('p', { class: 'hint' }, '超时、断线等见“故障”：onecode.status、onecode.certificate。'),
  );
}

function lives(pull: Pull): HTMLElement {
  const certificate = number('counter-certificate-life', 120);
  const token = number('counter-token-life', 1800);
  return bar(
    field('秒', certificate),
    pull('付款凭据有效这么久', 'counter-set-certificate-life', () =>
      post('/onecode/lives', { certificateMs: Number(certificate.value) * SECOND_MS }),
    ),
    field('秒', token),
    pull('令牌有效这么久', 'counter-set-token-life', () =>
      post('/onecode/lives', { tokenMs: Number(token.value) * SECOND_MS }),
    ),
    pull('所有令牌立即过期', 'counter-expire-tokens', () => post('/onecode/expire-tokens')),
  );
}

function persons(pull: Pull): HTMLElement {
  const openid = input({ testid: 'counter-openid', placeholder: 'oZhangJianguo' });
  const status = choice('counter-status', STATUSES);
  const pays = choice('counter-pays', PAYS);
  const who = () => ({ openid: openid.value.trim() });
  return section(
    '患者的手机',
    bar(
      field('手机（openid）', openid),
      field('一码付', status),
      pull('改签约状态', 'counter-set-status', () =>
        post('/onecode/users', { ...who(), status: status.value }),
      ),
      field('付款时', pays),
      pull('之后这样付款', 'counter-set-pays', () =>
        post('/onecode/phones', { ...who(), pays: pays.value }),
      ),
    ),
    el(
      'p',
      { class: 'hint' },
      '医保码见 ',
      el('a', { attrs: { href: '/one-code', target: '_blank' } }, '/one-code'),
      '；密码在那里确认。',
    ),
  );
}

function hospital(pull: Pull): HTMLElement {
  const settle = choice('counter-settle', SETTLE);
  const reverse = choice('counter-reverse', REVERSE);
  const fen = number('counter-fen', 100);
  return section(
    '医院：窗口医保',
    bar(
      field('结算', settle),
      pull('下一次结算被拒', 'counter-refuse-settle', () =>
        post('/his/counter/refuse-next-settle', { code: settle.value }),
      ),
      field('冲销', reverse),
      pull('下一次冲销被拒', 'counter-refuse-reverse', () =>
        post('/his/counter/refuse-next-reversal', { code: reverse.value }),
      ),
      field('自费多出（分）', fen),
      pull('下一次结算不同', 'counter-shift', () =>
        post('/his/counter/split-differs', { byFen: Number(fen.value) }),
      ),
    ),
  );
}

export function counterForms(after: () => void): readonly HTMLElement[] {
  const pull: Pull = (text, testid, act) =>
    lever({ text, said: `窗口：${text}`, act, after, testid, key: testid });
  return [centre(pull), persons(pull), hospital(pull)];
}
