/** Puts together what a server needs and nothing else: Next's traced output, what the browser loads, migrations, programs. */

import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { root } from '../child';

/** Of its own, so that the build that `npm start` serves stays as it is. */
export const releaseBuild = '.next-release';

/** The programs of a release, each bundled with what it needs. */
export const programs = {
  serve: 'scripts/release/serve.ts',
  migrate: 'scripts/release/migrate.ts',
  account: 'scripts/account.ts',
  webhooks: 'scripts/webhooks.ts',
};

/** Traced, but used by nothing that runs: pictures are not resized, and nobody compiles or formats code. */
const unused = ['typescript', 'sharp', '@img', 'prettier'].map((name) => join('node_modules', name));

/** Replaces what is there. The build must have been made with NEXT_OUTPUT=standalone. */
export async function assembleRelease(folder: string): Promise<void> {
  const traced = join(root, releaseBuild, 'standalone');
  if (!existsSync(join(traced, 'server.js'))) throw new Error(`${traced} has no server.js`);
  rmSync(folder, { recursive: true, force: true });
  cpSync(traced, folder, { recursive: true, verbatimSymlinks: true });
  cpSync(join(root, releaseBuild, 'static'), join(folder, releaseBuild, 'static'), { recursive: true });
  cpSync(join(root, 'public'), join(folder, 'public'), { recursive: true });
  cpSync(join(root, 'db', 'migrations'), join(folder, 'migrations'), { recursive: true });
  for (const path of ['package-lock.json', ...unused])
    rmSync(join(folder, path), { recursive: true, force: true });
  removeSettings(folder);
  await bundlePrograms(folder);
}

/** Next copies .env files along. Without this, the secrets of whoever builds would travel with the image. */
function removeSettings(folder: string): void {
  for (const name of readdirSync(folder)) if (name.startsWith('.env')) rmSync(join(folder, name));
}

/** Stands for db/embedded/server.ts: a release brings no database along. */
const noEmbedded = `
  import { ConfigError } from './lib/config/policy';
  export async function startEmbedded() {
    throw new ConfigError(['DATABASE_URL is missing: a release has no database of its own']);
  }`;

const withoutEmbedded: Plugin = {
  name: 'without-embedded',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/embedded\/server$/ }, ({ path }) => ({ path, namespace: 'none' }));
    onLoad({ filter: /.*/, namespace: 'none' }, () => ({
      contents: noEmbedded,
      loader: 'js',
      resolveDir: root,
    }));
  },
};

async function bundlePrograms(folder: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: programs,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    legalComments: 'none',
    logLevel: 'warning',
    // Native: the copy that Next has traced. The others are asked for by code that never runs here.
    external: ['@node-rs/argon2', 'pg-native', 'typescript'],
    plugins: [withoutEmbedded],
    // What a package in the older format expects to find.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url), __dirname = import.meta.dirname;",
    },
  });
}
