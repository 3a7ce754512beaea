/** What a workbook may hold at most; a file beyond one of these is refused. The docs page lists them. */
export const limits = {
  /** Bytes of a workbook that comes as a stream and has to be held. */
  streamedBytes: 100_000_000,
  /** Files in the archive. */
  parts: 10_000,
  /** Bytes of the unpacked sheet, and of the table of texts. */
  sheetBytes: 2_000_000_000,
  textBytes: 400_000_000,
  /** Bytes of every other part, such as the styles. */
  partBytes: 16_000_000,
  /** How many times larger than packed a part may be, once it is larger than this. */
  ratio: 250,
  ratioFrom: 8_000_000,
  /** Excel's own; texts of other programs may be longer, and are read. */
  rows: 1_048_576,
  columns: 16_384,
  cellCharacters: 32_767,
  /** Different texts, and their characters together, which are held in memory. */
  texts: 3_000_000,
  textCharacters: 60_000_000,
  sheets: 1_000,
  styles: 65_536,
  formatCharacters: 1_024,
  mergedAreas: 50_000,
  mergedColumns: 2_000_000,
  /** Characters of XML without the end of a tag or text, and elements within each other. */
  xmlPiece: 1_000_000,
  xmlDepth: 64,
} as const;
