import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import type { Channel } from '#domain/case/case.ts';
import { channelOf } from '#domain/case/channel.ts';
import { isSampled, refusedOnSpot } from '#domain/case/on-spot.ts';
import { floorOf, type Policy, readPolicy, severityOf } from '#domain/policy/policy.ts';
import {
  at,
  city,
  committee,
  dispatcher,
  file,
  gridWorker,
  judicial,
  justice,
  lawFirm,
  MONDAY,
  officer,
  operator,
  police,
  policyInput,
  policyWith,
  resident,
  supervising,
  township,
} from '../builders.ts';

const read = readPolicy(
  JSON.parse(readFileSync(new URL('../../../infra/cities/nantong/policy.json', import.meta.url), 'utf8')),
  floorOf({ protect: true }),
);
const nantong = 'policy' in read ? read.policy : (undefined as never);

const shown = { point: { lon: 120.87, lat: 32.01 }, files: [file()] };
/** How Nantong answers to a grid worker who has settled a matter of a category, showing all that can be shown. */
const answer = (category: string, over: object = {}, policy: Policy = nantong): string =>
  refusedOnSpot(policy, { category, severity: severityOf(policy, category), ...shown, ...over }, MONDAY)
    ?.code ?? 'settled';

describe('a matter in Nantong', () => {
  it.each([
    ['streetOrder.illegalParking', 'settled'],
    ['environment.waste', 'settled'],
    ['cityFacility.streetLamp', 'settled'],
    ['dispute.neighbour', 'settled'],
    ['residentRequest.consultation', 'settled'],
    ['safetyHazard.fire', 'settled'],
    ['safetyHazard.gas', 'not-on-spot'],
    ['safetyHazard.building', 'not-on-spot'],
    ['cityFacility.manholeCover', 'not-on-spot'],
    ['residentRequest.complaint', 'not-on-spot'],
    ['dispute.litigation', 'not-on-spot'],
    ['dispute.discipline', 'not-on-spot'],
    ['dispute.ethnicReligious', 'not-on-spot'],
  ])('of %s: %s', (category, expected) => {
    expect(answer(category)).toBe(expected);
  });

  it.each([
    ['safetyHazard.fire', { files: [] }, 'file-needed'],
    ['safetyHazard.fire', { point: undefined }, 'point-needed'],
    ['cityFacility.streetLamp', { point: undefined }, 'point-needed'],
    ['cityFacility.streetLamp', { files: [] }, 'settled'],
    ['streetOrder.streetVending', { point: undefined, files: [] }, 'settled'],
  ])('of %s needs what the policy asks for: with %o it is %s', (category, over, expected) => {
    expect(answer(category, over)).toBe(expected);
  });

  it('that is critical or serious is reported, whatever it is', () => {
    for (const { code } of nantong.categories)
      for (const severity of ['critical', 'serious']) expect(answer(code, { severity })).toBe('not-on-spot');
  });

  it.each([
    ['safetyHazard.fire', 'general', 0.1],
    ['dispute.neighbour', 'general', 0.1],
    ['cityFacility.road', 'general', 0.05],
    ['streetOrder.streetVending', 'general', 0.03],
    ['residentRequest.suggestion', 'low', 0.01],
    ['safetyHazard.gas', 'serious', 0],
  ] as const)('of %s (%s) is verified at a share of %d', (category, severity, share) => {
    const drawn = (draw: number) => isSampled(nantong, { category, severity }, draw);
    expect([drawn(Math.max(0, share - 1e-9)), drawn(share), drawn(0.999)]).toEqual([share > 0, false, false]);
  });
});

describe('when a matter was settled', () => {
  it.each([
    ['2025-03-03 09:00', 'settled'],
    ['2025-03-03 09:01', 'settled'],
    ['2025-03-03 09:02', 'settled-at'],
    ['2025-02-24 09:00', 'settled'],
    ['2025-02-24 08:59', 'settled-at'],
  ])('is said within seven days and by a clock that is a minute ahead at most: %s is %s', (time, expected) => {
    expect(answer('environment', { settledAt: at(time) })).toBe(expected);
  });
});

describe('a policy', () => {
  it('that says nothing of it lets nothing be settled on the spot, and verifies none', () => {
    const { onSpot: _, ...rest } = policyInput;
    const silent = { ...policyWith(), onSpot: undefined } as unknown as Policy;
    expect('policy' in readPolicy(rest, floorOf({ protect: true }))).toBe(true);
    expect(answer('dispute.neighbour', {}, silent)).toBe('not-on-spot');
    expect(isSampled(silent, { category: 'dispute.neighbour', severity: 'general' }, 0)).toBe(false);
  });

  it('lets the closer category win, and graver severities never', () => {
    const policy = policyWith({
      onSpot: {
        severities: ['general', 'low'],
        rules: [
          { category: 'dispute', allowed: false },
          { category: 'dispute.neighbour', allowed: true, sample: 0.5 },
          { category: 'dispute.neighbour', severity: 'critical', allowed: true, sample: 1 },
        ],
      },
    });
    expect(
      ['dispute', 'dispute.neighbour', 'cityFacility'].map((category) => answer(category, {}, policy)),
    ).toEqual(['not-on-spot', 'settled', 'not-on-spot']);
    expect(answer('dispute.neighbour', { severity: 'critical' }, policy)).toBe('not-on-spot');
  });

  it.each([
    [{ allowed: true }, 'onSpot.rules.0.sample', /write the share/],
    [{ allowed: false, sample: 0.1 }, 'onSpot.rules.0.sample', /nothing to verify/],
    [{ allowed: true, sample: 0, category: 'weather' }, 'onSpot.rules.0.category', /not in categories/],
  ])('that contradicts itself is refused: %o', (rule, path, message) => {
    expect(
      readPolicy(
        { ...policyInput, onSpot: { severities: ['low'], rules: [rule] } },
        floorOf({ protect: true }),
      ),
    ).toEqual({ faults: [{ path, message: expect.stringMatching(message) }] });
  });

  it('says how urgent a matter is by the nearest category that says so, and general else', () => {
    const policy = policyWith({
      categories: policyInput.categories.map((one) =>
        one.code === 'dispute' ? { ...one, severity: 'serious' as const } : one,
      ),
    });
    expect(['dispute', 'dispute.neighbour', 'cityFacility'].map((code) => severityOf(policy, code))).toEqual([
      'serious',
      'serious',
      'general',
    ]);
  });
});

describe('the channel of a report', () => {
  it.each<[string, Actor, Channel]>([
    ['a resident', resident('r'), 'resident'],
    ['an operator, who acts for no unit', operator('o'), 'resident'],
    ['a grid worker', gridWorker, 'gridWorker'],
    ['the police', officer(police), 'police'],
    ['an officer of a centre', officer(township), 'hotline'],
    ['a dispatcher of the city', dispatcher(city), 'hotline'],
    ['a committee', dispatcher(committee), 'hotline'],
    ['a judicial office', officer(judicial), 'department'],
    ['a bureau', officer(justice), 'department'],
    ['a law firm', officer(lawFirm), 'department'],
    ['the supervising unit', officer(supervising), 'department'],
  ])('of %s follows from the account', (_, actor, channel) => {
    expect(channelOf(actor)).toBe(channel);
  });
});
