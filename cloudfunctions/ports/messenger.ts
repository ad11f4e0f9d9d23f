/** Subscribe messages of WeChat. */
import type { OpenId } from '../domain/ids';
import type { ReminderKind } from '../domain/reminders';

export interface Message {
  readonly to: OpenId;
  readonly kind: ReminderKind;
  /** Of the mini program, opened by a tap. */
  readonly page: string;
  /** Words of the template, in its order; no names, no diagnoses. */
  readonly words: readonly string[];
}

export interface Messenger {
  /** refused: for good, nobody waits for it (43101, or no template). unknown: nobody can tell. */
  send(message: Message): Promise<'sent' | 'refused' | 'unknown'>;
}
