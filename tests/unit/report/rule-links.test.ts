import { describe, expect, test } from '@jest/globals';
import { readContext } from '../../../src/github/context.js';
import { renderAnnotations } from '../../../src/report/annotations.js';
import { ruleUrl } from '../../../src/report/rule-help.js';
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
