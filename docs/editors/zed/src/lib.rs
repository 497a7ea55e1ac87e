use zed_extension_api as zed;

struct Zflint;

impl zed::Extension for Zflint {
    fn new() -> Self {
        Zflint
    }

    fn language_server_command(
        &mut self,
        _id: &zed::LanguageServerId,
        worktree: &zed::Worktree,
    ) -> zed::Result<zed::Command> {
        let command = worktree
            .which("zflint")
            .ok_or("找不到 zflint：请先安装（pip install zflint），并确认它在 PATH 里")?;
        Ok(zed::Command {
            command,
            args: vec!["server".to_string()],
            env: worktree.shell_env(),
        })
    }
}

zed::register_extension!(Zflint);
