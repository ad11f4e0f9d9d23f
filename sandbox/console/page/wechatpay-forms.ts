/** WeChat Pay's levers that belong to no single order. */

import { post } from './api';
import { choice, el, field, input, section } from './dom';
import { lever } from './toast';

const REFUNDS = [
  ['abnormal', '退款异常 ABNORMAL'],
  ['closed', '退款关闭 CLOSED'],
  ['stuck', '一直处理中'],
] as const;

const number = (testid: string, value: number, max: number): HTMLInputElement =>
  input({ testid, type: 'number', value: String(value), min: 0, max });

const set = (levers: () => object) => () => post('/wechatpay/levers', levers());

export function wechatpayForms(after: () => void): readonly HTMLElement[] {
  const fails = number('medins-fails', 1, 1000);
  const probes = number('medins-probes', 1, 1000);
  const delay = number('medins-delay', 3000, 60_000);
  const refund = choice('medins-refund', REFUNDS);
  const pull = (text: string, testid: string, act: () => Promise<unknown>): HTMLElement =>
    lever({ text, said: `微信支付：${text}`, act, after, testid, key: testid });
  return [
    section(
      '微信支付',
      el(
        'div',
        { class: 'toolbar' },
        pull('换一把密钥签名', 'medins-rotate', () => post('/wechatpay/rotate')),
        field('次数', probes),
        pull(
          '用 SIGNTEST 探测应答',
          'medins-probe',
          set(() => ({ probeAnswers: Number(probes.value) })),
        ),
      ),
      el(
        'div',
        { class: 'toolbar' },
        field('次数', fails),
        pull(
          '之后医保扣款失败',
          'medins-fail',
          set(() => ({ insuranceFails: { left: Number(fails.value) } })),
        ),
        field('毫秒', delay),
        pull(
          '应答延迟',
          'medins-slow',
          set(() => ({ answersDelayMs: Number(delay.value) })),
        ),
        field('之后一笔退款', refund),
        pull(
          '这样结束',
          'medins-refund-plan',
          set(() => ({ nextRefunds: [refund.value] })),
        ),
      ),
      el('p', { class: 'hint' }, '医保扣款失败而自费已扣，平台不会自己退回，要由我方退款。'),
    ),
  ];
}
