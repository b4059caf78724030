import { plusSeconds } from '#domain/time/instant.ts';
import { UNITS } from './city-content.ts';
import type { CountedCity } from './counted-city.ts';

/** Lives of cases from their filing to their end, each a way in which a city's cases may go. */

/** The middle of the south-western grid. */
export const POINT = { lon: 120.005, lat: 32.005 };
/** A title of 17 and a description of 45 characters. */
const TOLD = {
  title: '楼上夜间装修噪声扰民，邻里多次争执',
  description: '三号楼二单元五楼每晚十点后施工，四楼住户有老人和高考生，物业劝阻无效，双方在楼道发生口角。',
  category: 'dispute.neighbour',
};
const RESULT = '已劝离，双方和解，约定晚十点后不再施工。';

let uploads = 0;
/** A file that was uploaded, as a request names it. */
export const aFile = () => ({ id: String(++uploads).padStart(32, '0'), caption: '现场照片' });

/** Gives a command and lets everything that follows come to rest. */
export const give = async (
  city: CountedCity,
  command: string,
  as: string,
  id: string,
  body: object,
  params: Record<string, string> = {},
): Promise<void> => {
  city.moveTo(plusSeconds(city.now(), 600));
  await city.ask(command, { as, params: { id, ...params }, body });
  await city.settle();
};

export const report = async (city: CountedCity): Promise<string> => {
  const { id } = await city.ask('report', {
    as: 'resident-01',
    body: { ...TOLD, point: { ...POINT, crs: 'WGS84' } },
  });
  await city.settle();
  return String(id);
};

const settleOnTheSpot = async (city: CountedCity): Promise<string> => {
  const { id } = await city.ask('selfHandle', {
    as: 'grid-worker-01',
    body: { ...TOLD, point: { ...POINT, crs: 'WGS84' }, result: RESULT },
  });
  await city.settle();
  return String(id);
};

/** From a result to the end: verified by the grid worker of the place, or the centre above the handler, and followed up. */
const verifyAndAsk = async (city: CountedCity, id: string, asker = 'resident-01'): Promise<void> => {
  const { state } = await city.case(id);
  const drawn = state.stage === 'verification' ? state.verifier : undefined;
  await give(city, 'verify', drawn ?? 'township-01', id, {
    passed: true,
    evidence: { takenAt: city.now(), point: { ...POINT, crs: 'WGS84' }, ...(drawn && { files: [aFile()] }) },
  });
  if ((await city.case(id)).state.stage !== 'closed')
    await give(city, 'followUp', asker, id, { satisfied: true, rating: 5 });
};

const finish = async (city: CountedCity, id: string, as: string, parts?: object): Promise<void> => {
  await give(city, 'submitResult', as, id, { result: RESULT, ...(parts && { parts }) });
  await verifyAndAsk(city, id);
};

const PARTS = [
  ['judicial-01', UNITS.judicial],
  ['police-01', UNITS.police],
  ['lawyer-01', UNITS.lawFirm],
] as const;

/** Nobody acknowledges it: it climbs from level to level, and is supervised once at the city. */
const climb = async (city: CountedCity): Promise<string> => {
  const id = await report(city);
  for (;;) {
    const due = await city.nextDue(id);
    if (due === undefined) throw new Error('nothing is due of a case that nobody acknowledges');
    city.moveTo(due);
    await city.sweep({ all: false });
    await city.settle();
    const events = await city.history(id);
    if (events.some(({ type }) => type === 'supervised')) break;
  }
  await give(city, 'acknowledge', 'city-01', id, {});
  await finish(city, id, 'city-01');
  return id;
};

export const LIVES = {
  onTheSpot: settleOnTheSpot,
  verified: async (city: CountedCity) => {
    city.draw(0);
    const id = await settleOnTheSpot(city);
    city.draw(1);
    // The grid worker has handled it, so the centre in charge closes it.
    await verifyAndAsk(city, id, 'township-01');
    return id;
  },
  alone: async (city: CountedCity) => {
    const id = await report(city);
    await give(city, 'acknowledge', 'township-01', id, {});
    await finish(city, id, 'township-01');
    return id;
  },
  jointly: async (city: CountedCity) => {
    const id = await report(city);
    await give(city, 'acknowledge', 'township-01', id, {});
    await give(city, 'whistle', 'township-01', id, {
      template: 'threeOffice',
      ask: '请派员共同调解，固定证据。',
    });
    for (const [as, unit] of PARTS)
      await give(city, 'respond', as, id, { answer: '已组织双方到场调解，出警记录附后。' }, { unitId: unit });
    await finish(
      city,
      id,
      'township-01',
      Object.fromEntries(PARTS.map(([, unit]) => [unit, '已完成调解。'])),
    );
    return id;
  },
  climbing: climb,
} satisfies Record<string, (city: CountedCity) => Promise<string>>;
export type LifeName = keyof typeof LIVES;
