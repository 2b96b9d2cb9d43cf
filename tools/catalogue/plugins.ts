// Writes the catalogue of the official plugins: `tsx tools/catalogue/plugins.ts facts FOLDER`, for
// maintainers who have the facts about their sources.
import { writeFile } from 'node:fs/promises';
import kestra13 from '../../src/rules/catalogue/kestra-1.3.json' with { type: 'json' };
import kestra20 from '../../src/rules/catalogue/kestra-2.0.json' with { type: 'json' };
import { fileFromFacts } from './from-facts.js';
import { readFacts } from './read-facts.js';
import { renderPluginFile } from './render-plugins.js';

const target = new URL('../../src/rules/plugins/official.json', import.meta.url);
const [command, folder] = process.argv.slice(2);

if (command === 'facts' && folder !== undefined) {
  // The core's own catalogues say more about its classes.
  const inCore = (name: string): boolean =>
    Object.hasOwn(kestra13.classes, name) && Object.hasOwn(kestra20.classes, name);
  await writeFile(target, renderPluginFile(fileFromFacts(await readFacts(folder), inCore)));
} else {
  console.error('Usage: tsx tools/catalogue/plugins.ts facts FOLDER');
  process.exitCode = 1;
}
