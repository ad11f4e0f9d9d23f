/** What the functions that hold the payment keys are made of: the base and the channel on top of it. */
import { monotonicMs } from '../adapters/clock';
import { counterService } from '../adapters/counter-service';
import { mutualTls } from '../adapters/mutual-tls';
import { checkPapers } from '../adapters/tls-papers';
import { timerPause } from '../adapters/pause';
import { cloudRefundDesk } from '../adapters/refund-desk';
import type { OneCode } from '../ports/one-code';
import { readCounterTls } from '../settings/settings';
import { AT_COUNTER } from '../usecases/pay-scope';
import { billsOf, channelOf, openChannel, senderOf, type Opened } from './channel';
import { reminderDeps, reminderKinds } from './reminders';

function moverOf(opened: Opened, oneCode?: OneCode) {
  const { base, his, stores } = opened;
  const { channel, ...parts } = channelOf(opened, oneCode);
  const desk = cloudRefundDesk(base.log, timerPause);
  const { refunds, settler, visits } = his;
  const kinds = reminderKinds(opened);
  const hospital = { settler, refunds, visits };
  return { parts, mover: { ...base, ...stores, ...hospital, channel, desk, reminderKinds: kinds } };
}

/** Everything that moves orders along; refunds are sent by the function `refund` alone. */
export function openPayment(name: string) {
  const opened = openChannel(name);
  const { door, his, ids, settings } = opened;
  const { administrators = [] } = settings;
  return { administrators, door, his, ids, ...moverOf(opened) };
}

const COUNTER_TLS = {
  key: 'YIBAO_COUNTER_TLS_KEY',
  certificate: 'YIBAO_COUNTER_TLS_CERT',
  ca: 'YIBAO_COUNTER_TLS_CA',
};

/** The way to the counter service, where the hospital has one. */
function oneCodeOf({ base, settings, variables }: Opened): OneCode | undefined {
  const { onecode } = settings;
  if (onecode === undefined) return undefined;
  const { baseUrl } = onecode.service;
  const { httpTimeoutMs: timeoutMs } = base.rules;
  const papers = readCounterTls(variables);
  checkPapers(papers, COUNTER_TLS);
  const http = mutualTls(papers);
  return counterService({ baseUrl, timeoutMs }, { http, log: base.log, monotonicMs });
}

/** What the clerk at a counter sets in motion: new orders are taken by 一码付. */
export function openCounterParts(name: string) {
  const opened = openChannel(name);
  const { door, his, ids, settings, stores } = opened;
  const { administrators = [], onecode } = settings;
  const oneCode = oneCodeOf(opened);
  const { mover } = moverOf(opened, oneCode);
  const counter =
    onecode === undefined || oneCode === undefined
      ? {}
      : {
          counter: {
            first: onecode.first,
            desk: his.counter,
            insurance: his.counterInsurance,
            oneCode,
          },
        };
  const deps = {
    ...mover,
    ...stores,
    ...counter,
    scope: AT_COUNTER,
    his: his.reader,
    ids,
    administrators,
  };
  return { door, deps };
}

/** The same, and what reconciliation reads. */
export function openClockworkParts(name: string) {
  const opened = openChannel(name);
  const { base, door, his, ids, settings, stores } = opened;
  const reminding = reminderDeps(opened);
  const { mover } = moverOf(opened);
  const bills = billsOf(opened);
  const { reconciliation: reconRules, retention: retentionRules } = settings;
  const sweeper = { ...base, retention: stores.retention, retentionRules };
  return { bills, door, his, ids, mover, reminding, reconRules, sweeper };
}

/** The desk that sends refunds. */
export function openRefundDesk(name: string) {
  const opened = openChannel(name);
  const { base, door, his, stores } = opened;
  return { door, deps: { ...base, ...stores, sender: senderOf(opened), refunds: his.refunds } };
}
