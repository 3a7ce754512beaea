/** The table of CRC-32 (polynomial 0xEDB88320), one entry per byte. */
const TABLE: Int32Array = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 of bytes as eight hexadecimal digits. */
export function checksum(bytes: Uint8Array): string {
  let value = -1;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 0xff]! ^ (value >>> 8);
  return ((value ^ -1) >>> 0).toString(16).padStart(8, '0');
}
