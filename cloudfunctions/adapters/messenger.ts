/**
 * The Messenger port on WeChat's subscribe messages (subscribeMessage.send, through the cloud). What a
 * number means is decided here: some are a no for good, everything else may or may not have arrived and
 * is never sent again.
 */
import { REMINDER_WORDS } from '../domain/reminder-words';
import type { ReminderKind } from '../domain/reminders';
import type { Log } from '../ports/log';
import type { Message, Messenger } from '../ports/messenger';
import type { Pause } from '../ports/pause';
import { sendSubscribeMessage, type SubscribeMessage } from './cloud-store/subscribe-message';

/** A kind's template: its number, and what its fields are called, by our words. */
export interface MessageTemplate {
  readonly templateId: string;
  readonly words: Readonly<Partial<Record<string, string>>>;
}

export type MessageTemplates = Readonly<Partial<Record<ReminderKind, MessageTemplate>>>;

/** Nobody asked for it (43101); no such person (40003). */
const NO = new Set([43101, 40003]);
/** The template does not fit or is not there, the function may not send: a person must mend it. */
const MISCONFIGURED = new Set([47003, 40037, 41030, -604101]);
/** The SDK's own limit is shorter. */
const LONGEST_MS = 6_000;

function messageFor(message: Message, template: MessageTemplate): SubscribeMessage {
  const { to, kind, page, words } = message;
  const named = REMINDER_WORDS[kind].flatMap((name, at) => {
    const field = template.words[name];
    const value = words[at];
    return field === undefined || value === undefined ? [] : [[field, { value }] as const];
  });
  const { templateId } = template;
  return { touser: to, templateId, page, data: Object.fromEntries(named) };
}

export function cloudMessenger(templates: MessageTemplates, log: Log, pause: Pause): Messenger {
  return {
    send: async (message) => {
      const template = templates[message.kind];
      if (template === undefined) return 'refused';
      const outOfTime = pause.wait(LONGEST_MS).then(() => undefined);
      const sending = sendSubscribeMessage(messageFor(message, template));
      const code = await Promise.race([sending, outOfTime]);
      if (code === 0) return 'sent';
      const fields = { action: message.kind, code: code === undefined ? 'none' : String(code) };
      if (code === undefined || !(NO.has(code) || MISCONFIGURED.has(code))) {
        log.warn('message.unknown', fields);
        return 'unknown';
      }
      if (MISCONFIGURED.has(code)) log.alarm('message.misconfigured', fields);
      else log.info('message.refused', fields);
      return 'refused';
    },
  };
}
