;;; zflint.el --- zflint with Eglot -*- lexical-binding: t -*-

;; 用法：把本文件放进 load-path，在 init.el 里写 (require 'zflint)。需要 Emacs 28 加 eglot 包，或 Emacs 29 起自带的 eglot。
;; 打开文本或 Markdown 文件即开始检查；问题由 flymake 显示。
;;   M-x zflint-fix-all              修改全部可自动修改的问题
;;   M-x zflint-next-placeholder     跳到下一处没有填写的 XX
;;   M-x zflint-previous-placeholder 跳到上一处
;;   M-x eglot-rename                在 XX县 上填写一次，全文相同的占位符一并改好
;;   M-x eglot-code-actions          对光标处的问题选择处理办法

;;; Code:

(require 'eglot)

(add-to-list 'eglot-server-programs '((text-mode markdown-mode) . ("zflint" "server")))
(add-hook 'text-mode-hook #'eglot-ensure)

(defun zflint--request (method params)
  "Send METHOD with PARAMS to the server of this buffer."
  (jsonrpc-request (or (eglot-current-server) (user-error "zflint 没有启动")) method params))

(defun zflint-fix-all ()
  "Apply every safe fix in this buffer."
  (interactive)
  (let* ((range (list :start '(:line 0 :character 0) :end '(:line 0 :character 0)))
         (actions (zflint--request
                   :textDocument/codeAction
                   (list :textDocument (eglot--TextDocumentIdentifier) :range range
                         :context (list :diagnostics [] :only ["source.fixAll.zflint"]))))
         (action (and (> (length actions) 0) (elt actions 0))))
    (if (not action)
        (message "没有可自动修改的问题")
      (unless (plist-get action :edit)
        (setq action (zflint--request :codeAction/resolve action)))
      (eglot--apply-workspace-edit (plist-get action :edit)))))

(defun zflint--jump (command)
  "Go where COMMAND says from here."
  (let* ((here (eglot--TextDocumentPositionParams))
         (about (list :uri (plist-get (plist-get here :textDocument) :uri) :position (plist-get here :position)))
         (range (zflint--request :workspace/executeCommand (list :command command :arguments (vector about)))))
    (if range
        (goto-char (car (eglot--range-region range)))
      (message "没有需要填写的地方"))))

(defun zflint-next-placeholder ()
  "Go to the next placeholder; wrap round."
  (interactive)
  (zflint--jump "zflint.nextPlaceholder"))

(defun zflint-previous-placeholder ()
  "Go to the previous placeholder; wrap round."
  (interactive)
  (zflint--jump "zflint.previousPlaceholder"))

(provide 'zflint)
;;; zflint.el ends here
