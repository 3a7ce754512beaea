import { htmlText as escapeHtml } from 'halopsa-ground';
import type { Reply } from '../http/reply.js';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

const STYLE =
  'body{font:16px system-ui;margin:0;display:grid;place-items:center;min-height:100vh;background:#f3f5f8;color:#1c2733}' +
  'main{background:#fff;padding:2rem;border-radius:8px;box-shadow:0 1px 8px #0002;width:18rem}' +
  'label{display:block;margin:.8rem 0 .2rem}input{box-sizing:border-box;width:100%;font:inherit;padding:.5rem}' +
  'button{font:inherit;padding:.5rem 1rem;margin:1rem .5rem 0 0}[role=alert]{color:#a31621}';

const page = (title: string, content: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>` +
  `<style>${STYLE}</style></head><body><main><h1>${title}</h1>${content}</main></body></html>`;

/** The page on which an agent or a user logs in to an application; its form is sent to its own address. */
export function loginPage(application: string, error?: string): Reply {
  const alert = error === undefined ? '' : `<p role="alert">${escapeHtml(error)}</p>`;
  const form =
    `<p>${escapeHtml(application)} asks for access.</p>${alert}<form method="post">` +
    '<label for="username">User name or email</label><input id="username" name="username" autocomplete="username" required autofocus>' +
    '<label for="password">Password</label>' +
    '<input id="password" name="password" type="password" autocomplete="current-password" required>' +
    '<button name="answer" value="login">Log in</button><button name="answer" value="cancel" formnovalidate>Cancel</button></form>';
  return { status: error === undefined ? 200 : 401, headers: HEADERS, body: page('Log in', form) };
}

/** What a person sees where the application itself is at fault. */
export const errorPage = (message: string): Reply => ({
  status: 400,
  headers: HEADERS,
  body: page('Not possible', `<p role="alert">${escapeHtml(message)}</p>`),
});
