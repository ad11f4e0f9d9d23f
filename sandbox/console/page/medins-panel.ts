/** The levers of 2.0: what WeChat Pay and the insurance bureau do next, and to whom. */

import { get } from './api';
import { bureauForms } from './bureau-forms';
import { el, nothing, redraw, section } from './dom';
import { facts } from './facts';
import { Live, type Panel } from './panel';
import { fieldsOf, listIn, numberIn, part, textIn, textsIn, type Fields } from './read';
import { wechatpayForms } from './wechatpay-forms';
import { yuan } from './words';

const MINUTE_MS = 60_000;

const times = (count: number): string | undefined =>
  count === 0 ? undefined : `还有 ${String(count)} 次`;

function wechatpay(found: Fields): HTMLElement {
  const delay = numberIn(found, 'answersDelayMs') ?? 0;
  const by = textIn(found, 'signWith') === 'certificate' ? '平台证书' : '微信支付公钥';
  return facts(
    ['签名', `${by} ${textIn(found, 'signingKey')}`],
    ['医保扣款失败', times(numberIn(found, 'insuranceFails') ?? 0)],
    ['SIGNTEST 探测应答', times(numberIn(found, 'probeAnswers') ?? 0)],
    ['应答延迟', delay === 0 ? undefined : `${String(delay)} 毫秒`],
    ['之后的退款', textsIn(found, 'nextRefunds').join('、')],
  );
}

function bureau(found: Fields): HTMLElement {
  const shifts = fieldsOf(found)['priceShifts'];
  const fens: readonly unknown[] = Array.isArray(shifts) ? shifts : [];
  const failures = listIn(found, 'failures');
  return facts(
    ['授权有效', `${String((numberIn(found, 'authorisationLifeMs') ?? 0) / MINUTE_MS)} 分钟`],
    [
      '之后的失败',
      failures.map((one) => `${textIn(one, 'at')} ${textIn(one, 'why')}`.trim()).join('、'),
    ],
    [
      '之后的核价差额',
      fens.map((fen) => yuan(typeof fen === 'number' ? fen : undefined)).join('、'),
    ],
  );
}

export function medinsPanel(): Panel {
  const after = (): void => void live.refresh();
  const live = new Live(
    'medins-levers',
    async () => fieldsOf(await get('/medins')),
    (found) =>
      'wechatpay' in found
        ? [
            el('h3', {}, '微信支付'),
            wechatpay(part(found, 'wechatpay')),
            el('h3', {}, '医保局'),
            bureau(part(found, 'bureau')),
          ]
        : [nothing('没有 2.0', '这个沙箱没有微信支付。')],
  );
  return {
    name: 'medins',
    title: '医保 2.0',
    draw: (place) =>
      redraw(
        place,
        section('已设置', live.element),
        ...wechatpayForms(after),
        ...bureauForms(after),
      ),
    refresh: () => live.refresh(),
  };
}
