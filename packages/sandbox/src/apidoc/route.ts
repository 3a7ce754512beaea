/** Answers a request for `/apidoc`; undefined for every other. The page is loaded when it is first asked for. */
export function answerApiDoc(request: Request): Promise<Response> | undefined {
  const url = new URL(request.url);
  if (request.method !== 'GET' || !/^\/apidoc(\/|$)/i.test(url.pathname)) return undefined;
  return import('./answer-apidoc.js').then(({ apiDocResponse }) => apiDocResponse(url));
}
