" zflint 与 ALE（Vim 8 起）。放在 ~/.vim/plugin/ 下，先装好 ALE。
" 打开 .txt 或 .md 即开始检查。
"   :ZflintFix       改正光标处的问题（可自动修改的）
"   :ZflintFixAll    修改全部可自动修改的问题
"   :ALECodeAction   列出光标处的各种处理办法
"   :ALERename       在 XX县 上填写一次，全文相同的占位符一并改好
"
" ALE 按字节数位置而不向服务声明，所以这里告诉服务用 utf-8 计位；少了这一行，含汉字的行会标错、改错。
let s:options = {'positionEncoding': 'utf-8'}

function! s:Define() abort
    for l:type in ['text', 'markdown']
        call ale#linter#Define(l:type, {
        \   'name': 'zflint',
        \   'lsp': 'stdio',
        \   'executable': 'zflint',
        \   'command': '%e server',
        \   'project_root': function('ZflintRoot'),
        \   'language': l:type is# 'text' ? 'plaintext' : l:type,
        \   'initialization_options': s:options,
        \})
    endfor
endfunction

function! ZflintRoot(buffer) abort
    let l:file = ale#path#FindNearestFile(a:buffer, 'zflint.toml')

    return fnamemodify(!empty(l:file) ? l:file : bufname(a:buffer), ':p:h')
endfunction

" 不经菜单，直接做第一项合乎条件的处理。
function! s:Choose(Wanted, data, items) abort
    for [l:kind, l:item] in a:items
        if a:Wanted(l:item)
            call ale#codefix#ApplyLSPCodeAction(a:data, l:item)

            return
        endif
    endfor

    echo 'zflint：这里没有可自动修改的问题'
endfunction

function! s:Run(Wanted) abort
    call ale#codefix#Execute(0, function('s:Choose', [a:Wanted]))
endfunction

call s:Define()
command! ZflintFix call s:Run({item -> get(item, 'isPreferred', v:false)})
command! ZflintFixAll call s:Run({item -> get(item, 'kind', '') is# 'source.fixAll.zflint'})
