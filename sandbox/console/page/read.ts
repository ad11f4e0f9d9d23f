/**
 * Reading JSON whose shape is known but not proven: a field that is missing or of another kind reads
 * as empty, so that a page never breaks over one record.
 */

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

export function part(value: unknown, name: string): Fields {
  return fieldsOf(fieldsOf(value)[name]);
}

export function listIn(value: unknown, name: string): readonly Fields[] {
  const list = fieldsOf(value)[name];
  return Array.isArray(list) ? list.map(fieldsOf) : [];
}

export function textsIn(value: unknown, name: string): readonly string[] {
  const list = fieldsOf(value)[name];
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

export function textIn(value: unknown, name: string): string {
  const text = fieldsOf(value)[name];
  return typeof text === 'string' ? text : '';
}

export function numberIn(value: unknown, name: string): number | undefined {
  const number = fieldsOf(value)[name];
  return typeof number === 'number' ? number : undefined;
}

export function trueIn(value: unknown, name: string): boolean {
  return fieldsOf(value)[name] === true;
}
