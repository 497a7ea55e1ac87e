const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** The page, with a policy that lets nothing in and runs nothing if it brings none. */
export function guarded(html: string): string {
  if (/<meta http-equiv="Content-Security-Policy"/i.test(html)) {
    return html;
  }
  const policy = `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`;
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + policy) : policy + html;
}

/** The report with the colours of the editor rather than of the system; its own button changes them still. */
export function themed(html: string, dark: boolean): string {
  return html.replace(/<html\b/i, (tag) => `${tag} data-theme="${dark ? 'dark' : 'light'}"`);
}
