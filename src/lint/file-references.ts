import { identityOf } from '../flows/identity.js';
import { mappingsIn, textOf, valueOf, walk } from '../flows/navigate.js';
import { spanInScalar } from '../flows/scalar-offsets.js';
import type { FlowNode, MappingNode, ParsedDocument } from '../flows/tree.js';
import type { ProblemTarget, RuleSetName } from '../rules/verdict.js';
import { callsOfRead, constantNamespace, parseFileUri } from './file-calls.js';
import { templatesOf } from './templates.js';

/** A namespace file that a flow names, so that it is certain which one is meant. */
export interface FileReference {
  /** read: its content. include: it is put into the folder in which a task works. */
  readonly kind: 'read' | 'include';
  /** Where it is looked for: one of them is enough. */
  readonly namespaces: readonly string[];
  /** Absolute: "/scripts/main.py". */
  readonly path: string;
  /** A file of that path in any folder is meant: what `include` takes a relative path for. */
  readonly inAnyFolder: boolean;
  /** As it is written. */
  readonly written: string;
  readonly target: ProblemTarget;
}

/**
 * The namespace files that a flow names by constants. What an expression makes up, and what the flow itself
 * asks for with `fileExists`, is left out.
 */
export function fileReferencesOf(parsed: ParsedDocument, rules: RuleSetName): readonly FileReference[] {
  const { root } = parsed;
  const { source } = parsed.document;
  const own = identityOf(root).namespace;
  if (root.kind !== 'mapping' || own === undefined || !/\bread\b|nsfile:|namespaceFiles/.test(source)) return [];
  return [...readCalls(root, source, rules, own), ...fileUris(root, own), ...includes(root, own)];
}

function readCalls(root: MappingNode, source: string, rules: RuleSetName, own: string): readonly FileReference[] {
  return templatesOf(rules, root).flatMap(({ node }) =>
    callsOfRead(node, own).map(({ namespace, path, written, start, end }): FileReference => ({
      kind: 'read',
      namespaces: [namespace],
      path,
      inAnyFolder: false,
      written,
      target: { span: spanInScalar(source, node, start, end) },
    })),
  );
}

/** Text for people, where a URI is none. */
const PROSE = new Set(['description', 'displayName', 'documentation', 'message']);

function fileUris(root: FlowNode, own: string): readonly FileReference[] {
  const found: FileReference[] = [];
  for (const { node, path: at } of walk(root)) {
    if (node.kind !== 'scalar' || !node.text.startsWith('nsfile:')) continue;
    if (PROSE.has(String(at.at(-1))) || at[0] === 'labels') continue;
    const file = parseFileUri(node.text);
    if (file === undefined) continue;
    found.push({
      kind: 'read',
      namespaces: [file.namespace ?? own],
      path: file.path,
      inAnyFolder: false,
      written: node.text,
      target: { path: at, part: 'value' },
    });
  }
  return found;
}

function includes(root: FlowNode, own: string): readonly FileReference[] {
  return mappingsIn(root).flatMap(({ node, path: at }) => {
    const files = valueOf(node, 'namespaceFiles');
    const include = valueOf(files, 'include');
    const namespaces = namespacesOf(files, own);
    const isEnabled = (textOf(files, 'enabled') ?? 'true') === 'true';
    if (!isEnabled || namespaces === undefined || include?.kind !== 'sequence') return [];
    return include.items.flatMap((item, index): readonly FileReference[] => {
      const taken = item.kind === 'scalar' ? includedPath(item.text) : undefined;
      if (taken === undefined || item.kind !== 'scalar') return [];
      const target = { path: [...at, 'namespaceFiles', 'include', index], part: 'value' } as const;
      return [{ kind: 'include', namespaces, ...taken, written: item.text, target }];
    });
  });
}

/** undefined: only an execution can tell. */
function namespacesOf(files: FlowNode | undefined, own: string): readonly string[] | undefined {
  const namespaces = valueOf(files, 'namespaces');
  if (namespaces === undefined) return [own];
  if (namespaces.kind !== 'sequence') return undefined;
  const known = namespaces.items.map((item) =>
    item.kind === 'scalar' ? constantNamespace(item.text, own) : undefined,
  );
  return known.every((one) => one !== undefined) ? known : undefined;
}

/** An entry without wildcards; one that begins with a letter or digit, Kestra looks for in any folder. */
function includedPath(text: string): Pick<FileReference, 'path' | 'inAnyFolder'> | undefined {
  const inAnyFolder = /^\w/.test(text);
  if (!(inAnyFolder || text.startsWith('/')) || !/^\/?[\w.+@=~,-]+(?:\/[\w.+@=~,-]+)*$/.test(text)) return undefined;
  return { path: inAnyFolder ? `/${text}` : text, inAnyFolder };
}

/** Tasks that bring files into a namespace when they run. */
const BRINGS_FILES = /\.namespace\.UploadFiles$|\.git\.\w*Sync\w*$|^io\.kestra\.plugin\.kestra\.namespaces?\./;

/**
 * The namespaces into which tasks of a flow bring files when they run, of which nobody knows the names.
 * "all": it cannot be known which.
 */
export function namespacesFilledBy(root: MappingNode): ReadonlySet<string> | 'all' {
  const own = identityOf(root).namespace;
  const filled = new Set<string>();
  for (const { node } of mappingsIn(root)) {
    if (!BRINGS_FILES.test(textOf(node, 'type') ?? '')) continue;
    const namespace = constantNamespace(textOf(node, 'namespace') ?? '{{', own);
    if (namespace === undefined) return 'all';
    filled.add(namespace);
  }
  return filled;
}
