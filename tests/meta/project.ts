import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const actions = ['validate-flows', 'deploy-flows', 'deploy-namespace-files'] as const;

/** A file of the project as text. */
export function read(path: string): Promise<string> {
  return readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** All files below a folder of the project, as paths from its root with "/". */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(new URL(`../../${folder}/`, import.meta.url), { withFileTypes: true });
  const found = entries
    .filter(({ name }) => name !== 'node_modules' && name !== 'target')
    .map((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(path) : Promise.resolve([path]);
    });
  return (await Promise.all(found)).flat().sort();
}
