/**
 * Pairs of wx.onX and wx.offX on the client's events.
 */

import type { Client } from '../runtime/client';

type Listener = (value: unknown) => unknown;
type Pair<Name extends string> = Readonly<
  Record<`on${Name}`, (listener: Listener) => void> &
    Record<`off${Name}`, (listener?: Listener) => void>
>;

export function listeners<Name extends string>(
  client: Client,
  event: string,
  name: Name,
): Pair<Name> {
  return {
    [`on${name}`]: (listener: Listener) => client.events.on(event, listener),
    [`off${name}`]: (listener?: Listener) => client.events.off(event, listener),
  } as Pair<Name>;
}
