/**
 * Every page of the mini program with what it needs to be opened: for tests and pictures of all pages. A page of
 * app.json that is not here fails the tests that look at every page.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADMINISTRATOR, SON, type Scene } from './preview-scene';
import { ROOT } from './project-files';
import { WANG, ZHANG } from './sandbox';

type Query = Readonly<Record<string, string>>;

export interface PageCase {
  /** Path as app.json knows it. */
  readonly page: string;
  /** What is seen, besides `filled`, for pages that are listed more than once. */
  readonly state?: string;
  readonly openid: string;
  readonly query: (scene: Scene) => Query;
  /** Shown by something that is only there when the page has its content. */
  readonly seen: string;
  /** Whose phone shows the page without content; left out where there is no such state. */
  readonly emptyFor?: string;
  /** More levers of the preview. */
  readonly levers?: Query;
  /** A page of the staff: looked at in a wide window as well. */
  readonly staff?: boolean;
}

const none = (): Query => ({});

function patients(
  name: string,
  seen: string,
  query: PageCase['query'] = none,
  more: Partial<PageCase> = {},
): PageCase {
  return { page: `pages/${name}/${name}`, openid: ZHANG, query, seen, ...more };
}

function staff(
  name: string,
  seen: string,
  query: PageCase['query'] = none,
  more: Partial<PageCase> = {},
): PageCase {
  const page = `packages/staff/pages/${name}/${name}`;
  return { page, openid: ADMINISTRATOR, query, seen, staff: true, ...more };
}

const slotOf = ({ departmentId, doctorId, visitDay }: Scene): Query => ({
  departmentId,
  doctorId,
  day: visitDay,
});

/** In the order in which people come to them. */
export const PAGES: readonly PageCase[] = [
  patients('home', 'home-bills', none, { emptyFor: WANG }),
  patients('home', 'privacy-needed', none, { state: 'first-use', levers: { privacy: 'ask' } }),
  patients('departments', 'department'),
  patients('doctors', 'doctor', ({ departmentId }) => ({ departmentId })),
  patients('slots', 'slot', slotOf),
  patients('visit-confirm', 'visit-lock', (scene) => ({
    ...slotOf(scene),
    slotId: scene.slotId,
  })),
  patients('ticket', 'ticket', ({ patientId, ticketId }) => ({
    patientId,
    appointmentId: ticketId,
  })),
  patients('appointments', 'appointment', none, { emptyFor: WANG }),
  patients('bills', 'bill-card', none, { emptyFor: WANG }),
  patients('bill', 'split', ({ patientId, billId }) => ({ patientId, billId })),
  patients('checkout', 'checkout-pay', ({ patientId, billId }) => ({
    patientId,
    billIds: billId,
  })),
  patients('scan', 'scan-start'),
  patients('scan', 'scan-pay', ({ prescription }) => ({ c: prescription }), { state: 'found' }),
  patients('deposit', 'deposit', none, { openid: SON, emptyFor: WANG }),
  patients('orders', 'order-card', none, { emptyFor: WANG }),
  patients('result', 'result-state', ({ paidOrderNo }) => ({ orderNo: paidOrderNo })),
  patients('result', 'refund-progress', ({ refundedOrderNo }) => ({ orderNo: refundedOrderNo }), {
    state: 'refunded',
  }),
  patients('result', 'result-state', ({ unpaidOrderNo }) => ({ orderNo: unpaidOrderNo }), {
    state: 'unpaid',
  }),
  patients('invoice', 'invoice', ({ paidOrderNo }) => ({ orderNo: paidOrderNo })),
  patients('patients', 'patient-card', none, { emptyFor: WANG }),
  patients('patient-add', 'add-submit'),
  patients('settings', 'settings-version'),
  staff('desk', 'figure-paid'),
  staff('counter', 'counter-choose'),
  staff('counter-pay', 'pay-next', ({ counterPaidNo }) => ({ orderNo: counterPaidNo })),
  staff('counter-pay', 'tender-form', ({ counterTenderNo }) => ({ orderNo: counterTenderNo }), {
    state: 'tender',
  }),
  staff('find', 'order-line'),
  staff('order', 'order-detail', ({ paidOrderNo }) => ({ orderNo: paidOrderNo })),
  staff('refund', 'refund-next', ({ paidOrderNo }) => ({ orderNo: paidOrderNo })),
  staff('review', 'case-card'),
  staff('days', 'day-card'),
  staff('day', 'difference', ({ booksDay }) => ({ day: booksDay })),
  staff('shift', 'figure-paid'),
  staff('acceptance', 'acceptance-rows'),
  staff('members', 'member'),
  staff('audit', 'audit-line'),
  staff('join', 'join-code', none, { openid: WANG }),
];

/** The pages that app.json lists, those of subpackages included. */
export function listedPages(): readonly string[] {
  const app = JSON.parse(readFileSync(join(ROOT, 'miniprogram', 'app.json'), 'utf8')) as {
    readonly pages: readonly string[];
    readonly subPackages?: readonly { readonly root: string; readonly pages: readonly string[] }[];
  };
  const inside = (app.subPackages ?? []).flatMap(({ root, pages }) =>
    pages.map((page) => `${root.replace(/^\/|\/$/g, '')}/${page}`),
  );
  return [...app.pages, ...inside];
}

/** Name of a case for pictures and tests: `bill`, `scan-found`, `staff-day`. */
export function nameOf({ page, state, staff: ofStaff }: PageCase): string {
  const short = page.split('/').at(-1) ?? page;
  return [ofStaff === true ? 'staff' : '', short, state ?? ''].filter((part) => part).join('-');
}

/** The lever that opens the app right there. */
export function pathOf({ page, query }: PageCase, scene: Scene): string {
  const fields = Object.entries(query(scene)).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return `/${page}${fields.length === 0 ? '' : `?${fields.join('&')}`}`;
}
