/**
 * Brings a stored order of any known schema version up to the present one (house, "migrations"). An
 * order of a newer release is refused, never guessed at: an old function may still be running.
 */
import { ORDER_SCHEMA, type Order } from '../domain/order';
import { orderV1 } from './order-v1';

export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  /** `paths`: which fields did not fit; never their values. */
  constructor(
    readonly fault: 'newer' | 'unknown-version' | 'unreadable',
    readonly paths: readonly string[] = [],
  ) {
    super(`stored order ${fault}${paths.length === 0 ? '' : `: ${paths.join(', ')}`}`);
  }
}

/** What is stored, as an order of this release. Throws MigrationError. */
export function migrateOrder(stored: unknown): Order {
  if (typeof stored !== 'object' || stored === null || !('schemaVersion' in stored)) {
    throw new MigrationError('unreadable');
  }
  const version = stored.schemaVersion;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw new MigrationError('unknown-version');
  }
  if (version > ORDER_SCHEMA) throw new MigrationError('newer');
  const parsed = orderV1.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw new MigrationError(
    'unreadable',
    parsed.error.issues.map((issue) => issue.path.join('.')),
  );
}
