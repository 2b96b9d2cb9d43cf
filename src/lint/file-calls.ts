import type { ScalarNode } from '../flows/tree.js';
import type { PebbleArgument, PebbleUse } from '../pebble/parser.js';
import { readingOf } from './templates.js';

/** A call of `read` whose arguments are constants. */
export interface ReadCall {
  readonly namespace: string;
  /** Absolute, inside the namespace. */
  readonly path: string;
  /** As it is written. */
  readonly written: string;
  /** Of the path's argument, in the text. */
  readonly start: number;
  readonly end: number;
}

/**
 * The calls of `read` in a value that Kestra renders. Who asks `fileExists` first knows that a file may be
 * missing.
 * @param own namespace of the flow
 */
export function callsOfRead(node: ScalarNode, own: string): readonly ReadCall[] {
  const { text } = node;
  if (!/\bread\s*\(/.test(text)) return [];
  const { uses, error } = readingOf(node);
  const functions = uses.filter(({ kind }) => kind === 'function');
  if (error !== undefined || functions.some(({ name }) => name === 'fileExists')) return [];
  return functions.flatMap((use) => (use.name === 'read' ? readCall(use, text, own) : []));
}

/** `read(path, namespace, version)`; 2.0 calls the third one `revision`. */
function readCall({ args }: PebbleUse, text: string, own: string): readonly ReadCall[] {
  const path = args.find(({ name }) => name === 'path') ?? positional(args, 0);
  const given = args.find(({ name }) => name === 'namespace') ?? positional(args, 1);
  const known = [path, given].filter((one) => one !== undefined);
  // An older version may be there when the newest one is not.
  if (path === undefined || known.length < args.length) return [];
  const written = constantOf(text.slice(path.start, path.end));
  const file = written === undefined ? undefined : parseReadPath(written);
  const argument = given === undefined ? undefined : namespaceArgument(text.slice(given.start, given.end), own);
  if (file === undefined || (given !== undefined && argument === undefined)) return [];
  // Kestra refuses a namespace given twice.
  if (given !== undefined && file.namespace !== undefined) return [];
  const namespace = file.namespace ?? argument ?? own;
  return [{ namespace, path: file.path, written: written!, start: path.start, end: path.end }];
}

function positional(args: readonly PebbleArgument[], index: number): PebbleArgument | undefined {
  return args[index]?.name === undefined ? args[index] : undefined;
}

/** The text of a quoted argument; undefined for anything else. */
function constantOf(argument: string): string | undefined {
  return /^(["'])([^"'\\#]*)\1$/.exec(argument)?.[2];
}

function namespaceArgument(argument: string, own: string): string | undefined {
  return argument === 'flow.namespace' ? own : constantNamespace(constantOf(argument) ?? '{{', own);
}

/** A namespace as it is written, or that of the flow; undefined when an expression makes it up. */
export function constantNamespace(text: string, own: string | undefined): string | undefined {
  if (/^\{\{-?\s*flow\.namespace\s*-?\}\}$/.test(text)) return own;
  return /^[\w.-]+$/.test(text) ? text : undefined;
}

interface NamedFile {
  /** undefined: that of the flow. */
  readonly namespace: string | undefined;
  readonly path: string;
}

/** "scripts/main.py" or "nsfile:///scripts/main.py"; other URIs lead to something else. */
function parseReadPath(text: string): NamedFile | undefined {
  if (text.startsWith('nsfile:')) return parseFileUri(text);
  const path = certainPath(text);
  return path === undefined ? undefined : { namespace: undefined, path };
}

/** "nsfile:///scripts/main.py" in the namespace of the flow, "nsfile://company.team/main.py" in another one. */
export function parseFileUri(text: string): NamedFile | undefined {
  const [, authority, rest] = /^nsfile:\/\/([\w.-]*)(\/.*)$/.exec(text) ?? [];
  const path = rest === undefined ? undefined : certainPath(rest);
  return path === undefined ? undefined : { namespace: authority === '' ? undefined : authority, path };
}

/**
 * A path, absolute and without detours; undefined when it is not certain what Kestra makes of it: characters
 * of URIs, blanks, ".." and folders.
 */
function certainPath(text: string): string | undefined {
  if (!/^[\p{L}\p{N}_./+@=~,-]+$/u.test(text) || /(?:^|\/)\.\.(?:\/|$)/.test(text)) return undefined;
  const segments = text.split('/').filter((segment) => segment !== '' && segment !== '.');
  return segments.length === 0 || text.endsWith('/') ? undefined : `/${segments.join('/')}`;
}
