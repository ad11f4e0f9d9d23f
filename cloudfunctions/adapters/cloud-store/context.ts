/** What every cloud store is made of. */
import type { Ids } from '../../ports/ids';
import type { Log } from '../../ports/log';
import type { CloudDatabase } from './sdk';

export interface StoreContext {
  readonly database: CloudDatabase;
  readonly ids: Ids;
  readonly log: Log;
}

export const COLLECTIONS = {
  orders: 'orders',
  claims: 'bill_claims',
  links: 'patient_links',
  proofs: 'phone_proofs',
  notices: 'notices',
  leases: 'leases',
  tokens: 'tokens',
  attempts: 'attempts',
  reconDays: 'recon_days',
  reconSlices: 'recon_slices',
  reconDifferences: 'recon_differences',
  staff: 'staff',
  invitations: 'staff_invitations',
  audit: 'staff_audit',
  refundRequests: 'refund_requests',
  reconDealt: 'recon_dealt',
  reconClosings: 'recon_closings',
  reminders: 'reminders',
  consents: 'reminder_consents',
} as const;

/** A fresh mark for one write. */
export function writeIdOf(ids: Ids): string {
  return ids.hex(8);
}
