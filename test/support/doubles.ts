/**
 * The outside world for use-case tests, played by hand: a platform and a hospital whose next answers a
 * test scripts, a clock that stands still, and the in-memory stores.
 */
import { evidence, LAUNCH, MIXED, T0 } from './orders';
import * as memory from './memory-stores';
import { memoryReminders } from './reminder-stores';
import { scriptedHisRefunds, scriptedRefunds } from './refund-doubles';
import { SILENT_VISITS } from './silent-visits';
import type { PreSettledAmounts } from '../../cloudfunctions/domain/amounts';
import type { PaymentEvidence } from '../../cloudfunctions/domain/evidence';
import {
  billId,
  hospitalId,
  openId,
  patientId,
  type OrderNo,
} from '../../cloudfunctions/domain/ids';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import type { Deadline } from '../../cloudfunctions/ports/deadline';
import type { HisAnswer, HisReader, HisSettler } from '../../cloudfunctions/ports/his';
import type { HisSettlement } from '../../cloudfunctions/ports/his-values';
import type { Log } from '../../cloudfunctions/ports/log';
import type {
  CloseOutcome,
  PaymentChannel,
  PlaceOutcome,
  PlaceRequest,
  QueryOutcome,
} from '../../cloudfunctions/ports/payment-channel';
import type { RefundAsker, RefundDesk } from '../../cloudfunctions/ports/refund-channel';
import { OWN_INSURANCE } from '../../cloudfunctions/usecases/pay-scope';
import { sendRefund } from '../../cloudfunctions/usecases/send-refund';
import type { PatientLink } from '../../cloudfunctions/ports/patient-links';
import { fen, ZERO } from '../../miniprogram/shared/fen';

export { HIS_SILENT, hisRefuses } from './his-answers';

export const OWNER = openId('oOwner');
export const OTHER = openId('oOther');
export const HOSPITAL = hospitalId('hosp1');
export const PATIENT = patientId('P1');
export const BILL = billId('B1');

export const FOREVER: Deadline = { leftMs: () => 60_000 };

/** A clock that moves only when told; starts at T0. */
export function stillClock() {
  let now = T0;
  return {
    now: () => now,
    advance: (ms: number) => {
      now += ms;
    },
  };
}

/** Everything that was logged, as lines, with alarms apart. */
export function listeningLog() {
  const lines: string[] = [];
  const alarms: string[] = [];
  const note: Log['info'] = (event, fields) =>
    lines.push(`${event} ${JSON.stringify(fields ?? {})}`);
  const log: Log = {
    info: note,
    warn: note,
    alarm: (event, fields) => {
      note(event, fields);
      alarms.push(event);
    },
  };
  return { log, lines, alarms };
}

/**
 * A platform whose answers are scripted; `onPlace`, `onQuery`, `onClose`, `onRefund`, `onQueryRefund`
 * may be replaced at will. Unless told otherwise it pays back at once what it is asked to.
 */
export function scriptedChannel(trace: string[] = []) {
  const calls: string[] = [];
  const call = (name: string): void => {
    calls.push(name);
    trace.push(name);
  };
  const refunds = scriptedRefunds(call);
  const placed: PlaceRequest[] = [];
  const script = {
    onPlace: (request: PlaceRequest): Promise<PlaceOutcome> =>
      Promise.resolve({
        kind: 'accepted',
        platformTradeNo: `M${request.orderNo.slice(-9)}`,
        launch: LAUNCH,
      }),
    onQuery: async (orderNo: OrderNo): Promise<QueryOutcome> =>
      Promise.resolve(seen(orderNo, 'not-paid')),
    onClose: null as ((orderNo: OrderNo) => Promise<CloseOutcome>) | null,
  };
  const channel: PaymentChannel & RefundAsker = {
    name: 'payinsurance',
    queryRefund: (numbers, deadline) => refunds.asker.queryRefund(numbers, deadline),
    place: (request) => {
      call('place');
      placed.push(request);
      return script.onPlace(request);
    },
    query: ({ orderNo }) => {
      call('query');
      return script.onQuery(orderNo);
    },
    close: ({ orderNo }) => {
      call('close');
      return script.onClose?.(orderNo) ?? Promise.resolve({ kind: 'taken' });
    },
  };
  return { channel, script, calls, placed, refunds };
}

/** The platform's evidence on that order. */
export function seen(
  orderNo: OrderNo,
  state: PaymentEvidence['state'],
  change: Partial<PaymentEvidence> = {},
): QueryOutcome {
  return { kind: 'evidence', evidence: evidence(state, { orderNo, ...change }) };
}

const ALL_CASH: PreSettledAmounts = {
  ...{ kind: 'cash', total: fen(12000), cash: fen(12000), insurance: ZERO },
  ...{ cashAdd: ZERO, cashReduced: ZERO },
};

const yes = <T>(value: T): HisAnswer<T> => ({ ok: true, value });

/** A hospital with one patient and one bill; every answer may be replaced at will. */
export function scriptedHospital(trace: string[] = []) {
  const calls: string[] = [];
  const call = (name: string): void => {
    calls.push(name);
    trace.push(name);
  };
  const refunds = scriptedHisRefunds(call);
  const bill = {
    billId: BILL,
    kind: 'clinic',
    visitId: 'V1',
    visitAt: T0,
    patientId: PATIENT,
    title: '门诊缴费',
    department: '内科',
    doctor: '王医生',
    issuedAt: T0,
    expiresAt: T0 + 86_400_000,
    status: 'unpaid',
    total: fen(12000),
    items: [],
  } as const;
  const script = {
    /** Answers as asked unless a test says otherwise. */
    preSettle: null as Awaited<ReturnType<HisReader['preSettle']>> | null,
    settle: yes({
      status: 'settled',
      settlementNo: 'H1',
      pickup: '2号窗口',
    }) as HisAnswer<HisSettlement>,
    querySettlement: yes({ status: 'not-settled' }) as HisAnswer<HisSettlement>,
    cancelSettlement: yes({ status: 'cancelled' }) as HisAnswer<HisSettlement>,
  };
  const reader: HisReader = {
    patient: async () => {
      call('patient');
      const idDigest = '0'.repeat(32);
      return Promise.resolve(
        yes({ patientId: PATIENT, name: '张建国', cardNo: 'C1', idType: 1, idDigest }),
      );
    },
    match: async () => Promise.resolve(yes({ patientId: PATIENT })),
    bills: async () => Promise.resolve(yes([bill])),
    bill: async (id) => Promise.resolve(yes({ ...bill, billId: id })),
    preSettle: async ({ payWith }) => {
      call('preSettle');
      const amounts = payWith === 'cash' ? ALL_CASH : MIXED;
      const numbers = { serialNo: 'S1', billNo: 'N1', orgNo: 'ORG1' };
      return Promise.resolve(script.preSettle ?? yes({ amounts, ...numbers }));
    },
  };
  const answer = (name: 'settle' | 'querySettlement' | 'cancelSettlement') => async () => {
    call(name);
    return Promise.resolve(script[name]);
  };
  const settler: HisSettler = {
    settle: answer('settle'),
    querySettlement: answer('querySettlement'),
    cancelSettlement: answer('cancelSettlement'),
  };
  return { reader, settler, script, calls, refunds };
}

export function linkOf(change: Partial<PatientLink> = {}): PatientLink {
  return {
    patientId: PATIENT,
    owner: OWNER,
    nameMasked: '张*国',
    cardNoMasked: '****01',
    idType: 1,
    isDefault: true,
    proof: 'verify-name',
    boundAt: T0,
    ...change,
  };
}

/** A whole small world; OWNER and OTHER may both act for PATIENT. */
export async function world() {
  const clock = stillClock();
  const logged = listeningLog();
  const trace: string[] = [];
  const platform = scriptedChannel(trace);
  const hospital = scriptedHospital(trace);
  const orders = memory.memoryOrders();
  const claims = memory.memoryClaims();
  const links = memory.memoryPatientLinks();
  const reminders = memoryReminders();
  await links.add(HOSPITAL, linkOf());
  await links.add(HOSPITAL, linkOf({ owner: OTHER }));
  let serial = 0;
  // the desk in the same process; like the function, it tells its caller nothing of what went wrong
  const desk: RefundDesk = {
    run: async (orderNo, deadline) => {
      try {
        await sendRefund({ ...deps, sender: platform.refunds.sender }, orderNo, deadline);
      } catch (error) {
        logged.log.alarm('desk.failed', { outcome: String(error) });
      }
    },
  };
  const facts = { name: '示例医院', phone: '020-0', address: '示例市某路1号', cityId: '449900' };
  const deps = {
    hospital: { id: HOSPITAL, ...facts },
    scope: OWN_INSURANCE,
    rules: DEFAULT_RULES,
    clock,
    log: logged.log,
    orders,
    claims,
    links,
    channel: platform.channel,
    settler: hospital.settler,
    visits: SILENT_VISITS,
    reminders,
    refunds: hospital.refunds.his,
    desk,
    his: hospital.reader,
    lease: memory.memoryLease(),
    notices: memory.memoryNotices(),
    ids: {
      hex: (bytes: number) => {
        serial += 1;
        return serial.toString(16).padStart(bytes * 2, '0');
      },
    },
  };
  return { deps, clock, platform, hospital, orders, claims, reminders, trace, ...logged };
}
