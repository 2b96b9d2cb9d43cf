import { type PluginCatalogue, pluginCatalogueOf } from './catalogue.js';
import type { PluginFile } from './format.js';

let loading: Promise<PluginCatalogue> | undefined;

/**
 * The catalogue of the official plugins. In a bundle it is a file of its own that is read when this is
 * called.
 */
export function loadOfficialPlugins(): Promise<PluginCatalogue> {
  loading ??= import('./official.json', { with: { type: 'json' } }).then(({ default: file }) =>
    pluginCatalogueOf(file as unknown as PluginFile, false),
  );
  return loading;
}
