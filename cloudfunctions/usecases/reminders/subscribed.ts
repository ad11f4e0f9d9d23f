/**
 * The person said yes to messages: one more of each kind, as WeChat counts them. The yes counts for
 * this side only; WeChat refuses what it knows nothing of.
 */
import type { OpenId } from '../../domain/ids';
import type { ReminderKind } from '../../domain/reminders';
import type { ReminderStore } from '../../ports/reminder-store';
import type { Base } from '../deps';

export async function subscribed(
  deps: Pick<Base, 'hospital'> & { readonly reminders: Pick<ReminderStore, 'allow'> },
  owner: OpenId,
  kinds: readonly ReminderKind[],
): Promise<Record<string, never>> {
  await deps.reminders.allow(deps.hospital.id, owner, [...new Set(kinds)]);
  return {};
}
