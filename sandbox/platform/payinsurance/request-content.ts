/**
 * `request_content` of unifiedorder and refund: the structure handed through to the bureau (interface
 * document v2.4 §3.3, §3.6; trap 32: aae011, not aaz011, and no blanks around names or values).
 */

type Limits = Readonly<Record<string, number>>;

const ORDER_ITEMS: Limits = {
  session_id: 50,
  aae011: 20,
  bka015: 50,
  bka001: 3,
  bka964: 200,
};

const REFUND_ITEMS: Limits = { ...ORDER_ITEMS, paytype: 16 };

/** The complaint about a `request_content`, naming the item, or undefined when it is right. */
export function requestContentOffence(text: string): string | undefined {
  const items = parsed(text);
  return items === undefined ? NO_OBJECT : offenceOf(items, ORDER_ITEMS);
}

/** As above for a refund, whose `paytype` is the order_type of what is refunded (trap 2). */
export function refundContentOffence(text: string, orderType: string): string | undefined {
  const items = parsed(text);
  if (items === undefined) return NO_OBJECT;
  const offence = offenceOf(items, REFUND_ITEMS);
  if (offence !== undefined) return offence;
  return items.paytype === orderType ? undefined : '数据项 paytype 与订单的 order_type 不符';
}

const NO_OBJECT = '不是 JSON 对象';

function offenceOf(items: Readonly<Record<string, unknown>>, limits: Limits): string | undefined {
  const stray = Object.keys(items).find((name) => !Object.hasOwn(limits, name));
  if (stray !== undefined) return `含有未知数据项 ${stray.slice(0, 32)}`;
  for (const [name, limit] of Object.entries(limits)) {
    const value = items[name];
    if (typeof value !== 'string' || value === '') return `数据项 ${name} 不能为空且须为字符串`;
    if (value.trim() !== value) return `数据项 ${name} 首尾有空格`;
    if (Array.from(value).length > limit) return `数据项 ${name} 超过 ${limit} 个字符`;
  }
  return undefined;
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return Object.fromEntries(Object.entries(value));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
