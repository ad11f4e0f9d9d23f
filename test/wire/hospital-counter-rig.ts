/** A hospital with counters, a reader that knows codes by heart, and its levers, on a real socket. */

import { fastify } from 'fastify';
import { Bureau, bureauPeople } from '../../sandbox/bureau';
import { sandboxClock } from '../../sandbox/control/clock';
import { FaultBook } from '../../sandbox/control/faults';
import { WireLog } from '../../sandbox/control/wire-log';
import { hospitalControl } from '../../sandbox/hospital/control';
import type { CounterTender } from '../../sandbox/hospital/counter-types';
import { Hospital } from '../../sandbox/hospital/engine';
import { hospitalPlugin } from '../../sandbox/hospital/http';
import { seedHospital } from '../../sandbox/hospital/seed';
import { shanghaiIso } from '../../sandbox/hospital/time';
import type { CodeRead, CodeReader } from '../../sandbox/platform/voucher-centre/port';
import { memoryTables } from '../../sandbox/shared/tables';
import { MORNING, paymentOf, ZHANG } from '../unit/hospital-fixture';
import { TOKEN } from './hospital-server';
import { answerOf, expectAnswer, type Answer } from './insurance-rig';

export const CODE_LIVES_MS = 300_000;

/** Codes that were shown, by heart. */
function readerOf(clock: { now(): number }) {
  const shown = new Map<string, Extract<CodeRead, { ok: true }>>();
  const reader: CodeReader = {
    read: (code) => {
      const found = shown.get(code);
      if (found === undefined) return { ok: false, why: 'unknown' };
      return clock.now() >= found.expiresAt ? { ok: false, why: 'expired' } : found;
    },
  };
  let last = 0;
  return {
    reader,
    show: (patientId = ZHANG, byRelative = false) => {
      last += 1;
      const code = `33${String(last).padStart(26, '0')}`;
      const token = `ECTOKEN-secret-${String(last)}`;
      const expiresAt = clock.now() + CODE_LIVES_MS;
      shown.set(code, { ok: true, token, patientId, byRelative, expiresAt });
      return { code, token };
    },
  };
}

function parties() {
  const clock = sandboxClock(() => MORNING);
  const tables = memoryTables();
  const seed = seedHospital();
  let last = 7;
  const random = (): number => {
    last = (last * 48271) % 2147483647;
    return last / 2147483647;
  };
  const bureau = new Bureau({ clock, tables, random, people: bureauPeople(seed) });
  const { reader, show } = readerOf(clock);
  const hospital = new Hospital({ clock, tables, random, bureau, codes: reader }, seed);
  return { clock, tables, random, seed, bureau, hospital, show };
}

export type CounterRig = Awaited<ReturnType<typeof counterRig>>;

export async function counterRig() {
  const made = parties();
  const { hospital } = made;
  const faults = new FaultBook();
  const wireLog = new WireLog();
  let waited = 0;
  const durable = (): Promise<void> => {
    waited += 1;
    return Promise.resolve();
  };
  const app = fastify({ forceCloseConnections: true });
  await app.register(hospitalPlugin({ hospital, token: TOKEN, faults, wireLog, durable }));
  hospitalControl(app, hospital, durable);
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const send = async (method: string, url: string, body?: object): Promise<Answer> =>
    answerOf(
      await fetch(`${origin}${url}`, {
        method,
        headers: {
          authorization: `Bearer ${TOKEN}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  return {
    ...made,
    ...{ faults, wireLog, origin },
    durableCalls: () => waited,
    call: (method: string, path: string, body?: object) => send(method, `/his/v1${path}`, body),
    control: (path: string, body?: object) =>
      send(body === undefined ? 'GET' : 'POST', `/sandbox/api/his${path}`, body),
    close: () => app.close(),
  };
}

/** The calls of a counter on whatever rig is up. */
export function counterCalls(rig: () => Pick<CounterRig, 'call'>) {
  const base = '/counter/insurance';
  return {
    read: (code: string, counterNo = 'C01') =>
      rig().call('POST', '/counter/readings', { code, counterNo }),
    token: (scanId: string) => rig().call('GET', `/counter/readings/${scanId}/token`),
    settle: (orderNo: string, body: object) => rig().call('PUT', `${base}/${orderNo}`, body),
    state: (orderNo: string) => rig().call('GET', `${base}/${orderNo}`),
    reverse: (orderNo: string, body: object = {}) =>
      rig().call('PUT', `${base}/${orderNo}/reversal`, body),
    book: (orderNo: string, body: object) => rig().call('PUT', `/settlements/${orderNo}`, body),
    hold: (refundNo: string, body: object) => rig().call('PUT', `/refunds/${refundNo}`, body),
  };
}

/** What settles these stories' insurance, as quoted now, for whoever has just shown a code. */
export async function askOf(rig: CounterRig, ...stories: readonly string[]) {
  const bills = stories.map((story) => rig.hospital.billOf(story));
  const patientId = bills[0]?.patientId ?? '';
  const billIds = bills.map(({ billId }) => billId);
  const asked = { patientId, billIds, payWith: 'insurance', at: 'counter' } as const;
  const { serialNo } = rig.hospital.preSettle(asked);
  const reading = await counterCalls(() => rig).read(rig.show(patientId).code);
  const { scanId } = expectAnswer(reading, 'CounterReading');
  return { patientId, billIds, serialNo, scanId: String(scanId) };
}
export type Ask = Awaited<ReturnType<typeof askOf>>;

/** What books the order once its cash is there, by the code or otherwise. */
export function bookingOf(
  rig: Pick<CounterRig, 'clock'>,
  { patientId, billIds, serialNo }: Ask,
  settled: Answer['body'],
  tender?: CounterTender,
) {
  const { totalFen, cashFen, insuranceFen, cashAddFen, cashReducedFen } = settled;
  return {
    ...{ patientId, billIds, serialNo, payWith: 'insurance', channel: 'onecode' },
    ...{ totalFen, cashFen, insuranceFen, cashAddFen, cashReducedFen },
    insuranceFundFen: settled['insuranceFundFen'],
    insuranceSelfFen: settled['insuranceSelfFen'],
    insuranceTradeNo: settled['settlementNo'],
    ...(tender === undefined ? { platformTradeNo: '4200000000001' } : { tender }),
    paidAt: shanghaiIso(rig.clock.now()),
  };
}

/** What books the bills when they were paid otherwise than at a counter. */
export function paidOnline(
  { clock, hospital, tables }: Pick<CounterRig, 'clock' | 'hospital' | 'tables'>,
  billIds: readonly string[],
  payWith: 'insurance' | 'cash' = 'insurance',
) {
  const fixture = { hospital, tables, now: () => clock.now(), pass: () => undefined };
  return paymentOf(fixture, billIds, payWith);
}
