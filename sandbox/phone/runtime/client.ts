/**
 * The simulated WeChat client as its parts see each other: one per document, made by boot.ts.
 */

import type { CodeSpace } from 'glass-easel-miniprogram-adapter';
import type { BootData } from './boot-data';
import type { Chrome } from './chrome';
import { isRecord } from './dom';
import type { Emitter } from './emitter';
import type { Jumps } from './jumps';
import type { Levers } from './levers';
import type { Lifecycle } from './lifecycle';
import type { PageStack } from './page-stack';
import type { PullDown } from './pull-down';
import type { Scanner } from './scanner';
import type { PageMeasure } from './measure';
import type { TapWindow } from './tap-window';

/** What a test or an embedding page may put into `window.__previewOptions` before the script runs. */
export interface PreviewOptions {
  /** Query string with levers instead of the address's own. */
  readonly search?: string;
  /** Answers wx.cloud.callFunction instead of POST /functions/NAME; the openid is the caller. */
  readonly callFunction?: (name: string, data: unknown, openid: string) => Promise<unknown>;
}

/** `window.__preview`: what tests may look at and do. */
export interface PreviewHandle {
  /** Resolves when the first page is ready (or the app is stopped). */
  readonly ready: Promise<void>;
  /** Uncaught errors, console errors and framework errors, as text. */
  readonly errors: string[];
  readonly warnings: string[];
  /** Routes on the page stack, bottom first. */
  pages(): string[];
  /** The address of the page in front, with its query; undefined while the app is stopped. */
  address(): string | undefined;
  /** The page instances on the stack. */
  instances(): readonly object[];
  /** True while the app runs (it has not been killed). */
  readonly running: boolean;
  hide(): void;
  show(): void;
  kill(): void;
  pullDown(): void;
  setOffline(offline: boolean): void;
  setTheme(theme: 'light' | 'dark'): void;
  /** Answers the scanner that is open, or else the next one; undefined: the user presses cancel. */
  answerScan(text: string | undefined): void;
  /** Calls of cloud functions that have not been answered yet. */
  readonly calling: number;
  /** What WeChat's audit counts of the page in front; undefined while the app is stopped. */
  measure(): PageMeasure | undefined;
}

export interface Client {
  readonly boot: BootData;
  readonly levers: Levers;
  readonly options: PreviewOptions;
  readonly events: Emitter;
  readonly chrome: Chrome;
  readonly space: CodeSpace;
  readonly stack: PageStack;
  readonly life: Lifecycle;
  readonly jumps: Jumps;
  readonly pullDown: PullDown;
  readonly scanner: Scanner;
  readonly taps: TapWindow;
  theme: 'light' | 'dark';
  offline: boolean;
  /** Calls of cloud functions under way. */
  calling: number;
  /** Takes an error that nobody caught: App.onError, __preview.errors. */
  readonly report: (error: unknown) => void;
}

/** Window colours and titles, `@name` looked up in theme.json. */
export function windowSetting(
  client: Pick<Client, 'boot' | 'theme'>,
  config: Readonly<Record<string, unknown>>,
  name: string,
): unknown {
  const { app, theme } = client.boot;
  const shared = app['window'];
  const value = config[name] ?? (isRecord(shared) ? shared[name] : undefined);
  if (typeof value !== 'string' || !value.startsWith('@')) return value;
  const variables = theme[client.theme];
  return isRecord(variables) ? variables[value.slice(1)] : undefined;
}
