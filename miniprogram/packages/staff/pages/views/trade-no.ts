/** The platform's own number of a payment; at a counter our own stands in its place until there is one. */
export function tradeNoOf(order: {
  readonly orderNo: string;
  readonly platformTradeNo?: string;
}): string | undefined {
  const { orderNo, platformTradeNo } = order;
  return platformTradeNo === orderNo ? undefined : platformTradeNo;
}
