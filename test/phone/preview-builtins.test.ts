import { bootInJsdom, type JsdomPhone } from '../support/preview-jsdom';
import { fixtureBundle } from '../support/preview-fixture';

let bundle = '';
let phone: JsdomPhone;

beforeAll(async () => {
  bundle = await fixtureBundle();
}, 60_000);

beforeEach(async () => {
  phone = await bootInJsdom({
    bundle,
    openid: 'oTest',
    callFunction: () => Promise.resolve(null),
    search: 'path=/pages/builtins/builtins',
  });
  journal();
});

afterEach(() => {
  phone.close();
});

function journal(): string[] {
  const lines: unknown = Reflect.get(phone.window, 'journal');
  return Array.isArray(lines) ? lines.splice(0).map(String) : [];
}

function setData(data: object): Promise<void> {
  const page = phone.preview.instances()[0] ?? {};
  const set: unknown = Reflect.get(page, 'setData');
  if (typeof set === 'function') Reflect.apply(set, page, [data]);
  return phone.settle();
}

it('collects a form', async () => {
  await phone.type('name', '张三');
  await phone.tap('switch');
  await phone.tap('radio-b');
  journal();
  await phone.tap('submit');
  expect(journal()).toEqual(['submit {"name":"张三","note":"备注","on":true,"way":"b","area":0}']);
  await phone.tap('reset');
  await phone.tap('submit');
  expect(journal()).toEqual(['reset', 'submit {"name":"","note":"","on":false,"way":"","area":0}']);
});

it('chooses one of a radio group and any of a checkbox group', async () => {
  await phone.tap('radio-b');
  await phone.tap('radio-b');
  await phone.tap('check-x');
  await phone.tap('check-y');
  expect(journal()).toEqual(['radio "b"', 'checkbox ["x"]']);
  expect(phone.one('radio-a').getAttribute('aria-checked')).toBe('false');
  expect(phone.one('check-y').getAttribute('aria-checked')).toBe('false');
});

it('lets a label stand for what is in it', async () => {
  await phone.tap('label-b');
  expect(journal()).toEqual(['radio "b"']);
  await phone.tap('label');
  expect(phone.window.document.activeElement).toBe(phone.one('name').querySelector('input'));
});

it('types, confirms and leaves', async () => {
  const field = phone.one('name').querySelector('input');
  if (field === null) throw new Error('no field');
  expect(field.maxLength).toBe(6);
  expect(field.enterKeyHint).toBe('search');
  expect(phone.one('name').querySelector('.wx-placeholder')?.className).toContain('hint');
  await phone.type('name', '李四');
  field.dispatchEvent(new phone.window.KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  expect(journal()).toEqual(['focus', 'confirm 李四', 'blur']);
});

it('picks from a list and a calendar', async () => {
  await phone.tap('picker');
  const select = phone.one('wx-picker-field') as HTMLSelectElement;
  expect([...select.options].map((option) => option.text)).toEqual(['东院', '西院']);
  select.value = '1';
  await phone.tap('wx-picker-confirm');
  await phone.tap('date');
  const date = phone.one('wx-picker-field') as HTMLInputElement;
  expect(date.min).toBe('2020-01-01');
  date.value = '2026-03-01';
  await phone.tap('wx-picker-confirm');
  await phone.tap('date');
  await phone.tap('wx-picker-cancel');
  expect(journal()).toEqual(['picker 1', 'date "2026-03-01"', 'date undefined']);
});

it('takes no tap on a disabled button', async () => {
  await phone.tap('disabled');
  expect(journal()).toEqual([]);
  expect(phone.one('disabled').getAttribute('aria-disabled')).toBe('true');
});

it('shows pictures of the project and of this server only', async () => {
  const picture = () => phone.one('remote').querySelector('img');
  expect(phone.one('local').querySelector('img')?.src).toBe(
    'http://127.0.0.1/phone/assets/images/dot.png',
  );
  const before = picture()?.src;
  await setData({ remote: 'https://example.com/a.png' });
  expect(picture()?.src).toBe(before);
  expect(journal()).toEqual(['remote undefined']);
  expect(phone.preview.errors.join()).toContain('https://example.com/a.png would be loaded');
});

it('shows rich text without anything that could run', () => {
  const rich = phone.one('rich').firstElementChild;
  expect(rich?.innerHTML).toBe('<p class="x">甲<span>boom()</span><b>乙</b></p>');
});

it('shows progress, hides what is hidden, and leads on by navigator', async () => {
  expect(phone.one('progress').getAttribute('aria-valuenow')).toBe('30');
  expect(phone.one('hidden').hidden).toBe(true);
  await setData({ hidden: false });
  expect(phone.one('hidden').hidden).toBe(false);
  await phone.tap('navigator');
  expect(phone.preview.pages().at(-1)).toBe('packages/staff/pages/desk/desk');
});

it('plays an exported animation', async () => {
  await phone.tap('mover');
  expect(phone.one('mover').style.transform).toBe('translateX(30px)');
  expect(phone.one('mover').style.opacity).toBe('0.5');
});
