import type { MappingNode } from '../flows/tree.js';
import { beyondChecks } from './beyond/beyond-checks.js';
import type { Catalogue } from './catalogue/catalogue.js';
import type { CheckContext, ConstraintCheck, FlowCheck } from './checks/check.js';
import type { RuleProblem } from './verdict.js';

const constraintChecks: Readonly<Record<string, ConstraintCheck>> = {};
const flowChecks: readonly FlowCheck[] = [];

/** Kestra's own rules, in the two ways in which they are asked. */
export interface Checks {
  /** By the name of the constraint in the catalogue. */
  readonly constraints: Readonly<Record<string, ConstraintCheck>>;
  /** What the server says beside bean validation. */
  readonly flow: (context: CheckContext) => readonly RuleProblem[];
  /** What goes beyond the server. */
  readonly beyond: (context: CheckContext) => readonly RuleProblem[];
}

export const kestraChecks: Checks = {
  constraints: constraintChecks,
  flow: (context) => run(context).filter(({ answer }) => answer !== 'none'),
  beyond: (context) => [
    ...run(context).filter(({ answer }) => answer === 'none'),
    ...beyondChecks.flatMap((check) => check(context)),
  ],
};

function run(context: CheckContext): readonly RuleProblem[] {
  return flowChecks.flatMap((check) => check(context));
}

/** What a check may ask, answered from a catalogue. */
export function contextFor(catalogue: Catalogue, root: MappingNode, source: string): CheckContext {
  return {
    rules: catalogue.rules,
    root,
    source,
    resolveType: catalogue.resolveType,
    is: (className, what) => {
      const entry = catalogue.classEntry(className);
      return what === 'task' || what === 'trigger' ? entry?.kind === what : (entry?.is?.includes(what) ?? false);
    },
  };
}
