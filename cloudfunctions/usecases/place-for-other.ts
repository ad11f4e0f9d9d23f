/**
 * Paying a prescription whose code somebody was handed: for a relative who is not among the payer's own
 * patients. Cash only, since insurance is the insured's own (money rule 15).
 */
import type { OrderView } from '../contract/types';
import type { EntryPoint } from '../domain/order';
import { maskName } from '../domain/identity';
import type { OpenId } from '../domain/ids';
import type { Deadline } from '../ports/deadline';
import type { HisLookups } from '../ports/his-visits';
import type { Placer } from './deps';
import { placeFor } from './place-order';
import { given } from './refusal';
import { countCode, type Bounded } from './visits/bounded';

/** Refusals: `too-many-attempts`, `code-unknown`, `code-expired`, and those of `placeFor`. */
export async function placeForOther(
  deps: Placer & Bounded & { readonly lookups: HisLookups },
  input: {
    readonly owner: OpenId;
    readonly code: string;
    readonly entry: EntryPoint;
    readonly clientIp: string;
  },
  deadline: Deadline,
): Promise<OrderView> {
  await countCode(deps, input.owner);
  const bill = given(await deps.lookups.prescription(input.code, deadline));
  const { patientId, name, idType } = given(await deps.his.patient(bill.patientId, deadline));
  const { owner, entry, clientIp } = input;
  const link = { patientId, idType, nameMasked: maskName(name), proof: 'his-phone' } as const;
  const way = { payWith: 'cash', place: { kind: 'refused' } } as const;
  const asked = { owner, entry, clientIp, bills: [bill], ...way };
  return placeFor(deps, link, asked, deadline);
}
