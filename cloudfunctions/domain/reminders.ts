/** The kinds of messages that a person may ask for; each is sent once and only to whom it concerns. */
export const REMINDER_KINDS = ['bill-due', 'paid', 'refunded', 'visit', 'bind-card'] as const;

export type ReminderKind = (typeof REMINDER_KINDS)[number];
