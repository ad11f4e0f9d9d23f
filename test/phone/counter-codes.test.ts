/**
 * What a clerk reads for each return code of 一码付 (one-code specification V1.0 §1.7): every number of the
 * catalogue has its sentence and the one who acts, and both reach the page.
 */
import { RETURN_CODES } from '../../cloudfunctions/channels/onecode/return-codes';
import { codes as english } from '../../miniprogram/packages/staff/i18n/en/codes';
import { codes, codeWho } from '../../miniprogram/packages/staff/i18n/zh-cn/codes';
import { CODE_ACTORS } from '../../miniprogram/packages/staff/services/return-codes';
import { overOrder, counterSplit } from '../support/counter-phone-answers';
import { accepted } from '../support/fake-wx';
import { openStaffPage } from '../support/staff-phone';
import { AT } from '../support/staff-phone-answers';

const sorted = (keys: Iterable<string>): string[] => [...keys].sort();
const numbers = RETURN_CODES.map(({ code }) => String(code));

beforeEach(() => {
  jest.useFakeTimers({ now: AT });
});

afterEach(() => {
  jest.useRealTimers();
});

it('are those of the catalogue, in both languages', () => {
  expect(numbers.length).toBeGreaterThan(30);
  expect(sorted(Object.keys(codes))).toEqual(sorted(numbers));
  expect(sorted(Object.keys(english))).toEqual(sorted(numbers));
});

it('name the same one who acts', () => {
  const acting = RETURN_CODES.map(({ code, whoActs }) => [String(code), whoActs]);
  expect(CODE_ACTORS).toEqual(Object.fromEntries(acting));
});

it('always say that nothing was charged', () => {
  const silent = Object.entries(codes).filter(([, { text }]) => !text.includes('没有扣款'));
  expect(silent).toEqual([]);
});

it.each(RETURN_CODES)('$code is said on the page of a payment that is over', async (entry) => {
  const said = Object.entries(codes).find(([key]) => key === String(entry.code))?.[1];
  const code = `onecode ${String(entry.code)}`;
  const order = { ...overOrder, reason: entry.reason, code };
  const options = { query: { orderNo: order.orderNo } };
  const { page } = await openStaffPage('counter-pay', { confirm: accepted({ order }) }, options);
  expect(page.data['pay']).toMatchObject({
    head: { stage: 'over', title: '没有收款' },
    whyTitle: '没有收成的原因',
    why: {
      title: said?.title,
      lines: [said?.text],
      who: codeWho[entry.whoActs],
      number: `代码 ${String(entry.code)}`,
    },
  });
});

it.each(RETURN_CODES)('$code is said before anything is charged', async (entry) => {
  const said = Object.entries(codes).find(([key]) => key === String(entry.code))?.[1];
  const oneCode = {
    state: 'unavailable',
    reason: entry.reason,
    code: `onecode ${String(entry.code)}`,
  };
  const opened = await openStaffPage(
    'counter',
    {
      counters: accepted({
        enabled: true,
        first: 'insurance',
        counters: [{ counterNo: 'W01', name: '1号窗口' }],
      }),
      quote: accepted({ quote: { split: counterSplit, oneCode } }),
    },
    { scan: '3300000000000000000000000001' },
  );
  await opened.run('onScan');
  expect(opened.page.data).toMatchObject({
    canCharge: false,
    again: true,
    quoted: { code: { tone: 'bad', title: said?.title, who: codeWho[entry.whoActs] } },
  });
});

it('a number that is not listed is shown with the words of its reason', async () => {
  const order = { ...overOrder, reason: 'one-code-refused', code: 'onecode 500999' };
  const options = { query: { orderNo: order.orderNo } };
  const { page } = await openStaffPage('counter-pay', { confirm: accepted({ order }) }, options);
  expect(page.data['pay']).toMatchObject({
    why: { title: '一码付没有受理', who: '', number: '代码 500999' },
  });
});
