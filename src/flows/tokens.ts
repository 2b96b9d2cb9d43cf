import { Lexer, Parser } from 'yaml';
import { SourceLimitError, tooDeep, tooLongQuoted, tooManyTokens } from './syntax-problem.js';

/** Jackson's limit of nesting. */
const MAX_DEPTH = 1000;
/** More than any flow has; the library takes some hundred bytes and some microseconds for each. */
export const MAX_TOKENS = 120_000;

/** The library puts quoted text together character by character, at some 30 bytes each. */
const MAX_QUOTED = 2_000_000;

/**
 * What the YAML library parses of a text, bounded while it is read.
 * @param count grows with every token
 * @throws SourceLimitError when there are too many tokens, or they are nested too deep
 */
export function* boundedTokens(source: string, count: { tokens: number }) {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(source)) {
    if (++count.tokens > MAX_TOKENS) throw new SourceLimitError(tooManyTokens(MAX_TOKENS));
    if (lexeme.length > MAX_QUOTED && lexeme.startsWith('"')) throw new SourceLimitError(tooLongQuoted(MAX_QUOTED));
    // The document and a scalar are on the parser's stack as well.
    if (parser.stack.length > MAX_DEPTH + 2) throw new SourceLimitError(tooDeep(MAX_DEPTH));
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

/** Counts no further than it must. */
export function hasMoreTokens(source: string, limit: number): boolean {
  const lexemes = new Lexer().lex(source);
  for (let count = 0; count <= limit; count++) if (lexemes.next().done) return false;
  return true;
}
