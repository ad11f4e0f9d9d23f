/**
 * The jump to the payment mini program (capability overview §5.1: pay_appid and pay_url). Whether
 * it was paid is never learned here.
 */
export type Jump = 'opened' | 'cancelled' | 'failed';

/** Opens the mini program. `cancelled`: the patient refused WeChat's question whether to leave. */
export function openCashier(appId: string, path: string): Promise<Jump> {
  return new Promise((resolve) => {
    wx.navigateToMiniProgram({
      appId,
      path,
      success: () => resolve('opened'),
      fail: ({ errMsg }) => resolve(/cancel/i.test(errMsg) ? 'cancelled' : 'failed'),
    });
  });
}
