/** For bodies whose members may all be left out. */

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same object without members that are undefined. */
export function defined<T extends object>(body: T): Defined<T> {
  const kept = Object.entries(body).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as Defined<T>;
}
