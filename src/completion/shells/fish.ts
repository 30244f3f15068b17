export const FISH = `# fish completion for argoflow; load it with: argoflow completion fish | source
function __argoflow_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l lines (argoflow __complete $words[2..-1] "$current" 2>/dev/null)
    set -l count (count $lines)
    test $count -gt 0; or return
    if test $count -gt 1
        printf '%s\\n' $lines[1..-2]
    else if test "$lines[-1]" = :0
        __fish_complete_path "$current"
    end
end
complete -c argoflow -e
complete -c argoflow -f -a '(__argoflow_complete)'
`;
