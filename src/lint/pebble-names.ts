import type { RuleSetName } from '../rules/verdict.js';

/** What an expression may call. */
export interface PebbleNames {
  readonly filters: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  readonly tests: ReadonlySet<string>;
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const FILTERS = words(`
  abbreviate abs base64decode base64encode capitalize chunk className date dateAdd default distinct endsWith escapeChar
  first flatten format indent join jq keys last length lower md5 merge nindent nl2br number numberFormat replace reverse
  rsort sha1 sha256 sha512 slice slugify sort split startsWith string substringAfter substringAfterLast substringBefore
  substringBeforeLast timestamp timestampMicro timestampMilli timestampNano title toIon toJson trim upper urldecode
  urlencode values yaml`);

const FUNCTIONS = words(`
  block decrypt encrypt errorLogs fetchContext fileExists fileSize fileURI fromIon fromJson http i18n id isFileEmpty ksuid
  kv max min nanoId now parent printContext randomInt randomPort range read render renderOnce secret subflow tasksWithState
  uuid yaml`);

/**
 * Functions of the Enterprise Edition, which registers no filters of its own: a flow does not tell where it
 * will run.
 */
const ENTERPRISE = words('appLink assets credential');

/** In the documentation of expressions, though neither core registers them. */
const DOCUMENTED = words('iterationOutput parentOutput');

const TESTS = words('defined empty even iterable json map null odd');

/** As registered in the published core of 1.3.31 and 2.0.0. */
const NAMES: Readonly<Record<RuleSetName, PebbleNames>> = {
  '1.3': {
    filters: new Set([...FILTERS, 'json']),
    functions: new Set([...FUNCTIONS, ...ENTERPRISE, ...DOCUMENTED, ...words('currentEachOutput json')]),
    tests: new Set(TESTS),
  },
  '2.0': {
    filters: new Set([...FILTERS, ...words('regexExtract regexMatch regexReplace')]),
    functions: new Set([
      ...FUNCTIONS,
      ...ENTERPRISE,
      ...DOCUMENTED,
      ...words(
        `dayOfMonth dayOfWeek env hourOfDay isDayWeekInMonth isLastWorkingDay isPublicHoliday isWeekend loopOutputs
         monthOfYear`,
      ),
    ]),
    tests: new Set(TESTS),
  },
};

/** The names that expressions know in a rule set. */
export function pebbleNames(rules: RuleSetName): PebbleNames {
  return NAMES[rules];
}

/** What to write instead of a name that is gone or that other template languages have. */
export function insteadOf(kind: 'filter' | 'function' | 'test', name: string): string | undefined {
  return INSTEAD.get(`${kind} ${name}`);
}

const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['function json', 'Use `fromJson(…)`.'],
  ['filter json', 'Use `| toJson`.'],
  ['function currentEachOutput', 'Use `loopOutputs(…)` with io.kestra.plugin.core.flow.Loop.'],
  ['filter dateFormat', 'Use `| date(…)`.'],
  ['filter tojson', 'Use `| toJson`.'],
  ['filter b64encode', 'Use `| base64encode`.'],
  ['filter b64decode', 'Use `| base64decode`.'],
  ['filter int', 'Use `| number`.'],
  ['filter count', 'Use `| length`.'],
]);
