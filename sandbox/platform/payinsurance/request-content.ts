/**
 * `request_content` of unifiedorder: the structure handed through to the bureau (interface document
 * v2.4 §3.3; trap 32: aae011, not aaz011, and no blanks around names or values).
 */

const LIMITS: Readonly<Record<string, number>> = {
  session_id: 50,
  aae011: 20,
  bka015: 50,
  bka001: 3,
  bka964: 200,
};

/** The complaint about a `request_content`, naming the item, or undefined when it is right. */
export function requestContentOffence(text: string): string | undefined {
  const items = parsed(text);
  if (items === undefined) return '不是 JSON 对象';
  const stray = Object.keys(items).find((name) => !Object.hasOwn(LIMITS, name));
  if (stray !== undefined) return `含有未知数据项 ${stray.slice(0, 32)}`;
  for (const [name, limit] of Object.entries(LIMITS)) {
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
