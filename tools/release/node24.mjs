// The same commit, but for the one line in the three action.yml that says which Node runs them. Made with
// git's plumbing: neither the checkout nor its index is touched, and the same commit always gives the same.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from './git.mjs';

const ACTIONS = ['validate-flows', 'deploy-flows', 'deploy-namespace-files'];
const LINE = /^( *using: ['"]?)node20(['"]?)$/gm;

/** Makes the variant of a commit and gives its name. @throws when an action.yml has not exactly one such line */
export function commitForNode24(commit) {
  const folder = mkdtempSync(join(tmpdir(), 'node24-'));
  const env = { GIT_INDEX_FILE: join(folder, 'index') };
  try {
    git(['read-tree', commit], { env });
    for (const action of ACTIONS) {
      const path = `${action}/action.yml`;
      const text = git(['cat-file', 'blob', `${commit}:${path}`]) + '\n';
      if (text.match(LINE)?.length !== 1) throw new Error(`${path} has not exactly one line "using: node20"`);
      const blob = git(['hash-object', '-w', '--stdin'], { input: text.replace(LINE, '$1node24$2') });
      git(['update-index', '--cacheinfo', `100644,${blob},${path}`], { env });
    }
    const tree = git(['write-tree'], { env });
    const [name, mail, date] = git(['show', '--no-patch', '--format=%an%n%ae%n%aI', commit]).split('\n');
    const by = (who) => ({ [`GIT_${who}_NAME`]: name, [`GIT_${who}_EMAIL`]: mail, [`GIT_${who}_DATE`]: date });
    const message = 'Let the runner use Node 24 for the three actions';
    const made = git(['commit-tree', tree, '-p', commit, '-m', message], {
      env: { ...by('AUTHOR'), ...by('COMMITTER') },
    });
    check(commit, made);
    return made;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws when anything but these three lines differs */
function check(before, after) {
  const changed = git(['diff', '--numstat', before, after]).split('\n').sort();
  const wanted = ACTIONS.map((action) => `1\t1\t${action}/action.yml`).sort();
  if (changed.join('\n') !== wanted.join('\n')) throw new Error(`More than three lines differ:\n${changed.join('\n')}`);
}
