" Vim and ALE with docs/editors/vim/zflint.vim: what a user sees and does, told as JSON.
let s:told = {}

function! s:Found() abort
    let l:found = []
    for l:one in sort(copy(ale#engine#GetLoclist(bufnr(''))), {a, b -> a.lnum == b.lnum ? a.col - b.col : a.lnum - b.lnum})
        let l:text = strpart(getline(l:one.lnum), l:one.col - 1, l:one.end_col - l:one.col + 1)
        call add(l:found, [l:one.lnum - 1, l:text, get(l:one, 'code', '')])
    endfor
    return l:found
endfunction

function! s:Wait(what, Test) abort
    let l:left = 400
    while !a:Test()
        let l:left -= 1
        if l:left < 0
            throw 'waited in vain: ' . a:what
        endif
        sleep 50m
    endwhile
endfunction

function! s:Count(n) abort
    return {-> len(ale#engine#GetLoclist(bufnr(''))) == a:n}
endfunction

function! s:Text() abort
    return join(getline(1, '$'), "\n") . "\n"
endfunction

function! s:Play() abort
    execute 'edit' fnameescape($ZFLINT_DRAFT)
    set filetype=text
    ALELint
    call s:Wait('diagnostics', {-> !empty(ale#engine#GetLoclist(bufnr('')))})
    let s:told.version = v:version
    let s:told.before = s:Found()
    call cursor(1, 1)
    ZflintFix
    call s:Wait('the quick fix', {-> getline(1) =~# '截至'})
    ALELint
    call s:Wait('the quick fix seen', s:Count(len(s:told.before) - 1))
    let s:told.quick = s:Text()
    ZflintFixAll
    call s:Wait('all fixes', {-> getline(3) =~# '截至'})
    ALELint
    call s:Wait('all fixes seen', s:Count(3))
    let s:told.all = s:Text()
    call cursor(2, stridx(getline(2), 'XX') + 1)
    let s:told.placeholder = strpart(getline(2), stridx(getline(2), 'XX'))
    call s:Rename()
    call s:Wait('rename', {-> getline(2) =~# '平安'})
    ALELint
    call s:Wait('rename seen', s:Count(1))
    let s:told.renamed = s:Text()
    call setline(2, substitute(getline(2), "\u2028", '', ''))
    ALELint
    call s:Wait('the last one to go', s:Count(0))
    let s:told.after = s:Text()
endfunction

" ALE asks for the new name at the command line: the answer is given here.
function! s:Rename() abort
    runtime autoload/ale/util.vim
    function! ale#util#Input(...) abort
        return '平安'
    endfunction
    ALERename
endfunction

try
    call s:Play()
catch
    let s:told.failure = v:exception . ' at ' . v:throwpoint
endtry
call writefile([json_encode(s:told)], $ZFLINT_TOLD)
qa!
