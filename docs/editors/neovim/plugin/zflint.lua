-- 启用 zflint，并提供命令。放在 ~/.config/nvim/plugin/ 下，与 lsp/zflint.lua 成对使用；Neovim 0.7 起可用。
--   :ZflintFixAll        修改全部可自动修改的问题
--   :ZflintNext  ]x      跳到下一处没有填写的 XX
--   :ZflintPrevious [x   跳到上一处
-- 在 XX县 上用 :lua vim.lsp.buf.rename() 填写一次，全文相同的占位符一并改好。
local config = dofile(vim.api.nvim_get_runtime_file('lsp/zflint.lua', false)[1])

local function client_of(buffer)
  local all = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = buffer }) or vim.lsp.buf_get_clients(buffer)
  for _, client in pairs(all) do
    if client.name == 'zflint' then return client end
  end
end

local function ask(client, buffer, method, params, done)
  local handler = function(error, result)
    if error then vim.notify(error.message, vim.log.levels.WARN) elseif result then done(result) end
  end
  if vim.fn.has('nvim-0.11') == 1 then
    client:request(method, params, handler, buffer)
  else
    client.request(method, params, handler, buffer)
  end
end

local function fix_all()
  local buffer = vim.api.nvim_get_current_buf()
  local client = client_of(buffer)
  if not client then return end
  local start = { line = 0, character = 0 }
  ask(client, buffer, 'textDocument/codeAction', {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = { start = start, ['end'] = start },
    context = { diagnostics = {}, only = { 'source.fixAll.zflint' } },
  }, function(actions)
    if not actions[1] then return end
    local function apply(action) vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding) end
    if actions[1].edit then apply(actions[1]) else ask(client, buffer, 'codeAction/resolve', actions[1], apply) end
  end)
end

local function jump(command)
  return function()
    local buffer = vim.api.nvim_get_current_buf()
    local client = client_of(buffer)
    if not client then return end
    local here = vim.lsp.util.make_position_params(0, client.offset_encoding)
    ask(client, buffer, 'workspace/executeCommand', {
      command = command,
      arguments = { { uri = here.textDocument.uri, position = here.position } },
    }, function(range)
      local show = vim.lsp.util.show_document or vim.lsp.util.jump_to_location
      show({ uri = here.textDocument.uri, range = range }, client.offset_encoding)
    end)
  end
end

local function attached(buffer)
  vim.keymap.set('n', ']x', jump('zflint.nextPlaceholder'), { buffer = buffer, desc = 'zflint：下一处占位符' })
  vim.keymap.set('n', '[x', jump('zflint.previousPlaceholder'), { buffer = buffer, desc = 'zflint：上一处占位符' })
end

vim.api.nvim_create_user_command('ZflintFixAll', fix_all, {})
vim.api.nvim_create_user_command('ZflintNext', jump('zflint.nextPlaceholder'), {})
vim.api.nvim_create_user_command('ZflintPrevious', jump('zflint.previousPlaceholder'), {})

if vim.fn.has('nvim-0.11') == 1 then
  vim.api.nvim_create_autocmd('LspAttach', {
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      if client and client.name == 'zflint' then attached(event.buf) end
    end,
  })
  vim.lsp.enable('zflint')
else
  -- 旧版没有 vim.lsp.enable：每个文件夹启动一次，文件打开时接上。
  local started = {}
  vim.api.nvim_create_autocmd('FileType', {
    pattern = config.filetypes,
    callback = function(event)
      local root = vim.fn.fnamemodify(event.file, ':p:h')
      started[root] = started[root] or vim.lsp.start_client({
        name = 'zflint', cmd = config.cmd, root_dir = root, settings = config.settings,
        on_exit = function() started[root] = nil end,
      })
      vim.lsp.buf_attach_client(event.buf, started[root])
      attached(event.buf)
    end,
  })
end
