#!/usr/bin/env bash
# What the documents say is there.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

documents() { cd "$ROOT" && git ls-files -co --exclude-standard '*.md'; }

test_relative_links_lead_somewhere() {
  local file link broken=''
  while read -r file; do
    while read -r link; do
      link=${link%%#*}
      [ -z "$link" ] || [ -e "$ROOT/$(dirname "$file")/$link" ] || broken+="$file: $link; "
    done < <(grep -oE '\]\([^)]+\)' "$ROOT/$file" | sed 's/^](//; s/)$//' | grep -vE '^[a-z]+:')
  done < <(documents)
  [ -z "$broken" ] || fail "$broken"
}

test_commands_shown_exist() {
  local word unknown=''
  while read -r word; do
    [ "$word" = help ] || [ -f "$ROOT/scripts/commands/$word.sh" ] || unknown+="$word "
  done < <(documents | sed "s|^|$ROOT/|" | xargs grep -ohE '\./kedge [a-z-]+' | awk '{ print $2 }' | sort -u)
  [ -z "$unknown" ] || fail "documents show ./kedge $unknown"
}

test_nothing_names_a_machine_it_was_made_on() {
  local found
  found=$(cd "$ROOT" && git grep -nP '(?<![a-z.])(?<![a-z]")/(work|root|farm|tmp/brief)/' -- . ':!kedge-tests/docs/texts.sh' | head -n 5)
  [ -z "$found" ] || fail "$found"
}

run_tests
