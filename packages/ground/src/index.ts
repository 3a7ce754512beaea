export { escapedText, jsonText } from './text/json-text.js';
export { htmlText, markdownCode, markdownText } from './text/markup-text.js';
export { leadsAstray, pathPart } from './text/path-part.js';
export { formulaSafe, roffText, shellWord, withoutFormulaGuard } from './text/quoted-text.js';
export { oneLine, shownText, shownWithColours } from './text/shown-text.js';
export { visibleText } from './text/visible-text.js';
export { sleep, startTimer } from './timer.js';
