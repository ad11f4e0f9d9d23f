/**
 * Starting the program anew, so that a new language and text size reach every page: scripts read them
 * once. WeChat can do it from base library 3.0.1 on; before that it takes effect at the next start.
 */
type Restarting = Partial<Pick<WechatMiniprogram.Wx, 'restartMiniProgram'>>;

/** False: this WeChat cannot; the person must close the program and open it again. */
export function restart(): boolean {
  if (!wx.canIUse('restartMiniProgram')) return false;
  const platform: Restarting = wx;
  platform.restartMiniProgram?.({ path: '/pages/settings/settings' });
  return true;
}
