/** Networks of IPv4 that are inside, special or nobody's (IANA special-purpose registry), and the address at which Azure answers its guests. */
const inside: readonly (readonly [network: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['168.63.129.16', 32],
];

/** Parts of the global unicast space of IPv6 (2000::/3) that lead elsewhere: Teredo and others, documentation, 6to4. */
const special: readonly (readonly [first: number, second: number, secondMask: number])[] = [
  [0x2001, 0x0000, 0xfe00],
  [0x2001, 0x0db8, 0xffff],
  [0x2002, 0, 0],
  [0x3fff, 0, 0xf000],
];

/** Whether an address, as the platform's resolver writes it, is one of the public internet. What cannot be read is not. */
export function isPublicAddress(address: string): boolean {
  const four = ipv4(address);
  if (four !== undefined) return isPublicIpv4(four);
  const groups = ipv6(address.split('%')[0]!);
  if (!groups) return false;
  const [first = 0, second = 0] = groups;
  const tail = ((groups[6] ?? 0) * 0x10000 + (groups[7] ?? 0)) >>> 0;
  // NAT64 (RFC 6052) and addresses mapped from IPv4 lead to what they carry.
  if (first === 0x64 && second === 0xff9b && groups.slice(2, 6).every((group) => group === 0))
    return isPublicIpv4(tail);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
    return isPublicIpv4(tail);
  if (first < 0x2000 || first > 0x3fff) return false;
  return !special.some(([one, two, mask]) => first === one && (second & mask) === (two & mask));
}

const isPublicIpv4 = (address: number): boolean =>
  !inside.some(([network, bits]) => (address ^ ipv4(network)!) >>> (32 - bits) === 0);

function ipv4(text: string): number | undefined {
  const found = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  const bytes = found?.slice(1).map(Number);
  return bytes?.every((byte) => byte < 256)
    ? bytes.reduce((sum, byte) => sum * 256 + byte, 0)
    : undefined;
}

/** The eight groups; the parser of URLs knows every spelling. */
function ipv6(text: string): number[] | undefined {
  if (!text.includes(':') || !URL.canParse(`http://[${text}]/`)) return undefined;
  const [head = '', tail] = new URL(`http://[${text}]/`).hostname.slice(1, -1).split('::');
  const groups = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  if (tail === undefined) return groups(head);
  const missing = 8 - groups(head).length - groups(tail).length;
  return [...groups(head), ...Array<number>(missing).fill(0), ...groups(tail)];
}
