# Completion for dataflow in zsh. The program itself is asked what fits.
_dataflow() {
    local -a answer ids told
    local line id name width=0
    answer=("${(@f)$(
        _DATAFLOW_COMPLETE=1 _DATAFLOW_LINE="${(j: :)words[1,CURRENT-1]} $PREFIX" \
            ${(Q)~words[1]} </dev/null 2>/dev/null
    )}")
    compset -P '--*='
    case ${answer[1]%%$'\t'*} in
        models) _files -g '*.(yaml|yml)(-.)'; return ;;
        folders) _files -/; return ;;
        files) _files; return ;;
        words) ;;
        *) return 1 ;;
    esac
    ids=("${(@)answer[2,-1]%%$'\t'*}")
    for id in $ids; do
        (( $#id > width )) && width=$#id
    done
    for line in "${(@)answer[2,-1]}"; do
        id=${line%%$'\t'*} name=${line#$id}
        told+=("${(r:width:)id}${name:+  ${name#$'\t'}}")
    done
    # where the name began so and not the id, the id takes the place of what was typed
    compadd -l -d told -a ids || compadd -U -l -d told -a ids
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
compdef _dataflow dataflow
