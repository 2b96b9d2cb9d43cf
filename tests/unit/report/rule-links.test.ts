import { describe, expect, test } from '@jest/globals';
import { readContext } from '../../../src/github/context.js';
import type { Rule } from '../../../src/findings/rules/rule.js';
import { renderAnnotations } from '../../../src/report/annotations.js';
import { ruleHelp, ruleUrl } from '../../../src/report/rule-help.js';
import { renderSarif } from '../../../src/report/sarif.js';
import { renderSummary } from '../../../src/report/summary.js';
import { finding, validation } from './reports.js';

const rulesUrl = 'https://github.com/acme/actions/blob/v1/docs/rules.md';
const URL_OF_RULE = `${rulesUrl}#unknown-property`;

describe('where a rule is explained', () => {
  test.each([
    ['unknown-property', URL_OF_RULE],
    ['upgrade-unknown-property', URL_OF_RULE],
    ['nothing-of-ours', undefined],
  ])('%s', (id, url) => {
    expect(ruleUrl({ rulesUrl }, id)).toBe(url);
    expect(ruleUrl({}, id)).toBeUndefined();
  });

  test('an annotation leads there, and is cut before the link', () => {
    const [annotation] = renderAnnotations([finding({ message: 'x'.repeat(9000) })], { rulesUrl }).annotations;
    expect(annotation?.message).toHaveLength(4000);
    expect(annotation?.message.endsWith(` See ${URL_OF_RULE}`)).toBe(true);
  });

  test('the summary links the name of the rule', () => {
    expect(renderSummary(validation([finding()]), { sources: new Map(), rulesUrl })).toContain(
      `<a href="${URL_OF_RULE}">unknown-property</a>`,
    );
  });

  test('code scanning shows the explanation and leads there', () => {
    const log = JSON.parse(renderSarif(validation([finding()]), 'https://kestra.io', { rulesUrl })) as {
      runs: { tool: { driver: { rules: { helpUri: string; help: { markdown: string } }[] } } }[];
    };
    const [rule] = log.runs[0]!.tool.driver.rules;
    expect(rule?.helpUri).toBe(URL_OF_RULE);
    expect(rule?.help.markdown).toMatch(/\*\*What to do:\*\* Correct the name[^]*```yaml\nid: hello/);
  });

  test.each([
    [
      { GITHUB_ACTION_REPOSITORY: 'acme/actions', GITHUB_ACTION_REF: 'v1' },
      'https://github.com/acme/actions/blob/v1/docs',
    ],
    [{}, undefined],
  ])('the documents are those of the version that runs: %j', (env, docsUrl) => {
    expect(readContext({ GITHUB_SERVER_URL: 'https://github.com', ...env }).docsUrl).toBe(docsUrl);
  });
});

describe('the explanation of a rule', () => {
  const rule = { meaning: 'It is odd.', fix: 'Mend it.', severity: 'error' } as const;
  const words = 'It is odd.\n\n**What to do:** Mend it.';
  const example = { example: 'id: a\n', fixed: 'id: b\n' };

  test('has an example, and what it becomes', () => {
    expect(ruleHelp(rule)).toBe(words);
    expect(ruleHelp({ ...rule, example: 'id: a\n' })).toBe(`${words}\n\nFor example\n\n\`\`\`yaml\nid: a\n\`\`\``);
    expect(ruleHelp({ ...rule, ...example, by: { rules: '2.0' } })).toBe(
      `${words}\n\nFor example\n\n\`\`\`yaml\nid: a\n\`\`\`\n\nbecomes\n\n\`\`\`yaml\nid: b\n\`\`\``,
    );
  });

  test('has none where only a server finds it', () => {
    expect(ruleHelp({ ...rule, ...example, by: { answer: { constraints: 'x' } } } as Rule)).toBe(words);
  });
});
