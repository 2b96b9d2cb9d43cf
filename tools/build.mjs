// Bundles the three actions with ncc into dist/<action>/: index.js, package.json, licenses.txt and what is
// loaded on demand.
import { execFileSync } from 'node:child_process';
import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collectLicences } from './licences.mjs';
import ncc from '@vercel/ncc';
import { transform } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const actions = ['validate-flows', 'deploy-flows', 'deploy-namespace-files'];

// ncc's own TypeScript loader emits CommonJS for a NodeNext project when it does not check types, and checks
// tests and tools when it does.
const compiled = join(root, '.build');
await rm(compiled, { recursive: true, force: true });
execFileSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')],
  {
    stdio: 'inherit',
  },
);
await copyFile(join(root, 'package.json'), join(compiled, 'package.json'));
await withoutSideEffects('@actions/core');

const licences = await collectLicences(root);

for (const action of actions) {
  const { code, assets } = await ncc(join(compiled, action, 'index.js'), {
    cache: false,
    quiet: true,
    sourceMap: false,
    target: 'es2022',
  });
  const folder = join(root, 'dist', action);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files = {
    'licenses.txt': licences,
    'index.js': code,
    ...Object.fromEntries(Object.entries(assets).map(([name, { source }]) => [name, source])),
  };
  let bytes = 0;
  for (const [name, content] of Object.entries(files)) {
    const text = name.endsWith('.js') ? await slim(String(content)) : content;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
    bytes += Buffer.byteLength(text);
  }
  console.log(`dist/${action}: ${Math.ceil(bytes / 1000)} kB`);
}
await rm(compiled, { recursive: true });

/**
 * Lets ncc leave out what nobody asks a package for. The toolkit's core imports an HTTP client for tokens of
 * OpenID Connect, which would be loaded at every start.
 */
async function withoutSideEffects(name) {
  const copy = join(compiled, 'node_modules', name);
  await cp(join(root, 'node_modules', name), copy, { recursive: true });
  const description = JSON.parse(await readFile(join(copy, 'package.json'), 'utf8'));
  await writeFile(join(copy, 'package.json'), JSON.stringify({ ...description, sideEffects: false }));
}

/**
 * Without comments (licenses.txt has the licences), white space and what nobody calls. Names stay and lines
 * stay short: `npx prettier --ignore-path /dev/null` makes a bundle readable again, and its differences can
 * be read as they are.
 */
async function slim(code) {
  const options = { format: 'esm', platform: 'node', target: 'es2022', charset: 'utf8', legalComments: 'none' };
  const less = { treeShaking: true, minifySyntax: true, minifyWhitespace: true, lineLimit: 160 };
  return (await transform(code, { ...options, ...less })).code;
}
