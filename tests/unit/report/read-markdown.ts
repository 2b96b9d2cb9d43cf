/**
 * Reads what the renderers write, as GitHub does: fences first, then tags, then text with its entities.
 * Anything that is none of our own constructs is left in `markup`, so that a test can ask for it to be empty.
 */
export interface ReadMarkdown {
  /** Our own constructs in order, without any text: tags, table rows with their columns, headings, fences. */
  readonly skeleton: readonly string[];
  /** Characters with a meaning in Markdown or HTML that stand in text unescaped. */
  readonly markup: readonly string[];
  /** Text outside of fences as a browser shows it. */
  readonly text: string;
  readonly links: readonly string[];
  readonly fences: readonly { readonly language: string; readonly content: string }[];
}

const OWN_TAG = /<(?:\/?(?:details|summary|code|sub|a)|br|a href="[^"<>\s|]*")>/g;

export function readMarkdown(markdown: string): ReadMarkdown {
  const skeleton: string[] = [];
  const markup: string[] = [];
  const links: string[] = [];
  const fences: { language: string; content: string }[] = [];
  const texts: string[] = [];
  const lines = markdown.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    const fence = /^(`{3,})(\w+)$/.exec(line);
    if (fence !== null) {
      const end = lines.findIndex((other, at) => at > index && closes(other, fence[1]!));
      fences.push({ language: fence[2]!, content: lines.slice(index + 1, end === -1 ? undefined : end).join('\n') });
      skeleton.push(end === -1 ? `open fence ${fence[2]}` : `fence ${fence[2]}`);
      index = end === -1 ? lines.length : end;
      continue;
    }
    const tags = line.match(OWN_TAG) ?? [];
    links.push(...tags.flatMap((tag) => /href="([^"]*)"/.exec(tag)?.slice(1) ?? []).map(decode));
    const bare = line.replace(OWN_TAG, ' ');
    const columns = line.startsWith('|') ? bare.split('|').length : 0;
    const mark = /^(#{1,6} |> |- |\*\*)?/.exec(bare)![0];
    skeleton.push(
      [...tags.map((tag) => tag.replace(/href=".*"/, 'href')), mark, columns ? `${columns} columns` : '']
        .join(' ')
        .trim(),
    );
    const inner = bare.slice(mark.length).replace(/\*\*(?= |$)/, '');
    const text = columns ? inner.replaceAll('|', ' ').replace(/-{3}/g, ' ') : inner;
    const loose = text.replace(/&(?:#\d+|amp|lt|gt|quot);/g, '').match(/[&<>`*_{}[\]|~$\\^!#"]/g);
    const list = /^(?:[+=]|\d+[.)]|-(?! ))/.exec(line);
    markup.push(...(loose ?? []), ...(list ?? []));
    texts.push(decode(text));
  }
  return { skeleton: skeleton.filter((part) => part !== ''), markup, text: texts.join('\n'), links, fences };
}

function closes(line: string, marks: string): boolean {
  return /^ {0,3}`+\s*$/.test(line) && line.trim().length >= marks.length;
}

function decode(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_all, number: string) => String.fromCodePoint(Number(number)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
