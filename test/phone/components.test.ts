/**
 * @jest-environment jsdom
 *
 * The phone's own components: props in, events out.
 */
import { rmSync } from 'node:fs';
import { prepareComponents, renderComponent } from '../support/phone-components';

let folder = '';

beforeAll(() => {
  folder = prepareComponents();
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const items = Array.from({ length: 7 }, (_, index) => ({
  key: String(index),
  name: `项目${String(index)}`,
  detail: '',
  yuan: '1.00',
  aria: '',
}));

it('folds the items of a bill after five, and unfolds them on a tap', async () => {
  const labels = { moreText: '展开全部 7 项', lessText: '收起' };
  const list = renderComponent(folder, 'bill-items', { items, ...labels });
  expect(list.count('.item')).toBe(5);
  expect(list.text()).toContain('展开全部7项');
  await list.tap('.item__more');
  expect(list.count('.item')).toBe(7);
  expect(list.text()).toContain('收起');
  await list.tap('.item__more');
  expect(list.count('.item')).toBe(5);
});

it('needs no unfolding for five items', () => {
  const list = renderComponent(folder, 'bill-items', { items: items.slice(0, 5) });
  expect(list.count('.item')).toBe(5);
  expect(list.has('.item__more')).toBe(false);
});

it('shows the yuan as it was given', () => {
  const amount = renderComponent(folder, 'amount', { yuan: '1234.56', size: 'huge' });
  expect(amount.text()).toBe('¥1234.56');
  expect(amount.has('.amount--huge')).toBe(true);
});

it('shows every row of a split, with its note', () => {
  const row = { aria: '', level: 1, strong: false };
  const rows = [
    { ...row, key: 'total', label: '费用合计', yuan: '10.00' },
    { ...row, key: 'cash', label: '自费', yuan: '3.00', strong: true },
  ];
  const table = renderComponent(folder, 'split-table', { rows, note: '付款时算定' });
  expect(table.text()).toBe('费用合计¥10.00自费¥3.00付款时算定');
  expect(table.count('.split__row--strong')).toBe(1);
});

it('tells which choice was tapped, and marks the chosen one', async () => {
  const choices = [
    { key: 'insurance', title: '医保支付', hint: '先用医保' },
    { key: 'cash', title: '自费支付' },
  ];
  const list = renderComponent(folder, 'choice-list', { choices, chosen: 'insurance' }, ['choose']);
  expect(list.count('.choice')).toBe(2);
  expect(list.count('.choice--on')).toBe(1);
  await list.tap('.choice--on');
  expect(list.events).toEqual([{ name: 'choose', detail: { key: 'insurance' } }]);
});

it.each([
  ['empty', { kind: 'empty', title: '没有账单', text: '可能要等' }, '没有账单可能要等'],
  ['error', { kind: 'error', title: '连不上', text: '请再试', action: '重试' }, '连不上请再试重试'],
])('says the state of a page: %s', (_kind, panel, text) => {
  const state = renderComponent(folder, 'state-panel', { panel });
  expect(state.text()).toBe(text);
});

it('shows grey shapes while a page is loading', () => {
  const panel = { kind: 'loading', title: '正在加载' };
  const state = renderComponent(folder, 'state-panel', { panel });
  expect(state.text()).toBe('');
});

it('offers a person to call on a panel', () => {
  const panel = { kind: 'offline', title: '没网', text: '', action: '重试', call: '打电话' };
  const state = renderComponent(folder, 'state-panel', { panel });
  expect(state.text()).toBe('没网重试打电话');
});

it('calls only where there is a number', async () => {
  const help = renderComponent(folder, 'help-card', { title: '帮忙', phone: '' }, ['call']);
  await help.tap('.help');
  expect(help.events).toEqual([]);
  help.set({ phone: '0755-1' });
  await help.tap('.help');
  expect(help.events).toHaveLength(1);
});

it('opens the bill from anywhere on its card', async () => {
  const bill = { billId: 'b1', title: '门诊费用', yuan: '1.00', tag: '待缴费', action: '去缴费' };
  const card = renderComponent(folder, 'bill-card', { bill }, ['open']);
  expect(card.text()).toContain('门诊费用待缴费');
  await card.tap('.bill');
  expect(card.events).toHaveLength(1);
});

it('offers to make a patient the default only when it is not', async () => {
  const words = {
    isDefault: '默认',
    makeDefault: '设为默认',
    remove: '删除',
    cashOnly: '只能自费',
  };
  const patient = {
    patientId: 'p1',
    name: '张*国',
    card: '就诊卡',
    isDefault: true,
    cashOnly: false,
  };
  const events = ['makedefault', 'remove'];
  const card = renderComponent(folder, 'patient-card', { patient, words }, events);
  expect(card.text()).toBe('张*国默认就诊卡删除');
  await card.tap('.acts__one--bad');
  card.set({ patient: { ...patient, isDefault: false, cashOnly: true } });
  expect(card.text()).toBe('张*国只能自费就诊卡设为默认删除');
  await card.tap('.acts__one');
  expect(card.events.map(({ name }) => name)).toEqual(['remove', 'makedefault']);
});

it('shows the result’s state, and a wait without an icon', () => {
  const head = renderComponent(folder, 'result-head', {
    state: 'paid',
    tone: 'ok',
    title: '已支付',
    text: '医院已收到',
    yuan: '70.00',
  });
  expect(head.text()).toBe('已支付¥70.00医院已收到');
  expect(head.has('.head--ok')).toBe(true);
});

it('shows how far a refund is, what goes back, and when it arrives', () => {
  const step = { time: '', aria: '', icon: 'circle' };
  const progress = {
    state: 'going',
    title: '退费进度',
    steps: [
      { ...step, key: 'asked', title: '已申请', time: '10:06', state: 'done' },
      { ...step, key: 'going', title: '退费中', state: 'now' },
      { ...step, key: 'returned', title: '已退回', state: 'todo' },
    ],
    parts: [{ key: 'cash', label: '自费部分', hint: '原路退回', yuan: '70.00', aria: '' }],
    note: '以到账通知为准',
  };
  const card = renderComponent(folder, 'refund-progress', { progress });
  expect(card.text()).toContain('退费进度已申请10:06退费中已退回');
  expect(card.text()).toContain('自费部分原路退回¥70.00');
  expect(card.text()).toContain('以到账通知为准');
  expect(card.count('.step')).toBe(3);
  expect(card.count('.step--now')).toBe(1);
});

it('opens the order from anywhere on its card', async () => {
  const order = {
    title: '门诊费用',
    patient: '张*国',
    yuan: '1.00',
    tag: '退费中',
    parts: ['自费'],
  };
  const card = renderComponent(folder, 'order-card', { order }, ['open']);
  expect(card.text()).toContain('门诊费用退费中张*国¥1.00自费');
  await card.tap('.order');
  expect(card.events).toHaveLength(1);
});
