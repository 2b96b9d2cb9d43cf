import { identityOf } from '../flows/identity.js';
import type { LocalProblem } from '../flows/local-problems.js';
import { rangeOf } from '../flows/positions.js';
import type { Span } from '../flows/source.js';
import type { ParsedFlow, UnparsedDocument } from '../flows/tree.js';
import type { RuleProblem, RuleSetName, RuleVerdict, ServerVerdict } from '../rules/verdict.js';
import { explainDeprecated } from './explain/deprecated.js';
import { explain } from './explain/explain-text.js';
import type { Explanation } from './explain/explanation.js';
import { explainSyntaxProblem } from './explain/syntax/explain-syntax-problem.js';
import type { Finding } from './finding.js';
import { firstOfDuplicate } from './place/duplicates.js';
import { placeRule, placeText } from './place/place-text.js';
import { splitVerdict, withoutFlowPrefix } from './split-verdict.js';
import { describeNode, nodeAtSpan } from './node-at-span.js';
import { shortened } from '../shortened.js';

/**
 * The server's answer about a document as findings, each on the node it means.
 * @param linesBefore lines that the server saw before the text that was sent: 1 for every but the first
 * document of a request
 */
export function findingsOfVerdict(
  parsed: ParsedFlow,
  verdict: ServerVerdict,
  rules: RuleSetName,
  linesBefore = 0,
): readonly Finding[] {
  const counts = new Map<string, number>();
  const findings = splitVerdict(verdict).map(({ text, severity, answer }) => {
    const nth = counts.get(`${answer} ${text}`) ?? 0;
    counts.set(`${answer} ${text}`, nth + 1);
    const span = placeText(parsed, { text, answer, rules, nth, linesBefore });
    return findingAt(parsed, span, {
      severity,
      origin: 'server',
      original: text,
      ...wordsFor(parsed, span, { text, answer, rules }),
    });
  });
  return withoutEchoes(findings);
}

/** The offline rules' answer as findings. */
export function findingsOfRules(parsed: ParsedFlow, verdict: RuleVerdict, rules: RuleSetName): readonly Finding[] {
  return findingsOfProblems(parsed, verdict.problems, rules);
}

/** Problems that offline rules found, as findings. */
export function findingsOfProblems(
  parsed: ParsedFlow,
  problems: readonly RuleProblem[],
  rules: RuleSetName,
): readonly Finding[] {
  return withoutEchoes(problems.map((problem) => findingOfRule(parsed, problem, rules)));
}

/** What is missing is not blank and not empty either: Kestra says so line by line, it is one problem. */
function withoutEchoes(findings: readonly Finding[]): readonly Finding[] {
  const reported = new Set(findings.map(({ original }) => original));
  return findings.filter(({ original }) => {
    const missing = original?.replace(/: must not be (?:blank|empty)$/, ': must not be null');
    return missing === original || !reported.has(missing);
  });
}

function findingOfRule(parsed: ParsedFlow, problem: RuleProblem, rules: RuleSetName): Finding {
  const { severity, answer, rule, hint } = problem;
  const text = withoutFlowPrefix(problem.text);
  const span = placeRule(parsed, { ...problem, text }, rules);
  const isKestras = problem.words === 'kestra' || (problem.words === undefined && answer !== 'none');
  const words: Pick<Finding, 'rule' | 'message' | 'hint'> = isKestras
    ? wordsFor(parsed, span, { text, answer, rules })
    : { rule, message: text };
  const hints = [words.hint, hint].filter((one) => one !== undefined).join(' ');
  return findingAt(parsed, span, {
    severity,
    origin: 'offline',
    ...words,
    ...(hints === '' ? {} : { hint: hints }),
    ...(isKestras && answer !== 'none' ? { original: text } : {}),
  });
}

/**
 * The explanation of a text, with what the document shows beside it: where the first of two duplicates
 * stands, what there is instead of what is expected, what a deprecated thing is called.
 */
function wordsFor(
  parsed: ParsedFlow,
  span: Span,
  { text, answer, rules }: { readonly text: string; readonly answer: string; readonly rules: RuleSetName },
): Omit<Explanation, 'expected'> {
  if (!parsed.ok && isSameProblem(parsed, text)) return explainSyntaxProblem(parsed);
  const { expected, ...words } = explain(text, answer, rules);
  if (!parsed.ok) return words;
  if (answer === 'deprecationPaths') {
    return { ...words, ...explainDeprecated(text, nodeAtSpan(parsed.root, span), rules) };
  }
  const covered = expected === undefined ? undefined : nodeAtSpan(parsed.root, span);
  if (expected !== undefined && covered !== undefined) {
    const { name, kind } = expected;
    return { ...words, message: `${name} must be ${kind}, but it is ${describeNode(covered.node)}.` };
  }
  const first = firstOfDuplicate(parsed.root, text);
  if (first === undefined) return words;
  const { startLine } = rangeOf(parsed.document, first);
  return { ...words, message: words.message.replace(/\.$/, `; first at line ${startLine}.`) };
}

/**
 * Whether a text of Kestra's is about the very problem that our reader stopped at: then we know what is
 * around it.
 */
function isSameProblem({ problem }: UnparsedDocument, text: string): boolean {
  if (problem.kind !== 'syntax') return false;
  return text.includes(problem.yaml.kind === 'structure' ? 'Invalid structure' : problem.yaml.problem);
}

/** What is wrong with a document whatever Kestra says. */
export function findingsOfLocalProblems(parsed: ParsedFlow, problems: readonly LocalProblem[]): readonly Finding[] {
  return problems.map(({ span, ...words }) =>
    findingAt(parsed, span, { severity: 'error', origin: 'local', ...words }),
  );
}

/** A document that cannot be parsed: our words, and Kestra's own. */
export function findingOfSyntax(parsed: UnparsedDocument): Finding {
  const { span, constraints } = parsed.problem;
  const original = constraints.replace(/^Validation error: /, '').trim();
  return findingAt(parsed, span, { severity: 'error', origin: 'local', original, ...explainSyntaxProblem(parsed) });
}

function findingAt(
  parsed: ParsedFlow,
  span: Span,
  words: Pick<Finding, 'severity' | 'origin' | 'rule' | 'message' | 'hint' | 'original'>,
): Finding {
  const { document } = parsed;
  const { namespace, id } = parsed.ok ? identityOf(parsed.root) : {};
  return {
    ...words,
    // A value of a hundred thousand digits is in the file, not in the message.
    message: shortened(words.message, 4000),
    file: document.file.path,
    range: rangeOf(document, span),
    ...(namespace !== undefined && id !== undefined ? { flow: { namespace, id } } : {}),
    ...(document.count > 1 ? { document: document.index } : {}),
  };
}
