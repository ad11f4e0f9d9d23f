/**
 * The console: tabs by the address (`#orders/NO`), the clock in the head, the open panel brought up to
 * date every two seconds while the page is looked at.
 */

import { get, onConnection, Refusal } from './api';
import { clockPanel } from './clock-panel';
import { counterPanel } from './counter-panel';
import { el, redraw } from './dom';
import { faultsPanel } from './faults-panel';
import { hospitalPanel } from './hospital-panel';
import { inboxPanel } from './inbox-panel';
import { medinsPanel } from './medins-panel';
import { noticesPanel } from './notices-panel';
import { ordersPanel } from './orders-panel';
import type { Panel } from './panel';
import { numberIn, trueIn } from './read';
import { storePanel } from './store-panel';
import { PULLED } from './toast';
import { timersPanel } from './timers-panel';
import { wirePanel } from './wire-panel';
import { moment } from './words';

const EVERY_MS = 2_000;

const panels: readonly Panel[] = [
  ordersPanel(),
  wirePanel(),
  noticesPanel(),
  inboxPanel(),
  clockPanel(),
  faultsPanel(),
  timersPanel(),
  hospitalPanel(),
  medinsPanel(),
  counterPanel(),
  storePanel(),
];

const place = document.querySelector<HTMLElement>('#panel');
const tabs = document.querySelector<HTMLElement>('.tabs');
const drawn = new Map<string, HTMLElement>();
let shown = '';

/** The panel that the address names, and what stands behind its name. */
function asked(): { readonly panel: Panel | undefined; readonly rest: string } {
  const [name = '', ...rest] = window.location.hash.slice(1).split('/');
  const panel = panels.find((one) => one.name === name) ?? panels[0];
  return { panel, rest: rest.join('/') };
}

function open(): void {
  const { panel } = asked();
  if (panel === undefined || place === null) return;
  if (panel.name !== shown) {
    shown = panel.name;
    let inside = drawn.get(panel.name);
    if (inside === undefined) {
      inside = el('div', { testid: `panel-${panel.name}` });
      panel.draw(inside);
      drawn.set(panel.name, inside);
    }
    redraw(place, inside);
    place.setAttribute('aria-labelledby', `tab-${panel.name}`);
    document.title = `${panel.title} · 沙箱控制台`;
    markTabs();
  }
  void update();
}

function markTabs(): void {
  for (const tab of tabs?.querySelectorAll<HTMLElement>('[role="tab"]') ?? []) {
    const chosen = tab.id === `tab-${shown}`;
    tab.setAttribute('aria-selected', String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    if (chosen) tab.scrollIntoView({ block: 'nearest', inline: 'center' });
  }
}

function drawTabs(): void {
  tabs?.append(
    ...panels.map(({ name, title }) =>
      el(
        'button',
        {
          class: 'tab',
          testid: `tab-${name}`,
          attrs: { id: `tab-${name}`, role: 'tab', type: 'button', 'aria-controls': 'panel' },
          onclick: () => {
            window.location.hash = name;
          },
        },
        title,
      ),
    ),
  );
  tabs?.addEventListener('keydown', (event) => {
    const at = panels.findIndex(({ name }) => name === shown);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = panels[step === undefined ? -1 : (at + step + panels.length) % panels.length];
    if (next === undefined) return;
    event.preventDefault();
    window.location.hash = next.name;
    document.querySelector<HTMLElement>(`#tab-${next.name}`)?.focus();
  });
}

async function update(): Promise<void> {
  const { panel, rest } = asked();
  try {
    await Promise.all([panel?.refresh(rest), showNow()]);
  } catch (error) {
    unlessRefused(error);
  }
}

/** A refusal here is the connection's, and the banner says so. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}

/** The head: day and time of the sandbox. */
async function showNow(): Promise<void> {
  const clock = await get('/clock');
  const [day = '', time = ''] = moment(numberIn(clock, 'now') ?? 0).split(' ');
  const put = (name: string, text: string): void => {
    const target = document.querySelector(`.${name}`);
    if (target !== null) target.textContent = text;
  };
  put('now-time', time);
  put('now-day', trueIn(clock, 'frozen') ? `${day} · 已冻结` : `${day} 上海`);
}

onConnection((online) => {
  const banner = document.querySelector<HTMLElement>('.offline');
  if (banner !== null) banner.hidden = online;
});
document.querySelector('.now')?.addEventListener('click', () => {
  window.location.hash = 'clock';
});
document.querySelector('.skip')?.addEventListener('click', (event) => {
  event.preventDefault();
  place?.focus();
});
window.addEventListener('hashchange', open);
window.addEventListener(PULLED, () => void showNow().catch(unlessRefused));
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void update();
});
drawTabs();
open();
window.setInterval(() => {
  if (!document.hidden) void update();
}, EVERY_MS);
