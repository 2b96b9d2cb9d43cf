import { splitDocuments } from '../src/flows/documents.js';
import { parseFlow } from '../src/flows/parse-flow.js';
import type { ParsedFlow } from '../src/flows/tree.js';

/** A flow with this below its identity. */
export const flowWith = (below: string): string => `id: a\nnamespace: b\n${below}`;

/** A flow of one task. */
export const flowIn =
  (namespace: string) =>
  (id: string, message = 'message: hi'): string =>
    `id: ${id}\nnamespace: ${namespace}\ntasks:\n  - id: hello\n    type: io.kestra.plugin.core.log.Log\n    ${message}\n`;

/** A task that logs this text, as an item of a list at this depth. */
export const log = (id: string, message: string, indent = '  '): string =>
  `${indent}- id: ${id}\n${indent}  type: io.kestra.plugin.core.log.Log\n${indent}  message: ${message}\n`;

/** A document of a text with markers between them, read. */
export function parseText(text: string, index = 0): ParsedFlow {
  return parseFlow(splitDocuments({ path: 'flow.yml', text })[index]!);
}

/** A text that is one document, read. */
export function parseSource(source: string, path = 'flow.yaml'): ParsedFlow {
  return parseFlow({ file: { path, text: source }, index: 0, count: 1, start: 0, source });
}
