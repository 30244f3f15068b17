/**
 * Bash takes words apart at the characters of COMP_WORDBREAKS, ":" and "=" among them, and replaces only the last part:
 * the words are put together again for the program, and the parts before are cut off its answers
 * (GNU bash manual, 8.7 Programmable Completion Builtins).
 */
export const BASH = `# bash completion for argoflow; load it with: source <(argoflow completion bash)
_argoflow() {
  local words=() word rest=\${COMP_LINE:0:COMP_POINT} index
  for ((index = 0; index <= COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    # No space before it: bash took the word apart here.
    if ((index > 0)) && [[ $rest != [[:space:]]* ]]; then
      words[\${#words[@]} - 1]+=$word
    else
      words+=("$word")
      rest=\${rest#"\${rest%%[![:space:]]*}"}
    fi
    rest=\${rest#"$word"}
  done
  local current=\${words[\${#words[@]} - 1]} head=
  [[ $current == *[:=]* ]] && head=\${current%"\${current##*[:=]}"}

  local lines line directive=0
  lines=$(argoflow __complete "\${words[@]:1}" 2>/dev/null) || return
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :[0-9]* ]]; then
      directive=\${line#:}
    elif [[ -n $line ]]; then
      line=\${line%%$'\\t'*}
      COMPREPLY+=("\${line#"$head"}")
    fi
  done <<<"$lines"
  if ((\${#COMPREPLY[@]} == 0 && directive == 0)); then
    compopt -o default 2>/dev/null
  fi
}
complete -F _argoflow argoflow
`;
