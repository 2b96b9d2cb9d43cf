import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import { renderAnnotations } from '../../../src/report/annotations.js';
import { renderComment } from '../../../src/report/comment.js';
import { code, fence, link, markdown } from '../../../src/report/escape.js';
import { type FoldedLines, renderChanges, renderFindings, renderLastLine } from '../../../src/report/log.js';
import { renderSarif } from '../../../src/report/sarif.js';
import { renderSummary } from '../../../src/report/summary.js';
import { hostile } from './hostile.js';
import { reports, slots, type Texts } from './hostile-reports.js';
import { readMarkdown } from './read-markdown.js';
import { context, finding, flowDeployment, validation } from './reports.js';

/**
 * What GitHub makes links, mentions and pictures of in the text of a page, after entities have been decoded.
 */
const LINKED = [
  /@[\w-]/,
  /#\d/,
  /\bGH-\d/i,
  /:\/\//,
  /www\./i,
  /\b[0-9a-f]{7,40}\b/i,
  /:[\w+-]+:/,
  // Control characters, directions, invisible text.
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/,
];

const allLines = ({ open, folded }: FoldedLines) => [
  ...open,
  ...(folded === undefined ? [] : [folded.title, ...folded.lines]),
];

const plain = Object.fromEntries(slots.map((slot) => [slot, slot])) as Texts;
const hostileTexts = fc.record(
  Object.fromEntries(slots.map((slot) => [slot, hostile])) as Record<keyof Texts, typeof hostile>,
);

describe('text of YAML, file names and servers stays text', () => {
  test('the structure of summary and comment does not depend on it, and nothing in it is markup', () => {
    const rendered = (texts: Texts) =>
      reports(texts).flatMap(([report, at]) => [
        renderSummary(report, at),
        renderComment(report, at, 'x').replace(/^<!--.*\n/, ''),
      ]);
    // In a sentence a pair of backticks is code, whoever wrote it: that is all that text may do.
    const built = (text: string) =>
      readMarkdown(text)
        .skeleton.map((part) => part.replace(/ ?<\/?code>/g, '').trim())
        .filter((part) => part !== '');
    const expected = rendered(plain).map(built);
    fc.assert(
      fc.property(hostileTexts, (texts) => {
        // GitHub links no commit inside of code, where it stands to be copied.
        const all = rendered(texts).map((text) => text.replace(/<code>[0-9a-f]+<\/code>/gi, '<code>c</code>'));
        const read = all.map(readMarkdown);
        expect(all.map(built)).toEqual(expected);
        for (const text of all) expect(text.split('<code>').length).toBe(text.split('</code>').length);
        expect(read.flatMap(({ markup }) => markup)).toEqual([]);
        for (const { text } of read) for (const pattern of LINKED) expect(text).not.toMatch(pattern);
      }),
      { numRuns: 300 },
    );
  });

  test('links lead to the file and line at this commit, whatever the file is called', () => {
    fc.assert(
      fc.property(hostile, (file) => {
        const { links } = readMarkdown(renderSummary(validation([finding({ file })]), context));
        const root = `https://github.com/acme/flows/blob/${context.sha}/`;
        const ours = links.filter((url) => url.includes('/blob/'));
        expect(ours.length).toBeGreaterThan(1);
        for (const url of ours) {
          expect(url.startsWith(root)).toBe(true);
          const { pathname, hash, search } = new URL(url.replace(root, 'https://x/'));
          expect([
            ['', ''],
            ['#L3', '?plain=1'],
          ]).toContainEqual([hash, search]);
          // The parser of URLs resolves dots; file names of a checkout have none of those.
          if (!/(^|\/)\.{1,2}(\/|$)/.test(file)) {
            expect(decodeURIComponent(pathname.slice(1))).toBe(file.replace(/\p{Cs}/gu, '\uFFFD'));
          }
        }
      }),
    );
  });

  test('a graph has no statement but ours', () => {
    fc.assert(
      fc.property(hostile, hostile, (from, to) => {
        const [namespace = '', ...id] = from.split('/');
        const flows = [
          { action: 'unchanged' as const, namespace: 'n', id: 'i' },
          { action: 'created' as const, namespace, id: id.join('/') },
        ];
        const report = flowDeployment({ calls: [{ from: `${namespace}/${id.join('/')}`, to }], flows });
        const graph = readMarkdown(renderSummary(report, context)).fences.find(
          ({ language }) => language === 'mermaid',
        )!;
        const lines = graph.content.split('\n');
        expect(lines[0]).toBe('flowchart LR');
        const ours =
          /^ {2}(f\d\["[\p{L}\p{N} ./_·-]+"\]|f\d --> f\d|classDef created fill:#dafbe1,stroke:#1a7f37|class f\d created)$/u;
        for (const line of lines.slice(1)) expect(line).toMatch(ours);
      }),
    );
  });

  test('a fence is longer than every run of backticks inside', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[`\na~]{0,40}$/), (content) => {
        const { fences, skeleton } = readMarkdown(fence('text', content));
        expect(skeleton).toEqual(['fence text']);
        expect(fences[0]!.content).toBe(content.replace(/\n$/, ''));
      }),
    );
  });

  test('annotations and log lines are single lines without control characters', () => {
    const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
    fc.assert(
      fc.property(hostileTexts, (texts) => {
        for (const [report] of reports(texts)) {
          for (const { message, title } of renderAnnotations(report.findings).annotations) {
            expect(message + title).not.toMatch(control);
          }
          const lines = [...allLines(renderFindings(report.findings)), renderLastLine(report)];
          if (report.action !== 'validate-flows') lines.push(...renderChanges(report));
          for (const line of lines) expect(line).not.toMatch(control);
        }
      }),
    );
  });

  test('SARIF messages hold no link', () => {
    fc.assert(
      fc.property(hostile, (message) => {
        expect(renderSarif(validation([finding({ message })]), 'https://kestra.io')).not.toContain('](');
      }),
    );
  });
});

describe('escaped text still reads as it was written', () => {
  /** What a person sees: entities decoded, characters without width not seen. */
  const seen = (html: string) => readMarkdown(`x${html}`).text.slice(1).replaceAll('\u200b', '');

  test.each([
    '1. first',
    '2.0 drops this',
    '- a list',
    '+ b',
    '=== c',
    'Unknown property "mesage" on io.kestra.plugin.core.log.Log – did you mean "message"?',
    'tasks[0].retry: must be {{ inputs.a | upper }} & <b>',
    'ask @acme/team about #12 at https://kestra.io or www.kestra.io, a@b.c, GH-3, 0123456789abcdef',
    'a:b:c',
  ])('%s', (text) => {
    expect(seen(markdown(text))).toBe(text);
  });

  test('any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(seen(markdown(text))).toBe(text.replace(/\s+/g, ' ').trim());
      }),
    );
  });

  test('code and links keep their text; an address that is none of the web is no link', () => {
    expect(code('a`b')).toBe('<code>a&#96;b</code>');
    expect(link('x', 'https://a/b?c=1&d="2"|')).toBe('<a href="https://a/b?c=1&amp;d=%222%22%7C">x</a>');
    for (const url of ['javascript:alert(1)', 'data:text/html,x', '//evil.example', '', undefined]) {
      expect(link('x', url)).toBe('x');
    }
  });
});
