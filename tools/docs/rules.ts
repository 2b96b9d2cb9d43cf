import { RULE_GROUPS } from '../../src/findings/rules/all-rules.js';
import type { Rule } from '../../src/findings/rules/rule.js';
import { ruleHelp } from '../../src/report/rule-help.js';

const INTRODUCTION = `<!-- Generated from src/findings/rules by \`npm run docs\`. -->

# Rules

Everything that the actions report about a flow, with an example and its fix. The name of a rule stands in the title of an annotation, in the summary, and in the report.

An **error** is what Kestra itself refuses: it cannot be silenced. **Warnings** and **notices** can:

\`\`\`yaml
tasks:
  - id: old
    # kestra-ignore: deprecated until the migration in May
    type: io.kestra.plugin.core.debug.Echo
    format: Hello # kestra-ignore: yaml-surprise, deprecated the rest of the comment is the reason
\`\`\`

A comment is about its own line, or, alone on a line, about the next one with something on it; of a text in several lines the key counts. In the workflow, for all files or those of a glob:

\`\`\`yaml
- uses: <owner>/<repo>/validate-flows@v1
  with:
    ignore: |
      replaced-type
      deprecated: legacy/**
    externalFlows: |
      company.shared/*
\`\`\`

Silenced findings are counted in the report. A comment that silences nothing is a notice of its own. \`upgrade-…\` before a name: Kestra takes the flow today, and a newer version (\`upgradeTo\`, \`upgradeSchema\`) will find this.
`;

/** docs/rules.md: every rule with what it means, an example, and its fix. */
export function renderRules(): string {
  const groups = Object.entries(RULE_GROUPS).map(
    ([title, rules]) =>
      `## ${title}\n\n${Object.entries(rules)
        .map(([id, rule]) => section(id, rule))
        .join('\n\n')}`,
  );
  return `${[INTRODUCTION.trimEnd(), index(), ...groups].join('\n\n')}\n`;
}

function index(): string {
  const rows = Object.values(RULE_GROUPS).map((rules) =>
    Object.keys(rules)
      .map((id) => `[${id}](#${id})`)
      .join(' · '),
  );
  return rows.join('\n\n');
}

function section(id: string, rule: Rule): string {
  const worst = { error: 'Error', warning: 'Warning', notice: 'Notice' }[rule.severity];
  const versions = rule.versions === undefined ? '' : ` · Kestra ${rule.versions}`;
  const only = rule.by?.answer === undefined ? '' : ' · only a server says so';
  // GitHub drops dots from the anchor of a heading.
  const anchor = /^[\w-]+$/.test(id) ? '' : `<a id="${id}"></a>\n\n`;
  return `${anchor}### ${id}\n\n${worst}${versions}${only}\n\n${ruleHelp(rule)}`;
}
