/**
 * wx.createSelectorQuery and wx.createIntersectionObserver: the framework's own, on the page in front unless told otherwise.
 */

import type { Client } from '../runtime/client';
import { isRecord } from '../runtime/dom';

export function queryApis(client: Client) {
  const make = (method: string, owner: object | undefined, options: unknown): unknown => {
    const factory: unknown = owner === undefined ? undefined : Reflect.get(owner, method);
    if (owner === undefined || typeof factory !== 'function') {
      throw new Error(`wx.${method} was called before there was a page`);
    }
    return Reflect.apply(factory, owner, [options]) as unknown;
  };
  return {
    createSelectorQuery: () => make('createSelectorQuery', client.stack.top?.instance, undefined),
    createIntersectionObserver: (owner?: unknown, options?: unknown) =>
      make(
        'createIntersectionObserver',
        isRecord(owner) ? owner : client.stack.top?.instance,
        options,
      ),
  };
}
