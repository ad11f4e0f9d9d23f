/**
 * Checking an order against its field table before it is sent: presence, type, length, values. Absent
 * means left out: no empty texts, no null, no empty lists. A violation names field and rule, never a
 * value.
 */
import type { MedInsConfig } from './config';
import { ORDER_FIELDS, type FieldRow, type Presence } from './order-fields';
import type { MixPayType } from './order-amounts';
import type { Said } from './said';

export interface Violation {
  readonly field: string;
  readonly rule: 'unknown-field' | 'missing' | 'must-be-absent' | 'type' | 'length' | 'value';
}

/** The first violation, or undefined. The table of `type` decides, whatever the order says it is. */
export function checkOrder(
  mode: MedInsConfig['mode'],
  type: MixPayType,
  body: object,
): Violation | undefined {
  const order: Said = { ...body };
  if (order['mix_pay_type'] !== type) return { field: 'mix_pay_type', rule: 'value' };
  const stray = strayField(order);
  if (stray !== undefined) return { field: stray, rule: 'unknown-field' };
  for (const row of ORDER_FIELDS) {
    const presence = row.mode === undefined || row.mode === mode ? row.presence[type] : 'never';
    for (const holder of holdersOf(row, order)) {
      const rule = ruleBroken(row, presence, holder);
      if (rule !== undefined) return { field: row.path, rule };
    }
  }
  return relativesFit(order) ? undefined : { field: 'relative', rule: 'must-be-absent' };
}

/** The objects in which a row's field stands or should: none where its parent is absent. */
function holdersOf(row: FieldRow, order: Said): readonly Said[] {
  const [parent, child] = row.path.split('.');
  if (parent === undefined || child === undefined) return [order];
  const found = order[parent];
  const holders: readonly unknown[] = Array.isArray(found) ? found : [found];
  return holders.filter(isRecord);
}

function isRecord(value: unknown): value is Said {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const nameOf = (row: FieldRow): string => row.path.split('.').at(-1) ?? row.path;

function ruleBroken(
  row: FieldRow,
  presence: Presence,
  holder: Said,
): Violation['rule'] | undefined {
  const name = nameOf(row);
  const isThere = Object.hasOwn(holder, name);
  if (!isThere) {
    // a field within a field is due wherever its parent stands
    return presence === 'must' || (row.path.includes('.') && presence === 'may')
      ? 'missing'
      : undefined;
  }
  return presence === 'never' ? 'must-be-absent' : breach(row, holder[name]);
}

function breach(row: FieldRow, value: unknown): Violation['rule'] | undefined {
  switch (row.type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'type';
    case 'object':
      return isRecord(value) ? undefined : 'type';
    case 'list':
      return Array.isArray(value) && value.length > 0 && value.every(isRecord) ? undefined : 'type';
    case 'fen':
    case 'positive-fen':
      return fenBreach(row, value);
    case 'sealed':
      return typeof value === 'string' && /^[A-Za-z0-9+/]{340,}={0,2}$/.test(value)
        ? undefined
        : 'type';
    case 'text':
      return textBreach(row, value);
  }
}

function fenBreach(row: FieldRow, value: unknown): Violation['rule'] | undefined {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return 'type';
  return value < (row.type === 'fen' ? 0 : 1) ? 'value' : undefined;
}

function textBreach(row: FieldRow, value: unknown): Violation['rule'] | undefined {
  if (typeof value !== 'string') return 'type';
  if (value.trim() === '' || /\p{Cc}/u.test(value)) return 'value';
  const length = row.unit === 'bytes' ? Buffer.byteLength(value) : Array.from(value).length;
  if (row.most !== undefined && length > row.most) return 'length';
  if (row.form !== undefined && !row.form.test(value)) return 'value';
  return row.oneOf === undefined || row.oneOf.includes(value) ? undefined : 'value';
}

/** The path of a field that stands in no row. */
function strayField(order: Said): string | undefined {
  const known = new Set(ORDER_FIELDS.map(({ path }) => path));
  for (const [name, value] of Object.entries(order)) {
    if (!known.has(name)) return name;
    const holders: readonly unknown[] = Array.isArray(value) ? value : [value];
    const children = holders.filter(isRecord).flatMap((holder) => Object.keys(holder));
    const stray = children.find((child) => !known.has(`${name}.${child}`));
    if (stray !== undefined) return `${name}.${stray}`;
  }
  return undefined;
}

/** relative goes with pay_for_relatives, both ways. */
function relativesFit(order: Said): boolean {
  return order['pay_for_relatives'] === Object.hasOwn(order, 'relative');
}
