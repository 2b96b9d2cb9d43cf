import { Composer, type Document, YAMLParseError } from 'yaml';
import type { YAMLError } from 'yaml';
import { closeQuotes } from './quoted-lines.js';
import { SourceLimitError, tooDeep } from './syntax-problem.js';
import { boundedTokens, MAX_TOKENS } from './tokens.js';

/** Kestra stops at the first error; some more are kept, as the first may be mended. */
const MAX_ERRORS = 50;

export interface Composed {
  readonly contents: Document['contents'];
  /** The first thing that SnakeYAML would not read either. */
  readonly error: YAMLError | undefined;
}

/**
 * The first document of a text as the YAML library reads it, leniently where SnakeYAML is lenient; Kestra
 * ignores what follows it. Undefined when there is none.
 * @throws SourceLimitError when it is too deep or too large
 */
export function compose(source: string): Composed | undefined {
  for (let tries = 1, text = source; ; tries++) {
    const { errors, contents, tokens } = composeOnce(text);
    const broken = errors.find(({ message }) => message.startsWith('Missing closing'));
    const mayRetry = tries <= 20 && tokens * tries < MAX_TOKENS;
    const mended = broken === undefined || !mayRetry ? undefined : closeQuotes(text, broken);
    if (mended === undefined) return contents === undefined ? undefined : { contents, error: errors[0] };
    text = mended;
  }
}

interface Attempt {
  readonly errors: readonly YAMLError[];
  /** Undefined: there is no document. */
  readonly contents: Document['contents'] | undefined;
  readonly tokens: number;
}

function composeOnce(source: string): Attempt {
  const composer = new Composer({
    version: '1.1',
    schema: 'failsafe',
    merge: false,
    uniqueKeys: false,
    strict: false,
    logLevel: 'silent',
  });
  const errors = new ErrorList(source);
  // The library collects every error with its stack, which takes seconds for a hundred thousand of them.
  Reflect.set(composer, 'onError', errors.add);
  const count = { tokens: 0 };
  try {
    const first = composer.compose(boundedTokens(source, count), true, source.length).next();
    if (first.done) return { errors: errors.list, contents: undefined, tokens: count.tokens };
    const others = first.value.errors.filter((error) => !isAccepted(error, source));
    const all = [...errors.list, ...others].sort((one, other) => one.pos[0] - other.pos[0]);
    return { errors: all, contents: first.value.contents, tokens: count.tokens };
  } catch (error) {
    if (error !== errors.enough) throw error;
    return { errors: errors.list, contents: null, tokens: count.tokens };
  }
}

type ErrorSource =
  number | readonly [number, number, ...unknown[]] | { readonly offset: number; readonly source?: string };

class ErrorList {
  readonly list: YAMLError[] = [];
  /** Thrown to end the reading. */
  readonly enough = new Error('There are errors enough.');

  constructor(private readonly source: string) {}

  readonly add = (at: ErrorSource, code: YAMLError['code'], message: string, warning?: boolean): void => {
    // Its own code says that the stack was used up, or that this very error came through.
    if (code === 'RESOURCE_EXHAUSTION') throw this.list.length >= MAX_ERRORS ? this.enough : stackUsedUp();
    if (warning === true || isAccepted({ code, message, pos: positionOf(at) }, this.source)) return;
    this.list.push(new YAMLParseError(positionOf(at), code, message));
    if (this.list.length >= MAX_ERRORS) throw this.enough;
  };
}

function stackUsedUp(): SourceLimitError {
  return new SourceLimitError(tooDeep(undefined));
}

function positionOf(at: ErrorSource): [number, number] {
  if (typeof at === 'number') return [at, at + 1];
  if ('offset' in at) return [at.offset, at.offset + (at.source?.length ?? 1)];
  return [at[0], at[1]];
}

/** Where the library is stricter than SnakeYAML. */
function isAccepted({ code, message, pos }: Pick<YAMLError, 'code' | 'message' | 'pos'>, source: string): boolean {
  if (code === 'MISSING_CHAR' && message.startsWith('Comments must be separated')) return true;
  if (code === 'BAD_INDENT' && message.includes('must be more indented')) return true;
  if (code === 'TAB_AS_INDENT') return /^[ \t]*(#|$)/.test(lineAt(source, pos[0]));
  return (
    code === 'MULTIPLE_DOCS' ||
    code === 'TAG_RESOLVE_FAILED' ||
    code === 'DUPLICATE_KEY' ||
    code === 'BAD_COLLECTION_TYPE'
  );
}

function lineAt(source: string, offset: number): string {
  const end = source.indexOf('\n', offset);
  return source.slice(source.lastIndexOf('\n', offset - 1) + 1, end === -1 ? source.length : end);
}
