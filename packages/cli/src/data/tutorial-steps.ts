/** One command of the tutorial, with what it teaches. */
export interface TutorialStep {
  readonly title: string;
  readonly words: readonly string[];
}

/** Ten commands that a newcomer will type in the first week; the ids are those of the demo seed. */
export const tutorialSteps: readonly TutorialStep[] = [
  {
    title: 'List tickets. A list is one page; its last line says how much there is.',
    words: ['tickets', 'list', '--page-size', '5'],
  },
  {
    title: 'Narrow it. Filters are flags; "halo tickets list --help" shows them all.',
    words: ['tickets', 'list', '--client-id', '42', '--open-only'],
  },
  {
    title: 'Choose columns and sort.',
    words: [
      'tickets',
      'list',
      '--page-size',
      '5',
      '--columns',
      'id,summary,client_name',
      '--sort',
      'summary',
    ],
  },
  { title: 'See one record whole.', words: ['tickets', 'get', '1234'] },
  {
    title: 'Programs read JSON; --query picks from it.',
    words: [
      'tickets',
      'get',
      '1234',
      '--json',
      '--query',
      '{summary: summary, client: client_name}',
    ],
  },
  {
    title: 'Look before you write: --dry-run sends nothing.',
    words: ['tickets', 'create', '--summary', 'Server down', '--client-id', '42', '--dry-run'],
  },
  {
    title: 'Make a ticket.',
    words: ['tickets', 'create', '--summary', 'Server down', '--client-id', '42'],
  },
  {
    title: 'Add a note to one.',
    words: ['tickets', 'add-action', '1234', '--outcome', 'Note', '--note', 'Rang back'],
  },
  {
    title: 'Export a whole list. Without --all it would be one page.',
    words: [
      'clients',
      'list',
      '--search',
      'Acme',
      '--all',
      '--output',
      'csv',
      '--columns',
      'id,name',
    ],
  },
  { title: 'Find what else there is.', words: ['find', 'invoice', 'void'] },
];
