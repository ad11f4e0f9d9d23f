/**
 * Asking the person for messages (WeChat's subscribe messages), each good for one message. Only from a
 * tap, and in its own task: WeChat refuses a later question. Nothing here keeps anybody from paying:
 * a refusal, a failure and a template that is not there all end the same way.
 */
import type { Functions } from '../../cloudfunctions/contract/types';
import { call } from './api';
import { within } from './clock';
import { DecodeError, maybe, record, text } from './decode';
import { readStored, writeStored } from './storage';

export type ReminderKind = Functions['clinic']['subscribed']['in']['kinds'][number];
export type Templates = Functions['clinic']['home']['out']['templates'];

const KEY = 'templates';
/** WeChat takes three questions at once. */
const MOST = 3;
/** The question lies over the page: reading it takes its time, but not for ever. */
const PATIENCE_MS = 60_000;

const decodeTemplates = record<Templates>({
  'bill-due': maybe(text),
  paid: maybe(text),
  refunded: maybe(text),
  visit: maybe(text),
  'bind-card': maybe(text),
});

/** As the home page heard them. A phone that keeps nothing asks for nothing. */
export function rememberTemplates(templates: Templates): boolean {
  try {
    writeStored(KEY, templates);
    return true;
  } catch {
    return false;
  }
}

function knownTemplates(): Templates {
  try {
    return decodeTemplates(readStored(KEY) ?? {});
  } catch (error) {
    if (error instanceof DecodeError) return {};
    throw error;
  }
}

interface Question {
  readonly kind: ReminderKind;
  readonly template: string;
}

function questions(kinds: readonly ReminderKind[]): Question[] {
  const templates = knownTemplates();
  const known = kinds.flatMap((kind) => {
    const template = templates[kind];
    return template === undefined || template === '' ? [] : [{ kind, template }];
  });
  return known.slice(0, MOST);
}

/** Whether asking for any of these makes sense here. */
export function canRemind(kinds: readonly ReminderKind[]): boolean {
  return wx.canIUse('requestSubscribeMessage') && questions(kinds).length > 0;
}

function ask(asked: readonly Question[]): Promise<ReminderKind[]> {
  return new Promise((resolve) => {
    wx.requestSubscribeMessage({
      tmplIds: asked.map(({ template }) => template),
      success: (answer) => {
        const said: Readonly<Record<string, unknown>> = { ...answer };
        const yes = asked.filter(({ template }) => /^accept/.test(String(said[template])));
        resolve(yes.map(({ kind }) => kind));
      },
      fail: () => resolve([]),
    });
  });
}

/**
 * Asks for messages of these kinds and tells the server which were wanted. Must be called in the tap's
 * own task. Resolves once the person has answered, with what was accepted; never throws.
 */
export async function askReminders(
  kinds: readonly ReminderKind[],
): Promise<readonly ReminderKind[]> {
  if (!canRemind(kinds)) return [];
  const accepted = await within<ReminderKind[]>(PATIENCE_MS, ask(questions(kinds)), () => []);
  // Not heard means no message, which the person was promised by nobody: paying goes on.
  if (accepted.length > 0) void call('clinic', 'subscribed', { kinds: accepted });
  return accepted;
}
