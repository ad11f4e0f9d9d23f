/**
 * Templates of subscribe messages as a hospital would have picked them on WeChat's platform: number,
 * title, and what its fields are called there.
 */

export interface MessageTemplate {
  readonly templateId: string;
  readonly title: string;
  /** Our word, the template's field, its caption. */
  readonly fields: readonly (readonly [word: string, field: string, caption: string])[];
}

const template = (
  templateId: string,
  title: string,
  ...fields: MessageTemplate['fields']
): MessageTemplate => ({ templateId, title, fields });

const HOSPITAL = ['hospital', 'thing9', '医院'] as const;

/** By kind of reminder. */
export const MESSAGE_TEMPLATES: Readonly<Record<string, MessageTemplate>> = {
  'bill-due': template(
    'sandbox-template-bill-due',
    '待缴费提醒',
    ['department', 'thing1', '科室'],
    ['amount', 'amount2', '金额'],
    ['until', 'time3', '截止时间'],
    HOSPITAL,
  ),
  paid: template(
    'sandbox-template-paid',
    '缴费成功通知',
    ['what', 'thing1', '项目'],
    ['amount', 'amount2', '金额'],
    ['time', 'time3', '时间'],
    HOSPITAL,
  ),
  refunded: template(
    'sandbox-template-refunded',
    '退费到账通知',
    ['what', 'thing1', '项目'],
    ['amount', 'amount2', '金额'],
    ['time', 'time3', '时间'],
    HOSPITAL,
  ),
  visit: template(
    'sandbox-template-visit',
    '就诊提醒',
    ['department', 'thing1', '科室'],
    ['time', 'time2', '时间'],
    ['note', 'thing3', '提示'],
    HOSPITAL,
  ),
  'bind-card': template(
    'sandbox-template-bind-card',
    '医保卡绑定提醒',
    ['note', 'thing1', '提示'],
    HOSPITAL,
  ),
};

/** As the functions' settings name them. */
export function templateSettings(): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(MESSAGE_TEMPLATES).map(([kind, { templateId, fields }]) => [
      kind,
      { templateId, words: Object.fromEntries(fields.map(([word, field]) => [word, field])) },
    ]),
  );
}

/** A message as its reader sees it: title and lines; without a known template the bare fields. */
export function legible(
  templateId: string,
  data: Readonly<Record<string, string>>,
): { readonly title: string; readonly words: readonly string[] } {
  const known = Object.values(MESSAGE_TEMPLATES).find((one) => one.templateId === templateId);
  if (known === undefined) return { title: templateId, words: Object.values(data) };
  const words = known.fields.flatMap(([, field, caption]) => {
    const value = data[field];
    return value === undefined ? [] : [`${caption}：${value}`];
  });
  return { title: known.title, words };
}
