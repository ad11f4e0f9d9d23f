/**
 * Which class prefix the rules of a page or component get, as glass-easel-miniprogram-adapter decides it from the
 * .json (styleIsolation, addGlobalClass): pages share one scope without a prefix, components have their own.
 */

import { stringOf } from './json';
import type { ComponentUnit, Project } from './project';

/** Path → prefix; pages and components of the shared scope are left out. */
export function styleScopes(project: Project): ReadonlyMap<string, string> {
  const scopes = new Map<string, string>();
  for (const unit of project.units.values()) {
    if (isShared(unit)) continue;
    const name = unit.path.split('/').at(-1) ?? 'component';
    scopes.set(unit.path, `${name}-${scopes.size + 1}`);
  }
  return scopes;
}

function isShared(unit: ComponentUnit): boolean {
  const isolation = stringOf(unit.config['styleIsolation']);
  if (isolation !== undefined) return isolation === 'shared' || isolation === 'page-shared';
  return unit.config['component'] !== true;
}
