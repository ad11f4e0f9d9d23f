/**
 * Holding what is there against what a scenario expects: only what it names, at any depth.
 */

export interface Expected {
  readonly [name: string]: string | number | boolean | Expected;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The first difference in words, `payment is unpaid, not paid`; undefined when there is none. */
export function difference(actual: unknown, expected: Expected, path = ''): string | undefined {
  for (const [name, wanted] of Object.entries(expected)) {
    const there = isRecord(actual) ? actual[name] : undefined;
    const where = path === '' ? name : `${path}.${name}`;
    if (typeof wanted === 'object') {
      const inside = difference(there, wanted, where);
      if (inside !== undefined) return inside;
    } else if (there !== wanted) {
      return `${where} is ${there === undefined ? 'not there' : JSON.stringify(there)}, not ${String(wanted)}`;
    }
  }
  return undefined;
}

/** `payment paid, hospital settled`. */
export function inWords(expected: Expected): string {
  return Object.entries(expected)
    .map(([name, wanted]) =>
      typeof wanted === 'object' ? `${name} (${inWords(wanted)})` : `${name} ${String(wanted)}`,
    )
    .join(', ');
}
