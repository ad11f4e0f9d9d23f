/**
 * What the build hands to the runtime: the mini program's configuration, in JSON.
 */

export interface UnitData {
  readonly path: string;
  readonly kind: 'page' | 'component';
  /** The page's or component's .json, with absolute paths in usingComponents and componentGenerics. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Class prefix; none in the shared scope. */
  readonly scope?: string;
}

export interface BootData {
  /** Whose phone it is when the address does not say. */
  readonly openid: string;
  readonly appId: string;
  readonly app: Readonly<Record<string, unknown>>;
  readonly theme: Readonly<Record<string, unknown>>;
  /** Page paths; the first is the home page. */
  readonly pages: readonly string[];
  readonly units: readonly UnitData[];
}
