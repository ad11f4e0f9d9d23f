/**
 * Rewrites one WXSS selector for the preview's single document: built-in tags, class prefixes, `:host`, `page`.
 * Bindings to page and theme are put in `:where()`, so that they add nothing to a selector's weight.
 */

import parser from 'postcss-selector-parser';
import { domName } from '../builtins/schema';

export interface StyleScope {
  /** Prefix of class names; none in the shared scope. */
  readonly prefix?: string;
  /** The page whose rules these are: they reach no other page. */
  readonly page?: string;
  /** True for components with a scope of their own. */
  readonly isolated: boolean;
  /** The theme that a rule is for. */
  readonly theme?: string;
}

export interface Complaint {
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export interface ScopedSelector {
  readonly selector: string;
  readonly complaints: readonly Complaint[];
}

export function scopeSelector(selector: string, scope: StyleScope): ScopedSelector {
  const complaints: Complaint[] = [];
  const guard = [
    scope.theme === undefined ? '' : `:where([data-theme="${scope.theme}"]) `,
    scope.page === undefined ? '' : `:where([data-page="${scope.page}"]) `,
  ].join('');
  const root = parser().astSync(selector);
  root.walkClasses((node) => {
    if (scope.prefix !== undefined) node.value = `${scope.prefix}--${node.value}`;
  });
  root.walkTags((node) => {
    if (scope.isolated && node.value !== 'page') complaints.push(notAllowed(selector));
    node.value = domName(node.value);
  });
  root.walkIds((node) => {
    if (scope.isolated) complaints.push(notAllowed(selector));
    node.replaceWith(parser.tag({ value: `[id$="--${node.value}"]` }));
  });
  root.walkPseudos((node) => {
    if (node.value !== ':host') return;
    if (node.length > 0 || scope.prefix === undefined) {
      complaints.push({ severity: 'error', message: `selector ${selector} is not simulated` });
    }
    node.replaceWith(parser.tag({ value: `[wx-host="${scope.prefix ?? ''}"]` }));
  });
  root.walkUniversals(() => {
    if (!scope.isolated) return;
    complaints.push({
      severity: 'error',
      message: `selector ${selector}: * is not simulated here`,
    });
  });
  root.each((single) => {
    const text = single.toString().trim();
    single.removeAll();
    single.append(parser.tag({ value: `${guard}${text}` }));
  });
  return { selector: root.toString(), complaints };
}

function notAllowed(selector: string): Complaint {
  return {
    severity: 'warning',
    message: `selector ${selector}: tag and id selectors are not allowed in a component's WXSS`,
  };
}
