/**
 * Who can be added as a patient in the sandbox, and which SMS codes were sent: what a person at the
 * preview must type. Asked of the sandbox's control API when the part is opened.
 */

interface Known {
  readonly term: string;
  readonly text: string;
}

function textOf(record: object, name: string): string {
  const value: unknown = Reflect.get(record, name);
  return typeof value === 'string' ? value : '';
}

async function list(path: string, key: string): Promise<readonly object[]> {
  const response = await fetch(path);
  if (!response.ok) return [];
  const body: unknown = await response.json();
  const found: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, key) : [];
  if (!Array.isArray(found)) return [];
  return found.filter((one): one is object => typeof one === 'object' && one !== null);
}

async function known(): Promise<readonly Known[]> {
  const patients = await list('/sandbox/api/his/patients', 'patients');
  const sms = await list('/sandbox/api/his/sms', 'sms');
  return [
    ...patients.map((one) => ({
      term: textOf(one, 'name'),
      text: `证件 ${textOf(one, 'idNo')} · 就诊卡 ${textOf(one, 'cardNo')}`,
    })),
    ...sms.slice(-3).map((one) => ({ term: textOf(one, 'phone'), text: textOf(one, 'text') })),
  ];
}

async function fill(target: HTMLElement): Promise<void> {
  const entries = await known();
  target.replaceChildren(
    ...entries.flatMap(({ term, text }) => {
      const name = document.createElement('dt');
      const value = document.createElement('dd');
      name.textContent = term;
      value.textContent = text;
      return [name, value];
    }),
  );
}

/** Fills the part anew whenever it is opened. */
export function showWorld(details: HTMLDetailsElement, target: HTMLElement): void {
  details.addEventListener('toggle', () => {
    if (details.open) void fill(target);
  });
}
