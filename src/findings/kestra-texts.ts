import type { YamlPath } from '../flows/tree.js';

/**
 * Kestra's texts in their parts. Every reader looks at the first place that its phrase stands at, and goes
 * over the text once: the texts hold what strangers wrote into a file.
 */

/** What stands between the first `open` and the next `close`; undefined when one of them is missing. */
export function between(text: string, open: string, close: string): string | undefined {
  const start = text.indexOf(open);
  if (start === -1) return undefined;
  const end = text.indexOf(close, start + open.length);
  return end === -1 ? undefined : text.slice(start + open.length, end);
}

/** Matches a sticky pattern where a phrase stands first, and only there. */
export function matchAt(text: string, phrase: string, pattern: RegExp): RegExpExecArray | null {
  const at = text.indexOf(phrase);
  if (at === -1) return null;
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** `Unrecognized field "x" (class C), not marked as ignorable (2 known properties: "a", "b")`. */
export interface UnknownProperty {
  readonly key: string;
  readonly className: string;
  readonly known: readonly string[];
}

/** Reads which property is not known, and what is; undefined for other texts. */
export function readUnknownProperty(text: string): UnknownProperty | undefined {
  const field = 'Unrecognized field "';
  const key = between(text, field, '" (class ');
  if (key === undefined) return undefined;
  const rest = text.slice(text.indexOf(field) + field.length + key.length + 1);
  const className = between(rest, '(class ', ')')?.replace(/\$[^$]*Builder[^$]*/, '');
  if (className === undefined) return undefined;
  return { key, className, known: [...rest.matchAll(/"([^"]+)"/g)].map(([, name]) => name!) };
}

/** Whether a Java class is that of a flow, under any of its names. */
export function isFlowClass(className: string): boolean {
  return /\.flows\.(FlowWithSource|GenericFlow|Flow)$/.test(className);
}

/** The type that a text refuses, "" for none; undefined for other texts. */
export function readInvalidType(text: string): string | undefined {
  const phrase = 'Invalid type:';
  const at = text.indexOf(phrase);
  const short =
    at === -1
      ? undefined
      : text
          .slice(at + phrase.length)
          .split('\n at [Source')[0]!
          .trim();
  const type = short ?? between(text, "Could not resolve type id '", "' as a subtype");
  return type === '<null>' || type === 'null' ? '' : type;
}

/** "Duplicate task id with name [a, b]". */
export interface Duplicate {
  readonly kind: 'task' | 'trigger' | 'input path' | 'input' | 'output' | 'preconditions';
  readonly names: readonly string[];
}

/** Reads which ids are there twice; undefined for other texts. */
export function readDuplicate(text: string): Duplicate | undefined {
  const pattern =
    /^Duplicate (task|trigger|input path|input|output|preconditions)(?: id)?(?: with (?:name|id))? \[([^]*)\]/;
  const match = pattern.exec(text);
  return match === null ? undefined : { kind: match[1] as Duplicate['kind'], names: match[2]!.split(', ') };
}

const CHAIN = '(through reference chain: ';

/**
 * `…FlowWithSource["tasks"]->java.util.ArrayList[0]->…Log["level"]` as a path; undefined for texts without
 * one.
 */
export function readReferenceChain(text: string): YamlPath | undefined {
  const at = text.lastIndexOf(CHAIN);
  if (at === -1) return undefined;
  const steps = text.slice(at).matchAll(/\["([^"]*)"\]|\[(\d+)\]/g);
  return [...steps].map(([, key, index]) => key ?? Number(index));
}

/**
 * What a message of the mapper says, without where: no prefix, location, reference chain or "(at line -1)".
 */
export function withoutLocation(text: string): string {
  const chain = text.lastIndexOf(CHAIN);
  const whole = chain === -1 ? text : text.slice(0, chain);
  return whole
    .replace(
      /^(?:Validation error: |Unable to validate the flow: ?)?(?:Illegal \w+ source: )?(?:YAML (?:parsing|syntax) error: )?/,
      '',
    )
    .split('\n at [Source')[0]!
    .replace(/ \(at line -?\d+\)$/, '')
    .trim();
}
