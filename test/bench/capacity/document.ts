import { readFileSync } from 'node:fs';
import { type Amounts, add, amountsOfRun, costOf, PRICED, SERVICES, times } from './bill.ts';
import type { Capacity } from './capacity.ts';
import type { Run } from './counted-city.ts';
import type { LifeName } from './lives.ts';

/** Pages that hold figures, each between a mark `<!-- counted: name -->` and the next `<!-- end -->`. */
export const PAGES = ['docs/capacity.md', 'README.md'].map(
  (page) => new URL(`../../../${page}`, import.meta.url),
);

/** The page with its figures as they are counted now. */
export const filledIn = (page: URL, capacity: Capacity): string =>
  readFileSync(page, 'utf8').replaceAll(
    /(<!-- counted: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, begin: string, name: string, end: string) => {
      const part = PARTS[name as keyof typeof PARTS];
      if (!part) throw new Error(`there are no figures "${name}"`);
      return `${begin}\n${part(capacity)}\n\n${end}`;
    },
  );

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const count = (value: number, digits = 0): string =>
  value.toLocaleString('en', { maximumFractionDigits: digits });
const money = (value: number): string =>
  value < 10 && value !== 0 ? `$${value.toFixed(2)}` : `$${count(value)}`;
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const LIFE_TITLES: Record<LifeName, string> = {
  onTheSpot: 'settled on the spot',
  verified: 'the same, drawn for verification',
  alone: 'driven alone',
  jointly: 'jointly, three more units',
  climbing: 'climbing to the city',
};
const LIFE_NAMES = Object.keys(LIFE_TITLES) as LifeName[];

const city = ({ list, city: its, idle }: Capacity): string => {
  const idleCost = sum(Object.values(idle));
  const { table: cases, files, logs } = its.kept;
  const use = its.driving + its.reading + its.attaching;
  const after = use + idleCost + cases.aMonth + files.aMonth + logs.aMonth;
  const rows: [string, number, string][] = [
    ['cases: every command and all that follows it', its.driving, 'with the cases'],
    ['reading', its.reading, 'with the people at work'],
    ['attachments: links, sending, fetching', its.attaching, 'with the files'],
    ['idle: keys, alarms, the sweep', idleCost, 'not, but for two yearly rotations of the keys'],
    [`table and its recovery, after a year (${count(cases.gigabytes, 1)} GB)`, cases.aMonth, 'every month'],
    [`files, after a year (${count(files.gigabytes)} GB)`, files.aMonth, 'every month, without end'],
    [`logs of 180 days (${count(logs.gigabytes)} GB)`, logs.aMonth, 'until 180 days are full'],
  ];
  return `${table(
    [`${count(its.cases)} cases a year`, 'a month', 'grows'],
    [
      ...rows.map(([name, cost, grows]) => [name, money(cost), grows]),
      ['**together, in the month after the first year**', `**${money(after)}**`, ''],
      ['**the first year**', `**${money(its.firstYear)} a year**`, ''],
      ['nobody uses it', `${money(idleCost)}`, ''],
    ],
  )}

List prices of ${list.region}, read on ${list.read}, without taxes; AWS's free allowances are not taken off.`;
};

const million = ({ list, amounts, reading, commands }: Capacity): string => {
  const names = [...LIFE_NAMES, 'mixed'] as const;
  const read = times(reading, commands * 1e6);
  const columns: Amounts[] = [...names.map((name) => amounts[name]), add(amounts.mixed, read)];
  return table(
    ['a million cases', ...LIFE_NAMES.map((name) => LIFE_TITLES[name]), 'mixed', 'mixed, with reading'],
    [
      ...Object.entries(SERVICES).map(([service, priced]) => [
        service,
        ...columns.map((column) => money(costOf(list, column, priced))),
      ]),
      ['**together**', ...columns.map((column) => `**${money(costOf(list, column))}**`)],
    ],
  );
};

const lives = ({ lives: counted, deployed }: Capacity): string => {
  const all = LIFE_NAMES.map((name) => counted[name]);
  const row = (name: string, figure: (life: (typeof all)[number]) => string): string[] => [
    name,
    ...all.map(figure),
  ];
  const runsOf = (life: (typeof all)[number], name: string) =>
    life.runs.filter((run) => run.function === name).length;
  const total = (life: (typeof all)[number], figure: (run: Run) => number) => sum(life.runs.map(figure));
  const asked = (life: (typeof all)[number], name: string) =>
    life.runs.flatMap(({ workflowRequests }) => workflowRequests).filter((one) => one === name).length;
  return `${table(
    ['a case', ...LIFE_NAMES.map((name) => LIFE_TITLES[name])],
    [
      row('requests of the API', (life) => count(total(life, (run) => (run.accessLogBytes > 0 ? 1 : 0)))),
      row('write units', (life) => `**${count(total(life, ({ writeUnits }) => writeUnits))}**`),
      row('… of them for waits', (life) =>
        count(total(life, (run) => (/^(openWait|relay)$/.test(run.of) ? run.writeUnits : 0))),
      ),
      row('read units', (life) =>
        count(
          total(life, ({ readUnits }) => readUnits),
          1,
        ),
      ),
      row('requests to DynamoDB', (life) => count(total(life, ({ requests }) => requests.length))),
      row('state transitions', (life) =>
        life.executions.length === 0
          ? '**0**'
          : `**${sum(life.executions.map(({ transitions }) => transitions))}**`,
      ),
      row('StartExecution', (life) => count(life.executions.length)),
      row('SendTaskSuccess', (life) => count(asked(life, 'SendTaskSuccess'))),
      row('runs of functions', (life) => count(life.runs.length)),
      row('… of the relay: one for each record, at most', (life) => count(runsOf(life, 'relay'))),
      row('… of tasks', (life) => count(runsOf(life, 'tasks'))),
      row('… of the sweep', (life) => count(runsOf(life, 'sweep'))),
      row('events on the bus', (life) => count(total(life, ({ busEvents }) => busEvents))),
      row('log of functions', (life) => kilobytes(total(life, ({ logBytes }) => logBytes))),
      row('access log', (life) => kilobytes(total(life, ({ accessLogBytes }) => accessLogBytes))),
      row('log of executions', (life) => kilobytes(sum(life.executions.map(({ logBytes }) => logBytes)))),
      row('… its entries', (life) => count(sum(life.executions.map(({ logEntries }) => logEntries)))),
      row('kept in the table and its indexes', (life) => kilobytes(life.kept.table + life.kept.indexes)),
    ],
  )}

Memory: ${count(deployed.memory.relay)} MB for the relay, ${count(deployed.memory.sweep)} MB for the sweep, ${count(deployed.memory.actions)} MB for the commands.`;
};

/** Runs of a case's lives that stand for an operation, and where they are found. */
const FROM_LIVES: [string, LifeName, string][] = [
  ['report', 'alone', 'report'],
  ['self-handled report', 'onTheSpot', 'selfHandle'],
  ['acknowledge', 'alone', 'acknowledge'],
  ['whistle, three units', 'jointly', 'whistle'],
  ['respond', 'jointly', 'respond'],
  ['submit the result', 'alone', 'submitResult'],
  ['verify', 'alone', 'verify'],
  ['follow up, and close', 'alone', 'followUp'],
  ['task: take up', 'alone', 'takeUp'],
  ['task: open a wait', 'alone', 'openWait'],
];

const COUNTED_ALONE: [string, string][] = [
  ['comment', 'comment'],
  ['change the severity', 'changeSeverity'],
  ['merge two cases', 'merge'],
  ['slot for a file', 'prepareUpload'],
  ['attach a file', 'attach'],
  ['read: case', 'getCase'],
  ['read: history page', 'listEvents'],
  ['read: deadline', 'getDeadline'],
  ['read: attachments', 'listAttachments'],
  ['read: locate', 'locate'],
  ['read: me', 'me'],
  ['read: worklist of 50', 'worklist'],
  ['read: list of 50 cases', 'listCases'],
  ['read: similar cases', 'findSimilar'],
  ['read: executions, page of 50', 'listExecutions'],
  ['sweep, nothing due', 'sweep'],
  ['sweep, its look at all that is open', 'sweep, all that is open'],
];

const operations = ({ lives: counted, operations: others, rung }: Capacity): string => {
  const row = (name: string, run: Run): string[] => [
    name,
    count(run.requests.length),
    count(run.writeUnits),
    count(run.readUnits, 1),
    count(run.workflowRequests.length + run.busRequests + run.fileGets + run.filePuts),
    String(run.logBytes + run.accessLogBytes),
  ];
  const ending = counted.alone.runs.find(({ workflowRequests }) =>
    workflowRequests.includes('SendTaskSuccess'),
  )!;
  const telling = counted.alone.runs.find(({ busEvents }) => busEvents > 0)!;
  return table(
    ['one run', 'requests to DynamoDB', 'write units', 'read units', 'other requests', 'bytes of log'],
    [
      ...FROM_LIVES.map(([title, life, of]) => row(title, counted[life].runs.find((run) => run.of === of)!)),
      row('relay: a record that ends a wait', ending),
      row('relay: an event for the bus', telling),
      ...COUNTED_ALONE.map(([title, of]) => row(title, others.get(of)!)),
      [
        'a rung that the sweep fires, beyond that',
        count(rung.requests),
        count(rung.writeUnits ?? 0),
        count(rung.readUnits ?? 0, 1),
        '0',
        String(Math.round((rung.logGigabytes ?? 0) * 1e9)),
      ],
    ],
  );
};

const idle = ({ idle: costs, deployed, list }: Capacity): string => {
  const total = sum(Object.values(costs));
  const keys = costOf(list, { keys: deployed.keys });
  return `${table(
    ['with nobody using it', 'a month'],
    [
      ...Object.entries(costs).map(([name, cost]) => [name, money(cost)]),
      ['**together**', `**${money(total)}**`],
      ['after two yearly rotations of the keys', money(total + 2 * keys)],
    ],
  )}

${deployed.keys} keys, ${deployed.alarms} alarms over ${deployed.alarmMetrics} metrics. No network, no gateway, no machine, no licence.`;
};

/** New cases a second that the stress test stands for. */
const STRESS = 15;
/** Of the stream: one for each partition of a new on-demand table. */
const SHARDS = 4;
const RECORDS = 'records for the relay';

const rates = ({ lives: counted, assumed }: Capacity): string => {
  type Life = (typeof counted)[LifeName];
  const asked = (name: string) => (life: Life) =>
    life.runs.flatMap(({ workflowRequests }) => workflowRequests).filter((one) => one === name).length;
  const figures: [string, (life: Life) => number][] = [
    ['state transitions', ({ executions }) => sum(executions.map(({ transitions }) => transitions))],
    ['StartExecution', ({ executions }) => executions.length],
    ['SendTaskSuccess', asked('SendTaskSuccess')],
    ['write units', ({ runs }) => sum(runs.map(({ writeUnits }) => writeUnits))],
    ['commands', ({ runs }) => runs.filter(({ accessLogBytes }) => accessLogBytes > 0).length],
    [RECORDS, ({ runs }) => runs.filter((run) => run.function === 'relay').length],
    ['runs of tasks', ({ runs }) => runs.filter((run) => run.function === 'tasks').length],
    ['events on the bus', ({ runs }) => sum(runs.map(({ busEvents }) => busEvents))],
  ];
  const mixed = (figure: (life: Life) => number) =>
    sum(LIFE_NAMES.map((name) => assumed.mix[name] * figure(counted[name])));
  const columns = ([, figure]: (typeof figures)[number]): number[] =>
    [mixed(figure), figure(counted.alone), figure(counted.jointly)].map((value) => STRESS * value);
  const records = columns(figures.find(([name]) => name === RECORDS)!);
  return table(
    [`${STRESS} new cases a second`, 'mixed', 'all driven alone', 'all driven jointly'],
    [
      ...figures.map((figure) => [`${figure[0]} a second`, ...columns(figure).map((value) => count(value))]),
      [
        `milliseconds that a record may take for each lane of the relay, with ${SHARDS} shards`,
        ...records.map((value) => count((SHARDS * 1000) / value)),
      ],
    ],
  );
};

/** So many megabytes are one processor: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MEGABYTES_OF_A_PROCESSOR = 1769;
/** `RESERVE_MS` of functions/sweep/sweeping.ts. */
const RESERVE_SECONDS = 10;

const sweep = ({ deployed, assumed, city: { openCases } }: Capacity): string => {
  const seconds = deployed.sweepSeconds - RESERVE_SECONDS;
  // One thread: more than one processor does not help.
  const share = Math.min(1, deployed.memory.sweep / MEGABYTES_OF_A_PROCESSOR);
  const most = (seconds * 1000 * share) / assumed.cpuMillisecondsOfADueCase;
  return `A run has ${deployed.sweepSeconds} seconds and begins no new page after ${seconds}. At ${count(deployed.memory.sweep)} MB it has ${share.toFixed(2)} of a
processor. At ${assumed.cpuMillisecondsOfADueCase} ms for a due case the processor alone holds a run to some **${count(Math.floor(most / 100) * 100)} due
cases a minute**; a city of the size above has ${count(openCases)} cases open.`;
};

const assumed = ({ assumed: its }: Capacity): string => {
  const share = (value: number) => `${count(value * 100, 1)} %`;
  const { attachments, milliseconds } = its;
  return table(
    ['assumed', 'so much'],
    [
      ['cases a year', count(its.casesAYear)],
      ...LIFE_NAMES.map((name) => [LIFE_TITLES[name], share(its.mix[name])]),
      ['days that a driven case is open', count(its.daysOpen)],
      [
        'reads for a command',
        `${count(sum(Object.values(its.readsForACommand)), 2)}: ${Object.entries(its.readsForACommand)
          .map(([name, reads]) => `${name} ${reads}`)
          .join(', ')}`,
      ],
      [
        'a run of a function',
        `${milliseconds.aRun} ms, and ${milliseconds.aRequest} ms for each request to AWS`,
      ],
      [
        'attachments',
        `${share(attachments.shareOfCases)} of cases, ${attachments.filesOfACase} files each of ${attachments.megabytesOfAFile} MB, fetched ${attachments.timesFetched} × each`,
      ],
      ['requests for keys', `${count(its.keyRequestsAnHour)} an hour`],
    ],
  );
};

const prices = ({ list }: Capacity): string =>
  table(
    ['price', `${list.currency}, ${list.region}`, 'for', 'read'],
    PRICED.map((name) => {
      const { says, price, for: amount, source, onAwsPage } = list.prices[name];
      const where =
        source === '' ? 'on no page: look it up' : `[${onAwsPage ? 'AWS' : 'article'}](${source})`;
      return [says, String(price), count(amount), where];
    }),
  );

const budgets = ({ lives: { alone, onTheSpot } }: Capacity): string => {
  const units = (runs: readonly Run[]) => count(sum(runs.map(({ writeUnits }) => writeUnits)));
  const run = (of: string) => [...alone.runs, ...onTheSpot.runs].find((one) => one.of === of)!;
  const transitions = sum(alone.executions.map((one) => one.transitions));
  return `Counted by \`npm run capacity\`, and a test fails when they change: a report takes ${run('report').requests.length} requests and ${run('report').writeUnits}
write units, a self-handled matter ${run('selfHandle').requests.length} requests, ${units(onTheSpot.runs)} write units and no execution, a command ${run('acknowledge').requests.length} requests, the
normal life of a case ${transitions} transitions and at most ${units(alone.runs)} write units. What a city costs: [capacity](docs/capacity.md).`;
};

/** What counting costs: of one case alone in its minutes, and of a case where many are counted together. */
const projection = ({ list, assumed: its, deployed, projections, rushes }: Capacity): string => {
  const columns = [
    ...LIFE_NAMES.map((name) => [`${LIFE_TITLES[name]}, alone in its minutes`, projections[name]] as const),
    ...[...rushes].map(([perSecond, its]) => [`mixed, ${perSecond} new cases a second`, its] as const),
  ];
  const row = (name: string, figure: (run: Run) => number, digits = 1): string[] => [
    name,
    ...columns.map(([, { cases, runs }]) => count(sum(runs.map(figure)) / cases, digits)),
  ];
  return table(
    ['the statistics of a case', ...columns.map(([title]) => title)],
    [
      row('write units', ({ writeUnits }) => writeUnits),
      row('read units', ({ readUnits }) => readUnits),
      row('requests to DynamoDB', ({ requests }) => requests.length, 2),
      row('runs of the projector', () => 1, 3),
      [
        'a million cases',
        ...columns.map(([, { cases, runs }]) =>
          money(
            costOf(list, times(add(...runs.map((run) => amountsOfRun(run, deployed, its))), 1e6 / cases)),
          ),
        ),
      ],
    ],
  );
};

const PARTS = { city, million, projection, lives, operations, idle, rates, sweep, assumed, prices, budgets };
