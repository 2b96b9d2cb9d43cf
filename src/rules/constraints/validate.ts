import { type Catalogue, LABEL } from '../catalogue/catalogue.js';
import type { ClassEntry, Constraint, Shape, TypeSpec } from '../catalogue/format.js';
import type { CheckContext, CheckViolation, ConstraintCheck } from '../checks/check.js';
import type { Read, ReadObject } from '../reading/values.js';
import type { ProblemTarget } from '../verdict.js';
import type { Breakdown } from '../reading/before-reading.js';
import { brokenObject, brokenLabel } from './breakdown.js';
import { satisfies } from './standard.js';
import { holds } from './derived.js';
import { type PathStep, type Position, type Violation, violationPath, type Way } from './violation.js';

/** What a flow is validated by. */
export interface ValidationContext {
  readonly catalogue: Catalogue;
  /** Kestra's own constraints, by their names in the catalogue. */
  readonly checks: Readonly<Record<string, ConstraintCheck>>;
  readonly context: CheckContext;
  /** False for rules that the version in question does not have yet. */
  readonly has: (rule: string) => boolean;
}

/** What bean validation finds in a flow. */
export interface ValidationResult {
  /** In the order of the document. */
  readonly violations: readonly Violation[];
  /** Objects at which the server's validation breaks: it answers with the first of them, and nothing else. */
  readonly breakdowns: readonly Breakdown[];
}

/** Bean validation of a whole flow. */
export function findViolations(flow: ReadObject, by: ValidationContext): ValidationResult {
  const validator = new Validator(by);
  validator.object(flow, undefined);
  return validator;
}

/** An element of a list or a map, and what is known of the elements there. */
interface Element {
  readonly index: PathStep;
  readonly item: Read;
  /** As the server prints it: "<list element>". */
  readonly role: string;
  readonly spec: { readonly c?: readonly Constraint[]; readonly v?: 1 };
  readonly of: TypeSpec;
}

/** Goes through a flow and keeps what it finds. */
class Validator {
  readonly violations: Violation[] = [];
  readonly breakdowns: Breakdown[] = [];

  constructor(private readonly by: ValidationContext) {}

  object(object: ReadObject, way: Way): void {
    const position: Position = { way, object };
    this.#keepBreakdown(brokenObject(object, this.by.context.root));
    for (const [name, shape] of validatedProps(this.by.catalogue, object.entry)) this.#property(position, name, shape);
    for (const constraint of object.entry.checks ?? []) this.#constraint(position, constraint, object);
    for (const [name, { c = [] }] of Object.entries(object.entry.derived ?? {})) {
      if (holds(object, name) !== false) continue;
      const target = placeOf(object, name);
      const at = below(position, name);
      for (const [, message] of c) this.#add(at, { rule: 'retry-times', message, target, about: 'object' });
    }
  }

  #property(position: Position, name: string, shape: Shape): void {
    const value = position.object.props.get(name);
    // The server puts its own tenant there before it validates.
    if (name === 'tenantId' && position.object.entry.kind === 'flow') return;
    // Absent, and the object brings a value of its own: nothing to find fault with.
    if (value === undefined && shape.o === 1) return;
    if (value === undefined && shape.c === undefined) return;
    const at = below(position, shape.j ?? name);
    for (const constraint of shape.c ?? []) this.#constraint(at, constraint, value);
    if (value === undefined) return;
    if (value.k !== 'object') this.#elements(at, shape.t, value);
    else if (shape.v === 1) this.object(value, at.way);
  }

  #elements(at: Position, spec: TypeSpec, value: Read): void {
    if (spec.k === 'map' && value.k === 'map') {
      for (const [key, item] of value.entries) {
        this.#element(at, { index: `[${key}]`, item, role: '<map value>', spec, of: spec.of });
      }
    } else if ((spec.k === 'list' || spec.k === 'custom') && value.k === 'list') {
      const of = spec.k === 'list' ? spec.of : spec;
      value.items.forEach((item, index) => this.#element(at, { index, item, role: '<list element>', spec, of }));
    }
  }

  #element(at: Position, { index, item, role, spec, of }: Element): void {
    const place = below(at, index);
    if (spec.c?.some(([name]) => name === 'NoSystemLabelValidation')) this.#keepBreakdown(brokenLabel(item));
    for (const constraint of spec.c ?? []) this.#constraint(below(place, role), constraint, item);
    if (spec.v !== 1) return;
    if (item.k === 'object') this.object(item, place.way);
    else this.#elements(place, of, item);
  }

  /** What is missing is shown at the object that lacks it. */
  #constraint(at: Position, constraint: Constraint, value: Read | undefined): void {
    const [name, message, params = {}] = constraint;
    const standard = satisfies(constraint, value);
    if (standard === true) return;
    const path = value?.path ?? at.object.path;
    const target: ProblemTarget = { path, part: isKeyOfEntry(at, value) ? 'key' : 'value' };
    if (standard === false) this.#add(at, { rule: ruleName(at, name), message, target, about: 'property' });
    if (standard === false || value === undefined || value.k === 'null') return;
    const { checks, context } = this.by;
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    const found = check?.(value, context, params) ?? [];
    const about = value === at.object ? 'object' : 'property';
    if (name === 'FlowValidation') this.#addOfFlow(at, found, target);
    else for (const one of found) this.#add(at, { ...one, target: one.target ?? target, about });
  }

  /** The rules about the flow as a whole are one line of the server's answer, and a problem each. */
  #addOfFlow(at: Position, found: readonly CheckViolation[], target: ProblemTarget): void {
    const known = found.filter(({ rule }) => this.by.has(rule));
    if (known.length === 0) return;
    const messages = known.map(({ message }) => message.replace(/^Invalid Flow: /, ''));
    const line = `${this.#pathOf(at)}: Invalid Flow: ${messages.join(', ')}`;
    known.forEach((one, index) => {
      const message = `Invalid Flow: ${messages[index]}`;
      this.violations.push({
        rule: one.rule,
        message,
        target: one.target ?? target,
        line,
        of: at.object,
        about: 'flow',
      });
    });
  }

  #add(at: Position, { rule, message, target, about }: Omit<Violation, 'line' | 'of'>): void {
    if (!this.by.has(rule)) return;
    this.violations.push({ rule, message, target, line: `${this.#pathOf(at)}: ${message}`, of: at.object, about });
  }

  #keepBreakdown(breakdown: Breakdown | undefined): void {
    if (breakdown !== undefined) this.breakdowns.push(breakdown);
  }

  #pathOf(at: Position): string {
    return violationPath(this.by.catalogue.rules, at);
  }
}

function below({ way, object }: Position, step: PathStep): Position {
  return { way: { before: way, step }, object };
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

/** The name of a label is the key of an entry where labels are a map. */
function isKeyOfEntry(at: Position, value: Read | undefined): boolean {
  return at.object.className === LABEL && at.way?.step === 'key' && value?.path === at.object.path;
}

/** Some rules have names of their own, because not every version has them. */
function ruleName(at: Position, constraint: string): string {
  const property = at.way?.step;
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
