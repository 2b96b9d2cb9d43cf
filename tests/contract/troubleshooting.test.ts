import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** All of src/, without the quotes and escapes around what it says. */
const sources = readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => plain(readFileSync(new URL(`src/${name.replaceAll('\\', '/')}`, root), 'utf8')))
  .join('\n');

/** Pieces of messages in the first column of the tables, by heading. */
const pieces = readFileSync(new URL('docs/troubleshooting.md', root), 'utf8')
  .split(/^## /m)
  .filter((section) => section.includes('| in the message'))
  .flatMap((section) =>
    section.split('\n').flatMap((line) => {
      const cell = /^\| (.*?) \|/.exec(line)?.[1] ?? '';
      return [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, span]) => span!.split('…'));
    }),
  )
  .map((piece) => plain(piece).trim())
  .filter((piece) => /[a-z]{2}/i.test(piece));

describe('docs/troubleshooting.md names messages as they are', () => {
  test.each(pieces)('%s', (piece) => {
    expect(sources.includes(piece)).toBe(true);
  });

  test('many of them', () => {
    expect(pieces.length).toBeGreaterThan(50);
  });
});

describe('every message about a failed connection or status has its row', () => {
  const text = plain(readFileSync(new URL('docs/troubleshooting.md', root), 'utf8'));
  const messages = ['explain-connection', 'explain-status', 'redirects', 'read-body'].flatMap((name) => {
    const source = readFileSync(new URL(`src/kestra/${name}.ts`, root), 'utf8');
    return [...source.matchAll(/(?:message:\s*|RefusedAnswer\(\s*)(['`])((?:\\.|(?!\1)[^\\])*)\1/g)].map(
      ([, , message]) => message!,
    );
  });

  test.each(messages)('%s', (message) => {
    const fragments = message.split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/).map((part) => plain(part));
    const known = pieces.some((piece) => fragments.some((fragment) => fragment.includes(piece)));
    expect(known || text.includes(plain(message))).toBe(true);
  });

  test('many of them', () => {
    expect(messages.length).toBeGreaterThan(30);
  });
});

function plain(text: string): string {
  return text.replace(/[`\\]/g, '').replaceAll('"', '').replaceAll("'", '').replace(/\s+/g, ' ');
}
