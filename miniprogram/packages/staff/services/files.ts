/**
 * A table from the function, opened by the phone so that it can be passed on: written into the app's own
 * folder, then handed to WeChat's viewer with its menu (wx.openDocument, showMenu).
 */
import type { FileView } from '../../../../cloudfunctions/contract/staff-desk-types';

/** Names from the server become names of files: nothing that leads out of the folder. */
function safeName(name: string): string {
  const clean = name.replace(/[^\p{L}\p{N}._-]/gu, '_').replace(/^\.+/, '_');
  return clean === '' ? 'table.xlsx' : clean.slice(-80);
}

/** Resolves to whether the viewer opened. */
export function openTable(file: FileView): Promise<boolean> {
  const filePath = `${wx.env.USER_DATA_PATH}/${safeName(file.name)}`;
  return new Promise((resolve) => {
    wx.getFileSystemManager().writeFile({
      filePath,
      data: file.content,
      encoding: 'base64',
      success: () => {
        wx.openDocument({
          filePath,
          fileType: 'xlsx',
          showMenu: true,
          success: () => resolve(true),
          fail: () => resolve(false),
        });
      },
      fail: () => resolve(false),
    });
  });
}
