import type { UnparsedDocument } from '../../../flows/tree.js';
import type { Explanation } from '../explanation.js';
import { sentence } from '../words.js';
import { NO_FLOW } from '../yaml-syntax.js';
import { blockHeader, commentEndsText, outdentedText, textAfterComment } from './block-text.js';
import { forbiddenCharacter, foreignBlank, reservedStart, tab } from './characters.js';
import {
  colonInValue,
  colonMissingAbove,
  missingColon,
  doubleDash,
  noBlankAfterColon,
  noBlankAfterDash,
  strayColon,
} from './colons.js';
import {
  colonAfterBrackets,
  openAtEnd,
  signInFlow,
  strayComma,
  textAfterBrackets,
  tooMany,
  unclosed,
} from './flow-style.js';
import { entryAmongItems, itemUnderValue, tooFarRight, wrongColumn } from './indentation.js';
import { documentMarkers, mergeConflict } from './markers.js';
import type { Mistake } from './mistake.js';
import { keyAfterQuotes, openQuote, quoteFromAbove, textAfterQuotes, unknownEscape } from './quotes.js';
import { syntaxPlace } from './syntax-place.js';
import { badTag, bareExpression, keyIsNoText, noNumber, notHere, starOrAmpersand, textAfterAlias } from './values.js';

/** The surest first: the first that knows the text decides. */
const MISTAKES: readonly Mistake[] = [
  forbiddenCharacter,
  mergeConflict,
  tab,
  unknownEscape,
  noNumber,
  foreignBlank,
  openQuote,
  quoteFromAbove,
  bareExpression,
  textAfterQuotes,
  keyAfterQuotes,
  commentEndsText,
  keyIsNoText,
  starOrAmpersand,
  badTag,
  blockHeader,
  reservedStart,
  documentMarkers,
  textAfterAlias,
  colonAfterBrackets,
  textAfterBrackets,
  notHere,
  tooMany,
  strayComma,
  unclosed,
  openAtEnd,
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
  strayColon,
];

/** Why a document cannot be read, in words that tell what to do. */
export function explainSyntaxProblem({ problem, document }: UnparsedDocument): Explanation {
  if (problem.kind === 'empty') return NO_FLOW;
  if (problem.kind === 'limit') return { rule: 'yaml-limit', message: problem.message };
  const rule = 'yaml-syntax';
  const place = syntaxPlace(problem.yaml, document);
  for (const mistake of MISTAKES) {
    const words = mistake(place);
    if (words !== undefined) return { rule, ...words };
  }
  return { rule, message: `The YAML cannot be read here: ${sentence(problem.yaml.problem)}` };
}
