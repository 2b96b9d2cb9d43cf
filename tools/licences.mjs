import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The licences of all packages that can be in a bundle: everything the lock file installs for production.
 * ncc's own list is cut off for a bundle of several chunks.
 */
export async function collectLicences(root) {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const runtime = Object.entries(packages).filter(([path, { dev, optional }]) => path !== '' && !dev && !optional);
  const texts = await Promise.all(
    runtime.map(async ([path, { version }]) => {
      const folder = join(root, path);
      const { name, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
      const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
      const text = file === undefined ? '' : (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
      return `${name} ${version}\n${license}\n\n${text.trim()}\n`;
    }),
  );
  return texts.sort().join(`\n${'-'.repeat(80)}\n\n`);
}
