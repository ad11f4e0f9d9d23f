/**
 * The cashier page: opens the order that the mini program's path names, lets the patient pay it, and
 * returns. Opening says PAYING, leaving without paying says NOTPAY; being killed says nothing.
 */

import { call, leaveBeacon, leaveTo, Refusal, type Leave, type View } from './api';
import { passwordSheet } from './password-sheet';
import { billScreen, bindScreen, leftScreen, refusalScreen, resultScreen } from './screens';

const POLL_MS = 1500;
const query = new URLSearchParams(window.location.search);
const appId = query.get('appid') ?? '';
const stage = document.querySelector('#app');

let current: View | undefined;
let gone = false;
let poll: number | undefined;

void start();
window.addEventListener('pagehide', () => {
  if (current !== undefined && !gone) leaveBeacon(current.payKey);
});
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload();
});

async function start(): Promise<void> {
  const openid = query.get('openid') ?? '';
  const path = query.get('path') ?? '';
  await attempt(
    () => call('open', { appId, path, ...(openid === '' ? {} : { openid }) }),
    ({ message, code }) => {
      put(refusalScreen(message, code, () => leave({ how: 'done', appId })));
    },
  );
}

/** Shows what `act` answers; a refusal goes to `refused`. */
async function attempt(
  act: () => Promise<View>,
  refused: (refusal: Refusal) => void,
): Promise<void> {
  try {
    show(await act());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refused(error);
  }
}

function show(view: View): void {
  current = view;
  window.clearTimeout(poll);
  if (view.busy) poll = window.setTimeout(() => void refresh(view), POLL_MS);
  if (view.state === 'INITIAL') put(bindScreen(view, { bind: () => void bind(view), leave: back }));
  else if (!view.busy && (view.state === 'PAYING' || view.state === 'NOTPAY')) showBill(view);
  else put(resultScreen(view, () => done(view)));
}

function showBill(view: View): void {
  const sheet = passwordSheet(view, async (password) => {
    await attempt(
      () => call('pay', { payKey: view.payKey, password }),
      (refusal) => {
        if (refusal.code === 'wrong-password') {
          sheet.complain(refusal.message);
          return;
        }
        sheet.close();
        complain(refusal.message);
      },
    );
  });
  const lever = (outcome: string) => () =>
    void attempt(
      () => call('lever', { payKey: view.payKey, outcome }),
      ({ message }) => complain(message),
    );
  const screen = billScreen(view, {
    pay: () => sheet.open(),
    leave: back,
    levers: {
      insufficient: lever('insufficient'),
      failed: lever('failed'),
      failing: lever('failing'),
      processing: lever('processing'),
      killed: () => leave({ how: 'killed', appId }),
    },
  });
  put([...screen, sheet.element]);
}

async function bind(view: View): Promise<void> {
  const { payKey } = view;
  await attempt(
    async () => {
      await call('bind', { payKey });
      return call('open', { appId, path: query.get('path') ?? '' });
    },
    ({ message }) => complain(message),
  );
}

/** A payment on its way is looked at again until it has arrived; a failed look is tried again. */
async function refresh(view: View): Promise<void> {
  await attempt(
    () => call('order', { payKey: view.payKey }),
    () => show(view),
  );
}

/** 完成: the real mini program hands something back as well; nobody may rely on it. */
function done(view: View): void {
  leave({ how: 'done', appId, extraData: { med_trans_id: view.medTransId, authCode: 'expired' } });
}

/** The back arrow: no extraData. */
function back(): void {
  const payKey = current?.payKey;
  const left = payKey === undefined ? Promise.resolve() : call('leave', { payKey });
  const go = () => leave({ how: 'done', appId });
  void left.then(go, go);
}

function leave(message: Leave): void {
  gone = true;
  window.clearTimeout(poll);
  if (!leaveTo(message)) put(leftScreen());
}

function complain(text: string): void {
  const alert = document.querySelector('[data-testid="cashier-error"]');
  if (alert !== null) alert.textContent = text;
  alert?.scrollIntoView({ block: 'center' });
}

function put(elements: readonly HTMLElement[]): void {
  stage?.setAttribute('aria-busy', 'false');
  stage?.replaceChildren(...elements);
}
