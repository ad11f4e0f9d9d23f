/** Every page's address in one place, so that no page spells another one's path. */

function query(fields: Record<string, string | undefined>): string {
  const parts = Object.entries(fields).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${encodeURIComponent(value)}`],
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

function url(page: string, fields: Record<string, string | undefined> = {}): string {
  return `/pages/${page}/${page}${query(fields)}`;
}

export interface BillAddress {
  readonly patientId: string;
  readonly billId: string;
}

export interface ResultAddress {
  readonly orderNo: string;
  readonly patientId?: string;
  /** The cashier did not open. */
  readonly jump?: 'failed';
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
  checkout: (to: BillAddress): void => open(url('checkout', { ...to })),
  result: (to: ResultAddress): void => open(url('result', { ...to })),
  /** Instead of the page that asks: going back must not lead to a second payment. */
  resultInstead: (to: ResultAddress): void => void wx.redirectTo({ url: url('result', { ...to }) }),
  home: (): void => void wx.reLaunch({ url: url('home') }),
  /** A page that was opened first has nothing below it: the first page takes its place. */
  back: (): void => {
    wx.navigateBack({ fail: () => void wx.reLaunch({ url: url('home') }) });
  },
};

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
