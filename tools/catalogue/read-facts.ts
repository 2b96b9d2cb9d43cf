import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FactClass, FactGone, FactRepository, Facts } from './facts.js';

/** Reads the maintainers' facts about the official plugins from a folder. */
export async function readFacts(folder: string): Promise<Facts> {
  const rows = async <T>(name: string): Promise<readonly T[]> => {
    const text = await readFile(join(folder, name), 'utf8');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as T);
  };
  return {
    classes: await rows<FactClass>('plugins.jsonl'),
    core: [await rows<FactClass>('core-2.0.jsonl'), await rows<FactClass>('core-1.3.jsonl')],
    gone: await rows<FactGone>('gone.jsonl'),
    repositories: JSON.parse(await readFile(join(folder, 'repos.json'), 'utf8')) as FactRepository[],
  };
}
