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
import type { StaffStore } from '../../ports/staff-store';
import type { TokenStore } from '../../ports/token-store';
import { cloudAttempts } from './attempts';
import { cloudClaims } from './claims';
import type { StoreContext } from './context';
import { cloudLease } from './lease';
import { cloudPatientLinks } from './links';
import { cloudNotices } from './notices';
import { cloudOrders } from './orders';
import { cloudPhoneProofs } from './proofs';
import { cloudRecon } from './recon';
import { cloudStaff } from './staff';
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
  readonly staff: StaffStore;
  readonly recon: ReconStore;
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
    staff: cloudStaff(context),
  };
}
