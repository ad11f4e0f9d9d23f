/** Leaving for another mini program. What the patient does there is never learned here. */

/**
 * cancelled: the patient refused WeChat's question whether to leave · needs-upgrade: this WeChat is too old
 * to pay here · not-permitted: the hospital's own permission for it is missing.
 */
export type Jump = 'opened' | 'cancelled' | 'failed' | 'needs-upgrade' | 'not-permitted';

/** A jump that the patient must be told about. */
export type FailedJump = Exclude<Jump, 'opened' | 'cancelled'>;

export interface OtherMiniProgram {
  readonly appId: string;
  readonly path: string;
  /** Its trial version, in test environments. */
  readonly trial?: true;
}

/** The jump as a page's address or notice can hold it; undefined when there is nothing to say. */
export function failedJump(jump: string | undefined): FailedJump | undefined {
  return jump === 'failed' || jump === 'needs-upgrade' || jump === 'not-permitted'
    ? jump
    : undefined;
}

/** Opens the other mini program. The path goes as it is given: percent escapes would change it. */
export function jumpTo({ appId, path, trial }: OtherMiniProgram): Promise<Jump> {
  return new Promise((resolve) => {
    wx.navigateToMiniProgram({
      appId,
      path,
      ...(trial === true ? { envVersion: 'trial' as const } : {}),
      success: () => resolve('opened'),
      fail: ({ errMsg }) => resolve(/cancel/i.test(errMsg) ? 'cancelled' : 'failed'),
    });
  });
}
