import { readPlainScalar } from '../yaml/scalars.js';
import { type FlowIdentity, identityOf } from './identity.js';
import { parseFlow } from './parse-flow.js';
import type { FlowDocument } from './source.js';

/** One line of a block mapping at the top: a plain or quoted word, then nothing or a comment. */
const LINES = { id: lineOf('id'), namespace: lineOf('namespace') } as const;
/** Another way to write one of the two keys, or a key twice: for the parser to read. */
const UNCLEAR = /^(?:\uFEFF?[ \t]*\{|[?"'&!*])/m;

/**
 * Namespace and id of a document without parsing it where they stand on lines of their own, as nearly always;
 * undefined when it cannot be read.
 */
export function quickIdentity(document: FlowDocument): FlowIdentity | undefined {
  const { source } = document;
  const id = wordOn(LINES.id, source);
  const namespace = wordOn(LINES.namespace, source);
  if (id !== undefined && namespace !== undefined && !UNCLEAR.test(source)) return { namespace, id };
  const parsed = parseFlow(document);
  return parsed.ok ? identityOf(parsed.root) : undefined;
}

function lineOf(key: string): RegExp {
  return new RegExp(
    `^\\uFEFF?${key}:[ \\t]+(?:([A-Za-z0-9][\\w.-]*)|"([\\w.-]+)"|'([\\w.-]+)')[ \\t]*(?:#.*)?\\r?$`,
    'gm',
  );
}

/** The one word; undefined when there is none, when there are several, or when YAML 1.1 reads no text. */
function wordOn(line: RegExp, source: string): string | undefined {
  const [match, ...others] = source.matchAll(line);
  if (match === undefined || others.length > 0) return undefined;
  const [, plain, double, single] = match;
  if (plain === undefined) return double ?? single;
  return readPlainScalar(plain).value === plain ? plain : undefined;
}
