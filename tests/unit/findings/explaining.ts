// The notation of the `explained-…` tests: a row is a mistake in YAML, a text that has it, `line:column` of
// the place where the reader is led, and the message and hint that stand there. The original words of Kestra
// are only held to their beginning: the oracle suite compares them whole.
import { expect, test } from '@jest/globals';
import { findingOfSyntax } from '../../../src/findings/verdict-findings.js';
import { parseText } from '../../flow-source.js';

/** The first lines of a flow, up to its tasks. */
export const HEAD = 'id: load\nnamespace: company.etl\ntasks:\n';
/** And up to a first task, to line 5. */
export const TASK = `${HEAD}  - id: hello\n    type: io.kestra.plugin.core.log.Log\n`;

/** A mistake, the text with it, where it is told, and in which words. */
export type Explained = readonly [
  mistake: string,
  text: string,
  place: string,
  message: string,
  hint: string | undefined,
];

/** Each text is told at its place in these words; Kestra's own stand beside them. */
export function expectExplained(cases: readonly Explained[]): void {
  test.each(cases)('%s', (_mistake, text, place, message, hint) => {
    const parsed = parseText(text);
    if (parsed.ok) throw new Error('it was read');
    const finding = findingOfSyntax(parsed);
    expect({
      place: `${finding.range!.startLine}:${finding.range!.startColumn}`,
      message: finding.message,
      hint: finding.hint,
    }).toEqual({ place, message, hint });
    expect(finding.rule).toBe('yaml-syntax');
    expect(finding.original).toMatch(/^Illegal Flow source: YAML /);
  });
}
