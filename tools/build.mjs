// Bundles the three actions with ncc into dist/<action>/: index.js, package.json, licenses.txt and what is loaded on demand.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ncc from '@vercel/ncc';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const actions = ['validate-flows', 'deploy-flows', 'deploy-namespace-files'];

for (const action of actions) {
  const { code, assets } = await ncc(join(root, 'src', 'entry', `${action}.ts`), {
    cache: false,
    license: 'licenses.txt',
    quiet: true,
    sourceMap: false,
    target: 'es2022',
    // `npm run types` checks types; here they would only be checked three times more.
    transpileOnly: true,
  });
  const folder = join(root, 'dist', action);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'index.js'), code);
  let bytes = Buffer.byteLength(code);
  for (const [name, { source }] of Object.entries(assets)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), source);
    bytes += Buffer.byteLength(source);
  }
  console.log(`dist/${action}: ${Math.ceil(bytes / 1000)} kB`);
}
