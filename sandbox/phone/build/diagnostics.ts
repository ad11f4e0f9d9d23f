/**
 * What the preview's build has to say about a mini program: everything it refuses or doubts, by file and line.
 * Promise (design: the phone, "The preview"): what is not simulated is an error that names file and thing.
 */

import { relative, sep } from 'node:path';

export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** Path relative to the project root, with forward slashes. */
  readonly file: string;
  /** Line, counted from 1; left out when the whole file is meant. */
  readonly line?: number;
  /** Column, counted from 1. */
  readonly column?: number;
  readonly message: string;
}

export interface Place {
  readonly line: number;
  readonly column?: number;
}

/** Collects diagnostics; the same sentence about the same place is kept once. */
export class Diagnostics {
  readonly #root: string;
  readonly #list: Diagnostic[] = [];
  readonly #seen = new Set<string>();

  constructor(projectRoot: string) {
    this.#root = projectRoot;
  }

  error(file: string, message: string, place?: Place): void {
    this.#add('error', file, message, place);
  }

  warning(file: string, message: string, place?: Place): void {
    this.#add('warning', file, message, place);
  }

  get list(): readonly Diagnostic[] {
    return this.#list;
  }

  get hasErrors(): boolean {
    return this.#list.some((diagnostic) => diagnostic.severity === 'error');
  }

  #add(severity: Diagnostic['severity'], file: string, message: string, place?: Place): void {
    const shown = relative(this.#root, file).split(sep).join('/');
    const key = [shown, place?.line, place?.column, message].join('\n');
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#list.push({ severity, file: shown, message, ...place });
  }
}

/** `file:line:column severity message`, as editors and terminals make it a link. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { file, line, column, severity, message } = diagnostic;
  const where = [file, line, column].filter((part) => part !== undefined).join(':');
  return `${where} ${severity}: ${message}`;
}

/** Line and column, counted from 1, of an offset in a text. */
export function placeAt(text: string, offset: number): Required<Place> {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}
