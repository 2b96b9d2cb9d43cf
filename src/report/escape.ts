/**
 * Control characters, invisible ones, halves of characters, and those that change the direction of text:
 * never part of a rendered report.
 */
const UNSAFE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu;

/** Text with everything taken out that is not meant to be seen. */
export function visible(text: string): string {
  return text.replace(UNSAFE, '\uFFFD');
}

/** Text as one line of plain text. */
export function oneLine(text: string): string {
  return visible(text.replace(/\s+/g, ' ')).trim();
}

/**
 * What GitHub links after Markdown has become HTML, where entities no longer help: mentions, issues, commits,
 * addresses, emoji names. A space without width between their characters keeps them text.
 */
const LINKED: readonly (readonly [RegExp, string])[] = [
  [/@/g, '@\u200B'],
  [/#(?=\d)/g, '#\u200B'],
  [/\bGH-(?=\d)/gi, '$&\u200B'],
  [/:(?=\/\/)/g, ':\u200B'],
  [/www(?=\.)/gi, '$&\u200B'],
  [/\b(mailto|xmpp)(?=:)/gi, '$&\u200B'],
  [/:(?=[\w+-]+:)/g, ':\u200B'],
];
const COMMIT = /\b[0-9a-f]{7,40}\b/gi;

/**
 * Text that stands for itself in Markdown, in a table cell and in HTML: no link, mention, emphasis, tag or
 * image comes of it.
 */
export function markdown(text: string): string {
  const apart = LINKED.reduce((rest, [pattern, by]) => rest.replace(pattern, by), oneLine(text));
  return apart
    .replace(COMMIT, (word) => word.replace(/.{6}(?=.)/g, '$&\u200B'))
    .replace(/[&<>"'\\`*_{}[\]()#|~!$^]/g, entity)
    .replace(/^[-+=]/, entity)
    .replace(/^(\d+)\.(?=\s|$)/, '$1&#46;')
    .replaceAll('\u200B', '&#8203;');
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/** Text as inline code, whatever backticks it holds. */
export function code(text: string): string {
  return `<code>${markdown(text)}</code>`;
}

/**
 * Inline code that may be a commit or a digest, which people copy: nothing invisible stands between its
 * digits, as GitHub links no commit inside of code.
 */
export function digits(text: string): string {
  return /^[0-9a-f]+$/i.test(text) ? `<code>${text}</code>` : code(text);
}

/** A link around Markdown or HTML, in both of them; only the text where the address is none of the web. */
export function link(text: string, url: string | undefined): string {
  if (url === undefined || !/^https?:\/\//i.test(url)) return text;
  const href = url
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/[\s"'<>`|\\\u0000-\u001f\u007f]/g, (character) =>
      character === "'" ? '%27' : encodeURIComponent(character),
    );
  return `<a href="${href.replaceAll('&', '&amp;')}">${text}</a>`;
}

/** A fenced block that its content cannot leave. */
export function fence(language: string, content: string): string {
  const text = visible(content);
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}${language}\n${text.replace(/\n$/, '')}\n${marks}`;
}

/** A block that opens on a click. The title is HTML. */
export function details(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}
