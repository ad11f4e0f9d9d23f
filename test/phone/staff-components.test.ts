/**
 * @jest-environment jsdom
 *
 * The staff's own components: every example is drawn, and what is tapped is told.
 */
import { rmSync } from 'node:fs';
import { renderComponent } from '../support/phone-components';
import {
  examplesOf,
  prepareStaffComponents,
  staffComponents,
} from '../support/staff-phone-components';

let folder = '';

beforeAll(() => {
  folder = prepareStaffComponents();
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const example = (name: string, at = 0): Record<string, unknown> => {
  const found = examplesOf(name)[at];
  if (found === undefined) throw new Error(`${name} has no example ${String(at)}`);
  return found.props;
};

const SHOWN: Readonly<Record<string, readonly string[]>> = {
  'audit-line': ['办理退费11月21日10:20刘收费订单YB0001·自费¥40.00医保¥0.00'],
  'books-table': ['收款支付平台12345.60本系统12345.60医院12245.60'],
  'case-card': ['自费退回到医院账户订单合计¥100.00内科门诊费用·张*国'],
  'case-form': ['CHANGE10000', '1登录微信支付商户平台', '实际退回的金额和应退的不同'],
  'charge-bill': ['内科门诊费用¥424.00内科·09:00开单'],
  'check-row': ['支付订单至少20·已有13还差7'],
  'code-card': ['王收费的邀请码K7MP4XQ2'],
  'code-state': ['一码付可以用微信支付·账户张*国'],
  'day-card': ['2025-11-20账平收款¥12345.60退费¥100.00已完成11月21日09:10'],
  'difference-card': ['已收款，医院没有入账（医院收款）未处理订单YB0001', '怎么办系统会再请'],
  'due-sum': ['应收自费¥100.00'],
  'fact-rows': ['订单号20251121100001ABCDEF', '医院入账医院已入账'],
  'figure-card': ['收款¥12345.6086笔自费¥4345.60医保¥8000.00'],
  'history-list': ['已收款11月21日10:05·系统', '退费已登记'],
  'member-row': ['刘收费收费员11月20日09:00加入停用'],
  'moment-field': ['2025-11-21'],
  'open-row': ['张*国¥100.00正在扣款，请患者在手机上确认'],
  'order-detail': ['内科门诊费用已收款张*国¥424.00', '办理退费', '办理经过'],
  'order-line': ['内科门诊费用已收款张*国·11月21日10:05¥424.00YB0001'],
  'request-card': ['手术费用¥5000.00', '同意退费', '不同意'],
  'search-bar': ['查询'],
  'second-look': [],
  'stage-head': ['正在扣款，请患者在手机上确认自费部分¥100.00'],
  'tab-row': ['全部待确认已收款有退费'],
  'tender-form': ['现金银行卡其他请选收款方式', '请填写收据号', '已收¥100.00'],
  'toggle-row': ['自费，不用医保'],
  'work-row': ['待处理收退款异常、退费复核3'],
};

it('each has examples, and each example is drawn', () => {
  expect(staffComponents()).toEqual(Object.keys(SHOWN).sort());
  for (const name of staffComponents()) {
    for (const [at, { props }] of examplesOf(name).entries()) {
      const drawn = renderComponent(folder, name, props).text();
      if (at === 0) for (const text of SHOWN[name] ?? []) expect(drawn).toContain(text);
    }
  }
});

it.each([
  ['figure-card', '.figure', 'open'],
  ['work-row', '.work', 'open'],
  ['order-line', '.line', 'open'],
  ['case-card', '.case', 'open'],
  ['day-card', '.day', 'open'],
  ['open-row', '.open', 'open'],
  ['charge-bill', '.bill', 'toggle'],
  ['toggle-row', '.toggle', 'toggle'],
  ['search-bar', '.search__go', 'go'],
  ['search-bar', '.search__scan', 'scan'],
])('%s tells that it was tapped at %s', async (name, selector, event) => {
  const drawn = renderComponent(folder, name, example(name), [event]);
  await drawn.tap(selector);
  expect(drawn.events.map((each) => each.name)).toEqual([event]);
});

it('a figure that leads nowhere says nothing', async () => {
  const drawn = renderComponent(
    folder,
    'figure-card',
    {
      ...example('figure-card'),
      tappable: false,
    },
    ['open'],
  );
  await drawn.tap('.figure');
  expect(drawn.events).toEqual([]);
});

it('tabs tell the key, and mark the chosen one', async () => {
  const tabs = renderComponent(folder, 'tab-row', example('tab-row'), ['choose']);
  expect(tabs.count('.tab--on')).toBe(1);
  await tabs.tap('.tab');
  expect(tabs.events).toEqual([{ name: 'choose', detail: { key: 'all' } }]);
});

it('numbers can be copied, words cannot', async () => {
  const rows = renderComponent(folder, 'fact-rows', example('fact-rows'), ['copy']);
  expect(rows.count('.fact__copy')).toBe(1);
  await rows.tap('.fact__copy');
  expect(rows.events).toEqual([{ name: 'copy', detail: { value: '20251121100001ABCDEF' } }]);
});

it('an order offers a refund, or says what needs a person', () => {
  const [paid, review] = [0, 1].map((at) =>
    renderComponent(folder, 'order-detail', example('order-detail', at)).text(),
  );
  expect(paid).toContain('办理退费');
  expect(paid).not.toContain('需要处理');
  expect(review).not.toContain('办理退费');
  expect(review).toContain('需要处理·自费退回到医院账户');
  expect(review).toContain('支付平台退费中');
});

it('marks the row in which the books differ', () => {
  const table = renderComponent(folder, 'books-table', example('books-table'));
  expect(table.count('.books__row--differs')).toBe(2);
});

it('a case keeps what is chosen and asks for sums only then', async () => {
  const form = renderComponent(folder, 'case-form', example('case-form'), ['submit']);
  expect(form.text()).not.toContain('实际退回的自费');
  await form.tap('.check');
  expect(form.text()).toContain('实际退回的自费（元）');
  expect(form.count('.check__box--on')).toBe(1);
});

it('says what is wrong with a case where it is wrong', () => {
  const form = renderComponent(folder, 'case-form', example('case-form', 1));
  expect(form.text()).toContain('请先选一项');
  expect(form.text()).toContain('请填写这一项');
});

it('who asked for a refund is not offered to agree', () => {
  const own = renderComponent(folder, 'request-card', example('request-card', 1)).text();
  expect(own).not.toContain('同意退费');
  expect(own).toContain('撤回申请');
});

it('a difference that was dealt with asks nothing more', () => {
  const dealt = renderComponent(folder, 'difference-card', example('difference-card', 1)).text();
  expect(dealt).toContain('窗口已补入账');
  expect(dealt).not.toContain('标记已处理');
});

it('whoever is named in the settings cannot be shut out', () => {
  const fixed = renderComponent(folder, 'member-row', example('member-row', 1)).text();
  expect(fixed).toContain('系统设定');
  expect(fixed).not.toContain('停用');
});
