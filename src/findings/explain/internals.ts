import { withoutLocation } from '../kestra-texts.js';
import type { Explainer, Explanation } from './explanation.js';
import { nameOfClass, sentence } from './words.js';

/** Java that broke on the server: what the author can do about it, without the Java. */
export const explainInternal: Explainer = (text) => {
  if (!/^Unable to validate the flow:|^Cannot invoke "|^class \S+ cannot be cast/.test(text)) return undefined;
  const reported = withoutLocation(text);
  const cast = /class (\S+) cannot be cast to class (\S+)/.exec(reported);
  if (cast !== null) return explainCast(cast[1]!, cast[2]!);
  for (const [phrase, explanation] of KNOWN) if (reported.includes(phrase)) return explanation;
  if (/Cannot invoke |HV\d|^null$|^$|Exception\b/.test(reported)) return STUMBLES;
  return { rule: 'kestra-internal', message: `Kestra cannot validate this flow: ${sentence(reported)}` };
};

const STUMBLES: Explanation = {
  rule: 'kestra-internal',
  message: 'Kestra stumbles over this flow without saying where.',
  hint: 'Look for a property without a value, or a list with an empty element.',
};

const EMPTY_ELEMENT = 'Remove it, or write what belongs there.';

const KNOWN: readonly (readonly [phrase: string, Explanation])[] = [
  ['"mapFlow" is null', { rule: 'empty-document', message: 'There is no flow here: the document is empty.' }],
  [
    '"defaults" is null',
    { rule: 'empty-element', message: 'The plugin defaults hold an empty element.', hint: EMPTY_ELEMENT },
  ],
  [
    'PluginDefault.getValues()',
    { rule: 'missing-property', message: '`values` is missing in these plugin defaults.', hint: 'Add `values: …`.' },
  ],
  ['for null identifier', { rule: 'missing-property', message: '`type` is missing in these plugin defaults.' }],
  ['plugin identifier from null or empty string', { rule: 'missing-property', message: '`type` must not be empty.' }],
  [
    '"listener" is null',
    { rule: 'empty-element', message: 'The listeners hold an empty element.', hint: EMPTY_ELEMENT },
  ],
  ['Listener.getTasks()', { rule: 'missing-property', message: '`tasks` is missing in this listener.' }],
  ['"this.tasks" is null', { rule: 'missing-property', message: '`tasks` is missing in this task.' }],
  [
    'Templates are disabled',
    {
      rule: 'templates-disabled',
      message: 'The server has templates switched off, and this task needs one.',
      hint: 'Use io.kestra.plugin.core.flow.Subflow.',
    },
  ],
];

function explainCast(from: string, to: string): Explanation {
  if (to === 'java.lang.String') {
    return {
      rule: 'identity-not-text',
      message: `\`namespace\` must be text, but YAML reads ${noun(from)}.`,
      hint: 'Put quotes around it.',
    };
  }
  if (to === 'java.lang.Integer') {
    return { rule: 'wrong-type', message: `\`revision\` must be a whole number, but it is ${noun(from)}.` };
  }
  if (to.startsWith('java.')) return STUMBLES;
  const wanted = nameOfClass(to).replace(/^Abstract|Interface$/g, '');
  return {
    rule: 'wrong-kind-of-plugin',
    message: `${nameOfClass(from)} cannot stand here: Kestra expects something of the kind ${wanted}.`,
  };
}

function noun(javaClass: string): string {
  if (javaClass.includes('Boolean')) return 'a boolean';
  if (javaClass.includes('String')) return 'text';
  if (javaClass.includes('Map')) return 'a mapping';
  return javaClass.includes('List') ? 'a list' : 'a number';
}
