/** Every page's address in one place, so that no page spells another one's path. */
import type { EntryPoint } from './entry';
import type { FailedJump } from './jump';

function query(fields: Record<string, string | undefined>): string {
  const parts = Object.entries(fields).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${encodeURIComponent(value)}`],
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

const STAFF_DESK = '/packages/staff/pages/desk/desk';

function url(page: string, fields: Record<string, string | undefined> = {}): string {
  return `/pages/${page}/${page}${query(fields)}`;
}

export interface BillAddress {
  readonly patientId: string;
  readonly billId: string;
}

/** What is to be paid: one bill, or several of one visit in one payment. */
export interface CheckoutAddress {
  readonly patientId: string;
  readonly billIds: readonly string[];
  /** How the person got to paying; the menu when absent. */
  readonly entry?: EntryPoint;
}

export interface ResultAddress {
  readonly orderNo: string;
  readonly patientId?: string;
  /** The cashier did not open, or did not do its work. */
  readonly jump?: FailedJump;
}

export interface DoctorsAddress {
  readonly departmentId: string;
  readonly name: string;
}

export interface SlotsAddress {
  readonly departmentId: string;
  readonly doctorId: string;
  readonly day: string;
  /** What the page before knows already, to be shown while the rest is loading. */
  readonly department?: string;
  readonly doctor?: string;
  readonly title?: string;
}

export interface VisitConfirmAddress {
  readonly departmentId: string;
  readonly doctorId: string;
  readonly day: string;
  readonly slotId: string;
  readonly department?: string;
  readonly doctor?: string;
  readonly title?: string;
}

/** Without anything the page offers to scan. */
export interface ScanAddress {
  /** A prescription's code. */
  readonly code?: string;
  /** What the scanner read. */
  readonly link?: string;
  /** The scanner did not open. */
  readonly failed?: boolean;
}

export interface AppointmentAddress {
  readonly patientId: string;
  readonly appointmentId: string;
}

/** Ten pages may lie on each other; the eleventh takes the place of the top one. */
function open(address: string): void {
  wx.navigateTo({ url: address, fail: () => void wx.redirectTo({ url: address }) });
}

export const go = {
  patients: (): void => open(url('patients')),
  addPatient: (): void => open(url('patient-add')),
  orders: (): void => open(url('orders')),
  bills: (): void => open(url('bills')),
  bill: (to: BillAddress): void => open(url('bill', { ...to })),
  checkout: ({ patientId, billIds, entry }: CheckoutAddress): void =>
    open(url('checkout', { patientId, billIds: billIds.join(','), entry })),
  result: (to: ResultAddress): void => open(url('result', { ...to })),
  /** Instead of the page that asks: going back must not lead to a second payment. */
  resultInstead: (to: ResultAddress): void => void wx.redirectTo({ url: url('result', { ...to }) }),
  departments: (): void => open(url('departments')),
  doctors: (to: DoctorsAddress): void => open(url('doctors', { ...to })),
  slots: (to: SlotsAddress): void => open(url('slots', { ...to })),
  visitConfirm: (to: VisitConfirmAddress): void => open(url('visit-confirm', { ...to })),
  ticket: (to: AppointmentAddress): void => open(url('ticket', { ...to })),
  /** Instead of the page that asks: what was confirmed is not confirmed again by going back. */
  ticketInstead: (to: AppointmentAddress): void =>
    void wx.redirectTo({ url: url('ticket', { ...to }) }),
  appointments: (): void => open(url('appointments')),
  scan: ({ code, link, failed }: ScanAddress = {}): void =>
    open(url('scan', { c: code, q: link, failed: failed === true ? '1' : undefined })),
  deposit: (): void => open(url('deposit')),
  settings: (): void => open(url('settings')),
  invoice: (to: { readonly orderNo: string }): void => open(url('invoice', { ...to })),
  staffDesk: (): void => open(STAFF_DESK),
  home: (): void => void wx.reLaunch({ url: url('home') }),
  /** A page that was opened first has nothing below it: the first page takes its place. */
  back: (): void => {
    wx.navigateBack({ fail: () => void wx.reLaunch({ url: url('home') }) });
  },
};

/** The ids in an address, whether WeChat undid its percent escapes or not. */
export function idsOf(text: string | undefined): readonly string[] {
  return (text ?? '').split(/,|%2C/i).filter((id) => id !== '');
}

export function setTitle(title: string): void {
  void wx.setNavigationBarTitle({ title });
}

const BILLS = 'pages/bills/bills';

/** To the list of bills: back to it when it lies below, else in place of this page. */
export function toBills(): void {
  const routes = getCurrentPages().map(({ route }) => route);
  const below = routes.length - 1 - routes.lastIndexOf(BILLS);
  if (routes.includes(BILLS)) void wx.navigateBack({ delta: below });
  else void wx.redirectTo({ url: url('bills') });
}

/** What was just said stands at the top of the page. */
export function showTop(): void {
  void wx.pageScrollTo({ scrollTop: 0, duration: 200 });
}

export function stopPulling(): void {
  void wx.stopPullDownRefresh();
}
