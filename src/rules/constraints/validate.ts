import { type Catalogue, LABEL } from '../catalogue/catalogue.js';
import type { ClassEntry, Constraint, Shape, TypeSpec } from '../catalogue/format.js';
import type { CheckContext, ConstraintCheck } from '../checks/check.js';
import type { Read, ReadObject } from '../reading/values.js';
import type { ProblemTarget } from '../verdict.js';
import type { Breakdown } from '../reading/before-reading.js';
import { brokenObject, brokenLabel } from './breakdown.js';
import { satisfies } from './standard.js';
import { holds } from './derived.js';
import { type PathStep, type Position, type Violation, violationPath } from './violation.js';

export interface Validation {
  readonly catalogue: Catalogue;
  readonly checks: Readonly<Record<string, ConstraintCheck>>;
  readonly context: CheckContext;
  /** False for rules that the version in question does not have yet. */
  readonly has: (rule: string) => boolean;
  readonly violations: Violation[];
  /** Objects at which the server's validation breaks; one is enough. */
  readonly breakdowns: Breakdown[];
}

/** Bean validation of a whole flow: every violation, in the order of the document. */
export function validateObject(validation: Validation, object: ReadObject, steps: readonly PathStep[]): void {
  const position: Position = { steps, object };
  const broken = brokenObject(object, validation.context.root);
  if (broken !== undefined) validation.breakdowns.push(broken);
  for (const [name, shape] of validatedProps(validation.catalogue, object.entry)) {
    validateProperty(validation, position, name, shape);
  }
  for (const constraint of object.entry.checks ?? []) report(validation, position, constraint, object, object);
  for (const [name, { c = [] }] of Object.entries(object.entry.derived ?? {})) {
    if (holds(object, name) !== false) continue;
    const target = placeOf(object, name);
    for (const constraint of c)
      add(validation, { steps: [...steps, name], object }, 'retry-times', constraint[1], target, 'object');
  }
}

/** Properties with constraints, on them or inside of them: most have none. */
function validatedProps(catalogue: Catalogue, entry: ClassEntry): readonly (readonly [name: string, shape: Shape])[] {
  let props = validated.get(entry);
  if (props === undefined) {
    const all = Object.entries(entry.props).map(([name, index]) => [name, catalogue.shape(index)] as const);
    props = all.filter(([, { c, v, t }]) => c !== undefined || v === 1 || hasConstraints(t));
    validated.set(entry, props);
  }
  return props;
}

const validated = new WeakMap<ClassEntry, readonly (readonly [name: string, shape: Shape])[]>();

function hasConstraints(spec: TypeSpec): boolean {
  if (spec.k !== 'list' && spec.k !== 'map' && spec.k !== 'custom') return false;
  return spec.c !== undefined || spec.v === 1 || (spec.k !== 'custom' && hasConstraints(spec.of));
}

/** The computed rules speak about two properties; the first that their name mentions is the place. */
function placeOf(object: ReadObject, name: string): ProblemTarget {
  const named = [...object.props].find(([property]) => name.toLowerCase().startsWith(property.toLowerCase()));
  return { path: named?.[1].path ?? object.path, part: 'value' };
}

function validateProperty(validation: Validation, position: Position, name: string, shape: Shape): void {
  const value = position.object.props.get(name);
  // The server puts its own tenant there before it validates.
  if (name === 'tenantId' && position.object.entry.kind === 'flow') return;
  // Absent, and the object brings a value of its own: nothing to find fault with.
  if (value === undefined && shape.o === 1) return;
  const at: Position = { ...position, steps: [...position.steps, shape.j ?? name] };
  for (const constraint of shape.c ?? []) report(validation, at, constraint, value, position.object);
  if (value !== undefined) validateInside(validation, at, shape.t, shape.v === 1, value);
}

function validateInside(validation: Validation, at: Position, spec: TypeSpec, cascades: boolean, value: Read): void {
  if (value.k === 'object') {
    if (cascades) validateObject(validation, value, at.steps);
    return;
  }
  if (spec.k === 'list' && value.k === 'list') {
    value.items.forEach((item, index) => element(validation, at, index, spec, item, '<list element>', spec.of));
  } else if (spec.k === 'custom' && value.k === 'list') {
    value.items.forEach((item, index) => element(validation, at, index, spec, item, '<list element>', spec));
  } else if (spec.k === 'map' && value.k === 'map') {
    for (const [key, item] of value.entries) element(validation, at, `[${key}]`, spec, item, '<map value>', spec.of);
  }
}

function element(
  validation: Validation,
  at: Position,
  index: PathStep,
  spec: { readonly c?: readonly Constraint[]; readonly v?: 1 },
  item: Read,
  role: string,
  of: TypeSpec,
): void {
  const steps = [...at.steps, index];
  const broken = spec.c?.some(([name]) => name === 'NoSystemLabelValidation') === true ? brokenLabel(item) : undefined;
  if (broken !== undefined) validation.breakdowns.push(broken);
  for (const constraint of spec.c ?? [])
    report(validation, { ...at, steps: [...steps, role] }, constraint, item, at.object);
  if (spec.v === 1) validateInside(validation, { ...at, steps }, of, true, item);
}

function report(
  validation: Validation,
  at: Position,
  constraint: Constraint,
  value: Read | undefined,
  owner: ReadObject,
): void {
  const [name, message, params = {}] = constraint;
  const standard = satisfies(constraint, value);
  // What is missing is shown at the object that lacks it.
  const target: ProblemTarget = { path: value?.path ?? owner.path, part: isKeyOfEntry(at, value) ? 'key' : 'value' };
  if (standard === false) add(validation, at, ruleName(at, name), message, target, 'property');
  if (standard !== undefined || value === undefined || value.k === 'null') return;
  const check = Object.hasOwn(validation.checks, name) ? validation.checks[name] : undefined;
  const found = check?.(value, validation.context, params) ?? [];
  const about = value === owner ? 'object' : 'property';
  if (name === 'FlowValidation') addFlowViolations(validation, at, found, target);
  else for (const one of found) add(validation, at, one.rule, one.message, one.target ?? target, about);
}

/** The name of a label is the key of an entry where labels are a map. */
function isKeyOfEntry(at: Position, value: Read | undefined): boolean {
  return at.object.className === LABEL && at.steps.at(-1) === 'key' && value?.path === at.object.path;
}

/**
 * The rules about the flow as a whole stand in one line of the server's answer, each is a problem of its own.
 */
function addFlowViolations(
  validation: Validation,
  at: Position,
  found: ReturnType<ConstraintCheck>,
  target: ProblemTarget,
): void {
  const known = found.filter(({ rule }) => validation.has(rule));
  if (known.length === 0) return;
  const messages = known.map(({ message }) => message.replace(/^Invalid Flow: /, ''));
  const line = `${violationPath(validation.catalogue.rules, at)}: Invalid Flow: ${messages.join(', ')}`;
  known.forEach((one, index) => {
    validation.violations.push({
      rule: one.rule,
      message: `Invalid Flow: ${messages[index]}`,
      target: one.target ?? target,
      line,
      of: at.object,
      about: 'flow',
    });
  });
}

function add(
  validation: Validation,
  at: Position,
  rule: string,
  message: string,
  target: ProblemTarget,
  about: Violation['about'],
): void {
  if (!validation.has(rule)) return;
  const line = `${violationPath(validation.catalogue.rules, at)}: ${message}`;
  validation.violations.push({ rule, message, target, line, of: at.object, about });
}

/** Some rules have names of their own, because not every version has them. */
function ruleName(at: Position, constraint: string): string {
  const property = at.steps.at(-1);
  if (at.object.className === LABEL && property === 'key' && constraint === 'Pattern') return 'label-key';
  if (at.object.entry.kind === 'task' && property === 'id' && constraint === 'Size') return 'task-id-length';
  return RULE_NAMES.get(constraint) ?? 'invalid-value';
}

const RULE_NAMES: ReadonlyMap<string, string> = new Map([
  ['NotNull', 'missing-property'],
  ['NotEmpty', 'empty-value'],
  ['NotBlank', 'empty-value'],
  ['Pattern', 'wrong-pattern'],
  ['Size', 'wrong-size'],
  ['Min', 'out-of-range'],
  ['Max', 'out-of-range'],
  ['Positive', 'out-of-range'],
  ['PositiveOrZero', 'out-of-range'],
]);
