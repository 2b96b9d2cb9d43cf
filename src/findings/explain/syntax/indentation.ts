import { capitalised } from '../words.js';
import type { Mistake } from './mistake.js';
import { nameOfLine, openColumns, type OutlineLine } from './outline.js';

/** An entry that stands to the right of one that has a value: it goes on with that value, or fits nowhere. */
export const tooFarRight: Mistake = ({ problem, here, above, numberOf }) => {
  const isText = problem.problem === 'mapping values are not allowed here';
  const isEntry = /expected <block end>, but found '(<block mapping start>|<block sequence start>)'/.test(
    problem.problem,
  );
  const parent = above.at(-1);
  if (parent?.key === undefined || parent.value === '' || !(isText || isEntry)) return undefined;
  const column = here.dashes[0] ?? here.column;
  if (column <= parent.column) return undefined;
  const name = startOf(here);
  const wanted = parent.column + 1;
  const continues = isText ? ': to YAML it goes on with that value' : '';
  return {
    message: `${capitalised(name)} begins in column ${column + 1}, further to the right than ${nameOfLine(parent)} (line ${numberOf(parent.number)}, column ${wanted}), which has a value already${continues}.`,
    hint:
      here.dashes.length > 0
        ? `Remove the value of ${nameOfLine(parent)} if this list is meant to be its value.`
        : `Move ${name} to column ${wanted}, or remove the value of ${nameOfLine(parent)} if ${name} was meant to be nested.`,
  };
};

/** An entry in a column where none of the open collections has its entries. */
export const wrongColumn: Mistake = ({ problem, here, above, numberOf }) => {
  if (!problem.problem.startsWith('expected <block end>')) return undefined;
  const column = here.dashes[0] ?? here.column;
  const isDash = here.dashes.length > 0;
  const fitting = openColumns(above).filter((one) => one.isDash === isDash);
  if ((fitting.length === 0 && !isDash) || fitting.some((one) => one.column === column)) return undefined;
  const nearest = fitting.toSorted((a, b) => Math.abs(a.column - column) - Math.abs(b.column - column)).slice(0, 2);
  const places = nearest.map(
    ({ column: at, line }) =>
      `column ${at + 1} (as ${isDash ? 'the dash' : nameOfLine(line)} in line ${numberOf(line.number)})`,
  );
  return {
    message: `${capitalised(startOf(here))} begins in column ${column + 1}, but no ${isDash ? 'item of a list' : 'entry'} above it that is still open begins there.`,
    hint: `Move it to ${places.length > 0 ? places.join(' or ') : 'the right of the key that it belongs to'}.`,
  };
};

/** A list item in the column of a key that has a value. */
export const itemUnderValue: Mistake = ({ problem, here, above, numberOf }) => {
  if (problem.problem !== "expected <block end>, but found '-'") return undefined;
  const column = here.dashes[0];
  const owner = openColumns(above).find((one) => one.column === column && !one.isDash)?.line;
  if (owner === undefined) return undefined;
  const line = numberOf(owner.number);
  if (owner.value !== '') {
    return {
      message: `This list item belongs to ${nameOfLine(owner)} (line ${line}), which has a value already.`,
      hint: `Remove the value of ${nameOfLine(owner)} if it is a list, or the dash.`,
    };
  }
  const below = above.find(({ number }) => number > owner.number);
  if (below === undefined) return undefined;
  if (below.dashes[0] === undefined) {
    return {
      message: `This list item belongs to ${nameOfLine(owner)} (line ${line}), which has a value already (line ${numberOf(below.number)}).`,
      hint: 'Remove that value if the list is meant instead of it, or the dash.',
    };
  }
  const wanted = below.dashes[0] + 1;
  return {
    message: `This list item begins in column ${column! + 1}, the items above it in column ${wanted}.`,
    hint: `Move it to column ${wanted}.`,
  };
};

/** An entry in the column of a list's dashes. */
export const entryAmongItems: Mistake = ({ problem, here, above, numberOf }) => {
  if (problem.problem !== "expected <block end>, but found '?'" || here.key === undefined) return undefined;
  const item = above.findLast(({ dashes }) => dashes.includes(here.column));
  if (item === undefined) return undefined;
  const line = numberOf(item.number);
  if (item.dashes.length > 1) {
    return {
      message: `${nameOfLine(here)} stands in the column of a dash: line ${line} begins with ${item.dashes.length} dashes, a list inside a list.`,
      hint: `Remove the dash too many in line ${line}, or move ${nameOfLine(here)} to column ${item.column + 1}.`,
    };
  }
  return {
    message: `${nameOfLine(here)} begins in column ${here.column + 1}, where the items of the list begin (line ${line}), but it is no item.`,
    hint: `Move it to column ${item.column + 1} if it belongs to the item, or put a dash before it if it is one.`,
  };
};

/** What a line begins with. */
function startOf(line: OutlineLine): string {
  if (line.dashes.length === 0) return nameOfLine(line);
  return line.key === undefined ? 'the dash' : `the dash before ${nameOfLine(line)}`;
}
