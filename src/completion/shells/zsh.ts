/** `_describe` takes a colon as the beginning of what a word is about (zshcompsys, Completion Functions). */
export const ZSH = `#compdef argoflow
# zsh completion for argoflow; load it with: source <(argoflow completion zsh)
_argoflow() {
  local line directive=0 value
  local -a candidates
  while IFS= read -r line; do
    if [[ $line == :<-> ]]; then
      directive=\${line#:}
    elif [[ -n $line ]]; then
      value=\${line%%$'\\t'*}
      if [[ $line == *$'\\t'* ]]; then
        candidates+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
      else
        candidates+=("\${value//:/\\\\:}")
      fi
    fi
  done < <(argoflow __complete "\${(@Q)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#candidates} )); then
    _describe -t argoflow 'argoflow' candidates
  elif (( directive == 0 )); then
    _files
  fi
}
(( \${+functions[compdef]} )) || { autoload -Uz compinit && compinit }
if [[ \${funcstack[1]} == _argoflow ]]; then
  _argoflow "$@"
else
  compdef _argoflow argoflow
fi
`;
