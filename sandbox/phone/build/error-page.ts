/**
 * The page shown instead of the app while the build has errors: every error with file and line.
 */

import { type Diagnostic, formatDiagnostic } from './diagnostics';

export function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => names[character] ?? character);
}

/** A whole page; it reloads itself when the next build is done. */
export function errorPage(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  const items = errors.map((diagnostic) => {
    const { file, line, column, message } = diagnostic;
    const where = [file, line, column].filter((part) => part !== undefined).join(':');
    return `<li><code>${escapeHtml(where)}</code><p>${escapeHtml(message)}</p></li>`;
  });
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>构建失败 · Build failed</title>
<link rel="icon" href="data:," />
<style>
  :root { color-scheme: dark; }
  body { margin: 0; padding: 40px 24px; background: #1b1d22; color: #e6e8ec; font: 15px/1.6 system-ui, 'PingFang SC', 'Noto Sans CJK SC', sans-serif; }
  main { max-width: 880px; margin: 0 auto; }
  h1 { color: #ff7a80; font-size: 22px; }
  ol { padding: 0; list-style: none; }
  li { margin: 12px 0; padding: 12px 16px; border-left: 4px solid #ff7a80; border-radius: 6px; background: #262931; }
  code { color: #8fb7ff; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
  p { margin: 4px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
</style>
<main data-testid="build-errors">
  <h1>构建失败 <small>Build failed · ${String(errors.length)}</small></h1>
  <ol>${items.join('')}</ol>
  <p>改好后保存，本页会自动刷新。 The page reloads by itself after the next build.</p>
</main>
<script>
  new EventSource('/phone/events').addEventListener('built', () => location.reload());
</script>
</html>
`;
}

/** The same for a terminal. */
export function errorText(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  return [
    '小程序预览构建失败 The preview could not be built:',
    ...errors.map(formatDiagnostic),
  ].join('\n  ');
}
