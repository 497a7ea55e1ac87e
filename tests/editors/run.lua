-- Neovim 0.7 and later, with the files of docs/editors/neovim: what a user sees and does, told as JSON.
local told = {}
local function diagnostics()
  local found = {}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    local line = vim.api.nvim_buf_get_lines(0, d.lnum, d.lnum + 1, true)[1]
    table.insert(found, { d.lnum, line:sub(d.col + 1, d.end_col), d.code or (d.user_data.lsp or {}).code })
  end
  table.sort(found, function(a, b) return a[1] < b[1] or (a[1] == b[1] and a[2] > b[2]) end)
  return found
end
local function text() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n') .. '\n' end
local function wait(what, until_)
  if not vim.wait(20000, until_, 20) then error('waited in vain: ' .. what) end
end
local function count(n) return function() return #vim.diagnostic.get(0) == n end end

local ok, failure = pcall(function()
  vim.cmd('filetype on | edit ' .. vim.fn.fnameescape(vim.env.ZFLINT_DRAFT) .. ' | set filetype=text')
  wait('diagnostics', function() return #vim.diagnostic.get(0) > 0 end)
  local client = (vim.lsp.get_clients or vim.lsp.get_active_clients)()[1]
  told.version, told.encoding = vim.fn.matchstr(vim.fn.execute('version'), 'v[0-9.]*'), client.offset_encoding
  told.pulls = client.server_capabilities.diagnosticProvider ~= nil and vim.lsp.diagnostic.on_diagnostic ~= nil
  told.before = diagnostics()

  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  if vim.fn.has('nvim-0.8') == 1 then
    vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.isPreferred end })
  else
    vim.ui.select = function(items, _, choose) choose(items[1]) end
    vim.lsp.buf.code_action()
  end
  wait('the quick fix', count(#told.before - 1))
  told.quick = text()

  vim.cmd('ZflintFixAll')
  wait('all fixes', count(3))
  told.all = text()

  vim.cmd('ZflintNext')
  wait('the placeholder', function() return vim.api.nvim_win_get_cursor(0)[1] == 2 end)
  told.placeholder = vim.api.nvim_get_current_line():sub(vim.api.nvim_win_get_cursor(0)[2] + 1, -1)
  vim.lsp.buf.rename('平安')
  wait('rename', count(1))
  told.renamed = text()

  local line = vim.api.nvim_buf_get_lines(0, 1, 2, true)[1]
  vim.api.nvim_buf_set_lines(0, 1, 2, true, { (line:gsub('\226\128\168', '')) })
  wait('the last one to go', count(0))
  told.after = text()
end)
if not ok then told.failure = tostring(failure) .. '\n' .. text() .. vim.fn.execute('messages') .. vim.inspect(diagnostics()) end
vim.fn.writefile({ vim.fn.json_encode(told) }, vim.env.ZFLINT_TOLD)
vim.cmd('qa!')
