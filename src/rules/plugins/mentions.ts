import { isCoreType } from '../reading/plugin-kinds.js';

const TYPE = /\btype["']?\s*:\s*["']?([\w$]+(?:\.[\w$]+)+)/g;

/** Whether a source names a type outside the core, so that the catalogue of plugins is of use for it. */
export function mentionsPlugins(source: string): boolean {
  for (const [, type] of source.matchAll(TYPE)) if (!isCoreType(type!)) return true;
  return false;
}
