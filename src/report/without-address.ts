import type { RunReport } from './model.js';

/**
 * The report with "the server" wherever its address, or its host where that is more than one word, stands in
 * a message. Differences of flows stay: they are text of the repository.
 */
export function withoutAddress<Report extends RunReport>(report: Report, url = ''): Report {
  if (!URL.canParse(url)) return report;
  const forms = formsOf(url);
  const clean = (text: string): string => forms.reduce((rest, form) => rest.replaceAll(form, 'the server'), text);
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return clean(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, FILES.has(key) ? item : walk(item)]));
  };
  return walk(report) as Report;
}

/** What comes from the repository. */
const FILES = new Set(['diff', 'file', 'path', 'directory']);

/** The longest first: each may be part of the one before it. */
function formsOf(url: string): readonly string[] {
  const { origin, host, hostname } = new URL(url);
  const isName = (text: string) => /[.:]/.test(text);
  return [url, origin, ...[host, hostname].filter(isName)];
}
