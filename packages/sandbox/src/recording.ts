export type { Difference } from './recording/compare-shapes.js';
export type { Exchange, ExchangeSink } from './recording/exchange.js';
export { compareRecording, type ParityReport } from './recording/parity.js';
export { createRecorder, type RecorderOptions } from './recording/recorder.js';
export { createRecordingFile, readRecording } from './recording/recording-file.js';
export { createReplay } from './recording/replay.js';
