import { setTimeout as sleep } from 'node:timers/promises';
import type { Answered, Caller } from '../api/client.ts';
import { upload } from '../api/upload.ts';

/** An event as `GET /cases/{id}/events` tells it. */
export interface ToldEvent {
  seq: number;
  type: string;
  at: string;
  text: string;
  by: { kind: 'person' | 'rule'; rule?: string; role?: string; unit?: string; subject?: string };
  details: Record<string, unknown>;
}

export interface Story {
  name: string;
  caseId: string;
  timeline: ToldEvent[];
}

/** Called with every event as soon as it is there. */
export type Listener = (story: string, event: ToldEvent) => void;

export type People = (subject: string) => Caller;

/** A point in community 东市社区 of Chongchuan county, WGS84; both stories that need a place happen around here. */
export interface Stage {
  grid: string;
}

/** A street lamp that a grid worker mends on his round: 78 % of matters go this way, without any workflow. */
export const selfHandled = async (people: People, { grid }: Stage, listener: Listener): Promise<Story> => {
  const name = 'Settled on the spot';
  const { body } = accepted(
    await people('grid-worker-01').post('/cases/self-handled', {
      title: '楼道堆放杂物',
      description: '3号楼道堆放纸箱，已当场劝离清理。',
      category: 'environment',
      grid,
      result: '杂物已清理，楼道畅通。',
    }),
  );
  return follow(name, body.id, people('township-01'), listener, async () => undefined);
};

/** The dispute of design section 1: three offices are whistled up, and the law firm does not answer. */
export const threeOfficeDispute = async (
  people: People,
  { grid }: Stage,
  listener: Listener,
): Promise<Story> => {
  const name = 'Three offices, one silent';
  const { body } = accepted(
    await people('police-01').post('/cases', {
      title: '邻里噪声纠纷',
      description: '楼上住户夜间装修，双方争执，民警到场调解未果。',
      category: 'dispute.neighbour',
      grid,
    }),
  );
  const path = `/cases/${body.id}`;
  return follow(name, body.id, people('county-01'), listener, async (happened) => {
    await happened('assigned');
    accepted(await people('township-01').post(`${path}/acknowledge`, {}));
    accepted(
      await people('township-01').post(`${path}/whistle`, {
        template: 'threeOffice',
        ask: '请共同调解邻里噪声纠纷，各自反馈意见。',
      }),
    );
    const part = (unit: string) => `${path}/parts/${unit}/respond`;
    const township = grid.slice(0, 9);
    accepted(
      await people('judicial-01').post(part(`${township}-judicialOffice`), {
        answer: '已组织双方到司法所调解。',
      }),
    );
    accepted(
      await people('police-01').post(part(`${township}-policeStation`), {
        answer: '已固定证据，出警记录附后。',
      }),
    );
    const raised = await happened('partRaised');
    accepted(
      await people('justice-01').post(part(String(raised.details.unit)), {
        answer: '由公共法律服务中心值班律师出具意见。',
      }),
    );
    await happened('joined');
    accepted(
      await people('township-01').post(`${path}/submit-result`, {
        result: '双方达成协议：22时后停止施工，楼上赔礼道歉。',
        parts: {
          [`${township}-judicialOffice`]: '已组织调解。',
          [`${township}-policeStation`]: '已固定证据。',
          [String(raised.details.unit)]: '已由公共法律服务中心出具意见。',
        },
      }),
    );
    await verifyOnTheSpot(people, path);
    accepted(await people('county-01').post(`${path}/follow-up`, { satisfied: true, rating: 5 }));
  });
};

/** A street stall that nobody takes up: the clock lifts it from the community to the city, and supervises there. */
export const unanswered = async (people: People, { grid }: Stage, listener: Listener): Promise<Story> => {
  const name = 'Nobody acknowledges';
  const { body } = accepted(
    await people('resident-01').post('/cases', {
      title: '占道经营',
      description: '菜场东门摊贩占道，行人只能走机动车道。',
      category: 'streetOrder',
      grid,
    }),
  );
  const path = `/cases/${body.id}`;
  return follow(name, body.id, people('city-01'), listener, async (happened) => {
    await happened('supervised');
    accepted(await people('city-01').post(`${path}/acknowledge`, {}));
    accepted(
      await people('city-01').post(`${path}/submit-result`, {
        result: '市指挥中心现场督办，摊贩已入场经营。',
      }),
    );
    await verifyOnTheSpot(people, path);
    accepted(await people('resident-01').post(`${path}/follow-up`, { satisfied: true, rating: 4 }));
  });
};

/** The grid worker who was drawn looks at the place and shows it. */
const verifyOnTheSpot = async (people: People, path: string): Promise<void> => {
  // Units that had the case do not learn who was drawn, centres to which it climbed included.
  const { body } = accepted(await people('operator-01').get(path));
  const verifier = people(body.verifier);
  const evidence = { files: [{ id: await upload(verifier), caption: '核实现场' }] };
  accepted(await verifier.post(`${path}/verify`, { passed: true, note: '现场已核实。', evidence }));
};

/** Resolves with the next event of a type. @throws Error when it does not come within the story's patience. */
type Happened = (type: string) => Promise<ToldEvent>;

const PATIENCE_MS = 150_000;

/** Watches a case until it is closed, while `act` plays the people's part. */
const follow = async (
  name: string,
  caseId: string,
  watcher: Caller,
  listener: Listener,
  act: (happened: Happened) => Promise<void>,
): Promise<Story> => {
  const timeline: ToldEvent[] = [];
  const deadline = Date.now() + PATIENCE_MS;
  const look = async (): Promise<void> => {
    const { body } = accepted(await watcher.get(`/cases/${caseId}/events?limit=100`));
    for (const event of (body.items as ToldEvent[]).slice(timeline.length)) {
      timeline.push(event);
      listener(name, event);
    }
  };
  const happened: Happened = async (type) => {
    for (;;) {
      await look();
      const event = timeline.find((e) => e.type === type);
      if (event) return event;
      if (Date.now() > deadline)
        throw new Error(
          `case ${caseId} waited in vain for "${type}"; see emulator.log in its city's folder below .local/`,
        );
      await sleep(500);
    }
  };
  await act(happened);
  await happened('closed');
  return { name, caseId, timeline };
};

const accepted = (answer: Answered): Answered => {
  if (answer.status < 300) return answer;
  throw new Error(`the API answered ${answer.status}: ${answer.body?.detail ?? JSON.stringify(answer.body)}`);
};
