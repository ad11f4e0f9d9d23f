/** The addresses of the staff's pages. */
type Fields = Readonly<Record<string, string | undefined>>;

function url(page: string, fields: Fields = {}): string {
  const parts = Object.entries(fields).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${encodeURIComponent(value)}`],
  );
  const query = parts.length === 0 ? '' : `?${parts.join('&')}`;
  return `/packages/staff/pages/${page}/${page}${query}`;
}

/** Ten pages may lie on each other; the eleventh takes the place of the top one. */
function open(address: string): void {
  wx.navigateTo({ url: address, fail: () => void wx.redirectTo({ url: address }) });
}

export const staffGo = {
  counter: (): void => open(url('counter')),
  counterPay: (orderNo: string): void => open(url('counter-pay', { orderNo })),
  /** Back to the counter below; without one, in place of the payment. */
  backToCounter: (): void => {
    wx.navigateBack({ fail: () => void wx.redirectTo({ url: url('counter') }) });
  },
  find: (text?: string, state?: string): void => open(url('find', { text, state })),
  order: (orderNo: string): void => open(url('order', { orderNo })),
  /** Instead of the page that asks: going back must not lead to a form that is used up. */
  orderInstead: (orderNo: string): void => void wx.redirectTo({ url: url('order', { orderNo }) }),
  refund: (orderNo: string): void => open(url('refund', { orderNo })),
  review: (orderNo?: string): void => open(url('review', { orderNo })),
  requests: (): void => open(url('review', { tab: 'requests' })),
  days: (): void => open(url('days')),
  day: (day: string): void => open(url('day', { day })),
  shift: (): void => open(url('shift')),
  acceptance: (): void => open(url('acceptance')),
  members: (): void => open(url('members')),
  audit: (): void => open(url('audit')),
  /** In place of what was refused. */
  join: (): void => void wx.redirectTo({ url: url('join') }),
  deskInstead: (): void => void wx.redirectTo({ url: url('desk') }),
  back: (): void => {
    wx.navigateBack({ fail: () => void wx.redirectTo({ url: url('desk') }) });
  },
};
