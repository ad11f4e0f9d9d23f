/**
 * @jest-environment jsdom
 *
 * The components of registering: props in, events out; every one renders its own examples.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepareComponents, renderComponent } from '../support/phone-components';

let folder = '';

beforeAll(() => {
  folder = prepareComponents();
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Example {
  readonly name: string;
  readonly props: object;
}

function examples(name: string): readonly Example[] {
  const file = join(process.cwd(), 'miniprogram/components', name, 'examples.json');
  return JSON.parse(readFileSync(file, 'utf8')) as Example[];
}

function exampleOf(name: string, index = 0): object {
  const found = examples(name)[index];
  if (found === undefined) throw new Error(`${name} has no example ${String(index)}`);
  return found.props;
}

it.each([
  ['department-row', '呼吸内科'],
  ['doctor-card', '李敏主任医师'],
  ['day-strip', '今天21日有号'],
  ['slot-grid', '08:00–08:30可用医保余3个号'],
  ['countdown', '14:32'],
  ['insurance-hint', '可以用医保'],
  ['ticket-card', '就诊序号A012'],
  ['appointment-card', '去支付并取号'],
])('%s shows its example', (name, text) => {
  expect(examples(name).length).toBeGreaterThan(0);
  expect(renderComponent(folder, name, exampleOf(name)).text()).toContain(text);
});

it.each([
  [3, 3],
  [0, 1],
  [99, 12],
])('draws a skeleton of %d rows as %d, without a word', (rows, cards) => {
  const skeleton = renderComponent(folder, 'skeleton', { rows });
  expect(skeleton.count('.skeleton__card')).toBe(cards);
  expect(skeleton.text()).toBe('');
});

it('stands still for whoever wants less motion', () => {
  const file = join(process.cwd(), 'miniprogram/components/skeleton/skeleton.wxss');
  expect(readFileSync(file, 'utf8')).toMatch(
    /@media \(prefers-reduced-motion: reduce\) \{\s*\.skeleton__bar \{\s*animation: none;/,
  );
});

it('opens a department from anywhere on its row', async () => {
  const row = renderComponent(folder, 'department-row', exampleOf('department-row'), ['open']);
  await row.tap('.department');
  expect(row.events).toHaveLength(1);
});

it('opens a doctor who has places, and no other', async () => {
  const doctor = renderComponent(folder, 'doctor-card', exampleOf('doctor-card'), ['open']);
  await doctor.tap('.doctor');
  doctor.set(exampleOf('doctor-card', 1));
  await doctor.tap('.doctor');
  expect(doctor.events).toHaveLength(1);
  expect(doctor.has('.doctor--full')).toBe(true);
});

it('tells the day, and marks the chosen one', async () => {
  const strip = renderComponent(folder, 'day-strip', exampleOf('day-strip'), ['choose']);
  expect([strip.count('.day'), strip.count('.day--on'), strip.count('.day--full')]).toEqual([
    7, 1, 2,
  ]);
  await strip.tap('.day--full');
  expect(strip.events).toEqual([{ name: 'choose', detail: { day: '2025-11-22' } }]);
});

it('tells the time that has places, and no other', async () => {
  const slots = renderComponent(folder, 'slot-grid', exampleOf('slot-grid'), ['choose']);
  await slots.tap('.slot--full');
  expect(slots.events).toEqual([]);
  await slots.tap('.slot');
  expect(slots.events).toEqual([{ name: 'choose', detail: { slotId: 's1' } }]);
});

it('warns in the last minutes', () => {
  const countdown = renderComponent(folder, 'countdown', exampleOf('countdown'));
  expect(countdown.has('.countdown--urgent')).toBe(false);
  countdown.set(exampleOf('countdown', 1));
  expect(countdown.has('.countdown--urgent')).toBe(true);
});

it('says yes and no of insurance in different colours', () => {
  const hint = renderComponent(folder, 'insurance-hint', exampleOf('insurance-hint'));
  expect(hint.has('.hint--yes')).toBe(true);
  hint.set(exampleOf('insurance-hint', 1));
  expect(hint.has('.hint--yes')).toBe(false);
});

it('offers only what can be done with an appointment', () => {
  const card = renderComponent(folder, 'appointment-card', exampleOf('appointment-card'));
  expect([card.has('.appointment__act'), card.has('.appointment__left')]).toEqual([true, false]);
  const { appointment } = exampleOf('appointment-card') as { appointment: object };
  card.set({
    appointment: { ...appointment, action: '', hint: '', drop: '取消预约' },
    left: '09:41',
  });
  expect([card.has('.appointment__act'), card.has('.appointment__left')]).toEqual([false, true]);
  expect(card.has('.appointment__hint')).toBe(false);
  expect(card.text()).toContain('取消预约');
});
