#!/usr/bin/env bash
# open-pull-request.sh SUMMARY: commits what a renewal changed to a branch and opens a pull request, or updates the one
# that is open. SUMMARY: a file of Markdown, its text. Needs git with the right to push, and gh with GH_TOKEN.
set -euo pipefail

summary=$1
branch=renew-catalogue
title='Renew the catalogue of plugins'

if git diff --quiet; then
  echo 'Nothing changed: no pull request.'
  exit 0
fi
git switch --quiet --force-create "$branch"
git -c user.name='github-actions[bot]' -c user.email='41898282+github-actions[bot]@users.noreply.github.com' \
  commit --quiet --all --message "$title"
git push --quiet --force origin "$branch"
if [[ -n $(gh pr list --head "$branch" --state open --json number --jq '.[].number') ]]; then
  gh pr edit "$branch" --body-file "$summary"
else
  gh pr create --head "$branch" --title "$title" --body-file "$summary"
fi
