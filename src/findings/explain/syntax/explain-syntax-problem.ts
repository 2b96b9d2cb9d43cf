import type { UnparsedDocument } from '../../../flows/tree.js';
import type { Explanation } from '../explanation.js';
import { sentence } from '../words.js';
import { forbiddenCharacter, foreignBlank, reservedStart, tab } from './characters.js';
import {
  colonInValue,
  colonMissingAbove,
  missingColon,
  doubleDash,
  noBlankAfterColon,
  noBlankAfterDash,
} from './colons.js';
import { colonAfterBrackets, signInFlow, strayComma, textAfterBrackets, tooMany, unclosed } from './flow-style.js';
import { entryAmongItems, itemUnderValue, tooFarRight, wrongColumn } from './indentation.js';
import { documentMarkers, mergeConflict } from './markers.js';
import type { Mistake } from './mistake.js';
import { keyAfterQuotes, openQuote, quoteFromAbove, textAfterQuotes, unknownEscape } from './quotes.js';
import { syntaxPlace } from './syntax-place.js';
import {
  badTag,
  bareExpression,
  blockHeader,
  keyIsNoText,
  noNumber,
  notHere,
  outdentedText,
  starOrAmpersand,
  textAfterAlias,
  textAfterComment,
} from './values.js';

/** The surest first: the first that knows the text decides. */
const MISTAKES: readonly Mistake[] = [
  forbiddenCharacter,
  mergeConflict,
  tab,
  foreignBlank,
  noNumber,
  unknownEscape,
  openQuote,
  starOrAmpersand,
  badTag,
  blockHeader,
  bareExpression,
  keyIsNoText,
  reservedStart,
  documentMarkers,
  notHere,
  quoteFromAbove,
  textAfterQuotes,
  keyAfterQuotes,
  textAfterAlias,
  colonAfterBrackets,
  textAfterBrackets,
  tooMany,
  strayComma,
  unclosed,
  signInFlow,
  doubleDash,
  noBlankAfterDash,
  noBlankAfterColon,
  colonInValue,
  outdentedText,
  textAfterComment,
  tooFarRight,
  itemUnderValue,
  entryAmongItems,
  wrongColumn,
  colonMissingAbove,
  missingColon,
];

const NO_FLOW = 'There is no flow here: the document is empty or holds only comments.';

/** Why a document cannot be read, in words that tell what to do. */
export function explainSyntaxProblem({ problem, document }: UnparsedDocument): Explanation {
  if (problem.kind === 'empty') return { rule: 'empty-document', message: NO_FLOW };
  if (problem.kind === 'limit') return { rule: 'yaml-limit', message: problem.message };
  const rule = 'yaml-syntax';
  const place = syntaxPlace(problem.yaml, document);
  for (const mistake of MISTAKES) {
    const words = mistake(place);
    if (words !== undefined) return { rule, ...words };
  }
  const { context, problem: text } = problem.yaml;
  const where = context === undefined ? '' : ` (${context})`;
  return { rule, message: `The YAML cannot be read here: ${sentence(`${text}${where}`)}` };
}
