/**
 * The two other parties of a refund, played by hand: a platform that remembers what it was asked to pay
 * back, and a hospital that holds, books and hands out again. Every answer may be replaced at will.
 */
import type { RefundEvidence } from '../../cloudfunctions/domain/refund';
import type { HisAnswer } from '../../cloudfunctions/ports/his';
import type { HisRefund, HisRefundAsk, HisRefunds } from '../../cloudfunctions/ports/his-refunds';
import type { HisSession } from '../../cloudfunctions/ports/his-values';
import type {
  RefundAsker,
  RefundOutcome,
  RefundQueryOutcome,
  RefundRequest,
  RefundSender,
} from '../../cloudfunctions/ports/refund-channel';

type Numbers = Parameters<RefundAsker['queryRefund']>[0];

/** What the platform says of a refund that it was asked for, all of it back unless `change` differs. */
export function refundAnswer(
  request: Pick<RefundRequest, 'orderNo' | 'refundNo' | 'cash' | 'insurance'>,
  change: Partial<RefundEvidence> = {},
): RefundQueryOutcome {
  const { orderNo, refundNo, cash, insurance } = request;
  const leg = (sum: number) => (sum > 0 ? 'refunded' : 'unstated');
  return {
    kind: 'evidence',
    evidence: {
      ...{ orderNo, refundNo, ours: true, state: 'refunded' },
      legs: { cash: leg(cash), insurance: leg(insurance) },
      amounts: { cash, insurance },
      platformRefundNo: `M-${refundNo}`,
      ...change,
    },
  };
}

/** A platform's refunds; `taken` is what it has, by refund number, `asked` every message it was sent. */
export function scriptedRefunds(call: (name: string) => void) {
  const taken = new Map<string, RefundRequest>();
  const asked: RefundRequest[] = [];
  const queried: Numbers[] = [];
  const script = {
    /** Absent: takes it. */
    onRefund: null as ((request: RefundRequest) => Promise<RefundOutcome>) | null,
    /** Absent: what was taken is back, the rest is not found. */
    onQueryRefund: null as ((numbers: Numbers) => Promise<RefundQueryOutcome>) | null,
  };
  const take = (request: RefundRequest): RefundOutcome => {
    taken.set(request.refundNo, request);
    return { kind: 'taken', platformRefundNo: `M-${request.refundNo}` };
  };
  const known = ({ refundNo }: Numbers): RefundQueryOutcome => {
    const request = taken.get(refundNo);
    return request === undefined ? { kind: 'not-found' } : refundAnswer(request);
  };
  const sender: RefundSender = {
    wantsSession: () => true,
    refund: async (request) => {
      call('refund');
      asked.push(request);
      return script.onRefund?.(request) ?? Promise.resolve(take(request));
    },
  };
  const asker: RefundAsker = {
    queryRefund: async (numbers) => {
      call('queryRefund');
      queried.push(numbers);
      return script.onQueryRefund?.(numbers) ?? Promise.resolve(known(numbers));
    },
  };
  return { sender, asker, script, taken, asked, queried, take };
}

const yes = <T>(value: T): HisAnswer<T> => ({ ok: true, value });

/** The hospital's side of refunds; `asks` is what it was to hold or to book, in order. */
export function scriptedHisRefunds(call: (name: string) => void) {
  const asks: (HisRefundAsk & { readonly call: string })[] = [];
  const script = {
    hold: yes({ status: 'held' }) as HisAnswer<HisRefund>,
    confirm: yes({ status: 'confirmed' }) as HisAnswer<HisRefund>,
    release: yes({ status: 'released' }) as HisAnswer<HisRefund>,
    session: yes({
      ...{ sessionId: 'session-2', operatorNo: 'op1', operatorName: '系统', batchNo: '1' },
    }) as HisAnswer<HisSession>,
  };
  const his: HisRefunds = {
    holdRefund: async (ask) => {
      call('holdRefund');
      asks.push({ ...ask, call: 'holdRefund' });
      return Promise.resolve(script.hold);
    },
    confirmRefund: async (ask) => {
      call('confirmRefund');
      asks.push({ ...ask, call: 'confirmRefund' });
      return Promise.resolve(script.confirm);
    },
    releaseRefund: async () => {
      call('releaseRefund');
      return Promise.resolve(script.release);
    },
    openSession: async () => {
      call('openSession');
      return Promise.resolve(script.session);
    },
  };
  return { his, script, asks };
}
