/**
 * What a simulated party adds to the control API, and how that API refuses.
 */

import type { FastifyInstance } from 'fastify';

/** What one simulated party adds to the control API. */
export interface ControlSection {
  /** Key of its part of `GET /state`. */
  readonly name: string;
  /** JSON-able; shown under `name`. */
  readonly state?: () => unknown;
  /** Fault call names; naming any closes the list for that party. */
  readonly calls?: readonly string[];
  /** Registers routes; paths are below /sandbox/api. Throw `ControlRefusal` or let zod throw. */
  readonly routes?: (app: FastifyInstance) => void;
  /** Called after the sandbox clock was moved. */
  readonly clockMoved?: () => void;
  /** Moments by name to which the clock can be set. */
  readonly moments?: readonly Moment[];
  /** Whether something happened here that carries a time; the clock then moves forward only. */
  readonly hasLived?: () => boolean;
}

/** A moment that a party knows of: when a token expires, when an order is to be closed. */
export interface Moment {
  /** `token-expiry`; with `of` it is asked for as `order-deadline:<of>`. */
  readonly name: string;
  /** What stands behind the colon, in a word; absent: nothing does. */
  readonly of?: string;
  /** ms since the epoch; undefined: there is none. */
  readonly at: (of: string) => number | undefined;
}

/** A refusal with an HTTP status and words for a developer. */
export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
