# Completion for dataflow in bash. The program itself is asked what fits.
_dataflow() {
    local kind="" typed="" cut=0 word rest
    COMPREPLY=()
    while IFS=$'\t' read -r word rest; do
        if [[ -n $kind ]]; then
            COMPREPLY+=("${word:cut}")
            continue
        fi
        kind=$word typed=$rest
        # bash breaks words at `:` and `=`, and replaces only what comes after the last of them
        [[ $typed == *"$2" ]] && cut=$((${#typed} - ${#2}))
    done < <(
        _DATAFLOW_COMPLETE=1 _DATAFLOW_LINE="${COMP_LINE:0:COMP_POINT}" \
            "${1/#\~\//$HOME/}" </dev/null 2>/dev/null
    )
    [[ -z $kind || $kind == words ]] && return
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do
        COMPREPLY+=("${word:cut}")
    done < <(
        compgen -d -- "$typed"
        case $kind in
            files) compgen -f -- "$typed" ;;
            models)
                compgen -f -X '!*.yaml' -- "$typed"
                compgen -f -X '!*.yml' -- "$typed"
                ;;
        esac
    )
}
complete -F _dataflow dataflow
