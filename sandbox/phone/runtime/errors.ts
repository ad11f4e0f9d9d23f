/**
 * Every error that nobody caught, in one place: window errors, rejected promises, console.error and the framework's own
 * reports. Tests read them from `__preview.errors`; the app hears of them in onError and onUnhandledRejection.
 */

import * as easel from 'glass-easel';
import type { Client } from './client';
import type { Globals } from './globals';

export class ErrorBook {
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  #tell: ((text: string) => void) | undefined;

  /** Starts listening; from now on the app is told. */
  listen(client: Client, globals: Globals): void {
    this.#tell = (text) => {
      client.events.emit('error', text);
      globals.callApp('onError', text);
    };
    globalThis.addEventListener('error', (event) => {
      this.#note(event.error ?? event.message);
    });
    globalThis.addEventListener('unhandledrejection', (event) => {
      const reason: unknown = event.reason;
      this.errors.push(`unhandled rejection: ${describe(reason)}`);
      client.events.emit('unhandledRejection', { reason, promise: event.promise });
      globals.callApp('onUnhandledRejection', { reason, promise: event.promise });
    });
    easel.addGlobalErrorListener((error) => {
      this.uncaught(error);
      return false;
    });
    easel.addGlobalWarningListener((message) => {
      this.warnings.push(message);
      return false;
    });
    const print = console.error.bind(console);
    console.error = (...args: readonly unknown[]) => {
      this.errors.push(args.map(describe).join(' '));
      print(...args);
    };
  }

  /** An error that code of the app threw into the framework. */
  uncaught(error: unknown): void {
    console.error(error);
    this.#tell?.(describe(error));
  }

  #note(error: unknown): void {
    this.errors.push(describe(error));
    this.#tell?.(describe(error));
  }
}

/** An error as text: message and stack, or JSON for WeChat's plain objects. */
export function describe(error: unknown): string {
  if (error instanceof Error) return error.stack ?? `${error.name}: ${error.message}`;
  if (typeof error === 'string') return error;
  if (typeof error === 'object' && error !== null && 'message' in error) {
    return String(error.message);
  }
  return error === undefined ? 'undefined' : JSON.stringify(error);
}
