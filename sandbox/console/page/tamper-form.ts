/** Sending an altered copy of a notice, and what its receiver answered. */

import { post } from './api';
import { choice, el, field, input, section, setChoices } from './dom';
import { part, textIn } from './read';
import { lever, say } from './toast';

const SIGNS = [
  ['wrong', '签名错误'],
  ['right', '重新正确签名'],
  ['keep', '保留原签名'],
  ['none', '去掉签名'],
] as const;
/** WeChat Pay's own way of trying whether signatures are checked. */
const PROBE = ['probe', 'SIGNTEST 探测'] as const;

/** Says what the receiver answered. */
export async function delivered(answer: Promise<unknown>): Promise<void> {
  const delivery = part(await answer, 'delivery');
  if (textIn(delivery, 'outcome') === 'accepted') say('对方已接收');
  else say(`对方没有接收：${textIn(delivery, 'reason')}`, 'bad');
}

/** `party` is where notices are sent from: `payinsurance` (1.0) or `wechatpay` (2.0). */
export function tamperForm(
  party: () => string,
  after: () => void,
): {
  readonly element: HTMLElement;
  readonly choose: (id: string) => void;
} {
  let chosen = '';
  const name = input({ testid: 'tamper-name', value: 'total_fee' });
  const value = input({ testid: 'tamper-value', value: '1' });
  const sign = choice('tamper-sign', SIGNS);
  const which = el('p', { class: 'hint' });
  const copy = () => ({
    id: chosen,
    set: { [name.value.trim()]: value.value },
    sign: sign.value,
  });
  const send = lever({
    ...{ text: '发送篡改后的副本', said: '副本已发出', after },
    ...{ tone: 'danger', testid: 'tamper-send' },
    act: () => delivered(post(`/${party()}/notices/tamper`, copy())),
  });
  const fields = [field('字段', name), field('改为', value), field('签名', sign)];
  const element = section(
    '篡改通知',
    which,
    el('div', { class: 'toolbar' }, ...fields, send),
    el('p', { class: 'hint' }, '队列里的通知不变；发出去的只是一份改过的副本。'),
  );
  element.hidden = true;
  return {
    element,
    choose: (id) => {
      chosen = id;
      setChoices(sign, party() === 'wechatpay' ? [...SIGNS, PROBE] : SIGNS);
      which.textContent = `通知 ${id}`;
      element.hidden = false;
      name.focus();
      element.scrollIntoView({ block: 'nearest' });
    },
  };
}
