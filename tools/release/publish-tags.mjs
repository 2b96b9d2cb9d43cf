// Gives a published release its further tags: vX.Y.Z-node24, and, when it is the newest of its major, vX and
// vX-node24. `TAG` is the release's tag; with --dry-run git says what it would push.
import { readFileSync } from 'node:fs';
import { git } from './git.mjs';
import { commitForNode24 } from './node24.mjs';
import { isNewestOfMajor, parseTag } from './versions.mjs';

const tag = process.env.TAG ?? '';
const version = parseTag(tag);
if (version === undefined) throw new Error(`"${tag}" is no release: vX.Y.Z, without more, is one`);
const { version: named } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
if (tag !== `v${named}`) throw new Error(`The tag is ${tag}, but package.json says ${named}`);

const commit = git(['rev-parse', '--verify', `refs/tags/${tag}^{commit}`]);
const node24 = commitForNode24(commit);
const remoteTags = git(['ls-remote', '--tags', '--refs', 'origin']).split('\n');
const newest = isNewestOfMajor(
  tag,
  remoteTags.map((line) => line.replace(/^.*refs\/tags\//, '')),
);

const major = `v${version[0]}`;
const fixed = [`${node24}:refs/tags/${tag}-node24`];
const moving = newest ? [`+${commit}:refs/tags/${major}`, `+${node24}:refs/tags/${major}-node24`] : [];
if (!newest) console.log(`${tag} is not the newest of ${major}: ${major} stays where it is.`);
// One push, all or nothing: no major that points at half a release.
const dry = process.argv.includes('--dry-run') ? ['--dry-run'] : [];
git(['push', '--atomic', ...dry, 'origin', ...fixed, ...moving]);
for (const refspec of [...fixed, ...moving]) console.log(`${dry.length > 0 ? 'would push' : 'pushed'} ${refspec}`);
