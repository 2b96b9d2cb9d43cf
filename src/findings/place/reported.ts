import type { FlowDocument, Span } from '../../flows/source.js';
import type { MappingNode } from '../../flows/tree.js';
import type { RuleSetName } from '../../rules/verdict.js';

/** One problem in Kestra's words, about a document that is a mapping. */
export interface Reported {
  /** A single problem, without "Invalid Flow: ". */
  readonly text: string;
  readonly root: MappingNode;
  readonly document: FlowDocument;
  /** Which Kestra speaks. */
  readonly rules: RuleSetName;
}

/** The places that a text can mean, the likeliest first; none when the text is not of the placer's family. */
export type Placer = (reported: Reported) => readonly Span[];
