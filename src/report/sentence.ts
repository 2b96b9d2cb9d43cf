import { code, digits, link, markdown, oneLine } from './escape.js';
import { shortened } from '../shortened.js';
import type { Headline, Mark, Piece, ServerWord } from './headline.js';
import type { RenderContext } from './model.js';

const ICONS: Readonly<Record<Mark, string>> = {
  done: '✅',
  warning: '⚠️',
  failed: '❌',
  planned: '📋',
  undone: '↩️',
  nothing: '⚪',
};

/** A headline for the log: one line of plain text without a full stop. */
export function plainHeadline({ pieces }: Headline, context: Pick<RenderContext, 'kestraUrl'>): string {
  return oneLine(pieces.map((piece) => plainPiece(piece, context)).join(''));
}

/** A headline for summary and comment: an icon and one line of Markdown. */
export function markdownHeadline({ mark, pieces }: Headline, context: Pick<RenderContext, 'kestraUrl'>): string {
  return `${ICONS[mark]} ${pieces.map((piece) => markdownPiece(piece, context)).join('')}`;
}

function plainPiece(piece: Piece, { kestraUrl }: Pick<RenderContext, 'kestraUrl'>): string {
  if (typeof piece === 'string') return piece;
  if ('code' in piece) return piece.code;
  return kestraUrl === undefined ? UNNAMED[piece.server] : withServer(piece.server, hostOf(kestraUrl));
}

function markdownPiece(piece: Piece, { kestraUrl }: Pick<RenderContext, 'kestraUrl'>): string {
  if (typeof piece === 'string') return inSentence(shortened(piece, 500));
  if ('code' in piece) return code(shortened(piece.code, 200));
  if (kestraUrl === undefined) return UNNAMED[piece.server];
  return withServer(piece.server, link(markdown(hostOf(kestraUrl)), kestraUrl));
}

function withServer(word: ServerWord, server: string): string {
  return word === 'is' ? ` ${server} is` : ` ${word} ${server}`;
}

/** Where the address must not be shown, the sentence does without it. */
const UNNAMED: Readonly<Record<ServerWord, string>> = {
  to: '',
  on: '',
  for: '',
  by: ' by the server',
  is: ' the server is',
};

/** What people call a server: its host, with a port and a path prefix where it has them. */
function hostOf(url: string): string {
  return url.slice(url.indexOf('//') + 2);
}

/**
 * Our own sentence as Markdown: what stands in backticks becomes code. Text of others in it may become code
 * as well, and nothing else.
 */
export function prose(text: string): string {
  const parts = oneLine(text).split('`');
  // An odd backtick at the end is none of a pair.
  const pairs = parts.length % 2 === 1 ? parts.length : parts.length - 1;
  return parts
    .map((part, index) => {
      if (index >= pairs) return inSentence(`\`${part}`);
      if (index % 2 === 0) return inSentence(part);
      return part.trim() === '' ? markdown(`\`${part}\``) : digits(part);
    })
    .join('');
}

/** A part of a sentence as Markdown: blanks at its ends belong to the sentence. */
function inSentence(text: string): string {
  return `${/^\s/.test(text) ? ' ' : ''}${markdown(text)}${/.\s$/s.test(text) ? ' ' : ''}`;
}
