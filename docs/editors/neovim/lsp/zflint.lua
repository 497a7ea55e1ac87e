-- zflint 语言服务的设置。放在 ~/.config/nvim/lsp/ 下（Neovim 0.11 起）。
return {
  cmd = { 'zflint', 'server' },
  filetypes = { 'text', 'markdown', 'toml' },
  root_markers = { 'zflint.toml', 'pyproject.toml', '.git' },
  settings = {
    zflint = {
      -- ownUnit = '县', asOf = '2024-03', lang = 'zh', run = 'onType',
    },
  },
}
