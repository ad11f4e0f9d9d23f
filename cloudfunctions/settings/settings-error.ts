/**
 * A setting that cannot be used: where it stands and what is wrong with it, in one sentence. Holds no
 * value of any setting, so that it may be printed (money rule 14).
 */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  constructor(
    /** `YIBAO_SETTINGS.payinsurance.notifyUrl`, or the name of a variable. */
    readonly path: string,
    readonly sentence: string,
  ) {
    super(`${path}: ${sentence}`);
  }
}
