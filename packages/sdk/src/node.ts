/** What needs Node: files that processes share, and signing in through the browser. */
export { type FileBudget, fileBudget } from './node/file-budget.js';
export { fileTokenStore } from './node/file-token-store.js';
export { publicFetch } from './node/public-fetch.js';
export { type BrowserSignIn, signInWithBrowser } from './node/sign-in-with-browser.js';
