/** The stores on wx-server-sdk's database, the one implementation that production and sandbox run. */
import type { Order } from '../../domain/order';
import type { Attempts } from '../../ports/attempts';
import type { ClaimStore } from '../../ports/claim-store';
import type { Lease } from '../../ports/lease';
import type { NoticeStore } from '../../ports/notice-store';
import type { OrderStore } from '../../ports/order-store';
import type { PatientLinks } from '../../ports/patient-links';
import type { PhoneProofs } from '../../ports/phone-proofs';
import type { ReconStore } from '../../ports/recon-store';
import type { ReminderStore } from '../../ports/reminder-store';
import type { Retention } from '../../ports/retention';
import type { AuditStore } from '../../ports/audit-store';
import type { ReconClosings } from '../../ports/recon-closings';
import type { RefundRequests } from '../../ports/refund-requests';
import type { StaffOrders } from '../../ports/staff-orders';
import type { Invitations, StaffRoll, StaffStore } from '../../ports/staff-store';
import type { TokenStore } from '../../ports/token-store';
import { cloudAttempts } from './attempts';
import { cloudAudit } from './audit';
import { cloudClaims } from './claims';
import type { StoreContext } from './context';
import { cloudLease } from './lease';
import { cloudPatientLinks } from './links';
import { cloudNotices } from './notices';
import { cloudOrders, staffOrdersOf } from './orders';
import { cloudPhoneProofs } from './proofs';
import { cloudRecon } from './recon';
import { cloudReminders } from './reminders';
import { cloudReconClosings } from './recon-closings';
import { cloudRefundRequests } from './refund-requests';
import { cloudRetention } from './retention';
import { cloudInvitations, cloudStaff } from './staff';
import { cloudTokens } from './tokens';

export interface CloudStores {
  readonly orders: OrderStore;
  readonly claims: ClaimStore;
  readonly links: PatientLinks;
  readonly proofs: PhoneProofs;
  readonly attempts: Attempts;
  readonly notices: NoticeStore;
  readonly lease: Lease;
  readonly tokens: TokenStore;
  readonly staff: StaffStore & StaffRoll;
  readonly staffOrders: StaffOrders;
  readonly invitations: Invitations;
  readonly audit: AuditStore;
  readonly requests: RefundRequests;
  readonly closings: ReconClosings;
  readonly recon: ReconStore;
  readonly reminders: ReminderStore;
  readonly retention: Retention;
}

/** `migrateOrder` brings stored orders up to this release. */
export function cloudStores(
  context: StoreContext,
  migrateOrder: (stored: unknown) => Order,
): CloudStores {
  return {
    orders: cloudOrders(context, migrateOrder),
    claims: cloudClaims(context),
    links: cloudPatientLinks(context),
    proofs: cloudPhoneProofs(context),
    attempts: cloudAttempts(context),
    notices: cloudNotices(context),
    lease: cloudLease(context),
    tokens: cloudTokens(context),
    recon: cloudRecon(context),
    reminders: cloudReminders(context),
    retention: cloudRetention(context),
    staff: cloudStaff(context),
    staffOrders: staffOrdersOf(context, migrateOrder),
    invitations: cloudInvitations(context),
    audit: cloudAudit(context),
    requests: cloudRefundRequests(context),
    closings: cloudReconClosings(context),
  };
}
