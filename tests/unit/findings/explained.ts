import { explain } from '../../../src/findings/explain/explain-text.js';

export const say = (text: string) => explain(text, 'constraints', '1.3');

export const message = (text: string) => say(text).message;

export const mapping = (reported: string, chain: string) =>
  `Illegal flowwithsource source: YAML parsing error: ${reported}\n at [Source: UNKNOWN; byte offset: #UNKNOWN] (through reference chain: io.kestra.core.models.flows.FlowWithSource${chain}) (at line -1)`;
