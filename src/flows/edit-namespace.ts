import { entryOf } from './navigate.js';
import { readPlainScalar } from './scalars.js';
import type { Span } from './source.js';
import type { MappingNode, ParsedDocument, ScalarNode } from './tree.js';

/**
 * The document with another namespace: only the value of the top-level `namespace` changes, every other byte
 * stays. A missing key is added below `id`. Of duplicate keys the last, which counts, is changed.
 * @returns undefined when the document is no mapping, or the value stands where it cannot be replaced (a
 * list, a mapping)
 */
export function forceNamespace(parsed: ParsedDocument, namespace: string): string | undefined {
  const { root, document } = parsed;
  if (root.kind !== 'mapping') return undefined;
  const entry = entryOf(root, 'namespace');
  if (entry === undefined) return insert(document.source, root, namespace);
  const { value, keySpan } = entry;
  if (value.kind !== 'scalar') return undefined;
  if (value.value === namespace) return document.source;
  if (value.style === 'absent' && value.anchor === undefined) return fill(document.source, root, keySpan, namespace);
  return replace(document.source, value, namespace);
}

/** Right behind the colon, so that what follows on the line – a comment – stays apart. */
function fill(source: string, root: MappingNode, key: Span, namespace: string): string {
  const behind = source.indexOf(':', key.end) + 1;
  if (behind > 0 && source.slice(key.end, behind - 1).trim() === '') {
    return `${source.slice(0, behind)} ${plain(namespace)}${source.slice(behind)}`;
  }
  // A key without a colon: `{namespace, id: a}`, or `? namespace` on a line of its own.
  const line = source.slice(source.lastIndexOf('\n', key.start - 1) + 1, key.start);
  const explicit = root.style === 'block' ? /^(\uFEFF?)( *)\?/.exec(line) : null;
  const apart = explicit === null ? '' : `${lineEnd(source)}${explicit[2]}`;
  return `${source.slice(0, key.end)}${apart}: ${plain(namespace)}${source.slice(key.end)}`;
}

function replace(source: string, node: ScalarNode, namespace: string): string {
  const { start, end } = node.span;
  const before = source.slice(0, start);
  switch (node.style) {
    case 'double':
    case 'single': {
      const quote = source[start]!;
      return before + quote + namespace + quote + source.slice(end);
    }
    case 'literal':
    case 'folded': {
      // The block's last line end stays; its header and lines become one plain value.
      const lines = source.slice(start, end);
      const tail = /\r?\n?$/.exec(lines)![0];
      return before + plain(namespace) + tail + source.slice(end);
    }
    default: {
      // `namespace: &anchor` with nothing or a comment behind it: apart from both.
      const isEmpty = start === end;
      // To the library a lone carriage return is text.
      const left = (isEmpty || /^\s/.test(source.slice(start, end))) && !/\s$/.test(before) ? ' ' : '';
      const right = isEmpty && source[end] === '#' ? ' ' : '';
      return before + left + plain(namespace) + right + source.slice(end);
    }
  }
}

/**
 * A new line below `id` (or as the first), in the file's own line ends; inside braces for a flow-style
 * mapping.
 */
function insert(source: string, root: MappingNode, namespace: string): string {
  const entry = `namespace: ${plain(namespace)}`;
  if (root.style === 'flow') {
    const brace = root.span.start + 1;
    const rest = root.entries.length === 0 ? '' : ', ';
    return source.slice(0, brace) + entry + rest + source.slice(brace);
  }
  const end = lineEnd(source);
  // Before `? id` and `&anchor id` as well, behind a `---` on the same line.
  const line = source.lastIndexOf('\n', root.span.start - 1) + 1;
  const lead = /^\uFEFF?(---[ \t]+)? */.exec(source.slice(line, root.span.start))![0];
  const begin = line + lead.length;
  const indent = lead.replace('\uFEFF', '').replace(/[^ ]/g, ' ');
  const at = afterId(source, root);
  if (at !== undefined) return `${source.slice(0, at)}${indent}${entry}${end}${source.slice(at)}`;
  return source.slice(0, begin) + entry + end + indent + source.slice(begin);
}

function lineEnd(source: string): string {
  return source.includes('\r\n') ? '\r\n' : '\n';
}

/** Start of the line below a one-line `id`. */
function afterId(source: string, root: MappingNode): number | undefined {
  const id = entryOf(root, 'id');
  if (id === undefined || id.value.kind !== 'scalar' || /^(literal|folded)$/.test(id.value.style)) return undefined;
  const newline = source.indexOf('\n', id.value.span.end);
  return newline === -1 ? undefined : newline + 1;
}

/** Quoted where YAML 1.1 would read something else than text. */
function plain(namespace: string): string {
  return readPlainScalar(namespace).value === namespace ? namespace : `"${namespace}"`;
}
