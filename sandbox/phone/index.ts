/**
 * The phone of the sandbox: the mini program's own sources, run in a browser on WeChat's component framework.
 */

export { type Diagnostic, formatDiagnostic } from './build/diagnostics';
export {
  type BuildOptions,
  buildPreview,
  type PhoneOwner,
  type PreviewBuild,
} from './build/preview';
export { previewPlugin, type PreviewPluginOptions } from './plugin';
