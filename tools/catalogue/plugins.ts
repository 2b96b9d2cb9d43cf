// Writes the catalogue of the official plugins, src/rules/plugins/official.json:
//   facts FOLDER                 for maintainers who have the facts about the plugins' sources
//   renew SCHEMA PLUGINS [DATE]  from the answers of GET /api/v1/plugins/schemas/flow and GET
// /api/v1/plugins of a
//                                server; prints what came and went
import { readFile, writeFile } from 'node:fs/promises';
import kestra13 from '../../src/rules/catalogue/kestra-1.3.json' with { type: 'json' };
import kestra20 from '../../src/rules/catalogue/kestra-2.0.json' with { type: 'json' };
import type { PluginFile } from '../../src/rules/plugins/format.js';
import { fileFromSchema } from '../../src/rules/plugins/from-schema.js';
import { fileFromFacts } from './from-facts.js';
import { decodeInstalledPlugins } from './installed-plugins.js';
import { readFacts } from './read-facts.js';
import { renderPluginFile } from './render-plugins.js';
import { renewFile } from './renew.js';
import { renderRenewal } from './summary.js';

const target = new URL('../../src/rules/plugins/official.json', import.meta.url);
const [command, first, second, date = new Date().toISOString().slice(0, 10)] = process.argv.slice(2);
const readJson = async (path: string | URL): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

if (command === 'facts' && first !== undefined) {
  // The core's own catalogues say more about its classes.
  const inCore = (name: string): boolean =>
    Object.hasOwn(kestra13.classes, name) && Object.hasOwn(kestra20.classes, name);
  await writeFile(target, renderPluginFile(fileFromFacts(await readFacts(first), inCore)));
} else if (command === 'renew' && first !== undefined && second !== undefined) {
  const before = (await readJson(target)) as PluginFile;
  const after = renewFile(before, {
    schema: fileFromSchema(await readJson(first)),
    installed: decodeInstalledPlugins(await readJson(second)),
    date,
  });
  await writeFile(target, renderPluginFile(after));
  process.stdout.write(renderRenewal(before, after));
} else {
  console.error('Usage: tsx tools/catalogue/plugins.ts facts FOLDER | renew SCHEMA PLUGINS [DATE]');
  process.exitCode = 1;
}
