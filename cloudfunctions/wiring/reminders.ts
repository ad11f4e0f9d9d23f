/**
 * What reminders and the insurance card take: the messenger with the hospital's templates, the service
 * behind the card where there is one, and the actions of `clinic` that lean on them.
 */
import { createInsuranceCards } from '../adapters/insurance-cards';
import { cloudMessenger } from '../adapters/messenger';
import { timerPause } from '../adapters/pause';
import { fetchHttp } from '../adapters/https';
import { clinicValidators as inputs } from '../contract/validators';
import { openId } from '../domain/ids';
import type { ReminderKind } from '../domain/reminders';
import type { Actions } from '../doors/rpc';
import type { InsuranceCards } from '../ports/insurance-cards';
import { configuredKinds } from '../settings/reminders';
import { readInsuranceCardToken } from '../settings/settings';
import { deleteMyData } from '../usecases/delete-my-data';
import { addFromInsuranceCard, insuranceCard } from '../usecases/insurance-card';
import type { ReminderSender } from '../usecases/reminders/send-reminders';
import { subscribed } from '../usecases/reminders/subscribed';
import type { openBase } from './base';

/** The part of a function's base that this takes. */
export type ReminderParts = Pick<
  ReturnType<typeof openBase>,
  'base' | 'his' | 'settings' | 'stores' | 'variables'
>;

/** Template numbers by kind, for the phone to ask with. */
export function reminderTemplateIds({
  settings,
}: Pick<ReminderParts, 'settings'>): Readonly<Partial<Record<ReminderKind, string>>> {
  const { reminders = {} } = settings;
  return Object.fromEntries(
    configuredKinds(reminders).flatMap((kind) => {
      const template = reminders[kind];
      return template === undefined ? [] : [[kind, template.templateId] as const];
    }),
  );
}

/** Kinds worth keeping a message of; to stand beside the stores wherever orders are moved. */
export function reminderKinds({
  settings,
}: Pick<ReminderParts, 'settings'>): readonly ReminderKind[] {
  return configuredKinds(settings.reminders ?? {});
}

/** Throws SettingsError. Nothing where the hospital has no such service. */
export function insuranceCardsOf({
  base,
  settings,
  variables,
}: Pick<ReminderParts, 'base' | 'settings' | 'variables'>): {
  readonly insuranceCards?: InsuranceCards;
} {
  if (settings.insuranceCard === undefined) return {};
  const config = {
    baseUrl: settings.insuranceCard.baseUrl,
    token: readInsuranceCardToken(variables),
    timeoutMs: base.rules.httpTimeoutMs,
  };
  return { insuranceCards: createInsuranceCards(config, { http: fetchHttp, log: base.log }) };
}

/** What `sendReminders` takes. Throws SettingsError. */
export function reminderDeps(parts: ReminderParts): ReminderSender {
  const { base, his, settings, stores } = parts;
  const templates = settings.reminders ?? {};
  return {
    ...base,
    reminders: stores.reminders,
    orders: stores.orders,
    links: stores.links,
    his: his.reader,
    visits: his.visits,
    messenger: cloudMessenger(templates, base.log, timerPause),
    ...insuranceCardsOf(parts),
  };
}

type CareActions = Pick<
  Actions<'clinic'>,
  'subscribed' | 'insuranceCard' | 'addFromInsuranceCard' | 'deleteMyData'
>;

/** To be spread into the actions of `clinic`. Throws SettingsError. */
export function careActions(parts: ReminderParts): CareActions {
  const { base, his, stores } = parts;
  const hospital = { his: his.reader, cards: his.cards };
  const deps = { ...base, ...stores, ...hospital, ...insuranceCardsOf(parts) };
  return {
    subscribed: {
      input: inputs.subscribed,
      run: ({ caller, input }) => subscribed(deps, openId(caller.openId), input.kinds),
    },
    insuranceCard: {
      input: inputs.insuranceCard,
      run: ({ caller, deadline }) => insuranceCard(deps, openId(caller.openId), deadline),
    },
    addFromInsuranceCard: {
      input: inputs.addFromInsuranceCard,
      run: ({ caller, input, deadline }) =>
        addFromInsuranceCard(deps, openId(caller.openId), input, deadline),
    },
    deleteMyData: {
      input: inputs.deleteMyData,
      run: ({ caller }) => deleteMyData(deps, openId(caller.openId)),
    },
  };
}
