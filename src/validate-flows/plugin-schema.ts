import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FilesError } from '../errors.js';
import { isFile } from '../files/discover.js';
import { type PluginCatalogue, pluginCatalogueOf } from '../rules/plugins/catalogue.js';
import type { PluginSource } from '../rules/plugins/format.js';
import { fileFromSchema, PluginSchemaError } from '../rules/plugins/from-schema.js';

/**
 * What a server has installed, from the file that an input names.
 * @throws FilesError when there is no such file in the workspace, or it is no schema of flows
 */
export async function readPluginSchema(
  input: 'pluginSchema' | 'upgradeSchema',
  path: string | undefined,
  workspace: string,
): Promise<PluginCatalogue | undefined> {
  if (path === undefined) return undefined;
  if (!isFile(workspace, path, input)) throw new FilesError(`\`${input}\` ${path} is no file.`);
  try {
    return pluginCatalogueOf(fileFromSchema(JSON.parse(await readFile(resolve(workspace, path), 'utf8'))), true);
  } catch (cause) {
    if (cause instanceof PluginSchemaError) throw new FilesError(`\`${input}\` ${path}: ${cause.message}`, { cause });
    const reason = cause instanceof SyntaxError ? 'is no JSON' : 'cannot be read';
    throw new FilesError(`\`${input}\` ${path} ${reason}.`, {
      cause,
      hint: 'Save it from GET /api/v1/plugins/schemas/flow of your Kestra server.',
    });
  }
}

/** One line for the log: by which plugins flows were judged; undefined when by none. */
export function describePlugins(sources: readonly PluginSource[]): string | undefined {
  const named = sources.flatMap(({ name, version }) => (version === undefined ? [] : [`${name} ${version}`])).sort();
  const newest = sources
    .flatMap(({ date }) => date ?? [])
    .sort()
    .at(-1);
  if (named.length === 0 || newest === undefined) return undefined;
  const shown = named.slice(0, NAMED).join(', ') + (named.length > NAMED ? ` and ${named.length - NAMED} more` : '');
  return `Plugins outside Kestra's core were judged by the catalogue of ${newest}: ${shown}.`;
}

const NAMED = 12;
