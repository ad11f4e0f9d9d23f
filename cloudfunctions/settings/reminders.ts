/**
 * Templates of subscribe messages by kind: number, and for each of our words the template's name for it
 * (WeChat: thing1, amount2, time3 …). A template may leave words out; it must have one.
 */
import * as z from 'zod';
import { REMINDER_WORDS } from '../domain/reminder-words';
import { REMINDER_KINDS, type ReminderKind } from '../domain/reminders';

const field = z
  .string()
  .regex(/^[a-z_]{2,24}\d{1,2}$/, 'must be a field of the template, such as thing1');

function template(kind: ReminderKind) {
  const words = z.partialRecord(z.enum(REMINDER_WORDS[kind]), field).refine((named) => {
    const fields = Object.values(named);
    return fields.length > 0 && new Set(fields).size === fields.length;
  }, 'must name at least one word, and no field twice');
  return z.strictObject({
    templateId: z.string().regex(/^[0-9A-Za-z_-]{10,64}$/, 'must be the number of a template'),
    words,
  });
}

/** Kinds without a template are never sent, and never asked for. */
export const reminderTemplates = z.strictObject({
  'bill-due': z.exactOptional(template('bill-due')),
  paid: z.exactOptional(template('paid')),
  refunded: z.exactOptional(template('refunded')),
  visit: z.exactOptional(template('visit')),
  'bind-card': z.exactOptional(template('bind-card')),
} satisfies Record<ReminderKind, z.ZodType>);

export type ReminderTemplateSettings = z.output<typeof reminderTemplates>;

/** The kinds that have a template. */
export function configuredKinds(templates: ReminderTemplateSettings): readonly ReminderKind[] {
  return REMINDER_KINDS.filter((kind) => templates[kind] !== undefined);
}
