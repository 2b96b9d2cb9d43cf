/** Control characters and those that change the direction of text: never part of a rendered report. */
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Text as one line of plain text. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(UNSAFE, '\uFFFD').trim();
}

/** Text that stands for itself in Markdown, in a table cell and in HTML: no link, mention, emphasis, tag or image comes of it. */
export function markdown(text: string): string {
  return oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\\`*_{}[\]()#|~!$]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll('@', '&#64;')
    .replace(/(https?|www)([:.])/gi, (_all, scheme: string, mark: string) => `${scheme}&#${mark.charCodeAt(0)};`)
    .replace(/^([-+]|\d+[.)])/, (mark) => `&#${mark.charCodeAt(mark.length - 1)};`.padStart(1));
}

/** Text as inline code, whatever backticks it holds. */
export function code(text: string): string {
  return `<code>${markdown(text)}</code>`;
}

/** A link; the address may hold anything a URL may. */
export function link(text: string, url: string | undefined): string {
  const safe = url?.replace(/[()<>\s"'`|\\[\]]/g, (character) =>
    encodeURIComponent(character).replace(/[()']/g, (c) => `%${c.charCodeAt(0).toString(16)}`),
  );
  return safe === undefined ? text : `[${text}](${safe})`;
}

/** A fenced block that its content cannot leave. */
export function fence(language: string, content: string): string {
  const text = content.replace(UNSAFE, '\uFFFD');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}${language}\n${text.replace(/\n$/, '')}\n${marks}`;
}

/** A block that opens on a click. The title is Markdown or HTML. */
export function details(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}
