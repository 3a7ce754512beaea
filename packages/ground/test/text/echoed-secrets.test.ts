import { maskOf, secretsOf, withoutSecrets } from 'halopsa-ground';
import { describe, expect, it } from 'vitest';

const secret = 'S3cr3t+zoë/7f3a9b2c-ö"end';
const bytes = Buffer.from(secret);
const escaped = [...secret].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

/** What servers, proxies and their logs make of a text that they repeat. */
const forms: Readonly<Record<string, string>> = {
  'as it is': secret,
  'in capitals': secret.toUpperCase(),
  'in base64': bytes.toString('base64'),
  'in base64url': bytes.toString('base64url'),
  'in a Basic header': `Basic ${Buffer.from(`my-app:${secret}`).toString('base64')}`,
  'in base64, one byte further': Buffer.from(`x${secret}yz`).toString('base64'),
  'in base64, two bytes further': Buffer.from(`xy${secret}z`).toString('base64'),
  'in base64 of 76 signs a line': Buffer.from(`${'x'.repeat(50)}${secret}`)
    .toString('base64')
    .replaceAll(/.{76}/g, '$&\r\n'),
  'in base64, URL-encoded': encodeURIComponent(bytes.toString('base64')),
  'in base64 of UTF-16': Buffer.from(secret, 'utf16le').toString('base64'),
  'URL-encoded': encodeURIComponent(secret),
  'URL-encoded in small letters': encodeURIComponent(secret).replaceAll(/%../g, (code) => code.toLowerCase()),
  'URL-encoded sign by sign': [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  'URL-encoded twice': encodeURIComponent(encodeURIComponent(secret)),
  'as a form': new URLSearchParams({ a: secret }).toString().slice(2),
  'in JSON': JSON.stringify(secret),
  'in JSON in JSON': JSON.stringify(JSON.stringify({ a: secret })),
  'in JSON with escapes for all signs': escaped,
  'in JSON with escapes of .NET': JSON.stringify(secret).replaceAll('+', '\\u002B').replaceAll('ë', '\\u00EB').replaceAll('/', '\\/'),
  'in HTML': secret.replaceAll('"', '&quot;').replaceAll('+', '&#x2B;').replaceAll('ö', '&#246;'),
  'in hex': bytes.toString('hex'),
  'in capital hex': bytes.toString('hex').toUpperCase(),
  'in hex with dashes': bytes
    .toString('hex')
    .toUpperCase()
    .replaceAll(/..(?=.)/g, '$&-'),
  'over two lines': `${secret.slice(0, 12)}\n    ${secret.slice(12)}`,
};

const given = secretsOf({ url: '', headers: [['x-secret', secret]] });

/** What of the secret can still be read in a text, in any of the ways. */
const leaks = (text: string): boolean =>
  [secret.slice(6), encodeURIComponent(secret).slice(6), bytes.toString('hex').slice(8, 24), bytes.toString('base64').slice(4, 14)].some(
    (part) => text.toLowerCase().includes(part.toLowerCase()),
  );

describe('a secret that a server repeats', () => {
  it.each(Object.entries(forms))('is masked %s', (_, form) => {
    const masked = withoutSecrets(`before ${form} behind`, given);
    expect(masked).not.toContain(form);
    expect(masked).toMatch(/^before .*\*\*\*.* behind$/s);
    expect(masked.replace('Basic', '').length).toBeLessThanOrEqual('before "***" behind'.length + 14);
    expect(leaks(masked)).toBe(false);
  });

  it('is masked wherever it stands, and the rest stays as it was', () => {
    const hex = bytes.toString('hex');
    const text = `ü ${secret} %41 😀 ${hex} \\u0041 \ud800 ${encodeURIComponent(secret)}.`;
    expect(withoutSecrets(text, given)).toBe('ü *** %41 😀 *** \\u0041 \ud800 ***.');
  });

  it.each([bytes.toString('base64'), bytes.toString('hex'), secret, encodeURIComponent(secret)])(
    'is masked where the text breaks off within it: %s',
    (form) => {
      for (const length of [form.length - 1, Math.ceil(form.length * 0.6)])
        expect(withoutSecrets(`before ${form.slice(0, length)}`, given)).toBe('before ***');
    },
  );

  it('is known in the forms that a token request carries it in', () => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_secret: secret }).toString();
    const basic = `Basic ${Buffer.from(`id:${encodeURIComponent(secret)}`).toString('base64')}`;
    for (const carried of [{ body, headers: [] }, { headers: [['authorization', basic]] as const }])
      for (const form of Object.values(forms)) {
        const masked = withoutSecrets(`a ${form} b`, secretsOf({ url: '', ...carried }));
        expect({ form, leaks: leaks(masked) }).toEqual({ form, leaks: false });
      }
  });

  it('is masked in texts of any length, at the borders of the pieces too', () => {
    const form = bytes.toString('hex');
    for (const length of [1_048_570, 1_048_576 + 131_050, 2_097_150, 3_000_000]) {
      const filler = 'words of a record, '.repeat(length / 19).slice(0, length);
      expect(withoutSecrets(`${filler} ${form} ${filler}`, given)).toBe(`${filler} *** ${filler}`);
    }
  });

  it('is found where it has no letters, and not cut where a text is whole', () => {
    expect(maskOf(['12345678', '!"§$%&/()=', 'äöüßÄÖÜẞ'])('a 12345678 !"§$%&/()= äöüßÄÖÜẞ b')).toBe('a *** *** *** b');
    expect(maskOf([secret], false)(`a ${secret.slice(0, 12)}`)).toBe(`a ${secret.slice(0, 12)}`);
  });

  it('costs little where there is none', () => {
    const masked = maskOf(Array.from({ length: 8 }, (_, at) => `${at}-${bytes.toString('base64url').repeat(9)}`));
    const texts = Array.from({ length: 50_000 }, (_, at) => `Printer ${at} is on fire, 2026-11-29T21:56:00`);
    for (const text of texts) masked(text);
    const began = performance.now();
    for (const text of texts) masked(text);
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('leaves texts alone that hold none', () => {
    const plain = 'The ticket 12345 (“Drucker”) has %20 open, \\u00fc, &amp; and c2FtcGxlIHRleHQ= 00ff00ff.';
    expect(withoutSecrets(plain, given)).toBe(plain);
    // A short one is found as it is alone: its other forms are in any text.
    expect(withoutSecrets('pin 1234, hex 31323334', secretsOf({ url: 'https://x.test/?pin=1234', headers: [] }))).toBe(
      'pin ***, hex 31323334',
    );
  });

  it('is looked for in a time that grows with the text', () => {
    const evil = [
      bytes.toString('base64'),
      `${bytes.toString('base64')}/`,
      bytes.toString('base64').slice(0, -3),
      encodeURIComponent(secret),
      '%2525',
      '\\u005c',
      '&#x26;',
      bytes.toString('hex').slice(0, -1),
      secret.slice(0, -1),
      'a',
    ];
    const time = (piece: string, length: number): number => {
      const text = piece.repeat(Math.ceil(length / piece.length));
      const began = performance.now();
      withoutSecrets(text, given);
      return performance.now() - began;
    };
    for (const piece of evil) {
      time(piece, 50_000);
      const small = Math.min(time(piece, 100_000), time(piece, 100_000));
      const large = Math.min(time(piece, 800_000), time(piece, 800_000));
      expect({ piece, linear: large < small * 24 + 200 }).toEqual({ piece, linear: true });
      expect(large).toBeLessThan(3_000);
    }
  });
});
