/** Reading a QR code with WeChat's own scanner. */
export type Scanned =
  | { readonly kind: 'read'; readonly text: string }
  /** The person left the scanner. */
  | { readonly kind: 'cancelled' }
  /** No camera, or WeChat may not use it. */
  | { readonly kind: 'failed' };

/** Opens the scanner. Only from a tap. */
export function scanCode(): Promise<Scanned> {
  return new Promise((resolve) => {
    wx.scanCode({
      scanType: ['qrCode', 'barCode'],
      success: ({ result }) => resolve({ kind: 'read', text: result }),
      fail: ({ errMsg }) => resolve({ kind: /cancel/i.test(errMsg) ? 'cancelled' : 'failed' }),
    });
  });
}
