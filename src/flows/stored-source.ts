import { parseFlow } from './parse-flow.js';
import type { ParsedFlow } from './tree.js';

/** The source of one flow as a server gives it, parsed: it belongs to no file. */
export function parseStoredSource(source: string): ParsedFlow {
  return parseFlow({ file: { path: '', text: source }, index: 0, count: 1, start: 0, source });
}
