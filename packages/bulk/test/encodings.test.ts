import { openSource } from 'halopsa-bulk';
import { runs } from 'halopsa-testkit';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { collect } from './workshop.js';

const german = [
  'Grüße aus Köln',
  'die Geräte wären größer',
  'das Gebäude für Gäste',
  'der Bürgermeister hört zu',
  'müde Vögel schlafen früh',
  'Drucker läuft nicht',
];

const languages: Readonly<Record<string, readonly string[]>> = {
  polish: [
    'Łódź Sp. z o.o.',
    'Żółć',
    'Kraków',
    'Gdańsk Wrzeszcz',
    'małe źdźbło trawy',
    'Świętokrzyskie',
    'proszę o pilną pomoc',
    'drukarka nie działa',
  ],
  czech: ['Příliš žluťoučký', 'kůň úpěl', 'ďábelské ódy', 'Česká Třebová', 'Škoda Auto', 'nefunguje tiskárna', 'prosím o pomoc', 'řešení'],
  hungarian: ['árvíztűrő', 'tükörfúrógép', 'Győr', 'Székesfehérvár', 'nem működik', 'köszönöm', 'Kovács és Társa', 'őszi'],
  russian: ['ООО Ромашка', 'Привет', 'Москва', 'Иванов', 'не работает принтер', 'срочно', 'USBшнур', 'Вера'],
  ukrainian: ['Київ', 'Ні', 'Так', 'Львів', 'Її', 'принтер не працює', 'Ґанок', 'дякую'],
  greek: ['Αθήνα', 'Θεσσαλονίκη', 'δεν λειτουργεί', 'Παπαδόπουλος', 'ευχαριστώ', 'Ωμέγα', 'ναι', 'όχι'],
  turkish: ['İstanbul', 'Şişli', 'Çağdaş', 'yazıcı çalışmıyor', 'teşekkürler', 'Iğdır', 'Güneş', 'öğle'],
  hebrew: ['שלום', 'תל אביב', 'המדפסת לא עובדת', 'תודה', 'כהן', 'הIT', 'ירושלים', 'כן'],
  thai: ['กรุงเทพ', 'ลบ', 'สวัสดี', 'ฝ่ายIT', 'เครื่องพิมพ์ไม่ทำงาน', 'ขอบคุณ', 'เชียงใหม่', 'รก'],
  german: ['Müller', 'Söhne', 'Straße', 'Köln', 'für Größe', 'Übergabe', 'Drucker läuft nicht', 'Jörg Weiß'],
  french: ['Café Zürich', 'crème brûlée', 'à côté', 'Œuvre', "l'été", 'ça marche très bien', 'où', 'Éric'],
  spanish: ['Señor', '¿Qué pasó?', 'mañana', 'Núñez', 'Mª José', 'el vehículo está aquí', '1º', 'pingüino'],
  swedish: ['Ångström', 'Malmö', 'Västerås', 'skrivaren är trasig', 'Åre', 'på', 'smörgås', 'Örebro'],
  portuguese: ['São Paulo', 'ações', 'não', 'Conceição', 'irmã', 'você', 'à tarde', 'impressão'],
  korean: ['서울', '안녕하세요', '삼성전자', '프린터 고장', 'IT부서', '김철수', '예', 'A/S센터'],
  chinese: ['台北', '印表機壞了', '謝謝', '陳先生', 'IT部門', '是', '公司', '客戶'],
  euro: ['Preis 5 €', '“quoted”', 'it’s – fine', '20 °C', '½', '€', '£12', '© 2026'],
};

const encodings = [
  ...['windows-1250', 'windows-1251', 'windows-1252', 'windows-1253', 'windows-1254', 'windows-1255', 'windows-874', 'cp437', 'cp850'],
  ...['macroman', 'iso-8859-15', 'euc-kr', 'big5', 'koi8-r', 'iso-8859-2'],
];

/** Snippets that an encoding can hold, from one value to a few kilobytes. */
function* snippets(): Generator<{ name: string; encoding: string; text: string; bytes: Buffer }> {
  for (const [language, phrases] of Object.entries(languages)) {
    const bodies = [
      ...phrases,
      phrases.join(' '),
      phrases.slice(0, 3).join('\n'),
      phrases.join('\n'),
      Array.from({ length: 40 }, (_, at) => `${phrases[at % phrases.length]} ${phrases[(at * 3 + 1) % phrases.length]} ${at}`).join('\n'),
    ];
    for (const encoding of encodings)
      for (const [at, body] of bodies.entries()) {
        const text = `name,notes\n${body
          .split('\n')
          .map((line) => `x,${line.replaceAll(',', ' ')}`)
          .join('\n')}\n`;
        const bytes = iconv.encode(text, encoding);
        // What an encoding does not have cannot be written in it.
        if (iconv.decode(bytes, encoding) === text) yield { name: `${language} ${at} in ${encoding}`, encoding, text, bytes };
      }
  }
}

/** The cells as they are read, or what is said instead. */
async function read(bytes: Buffer, encoding?: string): Promise<{ cells: unknown[] } | { refused: string }> {
  try {
    const source = await openSource(
      (async function* () {
        for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
      })(),
      { format: 'csv', encoding },
    );
    return { cells: (await collect(source.rows())).flat().map(({ cells }) => cells[1]) };
  } catch (error) {
    return { refused: `${(error as Error).message} ${(error as { nextStep: string }).nextStep}` };
  }
}

const expectedCells = (text: string): string[] =>
  text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.slice(2));

test('snippets in code pages are never read wrongly in silence; the right reading is among those that are offered', async () => {
  const all = [...snippets()].filter((_, at) => at % runs(5, 1) === 0);
  const wrong: string[] = [];
  let certain = 0;
  for (const { name, encoding, text, bytes } of all) {
    const found = await read(bytes);
    const lines = expectedCells(text);
    if ('cells' in found) {
      certain += 1;
      if (JSON.stringify(found.cells) !== JSON.stringify(lines))
        wrong.push(`${name} is read as ${JSON.stringify(found.cells).slice(0, 100)}`);
    } else if (!found.refused.includes(lines.find((line) => /[^\u0000-\u007F]/.test(line))!.slice(0, 50)))
      wrong.push(`${name}: not offered: ${found.refused}`);
    expect(await read(bytes, encoding)).toEqual({ cells: lines });
  }
  expect(wrong).toEqual([]);
  expect(certain).toBeLessThan(all.length);
});

test('UTF-8 is read for certain: one accent, many languages, every length', async () => {
  for (const [language, phrases] of Object.entries(languages)) {
    const latin = phrases.filter((phrase) => /[a-z][\u00C0-\u017F]|[\u00C0-\u017F][a-z]/i.test(phrase));
    for (const body of [phrases.join('\n'), ...latin, '£', '20 °C', 'ʤ', '©', '„x“', '½']) {
      const text = `name,notes\nx,${body.replaceAll('\n', '\nx,')}\n`;
      expect([language, await read(Buffer.from(text))]).toEqual([language, { cells: expectedCells(text) }]);
    }
  }
});

test('German in windows-1252 is certain, since every code page that it may be in reads it alike', async () => {
  const text = `name,notes\n${german.map((line) => `x,${line}`).join('\n')}\n`;
  expect(await read(iconv.encode(text, 'windows-1252'))).toEqual({ cells: expectedCells(text) });
});

test('certainty ends with a later byte on which the code pages differ', async () => {
  const text = `name,notes\n${german.map((line) => `x,${line}`).join('\n')}\n${'x,plain\n'.repeat(10_000)}x,crème\n`;
  expect(await read(iconv.encode(text, 'windows-1252'))).toEqual({
    refused: expect.stringContaining('line 10008: from this line on the encoding of the text is not certain'),
  });
});

test.each([
  [
    'UTF-8 and windows-1252',
    Buffer.concat([Buffer.from('name,notes\nx,Müller\nx,Söhne\n'), iconv.encode('x,Köln\n', 'windows-1252')]),
    'line 4: bytes that are not UTF-8, in a file that is UTF-8 otherwise: 0xF6 behind "x,K"',
  ],
  [
    'UTF-8 with one odd byte, in a single line',
    Buffer.concat([Buffer.from('name,notes\nx,Müller Söhne '), Buffer.from([0xff]), Buffer.from(' Köln\n')]),
    'line 2: bytes that are not UTF-8, in a file that is UTF-8 otherwise: 0xFF behind "x,Müller Söhne "',
  ],
  [
    'UTF-8 with one odd byte far behind its beginning',
    Buffer.concat([Buffer.from(`name,notes\nx,Müller\nx,Söhne\n${'x,plain\n'.repeat(20_000)}x,K`), Buffer.from([0xe9]), Buffer.from('\n')]),
    'line 20004: bytes that are not UTF-8, in a file that is UTF-8 otherwise: 0xE9 behind "x,K"',
  ],
  [
    'marked UTF-8 with one odd byte',
    Buffer.concat([Buffer.from('\uFEFFname,notes\nx,Caf'), Buffer.from([0xe9]), Buffer.from('\n')]),
    'line 2: bytes that are not UTF-8, in a file that is UTF-8 otherwise: 0xE9 behind "x,Caf"',
  ],
  ['cp850, two bytes', Buffer.from('id,name\r\n12,Caf\x82 Z\x81rich\r\n', 'latin1'), 'Café Zürich'],
  [
    'a given encoding that has no such byte',
    Buffer.from('name,notes\nx,a\nx,Z\x81rich\n', 'latin1'),
    'line 3: a byte that stands for no character in windows-1252',
    'windows-1252',
  ],
  [
    'a given encoding that makes controls of letters',
    Buffer.from('name,notes\nx,5 \x80\n', 'latin1'),
    'line 2: a byte that stands for no character in iso-8859-1',
    'iso-8859-1',
  ],
])('refused: %s', async (_, bytes, message, encoding?: string) => {
  expect(await read(bytes, encoding)).toEqual({ refused: expect.stringContaining(message) });
});
