import { MAX_TOKENS, readYaml } from '../yaml/read-yaml.js';
import type { FlowDocument } from './source.js';
import { emptyDocument, problemOf, stackUsedUp, tooManyDocuments } from './syntax-problem.js';
import type { ParsedFlow } from './tree.js';

/** Reads a document into the tree that Kestra's parser sees, or says why it cannot be read. */
export function parseFlow(document: FlowDocument): ParsedFlow {
  const { source } = document;
  if (document.tooLarge) return { ok: false, document, problem: tooManyDocuments() };
  try {
    const reading = readYaml(source, MAX_TOKENS);
    if (reading.kind === 'problem') return { ok: false, document, problem: problemOf(reading.problem, source) };
    if (reading.kind === 'empty') return { ok: false, document, problem: emptyDocument(reading.end) };
    const { root } = reading;
    if (root.kind === 'scalar' && root.style === 'absent') {
      return { ok: false, document, problem: emptyDocument(reading.end, 'marker') };
    }
    return { ok: true, document, root };
  } catch (error) {
    // A document of Kestra's thousand levels fits, but for an unusually small stack.
    if (error instanceof RangeError) return { ok: false, document, problem: stackUsedUp() };
    throw error;
  }
}
