/**
 * Light and dark: an app with "darkmode": true follows the lever or else the system; others stay light.
 */

import type { Client } from './client';

export function watchTheme(client: Client): void {
  const follows = client.boot.app['darkmode'] === true;
  const system =
    typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : undefined;
  const wanted = (): Client['theme'] => {
    if (!follows) return 'light';
    return client.levers.theme ?? (system?.matches === true ? 'dark' : 'light');
  };
  client.theme = wanted();
  document.documentElement.dataset['theme'] = client.theme;
  system?.addEventListener('change', () => setTheme(client, wanted()));
}

/** Switches the theme while the app runs; nothing happens in an app without dark mode. */
export function setTheme(client: Client, theme: Client['theme']): void {
  if (client.boot.app['darkmode'] !== true || client.theme === theme) return;
  client.theme = theme;
  document.documentElement.dataset['theme'] = theme;
  for (const page of client.stack.pages) page.layer.paint();
  client.events.emit('theme', { theme });
}
