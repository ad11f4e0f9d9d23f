/**
 * `npm run devtools`: builds what the WeChat developer tools need and says what to click there.
 */
import { builder } from './lib/builder.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';

await ensureInstalled();
const built = await builder(import.meta.dirname)();
for (const { name, bytes } of built) {
  console.log(`  dist/cloudfunctions/${name}/index.js  ${(bytes / 1024).toFixed(0)} KB`);
}
console.log(`
  In the WeChat developer tools (微信开发者工具):
  1. 导入项目: choose this folder; the appid is the tourist appid until you have your own.
  2. 工具 → 构建 npm: packs tdesign-miniprogram into miniprogram/miniprogram_npm.
  3. Without a cloud environment the pages talk to the local sandbox: run npm start beside it.
  4. 详情 → 本地设置: 不校验合法域名 must be ticked (project.config.json does it).

  Paying and coming back, step by step: docs/devtools/README.md
`);
