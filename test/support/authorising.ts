/**
 * A small world of a way of paying that wants the patient's permission first: an authorisation and a
 * bureau whose answers are scripted. Who holds the phone is the patient unless a test says otherwise.
 */
import { fen } from '../../miniprogram/shared/fen';
import type { PreSettledAmounts } from '../../cloudfunctions/domain/amounts';
import type { Order } from '../../cloudfunctions/domain/order';
import type {
  Authorisation,
  AuthorisationOutcome,
  Authoriser,
} from '../../cloudfunctions/ports/authoriser';
import type { Deadline } from '../../cloudfunctions/ports/deadline';
import type { HisAnswer } from '../../cloudfunctions/ports/his';
import type { InsuranceBureau, PricedUpload } from '../../cloudfunctions/ports/insurance-bureau';
import { authoriseOrder } from '../../cloudfunctions/usecases/authorise-order';
import type { PayScope } from '../../cloudfunctions/usecases/pay-scope';
import { placeOrder } from '../../cloudfunctions/usecases/place-order';
import { BILL, FOREVER, HOSPITAL, OWNER, PATIENT, world } from './doubles';
import { memoryAttempts } from './memory-stores';
import { MIXED } from './orders';

export const JUMP = { appId: 'wxauthorise', path: 'auth/pages/index?a=b' } as const;
export const SCOPE: PayScope = {
  relatives: true,
  anyPaper: true,
  realNameCheck: false,
  authorisation: JUMP,
};

/** Canaries: neither may be found anywhere afterwards. */
export const AUTH_NO = 'CANARY-PAY-AUTH-NO';
export const FAMILY_NO = 'CANARY-FAMILY-AUTH-NO';

const yes = <T>(value: T): HisAnswer<T> => ({ ok: true, value });
export const said = (certain: boolean): Extract<HisAnswer<never>, { ok: false }> => ({
  ...{ ok: false, certain, code: 'SAID', reason: 'insurance-already-settled' },
});

function scriptedBureau(trace: string[], stored: () => Promise<Order>) {
  const atUpload: Order[] = [];
  const used: string[] = [];
  const script = {
    upload: yes({ status: 'uploaded' }) as HisAnswer<{ status: 'uploaded' }>,
    amounts: MIXED,
    price: null as HisAnswer<PricedUpload> | null,
    /** Before the bureau prices. */
    meanwhile: () => Promise.resolve(),
  };
  const bureau: InsuranceBureau = {
    upload: async ({ payAuthNo }) => {
      trace.push('upload');
      used.push(payAuthNo);
      atUpload.push(await stored());
      return script.upload;
    },
    price: async ({ payAuthNo }) => {
      trace.push('price');
      used.push(payAuthNo);
      await script.meanwhile();
      const priced = { payOrderId: 'PO1', amounts: script.amounts, createdAt: 1_000 };
      return script.price ?? yes(priced);
    },
    state: () => Promise.resolve(yes({ status: 'none' as const })),
    refund: () => Promise.resolve(yes({ refundedAt: 1_000 })),
    revoke: () => Promise.resolve(yes({ status: 'revoked' as const })),
  };
  return { bureau, script, atUpload, used };
}

/** One insured order waits for its authorisation. */
export async function authorising() {
  const here = await world();
  const deps = { ...here.deps, scope: SCOPE };
  const { orderNo } = await placeOrder(
    deps,
    {
      ...{ owner: OWNER, patientId: PATIENT, billIds: [BILL], payWith: 'insurance' },
      ...{ place: { kind: 'refused' }, entry: 'menu', clientIp: '10.0.0.1' },
    },
    FOREVER,
  );
  const [order] = here.orders.all();
  if (order === undefined) throw new Error('not placed');
  const stored = async () => {
    const found = await here.orders.load(HOSPITAL, order.orderNo);
    if (found === undefined) throw new Error('lost');
    return found;
  };
  const authorisation: Authorisation = {
    payAuthNo: AUTH_NO,
    person: { name: '张建国', idDigest: '0'.repeat(32) },
    expiresAt: here.clock.now() + 300_000,
  };
  const granted = { outcome: { kind: 'authorised', authorisation } as AuthorisationOutcome };
  const authoriser: Authoriser = {
    exchange: () => {
      here.trace.push('exchange');
      return Promise.resolve(granted.outcome);
    },
  };
  const attempts = memoryAttempts();
  const made = scriptedBureau(here.trace, stored);
  here.trace.splice(0);
  const own = { owner: OWNER, orderNo };
  return {
    ...here,
    ...made,
    deps,
    own,
    orderNo: order.orderNo,
    stored,
    authorisation,
    grant: (outcome: AuthorisationOutcome) => {
      granted.outcome = outcome;
    },
    authorise: (deadline: Deadline = FOREVER) =>
      authoriseOrder(
        { ...deps, authoriser, attempts, bureau: made.bureau },
        { ...own, authCode: 'CODE', place: { kind: 'refused' }, clientIp: '10.0.0.1' },
        deadline,
      ),
  };
}

export type Authorising = Awaited<ReturnType<typeof authorising>>;

/** The bureau's split of the same bill, with that much of it in cash (fen). */
export function splitWith(cash: number): PreSettledAmounts {
  const { total } = MIXED;
  const insurance = fen(total - cash);
  return { ...MIXED, cash: fen(cash), insurance, insuranceFund: insurance, insuranceSelf: fen(0) };
}
