/**
 * @jest-environment jsdom
 *
 * The parts of the pages around prescriptions, deposits, orders and patients: props in, events out.
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

it('opens from anywhere on a tile', async () => {
  const props = { title: '挂号', hint: '选科室', tone: 'main' };
  const tile = renderComponent(folder, 'entry-tile', props, ['open']);
  expect(tile.text()).toBe('挂号选科室');
  expect(tile.has('.tile--main')).toBe(true);
  await tile.tap('.tile');
  expect(tile.events).toHaveLength(1);
});

it('ticks a bill without opening it, opens it without ticking, and pays', async () => {
  const row = { billId: 'b1', title: '西药费', when: '今天', yuan: '1.00', picked: true };
  const together = { rows: [row], hint: '一起付', yuan: '1.00', payText: '缴费', payable: true };
  const events = ['toggle', 'open', 'pay'];
  const bills = renderComponent(folder, 'visit-bills', { together }, events);
  expect(bills.text()).toBe('西药费今天¥1.00一起付¥1.00缴费');
  expect(bills.count('.one__tick--on')).toBe(1);
  await bills.tap('.one__tick');
  await bills.tap('.one__bill');
  bills.set({ together: { ...together, rows: [{ ...row, picked: false }] } });
  expect(bills.count('.one__tick--on')).toBe(0);
  expect(bills.events).toEqual([
    { name: 'toggle', detail: { billId: 'b1' } },
    { name: 'open', detail: { billId: 'b1' } },
  ]);
});

it('tells which tab was tapped, and marks the chosen one', async () => {
  const tabs = [
    { key: 'all', title: '全部' },
    { key: 'open', title: '待付' },
  ];
  const list = renderComponent(folder, 'filter-tabs', { tabs, chosen: 'open' }, ['choose']);
  expect(list.text()).toBe('全部待付');
  expect(list.count('.tab--on')).toBe(1);
  await list.tap('.tab');
  expect(list.events).toEqual([{ name: 'choose', detail: { key: 'all' } }]);
});

it('shows what happened, the last step standing out', () => {
  const rows = [
    { key: '0', title: '已下单', time: '10:00', tone: 'plain', aria: '' },
    { key: '1', title: '已退费', time: '11:00', tone: 'back', aria: '' },
  ];
  const timeline = renderComponent(folder, 'order-timeline', { title: '办理过程', rows });
  expect(timeline.text()).toBe('办理过程已下单10:00已退费11:00');
  expect([timeline.count('.step--last'), timeline.count('.step--back')]).toEqual([1, 1]);
});

it('copies the number that it shows', async () => {
  const props = { label: '票据号码', value: '0012', copyLabel: '复制' };
  const row = renderComponent(folder, 'copy-row', props, ['copy']);
  expect(row.text()).toBe('票据号码0012复制');
  await row.tap('.copy__button');
  expect(row.events).toEqual([{ name: 'copy', detail: { value: '0012' } }]);
});

it('tells which sum was chosen', async () => {
  const chips = [
    { yuan: '500', aria: '' },
    { yuan: '1000', aria: '' },
  ];
  const list = renderComponent(folder, 'amount-chips', { chips, chosen: '1000' }, ['choose']);
  expect(list.text()).toBe('¥500¥1000');
  expect(list.count('.chip--on')).toBe(1);
  await list.tap('.chip');
  expect(list.events).toEqual([{ name: 'choose', detail: { yuan: '500' } }]);
});

it('opens the order of a top-up', async () => {
  const row = { title: '今天充值', word: '退款中', state: 'going', yuan: '3.20' };
  const up = renderComponent(folder, 'top-up-row', { row }, ['open']);
  expect(up.text()).toBe('今天充值退款中¥3.20');
  await up.tap('.up');
  expect(up.events).toHaveLength(1);
});

it('leads to the insurance card only where it can be used, and says what is missing', async () => {
  const props = { title: '一键添加', text: '由医保核对', action: '暂未开通', open: false };
  const entry = renderComponent(folder, 'card-entry', props, ['go']);
  expect(entry.text()).toBe('一键添加由医保核对暂未开通');
  await entry.tap('.entry');
  expect(entry.events).toEqual([]);
  entry.set({ open: true, action: '去医保核对', error: '请先填写就诊卡号' });
  expect(entry.text()).toBe('一键添加由医保核对请先填写就诊卡号去医保核对');
  await entry.tap('.entry');
  expect(entry.events).toHaveLength(1);
});

it('says a hint under a field until something is wrong', () => {
  const field = renderComponent(folder, 'form-field', { label: '姓名', hint: '空格已去掉' });
  expect(field.text()).toBe('姓名空格已去掉');
  field.set({ error: '请填写姓名' });
  expect(field.text()).toBe('姓名请填写姓名');
});

it('tells which bill a card is of', async () => {
  const card = renderComponent(folder, 'bill-card', { bill: { billId: 'b7' } }, ['open']);
  await card.tap('.bill');
  expect(card.events).toEqual([{ name: 'open', detail: { billId: 'b7' } }]);
});
