/** The result page of an order that may be refunded, and what it says, for the page tests. */
import { accepted, settle } from './fake-wx';
import { type PageInstance } from './phone-modules';
import { type Answers, type Open, openPage } from './phone-pages';

export async function ready(order: object, more: Answers = {}): Promise<Open> {
  const opened = openPage('result', { 'pay.confirmOrder': accepted({ order }), ...more });
  opened.page.run('onLoad', { orderNo: 'YB0001' });
  opened.page.run('onShow');
  await settle();
  return opened;
}

export interface Said {
  readonly head: Record<string, unknown>;
  readonly actions: Record<string, boolean>;
  readonly pickup: string;
  readonly order: { readonly figure: object };
  readonly refund: {
    readonly offer: string;
    readonly parts: readonly object[];
    readonly progress: Record<string, unknown> | null;
    readonly refusal: { readonly title: string; readonly text: string } | null;
  };
}

export const said = (page: PageInstance): Said => page.data['view'] as Said;
export const offered = (page: PageInstance): string[] =>
  Object.entries(said(page).actions)
    .filter(([, there]) => there)
    .map(([name]) => name);
export const stepsOf = (page: PageInstance): string[] =>
  (said(page).refund.progress?.['steps'] as { title: string; state: string; time: string }[]).map(
    ({ title, state, time }) => [title, state, time].filter((part) => part !== '').join(' '),
  );
export const asks = ({ fake }: Open): number =>
  fake.calls.filter(({ action }) => action === 'askRefund').length;

/** An answer that comes when the test says so. */
export function held(): { readonly answer: () => Promise<unknown>; come(value: unknown): void } {
  const waiting: ((value: unknown) => void)[] = [];
  return {
    answer: () => new Promise((resolve) => waiting.push(resolve)),
    come: (value) => waiting.shift()?.(value),
  };
}
