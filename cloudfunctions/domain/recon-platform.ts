/**
 * The platform's books of a day (money rule 11): one for each way of paying that a hospital has, or one
 * for several that share a merchant. Which of them is to list an order follows from how the order was
 * made, and how much its rows tell from the book.
 */
import type { ChannelName } from './order';

/**
 * What a book covers: all of an order (1.0), or its cash alone (2.0, counters), where insurance is
 * between us and the hospital's ledger.
 */
export type Covers = 'all' | 'cash';

export interface PlatformBook {
  /** One of its ways of paying: names the book in checkpoints, rows and differences. */
  readonly name: ChannelName;
  /** The ways of paying whose orders it lists. */
  readonly channels: readonly ChannelName[];
  readonly covers: Covers;
}

/**
 * The book that is to list what was paid that way; undefined when none is read. What was written down
 * before records named their way belongs to the first.
 */
export function bookOf(
  books: readonly PlatformBook[],
  channel: ChannelName | undefined,
): PlatformBook | undefined {
  if (channel === undefined) return books[0];
  return books.find(({ channels }) => channels.includes(channel));
}

/** How much the book that is to list it tells of it; of a book that nobody reads, all is missed. */
export function coversOf(books: readonly PlatformBook[], channel: ChannelName | undefined): Covers {
  return bookOf(books, channel)?.covers ?? 'all';
}

/** Whether a row of the one way stands where what was paid the other way is to stand. */
export function isSameBook(
  books: readonly PlatformBook[],
  left: ChannelName | undefined,
  right: ChannelName | undefined,
): boolean {
  const book = bookOf(books, left);
  return book !== undefined && book === bookOf(books, right);
}
