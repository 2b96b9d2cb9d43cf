import { between, withoutLocation } from '../kestra-texts.js';
import type { Explainer, Explanation } from './explanation.js';
import { quoted, sentence } from './words.js';

/** A document without content; a file that has nothing else is reported before. */
export const NO_FLOW: Explanation = {
  rule: 'empty-document',
  message: 'There is no flow here: the document is empty or holds only comments.',
  hint: 'If a flow follows, remove the `---` above it.',
};

/** What Kestra's YAML parser says, without its snippets and marks. */
export const explainSyntax: Explainer = (text) => {
  if (!/Illegal \w+ source: YAML (?:parsing|syntax) error/.test(text) && !text.includes("\n in 'reader', line")) {
    return undefined;
  }
  const rule = 'yaml-syntax';
  if (text.includes('Invalid structure')) {
    const hint = 'Check the indentation; a value that begins with {{ needs quotes.';
    return { rule, message: 'The YAML cannot be read here.', hint };
  }
  if (text.includes('Unexpected mapping start') || text.includes('Expected a simple value')) {
    const hint = 'A value that begins with {, [, &, * or another sign of YAML needs quotes.';
    return { rule, message: 'A simple value is expected, but the YAML holds a mapping or list.', hint };
  }
  if (text.includes('No content to map')) return NO_FLOW;
  const field = between(text, "Duplicate field '", "'");
  if (field !== undefined) {
    const message = `The key ${quoted(field)} stands here a second time. Kestra refuses to store such a flow.`;
    return { rule: 'duplicate-key', message, hint: 'Remove one of the two.' };
  }
  const reported = reportedBy(text);
  if (reported.includes('(TAB)')) return { rule, message: 'YAML does not allow tabs for indentation; use spaces.' };
  if (reported.includes('mapping values are not allowed here')) {
    const hint = 'Put quotes around the value, or move the nested mapping to its own lines.';
    return { rule, message: 'There is a ":" where no key can stand.', hint };
  }
  const start = between(reported, "found character '", "' that cannot start any token");
  if (start !== undefined) {
    return { rule, message: `A value cannot begin with ${quoted(start)}.`, hint: 'Put quotes around it.' };
  }
  return { rule, message: `The YAML cannot be read: ${sentence(reported)}` };
};

/** The parser's sentences: its marks, snippets and carets begin with a blank. */
function reportedBy(text: string): string {
  const sentences = withoutLocation(text)
    .split('\n')
    .filter((line) => /^\S/.test(line));
  // "while parsing a block collection" is where it stood, not what is wrong.
  const problem = sentences.filter((line) => !line.startsWith('while '));
  return (problem.length > 0 ? problem : sentences).join(' ').replace(/ at line \d+, column \d+/g, '');
}
