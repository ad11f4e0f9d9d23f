/**
 * Checks of what the phone sends, one per action, bounded in every size. A field that the
 * contract does not know (an amount, say) is dropped: it can neither help nor harm.
 * The shapes are those of types.ts: a test holds both to be the same.
 */
import * as z from 'zod';
import { billIds, entry, id, orderNo, payWith } from './fields';
import type { Functions, IdentityClaim, OrderFilter, Place, Relation } from './types';
import { visitPayValidators, visitValidators } from './visit-validators';
import { IDENTITY_KINDS } from '../../miniprogram/shared/identity-number';

/** No control characters, no line breaks; names of people and nothing longer. */
const name = z.string().regex(/^[^\p{C}\p{Zl}\p{Zp}]{1,32}$/u);
const idType = z.literal(IDENTITY_KINDS);
const nothing = z.object({});
const onePatient = z.object({ patientId: id });
const oneOrder = z.object({ orderNo });

/** Phones of an earlier release do not say these. */
const relation: z.ZodType<Relation> = z
  .enum(['self', 'child', 'parent', 'spouse', 'other'])
  .default('other');
const filter: z.ZodType<OrderFilter> = z
  .enum(['all', 'open', 'done', 'refunded', 'over'])
  .default('all');

const claim: z.ZodType<IdentityClaim> = z.object({
  name,
  cardNo: z.string().regex(/^[0-9A-Za-z]{1,32}$/),
  idType,
  idDigest: z.string().regex(/^[0-9a-f]{32}$/),
  relation,
});

const place: z.ZodType<Place> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('located'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
  }),
  z.object({ kind: z.literal('refused') }),
]);

type Input<F extends keyof Functions, A extends keyof Functions[F]> = Functions[F][A] extends {
  in: infer I;
}
  ? I
  : never;

export type Validators<F extends keyof Functions> = {
  readonly [A in keyof Functions[F]]: z.ZodType<Input<F, A>>;
};

export const clinicValidators = {
  ...visitValidators,
  home: nothing,
  listPatients: nothing,
  chooseDefault: onePatient,
  removePatient: onePatient,
  startPhoneProof: claim,
  finishPhoneProof: z.object({ proofId: id, code: z.string().regex(/^\d{6}$/) }),
  listOrders: z.object({
    filter,
    after: z.exactOptional(z.string().regex(/^\d{1,16}$/)),
  }),
  listBills: onePatient,
  bill: z.object({ patientId: id, billId: id }),
  split: z.object({ patientId: id, billIds, payWith }),
} as const satisfies Validators<'clinic'>;

export const payValidators = {
  ...visitPayValidators,
  addPatient: claim,
  openCard: z.object({
    name,
    idType,
    idNo: z.string().regex(/^[0-9A-Za-z ]{1,32}$/),
    phone: z.string().regex(/^1[3-9]\d{9}$/),
    requestId: z.string().regex(/^[0-9A-Za-z_-]{8,64}$/),
    relation,
  }),
  authoriseOrder: z.object({
    orderNo,
    authCode: z.string().regex(/^[\x21-\x7e]{1,256}$/),
    place,
  }),
  placeOrder: z.object({ patientId: id, billIds, payWith, place, entry: entry.default('menu') }),
  confirmOrder: oneOrder,
  closeOrder: oneOrder,
  askRefund: oneOrder,
} as const satisfies Validators<'pay'>;
