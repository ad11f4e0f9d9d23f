/**
 * Page addresses: `/pages/bill/bill?id=1`, absolute or relative to the page that asks.
 * As in WeChat, the values of a query are handed over as they are, without decoding.
 */

export interface Route {
  /** Page path without a leading slash. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Reads a url; relative ones start at the folder of `from`. */
export function parseRoute(url: string, from: string): Route {
  const mark = url.indexOf('?');
  const address = mark === -1 ? url : url.slice(0, mark);
  const base = address.startsWith('/') ? [] : from.split('/').slice(0, -1);
  const parts: string[] = [...base];
  for (const part of address.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return {
    path: parts.join('/').replace(/\.html$/, ''),
    query: mark === -1 ? {} : parseQuery(url.slice(mark + 1)),
  };
}

function parseQuery(text: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals === -1) query[pair] = '';
    else query[pair.slice(0, equals)] = pair.slice(equals + 1);
  }
  return query;
}

/** The url that leads back to a route. */
export function routeUrl(route: Route): string {
  const query = Object.entries(route.query).map(([key, value]) => `${key}=${value}`);
  return `/${route.path}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}
