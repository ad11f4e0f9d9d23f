/**
 * The 2.0 cashier: shows the order that the mini program launched, takes the password, and closes.
 * Having paid in it, in full or in half, it is `finished`: closing then is no turning back. Being
 * killed says nothing to anybody.
 */

import { act, askedIn, leaveBeacon, order, Refusal, tell, type Action, type View } from './api';
import { passwordPad } from './password-pad';
import {
  canBePaid,
  isUnderWay,
  leftScreen,
  orderScreen,
  refusalScreen,
  resultScreen,
} from './screens';

const LOOK_MS = 1500;
const asked = askedIn(window.location.search);
const stage = document.querySelector('#app');
let gone = false;

const scale = Number(new URLSearchParams(window.location.search).get('fontScale') ?? '1');
if (scale > 0) document.documentElement.style.fontSize = `${scale * 100}%`;

void start();
window.addEventListener('pagehide', () => {
  if (!gone) leaveBeacon(asked);
});

async function start(): Promise<void> {
  await attempt(
    () => order(asked),
    ({ message, code }) => put(refusalScreen(message, code, () => leave('left'))),
  );
}

/** Shows what `ask` answers; a refusal goes to `refused`. */
async function attempt(ask: () => Promise<View>, refused: (why: Refusal) => void): Promise<void> {
  try {
    show(await ask());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refused(error);
  }
}

function show(view: View): void {
  if (canBePaid(view)) {
    showOrder(view);
    return;
  }
  gone = true;
  tell({ type: 'finished' });
  if (isUnderWay(view)) window.setTimeout(() => void lookAgain(view), LOOK_MS);
  put(resultScreen(view, { done: () => leave('done'), kill: () => leave('killed') }));
}

/** A failed look is tried again. */
async function lookAgain(view: View): Promise<void> {
  await attempt(
    () => order(asked),
    () => show(view),
  );
}

function showOrder(view: View): void {
  const { cash, total, testPassword } = view;
  const due = cash > 0 ? { what: '自费支付', fen: cash } : { what: '医保支付', fen: total };
  const pad = passwordPad({ ...due, testPassword }, (password) =>
    attempt(
      () => act(asked, 'pay', password),
      ({ code, message }) => {
        if (code === 'wrong-password') {
          pad.complain(message);
          return;
        }
        pad.close();
        complain(message);
      },
    ),
  );
  const pull = (action: Action, password?: string) => () => {
    setBusy('正在支付…');
    void attempt(
      () => act(asked, action, password),
      ({ message }) => complain(message),
    );
  };
  const screen = orderScreen(view, {
    pay: () => pad.open(),
    leave: () => void back(),
    insufficient: pull('insufficient', testPassword),
    insuranceFails: pull('insurance-fails', testPassword),
    kill: () => leave('killed'),
  });
  put([...screen, pad.element]);
}

/** The platform hears of it first; if it does not, the sheet closes all the same. */
async function back(): Promise<void> {
  gone = true;
  setBusy('正在关闭…');
  await act(asked, 'leave').catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
  });
  leave('left');
}

function leave(how: 'done' | 'left' | 'killed'): void {
  gone = true;
  if (!tell({ type: 'leave', how })) put(leftScreen());
}

/** Nothing can be pressed while something is under way. */
function setBusy(text: string): void {
  const line = document.querySelector('[data-testid="cashier-busy"]');
  if (line !== null) line.textContent = text;
  for (const control of document.querySelectorAll<HTMLButtonElement>('#app button')) {
    control.disabled = text !== '';
  }
}

function complain(text: string): void {
  setBusy('');
  const alert = document.querySelector('[data-testid="cashier-error"]');
  if (alert !== null) alert.textContent = text;
  alert?.scrollIntoView({ block: 'center' });
}

function put(elements: readonly HTMLElement[]): void {
  stage?.setAttribute('aria-busy', 'false');
  stage?.replaceChildren(...elements);
  window.scrollTo(0, 0);
}
