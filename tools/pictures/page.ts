import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const STYLE = `
  body { margin: 0; padding: 24px 32px; width: 916px; font: 16px/1.5 "Liberation Sans", "Noto Color Emoji", sans-serif; color: #1f2328; background: #fff; }
  h3 { font-size: 20px; margin: 0 0 16px; padding-bottom: 6px; border-bottom: 1px solid #d1d9e0; }
  p, ul, table, pre, details, blockquote { margin: 0 0 14px; }
  a { color: #0969da; text-decoration: none; }
  code { font: 85%/1.45 "DejaVu Sans Mono", monospace; background: #eff1f3; padding: 2px 5px; border-radius: 6px; }
  pre { background: #f6f8fa; padding: 12px 16px; border-radius: 6px; overflow: hidden; }
  pre code { background: none; padding: 0; }
  table { border-collapse: collapse; }
  th, td { border: 1px solid #d1d9e0; padding: 6px 13px; }
  tr:nth-child(2n) td { background: #f6f8fa; }
  blockquote { border-left: 4px solid #d1d9e0; color: #59636e; padding: 0 14px; }
  summary { cursor: pointer; }
  .added { background: #dafbe1; display: block; } .removed { background: #ffebe9; display: block; }
  sub { color: #59636e; font-size: 12px; }
`;

/**
 * A page that shows Markdown as GitHub does, those blocks open that hold a difference
 * or a graph. `libraries`: a node_modules folder with
 * marked and mermaid.
 */
export async function renderPage(markdown: string, libraries: string): Promise<string> {
  const script = async (path: string) =>
    `<script>${(await readFile(join(libraries, path), 'utf8')).replaceAll('</script', '<\\/script')}</script>`;
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><div id="page"></div>
${await script('marked/lib/marked.umd.js')}
${await script('mermaid/dist/mermaid.min.js')}
<script>
  const page = document.getElementById('page');
  page.innerHTML = marked.parse(${JSON.stringify(markdown).replaceAll('</script', '<\\/script')}, { gfm: true });
  for (const block of page.querySelectorAll('details')) block.open = block.querySelector('pre') !== null;
  for (const code of page.querySelectorAll('code.language-diff')) {
    code.innerHTML = code.innerHTML.split('\\n').map((line) =>
      line.startsWith('+') ? '<span class="added">' + line + '</span>' : line.startsWith('-') ? '<span class="removed">' + line + '</span>' : line + '\\n').join('');
  }
  for (const code of page.querySelectorAll('code.language-mermaid')) {
    const graph = document.createElement('div');
    graph.className = 'mermaid';
    graph.textContent = code.textContent;
    code.parentElement.replaceWith(graph);
  }
  mermaid.initialize({ startOnLoad: false, theme: 'neutral' });
  mermaid.run().finally(() => { document.title = String(Math.ceil(page.getBoundingClientRect().height) + 48); });
</script>`;
}
