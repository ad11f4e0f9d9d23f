/** The hospital's levers that belong to no single bill: issuing one, refusing, the bureau's line. */

import { post } from './api';
import { choice, el, field, input, section, setChoices } from './dom';
import { fieldsOf } from './read';
import { lever } from './toast';

/** Codes with which the hospital may refuse to book, or to hold for a refund. */
const SETTLE_REFUSALS = [
  'BILL_CHANGED',
  'BILL_SETTLED_ELSEWHERE',
  'BILL_EXPIRED',
  'BILL_CANCELLED',
  'BUSY',
  'INTERNAL',
] as const;

const same = (names: readonly string[]) => names.map((name) => [name, name] as const);

/** Issues the story's bill and tells of it, as a hospital does that tells at all. */
const issued = (story: () => string) => async (): Promise<void> => {
  const bill = await post('/his/bills', { scenario: story() });
  const { billId, patientId } = fieldsOf(bill);
  await post('/tell-of-bill', { billId, patientId });
};

export function hospitalForms(after: () => void): {
  readonly element: HTMLElement;
  readonly offer: (stories: readonly string[]) => void;
} {
  const story = choice('bill-story', []);
  const code = choice('settle-refusal', same(SETTLE_REFUSALS));
  const count = input({
    testid: 'settle-refusal-count',
    type: 'number',
    value: '1',
    min: 1,
    max: 1000,
  });
  const refusal = () => ({ code: code.value, count: Number(count.value) });
  const bureau = (down: boolean, text: string, testid: string): HTMLElement =>
    lever({ text, said: text, act: () => post('/his/bureau', { down }), after, testid });
  const issue = lever({
    ...{ text: '开出', said: '新账单已开出', after, tone: 'main', testid: 'bill-issue' },
    act: issued(() => story.value),
  });
  const refuse = lever({
    ...{ text: '拒绝之后的入账', said: '之后的入账会被拒绝', after, testid: 'settle-refuse' },
    act: () => post('/his/refuse-next-settle', refusal()),
  });
  return {
    element: el(
      'div',
      { class: 'pair' },
      section('开账单', el('div', { class: 'toolbar' }, field('故事', story), issue)),
      section(
        '入账',
        el('div', { class: 'toolbar' }, field('拒绝原因', code), field('次数', count), refuse),
      ),
      section(
        '医保局',
        el(
          'div',
          { class: 'toolbar' },
          bureau(true, '医保局断线', 'bureau-down'),
          bureau(false, '医保局恢复', 'bureau-up'),
        ),
        el('p', { class: 'hint' }, '断线时预结算只能自费。'),
      ),
    ),
    offer: (stories) => setChoices(story, same(stories)),
  };
}
