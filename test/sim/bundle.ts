/** The simulation as one file, with or without a mutant in it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { Mutant } from './mutant';

/** The source with the mutant in it. Throws unless what it changes is there exactly once. */
export function mutated(source: string, { file, find, replace }: Mutant): string {
  const parts = source.split(find);
  if (parts.length !== 2) {
    throw new Error(`${file}: found ${String(parts.length - 1)} times, not once: ${find}`);
  }
  return parts.join(replace);
}

function withMutant(root: string, mutant: Mutant): Plugin {
  const path = join(root, mutant.file);
  return {
    name: 'mutant',
    setup(bundler) {
      let met = false;
      bundler.onLoad({ filter: /\.ts$/ }, async (args) => {
        if (args.path !== path) return undefined;
        met = true;
        return { contents: mutated(await readFile(path, 'utf8'), mutant), loader: 'ts' };
      });
      bundler.onEnd(() => {
        if (!met) throw new Error(`${mutant.file} is no part of the simulation`);
      });
    },
  };
}

/** Whoever signs, verifies, seals or opens: that is the dearest thing in a seed (cheap-crypto.ts). */
const SIGNERS = [
  'cloudfunctions/channels/medins/sign.ts',
  'cloudfunctions/channels/medins/verify.ts',
  'cloudfunctions/channels/medins/oaep.ts',
  'cloudfunctions/channels/payinsurance/sign.ts',
  'sandbox/platform/payinsurance/signing.ts',
  'sandbox/platform/wechatpay/signing.ts',
];
const PLATFORM = 'sandbox/platform/payinsurance/';

/** Puts what is cheap in the place of what is dear, for those who would have the latter. */
function cheaper(root: string): Plugin {
  const crypto = join(root, 'test/sim/cheap-crypto.ts');
  const xml = join(root, 'test/sim/cheap-xml.ts');
  const signers = new Set(SIGNERS.map((file) => join(root, file)));
  return {
    name: 'cheaper',
    setup(bundler) {
      bundler.onResolve({ filter: /^(?:node:crypto|wechatpay-axios-plugin)$/ }, ({ importer }) =>
        signers.has(importer) ? { path: crypto } : undefined,
      );
      bundler.onResolve({ filter: /^\.\/xml$/ }, ({ importer }) =>
        importer.startsWith(join(root, PLATFORM)) ? { path: xml } : undefined,
      );
    },
  };
}

/** Writes the bundle of test/sim/main.ts to `outfile`. */
export async function bundleSimulation(
  root: string,
  outfile: string,
  mutant?: Mutant,
): Promise<void> {
  await build({
    entryPoints: [join(root, 'test/sim/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    charset: 'utf8',
    // a spread of what is written out right there is for the reader, and slow
    minifySyntax: true,
    logLevel: 'silent',
    plugins: [cheaper(root), ...(mutant === undefined ? [] : [withMutant(root, mutant)])],
  });
}
