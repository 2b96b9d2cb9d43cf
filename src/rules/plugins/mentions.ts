import { isCoreType } from '../reading/plugin-kinds.js';

const TYPE = /\btype["']?\s*:\s*["']?([\w$.]+)/g;
/** Types of inputs, conditions and the like. */
const CONSTANT = /^(?:[A-Z\d_]+|constant|exponential|random|key|version)$/;

/** Whether a source names a type outside the core, so that the catalogue of plugins is of use for it. */
export function mentionsPlugins(source: string): boolean {
  for (const [, type] of source.matchAll(TYPE)) if (!isCoreType(type!) && !CONSTANT.test(type!)) return true;
  return false;
}
