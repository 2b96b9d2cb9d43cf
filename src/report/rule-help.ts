import { anchorOf, ruleOf } from '../findings/rules/all-rules.js';
import type { Rule } from '../findings/rules/rule.js';
import type { RenderContext } from './model.js';

/**
 * Where a rule is explained; undefined for what is no rule of ours, or when nobody knows where the document
 * is.
 */
export function ruleUrl({ rulesUrl }: Pick<RenderContext, 'rulesUrl'>, id: string): string | undefined {
  return rulesUrl === undefined || ruleOf(id) === undefined ? undefined : `${rulesUrl}#${anchorOf(id)}`;
}

/** What a rule means and what to do, as Markdown, with an example where there is one. */
export function ruleHelp({ meaning, fix, example, fixed, by }: Rule): string {
  const words = [meaning, `**What to do:** ${fix}`];
  const yaml = (title: string, text: string | undefined): void => {
    // What only a server finds cannot be seen in the example.
    if (text !== undefined && by?.answer === undefined) words.push(`${title}\n\n\`\`\`yaml\n${text}\`\`\``);
  };
  yaml('For example', example);
  yaml('becomes', fixed);
  return words.join('\n\n');
}
